"""The pages of the overview: the tree of plans, and the reminder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.handling import bekreft, krever
from kompetanse.felles.spreadsheets import tabell_response
from kompetanse.felles.sti import sti
from planer.oversikt import paaminnelse
from planer.oversikt.bilde import oversikt


@krever("planer.view_oversikt")
def oversikt_list(request: HttpRequest) -> HttpResponse:
    """How it stands with the plans of the units that the user answers for."""
    bilde = oversikt(request.user, timezone.localdate(), request.GET)
    fil = tabell_response(request.GET.get("format"), _("Planoversikt"), *bilde.regneark())
    context = {
        "oversikt": bilde,
        "antall_aa_minne": len(paaminnelse.mangler_plan(bilde.rader)),
        "brodsmuler": sti((_("Planer"), "planer:plan-list"), her=_("Oversikt")),
    }
    return fil or render(request, "planer/oversikt/oversikt_list.html", context)


@krever("planer.view_oversikt")
def oversikt_remind(request: HttpRequest) -> HttpResponse:
    """GET asks; POST reminds the leaders of units that have no plan, or have not begun on the next."""
    rader = oversikt(request.user, timezone.localdate(), request.GET).rader
    enheter, tilbake = paaminnelse.mangler_plan(rader), reverse("planer:oversikt-list")
    return bekreft(
        request,
        lambda: paaminnelse.minn(enheter, bruker=request.user),
        tittel=_("Send påminnelse"),
        sporsmaal=ngettext(
            "Vil du minne lederne i %s enhet på planen?", "Vil du minne lederne i %s enheter på planen?", len(enheter)
        )
        % len(enheter),
        konsekvens=_("Hver leder får ett varsel. De som er minnet om det i dag, får ikke et nytt."),
        knapp=_("Send påminnelse"),
        avbryt=tilbake,
        til=tilbake,
        kvittering=lambda antall: (
            ngettext("%s leder er minnet på det.", "%s ledere er minnet på det.", antall) % antall
        ),
        brodsmuler=sti((_("Planer"), "planer:plan-list"), (_("Oversikt"), tilbake), her=_("Send påminnelse")),
    )
