"""What step 2 shows: the goals it works towards, what the registry has found, and the needs that come of it."""

from django.db.models import Count

from kompetanse.organisasjon.models import Bruker
from planer.behov.bilde import behovsgrupper, funnbilde
from planer.models import Kompetanseplan, Steg
from planer.plan.ramme import ramme


def vis(plan: Kompetanseplan, *, bruker: Bruker) -> dict:
    """The context of the page."""
    return ramme(plan, Steg.BEHOV, bruker=bruker) | {
        "maal": plan.maal.gjelder().select_related("over__plan").annotate(antall_behov=Count("behov")),
        "funn": funnbilde(plan, bruker),
        "grupper": behovsgrupper(plan),
    }
