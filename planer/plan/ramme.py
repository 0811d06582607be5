"""What the pages of a plan have in common: the breadcrumb and the three steps."""

from typing import NamedTuple

from django.urls import reverse

from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Steg
from planer.planside import smuler

# The address of each step.
ADRESSER = {Steg.MAAL: "plan-maal", Steg.BEHOV: "plan-behov", Steg.TILTAK: "plan-tiltak"}


class Stegkort(NamedTuple):
    """One of the three steps as the pages show it."""

    steg: Steg
    url: str
    aktiv: bool

    @property
    def navn(self) -> str:
        """«2 Behov»."""
        return f"{self.steg.value} {self.steg.label}"


def ramme(plan: Kompetanseplan, steg: Steg | None, *, bruker: Bruker, her: str = "") -> dict:
    """The context that `planer/base_plan.html` asks for; `her` is the heading of a page below the plan's own."""
    return {
        "plan": plan,
        "tittel": her or plan.tittel,
        "brodsmuler": smuler(plan, her=her),
        "steg": [
            Stegkort(ett, reverse(f"planer:{adresse}", args=[plan.pk]), ett == steg)
            for ett, adresse in ADRESSER.items()
        ],
        "kan_endre": bruker.has_perm("planer.change_plan", plan),
    }
