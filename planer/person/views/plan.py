"""The plan itself: begun, read, agreed, and opened again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetanseplan
from planer.person import avtale, flytting, opprettelse
from planer.person.bilde import planbilde
from planer.person.forms import LederForm
from planer.person.lister import MEDARBEIDERE

SE = "planer.view_planer"


def smuler(plan: Kompetanseplan, bruker: Bruker, her: str = "") -> list[tuple[str, str]]:
    """The breadcrumb of the plan, and of a page below it with `her`."""
    over = _over(plan.person, bruker)
    return sti(*over, (plan.tittel, plan), her=her) if her else sti(*over, her=plan.tittel)


def _over(person, bruker):
    """The person comes from what one can, and the leader from the list of all."""
    if person.pk == bruker.person_id:
        return [(_("Min kompetanse"), "kartlegging:min")]
    return [(MEDARBEIDERE.navn, "planer:personplan-list"), (str(person), person)]


def hent(request: HttpRequest, pk: int) -> Kompetanseplan:
    """The plan of the page. Raises Http404 for all but the two."""
    planer = Kompetanseplan.objects.mellom(request.user).select_related("enhet", "person", "leder", "overordnet")
    return get_object_or_404(planer, pk=pk)


@krever(SE)
def personplan_mine(request: HttpRequest) -> HttpResponse:
    """One's own plan, or the page that begins one."""
    plan = opprettelse.gjeldende(request.user.person)
    return redirect(plan) if plan else redirect("planer:personplan-create", request.user.person_id)


@krever("planer.follow_personplaner")
def personplan_list(request: HttpRequest) -> HttpResponse:
    """The leader's own people, and where the plan of each stands."""
    brodsmuler = sti((_("Planer"), "planer:plan-list"), her=MEDARBEIDERE.navn)
    return vis_liste(request, MEDARBEIDERE, "planer/person/personplan_list.html", brodsmuler=brodsmuler)


@krever(SE)
def personplan_create(request: HttpRequest, person_pk: int) -> HttpResponse:
    """Begin a plan: the person, or the nearest leader."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    if not request.user.has_perm("planer.begin_personplan", person):
        raise PermissionDenied
    if plan := opprettelse.gjeldende(person):
        return redirect(plan)
    egen, ledere = request.user.person_id == person.pk, opprettelse.ledere(person)
    if not egen:
        ledere = [leder for leder in ledere if leder.pk == request.user.person_id]
    form = LederForm(
        innsendt(request),
        ledere=ledere,
        knapp=_("Begynn på planen"),
        avbryt=reverse("kartlegging:min" if egen else "planer:personplan-list"),
    )
    response = utfor(
        request,
        form,
        lambda: opprettelse.begynn(person, form.cleaned_data["leder"], bruker=request.user),
        til=lambda plan: plan,
    )
    brodsmuler = sti(*_over(person, request.user), her=_("Ny utviklingsplan"))
    context = {"form": form, "person": person, "ledere": ledere, "egen": egen, "brodsmuler": brodsmuler}
    return response or render(request, "planer/person/personplan_create.html", context)


@krever(SE)
def personplan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, as the two see it."""
    plan = hent(request, pk)
    context = planbilde(plan, request.user) | {"brodsmuler": smuler(plan, request.user)}
    return render(request, "planer/person/personplan_detail.html", context)


@krever(SE)
def personplan_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """The person chooses a leader, after having come to another unit."""
    plan = hent(request, pk)
    if plan.person_id != request.user.person_id:
        raise PermissionDenied
    valg = opprettelse.ledere(plan.person)
    form = LederForm(innsendt(request), ledere=valg, knapp=_("Del planen med lederen"), avbryt=plan.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: flytting.velg_leder(plan, form.cleaned_data["leder"], bruker=request.user),
        til=plan,
        kvittering=lambda plan: _("%(leder)s ser planen nå.") % {"leder": plan.leder},
    )
    brodsmuler = smuler(plan, request.user, _("Velg leder"))
    context = {"form": form, "person": plan.person, "ledere": valg, "egen": True, "brodsmuler": brodsmuler}
    return response or render(request, "planer/person/personplan_create.html", context)


@krever(SE)
@require_POST
def personplan_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to the plan as it was shown."""
    plan = hent(request, pk)
    return utfor(
        request,
        None,
        lambda: avtale.godta(plan, request.POST.get("sett", ""), bruker=request.user),
        til=plan,
        kvittering=lambda plan: (
            _("Dere er enige. Planen er avtalt.")
            if plan.status == plan.Status.VEDTATT
            else _("Du har godtatt planen. Nå venter den på den andre.")
        ),
    )


@krever(SE)
def personplan_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and open the plan to be changed."""
    plan = hent(request, pk)
    overgang = avtale.LIVSLOP["trekk"]
    return bekreft(
        request,
        lambda: avtale.trekk(plan, bruker=request.user),
        sporsmaal=overgang.sporsmaal,
        konsekvens=overgang.konsekvens,
        knapp=overgang.label,
        kvittering=overgang.kvittering,
        avbryt=plan,
        til=plan,
        brodsmuler=smuler(plan, request.user, overgang.label),
    )
