"""What the pages of a plan have in common: the heading, the breadcrumb and the three steps."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kompetanse.organisasjon.models import Bruker
from planer.labels import statusmerke
from planer.models import Kompetanseplan, Steg
from planer.plan import kvalitet, tekster
from planer.plan.trinn import ADRESSER, stegkort
from planer.planside import smuler

# The button of each step: what comes after it.
VIDERE = {
    Steg.MAAL: (ADRESSER[Steg.BEHOV], gettext_lazy("Videre til behov")),
    Steg.BEHOV: (ADRESSER[Steg.TILTAK], gettext_lazy("Videre til tiltak")),
    Steg.TILTAK: ("plan-vedtak", gettext_lazy("Videre til vedtak")),
}


def ramme(plan: Kompetanseplan, steg: Steg | None, *, bruker: Bruker, her: str = "") -> dict:
    """The context that `planer/base_plan.html` asks for; `her` is the heading of a page below the plan's own."""
    return {
        "plan": plan,
        "tittel": her or plan.tittel,
        "brodsmuler": smuler(plan, her=her),
        "steg": stegkort(plan, steg),
        "videre": _videre(plan, steg),
        **(_ved_siden(plan, steg) if steg and not her else {"god": None}),
        "statusmerke": statusmerke(plan),
        "kan_endre": bruker.has_perm("planer.change_plan", plan),
        "kan_sjekke": bruker.has_perm("planer.use_sjekkliste", plan),
    }


def _ved_siden(plan, steg):
    """What stands beside a step; under it where the table needs the width."""
    return {
        "god": kvalitet.for_steget(plan, steg),
        "refleksjoner": tekster.refleksjoner(plan, steg),
        "side_under": steg == Steg.TILTAK,
    }


def _videre(plan, steg):
    """(address, words) of the button to what comes next; None on the pages beside the steps."""
    if steg not in VIDERE:
        return None
    neste, ord_ = VIDERE[steg]
    return reverse(f"planer:{neste}", args=[plan.pk]), ord_
