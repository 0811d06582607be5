"""The pages of the year: a line for each measure, what the plan gave, and the plan of the next period."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.models import Jobb
from kompetanse.organisasjon.models import Enhet
from planer.aaret import rullering, underveis
from planer.aaret.bilde import Periodevalg, laert_i, overgangen, tiltak_i
from planer.aaret.forms import EvalueringForm, UnderveisForm
from planer.endring import laas_plan
from planer.plan.ramme import ramme
from planer.planside import hent_plan


@krever("planer.view_planer")
def plan_underveis(request: HttpRequest, pk: int) -> HttpResponse:
    """How the measures stand; who follows the plan writes a line for each."""
    plan = hent_plan(request, pk)
    valg = Periodevalg(plan, timezone.localdate(), _dato(request.GET.get("periode", "")))
    kan_melde = request.user.has_perm("planer.follow_plan", plan)
    form = valg.periode and UnderveisForm(
        innsendt(request) if kan_melde else None, tiltak=tiltak_i(plan, valg.periode), periode=valg.periode
    )
    svar = form and utfor(
        request,
        form,
        lambda: _meld(plan, form, request.user),
        til=f"{reverse('planer:plan-underveis', args=[pk])}?periode={valg.periode:%Y-%m-%d}",
        kvittering=_("Status er lagret."),
    )
    context = ramme(plan, None, bruker=request.user, her=_("Underveis"))
    context |= {"valg": valg, "form": form, "kan_melde": kan_melde, "evalueringer": plan.evalueringer.all()}
    return svar or render(request, "planer/aaret/plan_underveis.html", context)


def _meld(plan, form, bruker):
    """Lock the plan before the form looks at what others have said meanwhile."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.follow_plan")
    return underveis.meld(plan, form.periode, form.meldinger(tiltak_i(plan, form.periode)), bruker=bruker)


def _dato(tekst: str) -> dt.date | None:
    try:
        return parse_date(tekst)
    except ValueError:
        return None


@krever("planer.view_planer")
def plan_evaluer(request: HttpRequest, pk: int) -> HttpResponse:
    """Half a page on what the plan gave a year."""
    plan = hent_plan(request, pk, "planer.follow_plan")
    form = EvalueringForm(innsendt(request), plan=plan, aar=timezone.localdate().year)
    svar = utfor(
        request,
        form,
        lambda: underveis.evaluer(plan, form.cleaned_data["aar"], form.endring, bruker=request.user),
        til=reverse("planer:plan-underveis", args=[pk]),
        kvittering=_("Evalueringen er lagret. Neste plan åpner med den."),
    )
    context = ramme(plan, None, bruker=request.user, her=_("Evaluer planen"))
    context |= {"form": form, "laert": laert_i(plan, request.user)}
    return svar or render(request, "planer/aaret/plan_evaluer.html", context)


@krever("planer.view_planer")
def plan_rull(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST makes the plan of the next period, or leads to the one that was made."""
    plan = hent_plan(request, pk, "planer.manage_plan")
    fra, til = rullering.neste_periode(plan)
    periode = str(til.year) if fra.year == til.year else f"{fra.year}–{til.year}"
    return bekreft(
        request,
        lambda: rullering.rull(plan, bruker=request.user),
        tittel=_("Rull planen"),
        sporsmaal=_("Vil du lage planen for %(periode)s av denne?") % {"periode": periode},
        konsekvens=_("Åpne tiltak føres videre, gjennomførte blir stående her. Mål, behov og tekster kopieres."),
        knapp=_("Lag planen for %(periode)s") % {"periode": periode},
        avbryt=plan,
        til=lambda ny: reverse("planer:plan-overgang", args=[ny.pk]),
        kvittering=_("Planen er rullert."),
        brodsmuler=ramme(plan, None, bruker=request.user, her=_("Rull planen"))["brodsmuler"],
    )


@krever("planer.view_planer")
def plan_overgang(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from last period's plan, and what that one gave."""
    plan = hent_plan(request, pk)
    endret = overgangen(plan, request.user)
    if endret is None or not type(plan).objects.visible_to(request.user).filter(pk=endret.fra.pk).exists():
        raise Http404
    context = ramme(plan, None, bruker=request.user, her=_("Fra %(plan)s") % {"plan": i_setning(endret.fra.tittel)})
    return render(request, "planer/aaret/plan_overgang.html", context | {"endret": endret})


@krever("planer.view_planer")
def enhet_rull(request: HttpRequest, pk: int) -> HttpResponse:
    """All plans of the unit and below that end this year, in one go."""
    enhet = get_object_or_404(Enhet.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("planer.add_plan", enhet):
        raise PermissionDenied
    aar, tilbake = timezone.localdate().year, reverse("planer:plan-list")
    antall = rullering.planer_aa_rulle(enhet).filter(til__year=aar).count()
    return bekreft(
        request,
        lambda: rullering.rull_alle(enhet, bruker=request.user, aar=aar, resultat_lenke=tilbake),
        tittel=_("Rull planene"),
        sporsmaal=_("Vil du rulle %(antall)s planer i %(enhet)s?") % {"antall": antall, "enhet": enhet},
        konsekvens=_("Planer som alt er rullert, blir stående. De nye er utkast til noen vedtar dem."),
        knapp=_("Rull planene"),
        avbryt=tilbake,
        til=lambda svar: svar if isinstance(svar, Jobb) else tilbake,
        kvittering=lambda svar: "" if isinstance(svar, Jobb) else svar.melding,
        ved_feil=tilbake,
    )
