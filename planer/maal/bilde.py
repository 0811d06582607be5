"""What the pages show of goals: the table of how they are measured."""

from typing import NamedTuple

from planer.maal.trend import Trend, trend, verdi_tekst
from planer.models import Kompetanseplan, Maal, Maaling


class Maalerad(NamedTuple):
    """One goal that a plan works towards, with what it was last measured at."""

    maal: Maal
    naa: Maaling | None
    trend: Trend | None

    @property
    def fra(self) -> str:
        return _tekst(self.maal.utgangspunkt, self.maal)

    @property
    def naa_tekst(self) -> str:
        return _tekst(self.naa and self.naa.verdi, self.maal)

    @property
    def til(self) -> str:
        return _tekst(self.maal.maaltall, self.maal)


def maalerader(plan: Kompetanseplan) -> list[Maalerad]:
    """All goals that the plan works towards, inherited and its own alike. Two statements."""
    maal = plan.maal.gjelder().select_related("ansvarlig", "over").prefetch_related("maalinger")
    return [_rad(ett) for ett in maal]


def _rad(maal):
    maalinger = list(maal.maalinger.all())
    return Maalerad(maal, maalinger[-1] if maalinger else None, trend(maal, maalinger))


def _tekst(verdi, maal):
    return "" if verdi is None else verdi_tekst(verdi, maal.maaleenhet)
