"""The periods that a new plan can have: the year's action plan, or a strategy of four years."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Enhet
from planer.models import Kompetanseplan, Plannivaa

STRATEGIENS_AAR = 4
# From August the year's work is to plan the next one (the yearly wheel).
NESTE_AAR_FRA = 8


class Periode(NamedTuple):
    """A kind of plan, and its first and last year."""

    slag: Kompetanseplan.Slag
    fra_aar: int
    til_aar: int

    @property
    def nokkel(self) -> str:
        return f"{self.slag.value}-{self.fra_aar}"

    @property
    def fra(self) -> dt.date:
        return dt.date(self.fra_aar, 1, 1)

    @property
    def til(self) -> dt.date:
        return dt.date(self.til_aar, 12, 31)

    @property
    def tittel(self) -> str:
        """What a plan of the period is called until someone gives it another name."""
        if self.slag == Kompetanseplan.Slag.STRATEGI:
            return _("Kompetansestrategi %(fra)d–%(til)d") % {"fra": self.fra_aar, "til": self.til_aar}
        return _("Kompetanseplan %(aar)d") % {"aar": self.til_aar}

    def dekkes_av(self, plan: Kompetanseplan) -> bool:
        """There is such a plan for some of the period already."""
        return plan.slag == self.slag and plan.fra <= self.til and plan.til >= self.fra


def planaar(dag: dt.date) -> int:
    """The year that one makes plans for on a day."""
    return dag.year + (dag.month >= NESTE_AAR_FRA)


def mulige(enhet: Enhet, planer: list[Kompetanseplan], dag: dt.date) -> list[Periode]:
    """The periods that the unit has no plan for among `planer`, the likeliest first: a kommune and its sectors begin with
    the strategy."""
    aar = planaar(dag)
    aarsplan, strategi = Kompetanseplan.Slag.HANDLINGSPLAN, Kompetanseplan.Slag.STRATEGI
    perioder = [
        Periode(aarsplan, aar, aar),
        Periode(aarsplan, 2 * dag.year + 1 - aar, 2 * dag.year + 1 - aar),
        Periode(strategi, aar, aar + STRATEGIENS_AAR - 1),
    ]
    if Plannivaa.for_enhet(enhet) != Plannivaa.ENHET:
        perioder.insert(0, perioder.pop())
    return [periode for periode in perioder if not any(periode.dekkes_av(plan) for plan in planer)]
