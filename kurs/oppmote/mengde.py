"""How much a person took part in: half days and hours, of a date or of a part of it."""

from decimal import Decimal
from typing import NamedTuple

from kurs.kjoring.datoer import lengde
from kurs.models import Kursoppsett, Samling

TIME = 3600
# Longer than this a date spans nights, and what it holds is said by its half days.
LENGSTE_DAG = Decimal(12)
HUNDREDEL = Decimal("0.01")


class Mengde(NamedTuple):
    """What is written on an `Oppmote`."""

    halvdager: Decimal
    timer: Decimal


def timer_i(samling: Samling, oppsett: Kursoppsett) -> Decimal:
    """The hours of a whole date, as they passed: also when the clocks were changed in the middle of it."""
    varte = Decimal(lengde(samling.start, samling.slutt).total_seconds()) / TIME
    if varte > LENGSTE_DAG:
        varte = min(varte, samling.halvdager * oppsett.timer_per_dag / 2)
    return varte.quantize(HUNDREDEL)


def mengde(samling: Samling, oppsett: Kursoppsett, halvdager: Decimal | None = None) -> Mengde:
    """What so many half days of a date come to; all of it when nothing is said."""
    alle, timer = samling.halvdager, timer_i(samling, oppsett)
    if halvdager is None or halvdager >= alle:
        return Mengde(alle, timer)
    return Mengde(halvdager, (timer * halvdager / alle).quantize(HUNDREDEL))


def mulige(samling: Samling) -> list[Decimal]:
    """The half days that someone who was there may have been there: each whole one, and all of it."""
    hele = (Decimal(antall) for antall in range(1, int(samling.halvdager) + 1))
    return [*(antall for antall in hele if antall < samling.halvdager), samling.halvdager]
