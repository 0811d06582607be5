"""The minutes, typed; and two versions side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from planer.models import Protokollinje
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.vedtak import protokoll
from planer.vedtak.bilde import versjonsnavn
from planer.vedtak.forms.vedtak import ProtokollinjeForm
from planer.vedtak.innhold import Innhold
from planer.vedtak.samling import linjetekst
from planer.vedtak.sammenlikning import sammenlikn
from planer.vedtak.views.vedtak import hent_versjon, vedtakssiden


@krever("planer.view_planer")
def plan_protokoll(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a line."""
    return _skjema(request, hent_plan(request, pk, "planer.send_plan"), None)


@krever("planer.view_planer")
def protokollinje_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a line that was typed."""
    linje = get_object_or_404(Protokollinje, pk=pk)
    return _skjema(request, hent_plan(request, linje.plan_id, "planer.send_plan"), linje)


def _skjema(request, plan, linje):
    form = ProtokollinjeForm(innsendt(request), linje=linje)
    response = utfor(
        request,
        form,
        lambda: protokoll.skriv_inn(plan, form.endring, bruker=request.user, linje=linje),
        til=vedtakssiden(plan),
        kvittering=_("Linjen er lagret."),
    )
    context = {**ramme(plan, None, bruker=request.user, her=_("Linje i protokollen")), "form": form, "linje": linje}
    return response or render(request, "planer/vedtak/protokollinje_form.html", context)


@krever("planer.view_planer")
def protokollinje_delete(request: HttpRequest, pk: int) -> HttpResponse:
    linje = get_object_or_404(Protokollinje, pk=pk)
    plan = hent_plan(request, linje.plan_id, "planer.send_plan")
    return bekreft(
        request,
        lambda: protokoll.slett(linje, bruker=request.user),
        sporsmaal=_("Vil du slette linjen?"),
        konsekvens=linjetekst(linje),
        knapp=_("Slett linjen"),
        avbryt=vedtakssiden(plan),
        til=vedtakssiden(plan),
        kvittering=_("Linjen er slettet."),
        farlig=True,
        brodsmuler=ramme(plan, None, bruker=request.user, her=_("Slett linjen"))["brodsmuler"],
    )


@krever("planer.view_planer")
def planversjon_endringer(request: HttpRequest, pk: int) -> HttpResponse:
    """The version beside the one before it."""
    etter = hent_versjon(request, pk)
    foer = get_object_or_404(etter.plan.versjoner, nummer=etter.nummer - 1)
    context = {
        **ramme(etter.plan, None, bruker=request.user, her=_("Hva som er endret")),
        "foer": foer,
        "etter": etter,
        "navn_foer": versjonsnavn(foer.nummer),
        "navn_etter": versjonsnavn(etter.nummer),
        "deler": sammenlikn(Innhold.lest(foer.innhold), Innhold.lest(etter.innhold)),
    }
    return render(request, "planer/vedtak/planversjon_endringer.html", context)
