"""The overview of the evaluations, and the comparison of them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from evaluering.bruk.bilde import UPLANLAGTE_VISES, Oversikt, sammenlikningsfaner
from evaluering.bruk.lister import OVERSIKT, SAMMENLIKNING
from kompetanse.felles.handling import krever
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste


@krever(OVERSIKT.rett)
def evaluering_oversikt(request: HttpRequest) -> HttpResponse:
    """What should have been evaluated, is under way, and is missing."""
    return vis_liste(
        request,
        OVERSIKT,
        "evaluering/bruk/oversikt.html",
        oversikt=lambda side: Oversikt(request.user, side.form.valgt("aar") or None),
        vises=UPLANLAGTE_VISES,
        brodsmuler=sti((_("Evaluering"), "evaluering:evaluering-list"), her=_("Oversikt")),
    )


@krever(SAMMENLIKNING.rett)
def evaluering_sammenlikn(request: HttpRequest) -> HttpResponse:
    """Courses, suppliers, forms of learning, units or years side by side."""
    return vis_liste(
        request,
        SAMMENLIKNING,
        "evaluering/bruk/sammenlikning.html",
        faner=lambda side: sammenlikningsfaner(side.form),
        brodsmuler=sti((_("Evaluering"), "evaluering:evaluering-list"), her=_("Sammenlikn")),
    )
