"""Half-years, and the weeks of a month, as the calendar shows them."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kompetanse.felles.fields import FORSTE_AAR, SISTE_AAR


class Halvaar(NamedTuple):
    """The first half of a year (1), or the second (2)."""

    aar: int
    nummer: int

    @property
    def navn(self) -> str:
        return (_("Våren %(aar)s") if self.nummer == 1 else _("Høsten %(aar)s")) % {"aar": self.aar}

    @property
    def kode(self) -> str:
        """As the address says it."""
        return f"{self.aar}-{self.nummer}"

    @property
    def fra(self) -> dt.date:
        return dt.date(self.aar, 1 if self.nummer == 1 else 7, 1)

    @property
    def til(self) -> dt.date:
        """The day after its last."""
        return self.neste.fra

    @property
    def neste(self) -> "Halvaar":
        return Halvaar(self.aar, 2) if self.nummer == 1 else Halvaar(self.aar + 1, 1)

    @property
    def forrige(self) -> "Halvaar":
        return Halvaar(self.aar, 1) if self.nummer == 2 else Halvaar(self.aar - 1, 2)

    @property
    def maaneder(self) -> "list[Maaned]":
        return [Maaned(self.aar, nummer) for nummer in range(self.fra.month, self.fra.month + 6)]


class Maaned(NamedTuple):
    aar: int
    nummer: int

    @property
    def navn(self) -> str:
        return f"{MONTHS[self.nummer]} {self.aar}".capitalize()

    @property
    def kort(self) -> str:
        return str(MONTHS[self.nummer]).capitalize()

    @property
    def kode(self) -> str:
        return f"{self.aar}-{self.nummer:02d}"

    @property
    def halvaar(self) -> Halvaar:
        return Halvaar(self.aar, 1 if self.nummer <= 6 else 2)

    @property
    def fra(self) -> dt.date:
        return dt.date(self.aar, self.nummer, 1)

    @property
    def til(self) -> dt.date:
        """The day after its last."""
        return self.neste.fra

    @property
    def neste(self) -> "Maaned":
        return Maaned(self.aar + self.nummer // 12, self.nummer % 12 + 1)

    @property
    def forrige(self) -> "Maaned":
        return Maaned(self.aar - (self.nummer == 1), (self.nummer - 2) % 12 + 1)

    @property
    def uker(self) -> list[list[dt.date]]:
        """Whole weeks from Monday, so also days of the months beside it."""
        return calendar.Calendar(firstweekday=0).monthdatescalendar(self.aar, self.nummer)


def halvaar(tekst: str, dag: dt.date) -> Halvaar:
    """What the address asks for; else the half-year of the day."""
    treff = re.fullmatch(r"([0-9]{4})-([12])", tekst)
    if treff and FORSTE_AAR <= int(treff[1]) <= SISTE_AAR:
        return Halvaar(int(treff[1]), int(treff[2]))
    return Maaned(dag.year, dag.month).halvaar


def maaned(tekst: str, dag: dt.date) -> Maaned:
    """What the address asks for; else the month of the day."""
    treff = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", tekst)
    if treff and FORSTE_AAR <= int(treff[1]) <= SISTE_AAR:
        return Maaned(int(treff[1]), int(treff[2]))
    return Maaned(dag.year, dag.month)
