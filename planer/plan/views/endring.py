"""Pages that change the plan itself: what it is, who works on it, its texts and what it answers to the questions."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from planer.lagring import lagre_underveis
from planer.models import Arbeidsgruppemedlem, Kompetanseplan, Planseksjon, Refleksjonssporsmaal, Steg
from planer.plan import eksempler, styring, tekster
from planer.plan.forms import MedlemForm, PlanendringForm, PlanseksjonForm, RefleksjonForm
from planer.plan.trinn import ADRESSER
from planer.planside import hent_plan, smuler

ser_planer = krever("planer.view_planer")


@ser_planer
def plan_update(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan is called, when it is for, what it builds on and who answers for it."""
    plan = hent_plan(request, pk, "planer.change_plan")
    if plan.person_id:
        raise PermissionDenied
    form = PlanendringForm(innsendt(request), instance=plan, bruker=request.user)
    response = utfor(
        request,
        form,
        lambda: styring.endre(plan, form.endring, bruker=request.user),
        til=plan,
        kvittering=_("Planen er lagret."),
    )
    return response or _skjema(request, plan, form, _("Om planen"), kan_slettes=styring.kan_slettes(plan, request.user))


@ser_planer
def plan_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST gives up a draft that has never been adopted."""
    plan = hent_plan(request, pk, "planer.manage_plan")
    return bekreft(
        request,
        lambda: styring.slett(plan, bruker=request.user),
        tittel=_("Slett utkastet"),
        sporsmaal=_("Vil du slette «%(plan)s»?") % {"plan": plan},
        konsekvens=_("Mål, behov, tiltak og tekster i utkastet blir borte."),
        knapp=_("Slett utkastet"),
        farlig=True,
        avbryt=plan,
        til="planer:plan-list",
        kvittering=_("Utkastet er slettet."),
        brodsmuler=smuler(plan, her=_("Slett")),
    )


@ser_planer
@require_POST
def plan_eksempel(request: HttpRequest, pk: int) -> HttpResponse:
    """HR holds the plan up as an example, or no longer."""
    plan = hent_plan(request, pk, eksempler.RETT, bare_vedtatt=True)
    er_eksempel = "er_eksempel" in request.POST
    kvittering = _("Planen er et eksempel.") if er_eksempel else _("Planen er ikke lenger et eksempel.")
    return utfor(
        request, None, lambda: eksempler.merk(plan, er_eksempel, bruker=request.user), til=plan, kvittering=kvittering
    )


@ser_planer
def medlem_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Let someone work on the plan."""
    plan = hent_plan(request, plan_pk, "planer.manage_plan")
    form = MedlemForm(innsendt(request), plan=plan)
    response = utfor(
        request,
        form,
        lambda: styring.ta_med(plan, **form.cleaned_data, bruker=request.user),
        til=plan,
        kvittering=lambda medlem: _("%(person)s er med i arbeidsgruppen.") % {"person": medlem.person},
    )
    return response or _skjema(request, plan, form, _("Ta med i arbeidsgruppen"))


@ser_planer
def medlem_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes someone out of the group."""
    synlige = Arbeidsgruppemedlem.objects.filter(plan__in=Kompetanseplan.objects.visible_to(request.user))
    medlem = get_object_or_404(synlige.select_related("person"), pk=pk)
    plan = hent_plan(request, medlem.plan_id, "planer.manage_plan")
    return bekreft(
        request,
        lambda: styring.ta_ut(medlem, bruker=request.user),
        sporsmaal=_("Vil du ta %(person)s ut av arbeidsgruppen?") % {"person": medlem.person},
        knapp=_("Ta ut"),
        avbryt=plan,
        til=plan,
        kvittering=_("%(person)s er ute av arbeidsgruppen.") % {"person": medlem.person},
        brodsmuler=smuler(plan, her=_("Arbeidsgruppen")),
    )


@ser_planer
def planseksjon_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a section of the plan."""
    synlige = Planseksjon.objects.filter(plan__in=Kompetanseplan.objects.visible_to(request.user))
    seksjon = get_object_or_404(synlige.select_related("mal"), pk=pk)
    plan = hent_plan(request, seksjon.plan_id, "planer.change_plan")
    form = PlanseksjonForm(innsendt(request), instance=seksjon)
    til = f"{plan.get_absolute_url()}#seksjon-{pk}"
    return _skriv(
        request,
        form,
        lambda endring: tekster.skriv_seksjon(seksjon, endring, bruker=request.user),
        _om(plan, form, seksjon.tittel, lukk=til),
    )


@ser_planer
def refleksjon_update(request: HttpRequest, plan_pk: int, refleksjonssporsmaal_pk: int) -> HttpResponse:
    """What the plan answers to a question beside a step."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    sporsmaal = get_object_or_404(
        Refleksjonssporsmaal.objects.filter(kommune_id=plan.kommune_id), pk=refleksjonssporsmaal_pk
    )
    steget = reverse(f"planer:{ADRESSER[Steg(sporsmaal.steg)]}", args=[plan.pk])
    form = RefleksjonForm(innsendt(request), instance=tekster.svar_paa(plan, sporsmaal))
    return _skriv(
        request,
        form,
        lambda endring: tekster.svar(plan, sporsmaal, endring, bruker=request.user),
        _om(plan, form, sporsmaal.tekst, lukk=steget),
    )


def _skriv(request, form, prosess, context):
    """The page of one text, stored while one types."""

    def vis():
        return render(request, "planer/plan/plan_skriv.html", context)

    return lagre_underveis(request, form, prosess, til=lambda: context["lukk"], vis=vis) if form.is_bound else vis()


def _skjema(request, plan, form, tittel, **mer):
    return render(request, "planer/plan/plan_form.html", _om(plan, form, tittel, **mer))


def _om(plan, form, tittel, **mer):
    return {"plan": plan, "form": form, "tittel": tittel, "brodsmuler": smuler(plan, her=tittel), **mer}
