"""The goals of a person's plan: written, changed, taken out."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from planer.models import Kompetanseplan, Maal
from planer.person import skriving
from planer.person.forms import MaalForm
from planer.person.linjen import krav_som_mangler
from planer.person.views.plan import SE, hent, smuler


@krever(SE)
def personmaal_create(request: HttpRequest, personplan_pk: int) -> HttpResponse:
    """A new goal; `?krav=` names the requirement that it comes from."""
    plan = aapen(request, personplan_pk)
    valgt = [krav for krav in krav_som_mangler(plan) if str(krav.pk) == request.GET.get("krav")]
    start = {"navn": valgt[0].kompetanse.navn, "knyttet_krav": valgt} if valgt else None
    return _rediger(request, Maal(plan=plan, frist=plan.til), _("Nytt mål"), start)


@krever(SE)
def personmaal_update(request: HttpRequest, pk: int) -> HttpResponse:
    maal = hent_maal(request, pk)
    return _rediger(request, maal, maal.navn)


@krever(SE)
def personmaal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and take the goal out."""
    maal = hent_maal(request, pk)
    return bekreft(
        request,
        lambda: skriving.slett(maal, bruker=request.user),
        tittel=_("Slett målet"),
        sporsmaal=_("Vil du slette målet «%(navn)s»?") % {"navn": maal.navn},
        konsekvens=_("Egne tiltak under målet blir også borte."),
        knapp=_("Slett målet"),
        farlig=True,
        avbryt=maal.plan,
        til=maal.plan,
        kvittering=_("Målet er slettet."),
        brodsmuler=smuler(maal.plan, request.user, _("Slett målet")),
    )


def aapen(request: HttpRequest, pk: int) -> Kompetanseplan:
    """The plan of the page, to be changed. Raises PermissionDenied once someone has said yes to it."""
    plan = hent(request, pk)
    if not request.user.has_perm("planer.change_plan", plan):
        raise PermissionDenied
    return plan


def hent_maal(request: HttpRequest, pk: int) -> Maal:
    """A goal of a plan that is the user's own or agreed with the user, to be changed."""
    planer = Kompetanseplan.objects.mellom(request.user).order_by().values("pk")
    maal = get_object_or_404(Maal.objects.filter(plan__in=planer), pk=pk)
    maal.plan = aapen(request, maal.plan_id)
    return maal


def _rediger(request, maal, tittel, start=None):
    plan = maal.plan
    valg = {"initial": start, "bruker": request.user, "avbryt": plan.get_absolute_url()}
    form = MaalForm(innsendt(request), instance=maal, **valg)
    response = utfor(
        request,
        form,
        lambda: skriving.lagre(form.instance, form.endring, bruker=request.user),
        til=plan,
        kvittering=_("Målet er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler(plan, request.user, tittel)}
    return response or render(request, "planer/person/personmaal_form.html", context)
