"""The money before and after one application, as the form and the case page show it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from soknader.models import Ramme
from soknader.rammeregnskap import saldo_for_omraade

NULL = Decimal(0)


@dataclass(frozen=True)
class Pottbilde:
    """One pot: what is free before, and what this application would take."""

    navn: str
    ramme_belop: Decimal
    ledig: Decimal
    trekk: Decimal

    @property
    def etter(self):
        return self.ledig - self.trekk

    @property
    def deler(self):
        """The parts of the meter."""
        return [
            (_("Innvilget"), self.ramme_belop - self.ledig, "hel"),
            (_("Denne søknaden"), self.trekk, "stripet"),
            (_("Ledig"), self.etter, "ledig"),
        ]


@dataclass(frozen=True)
class Pengebilde:
    """The pots that an application would draw on, in the order they are drawn."""

    ramme: Ramme
    potter: list
    belop: Decimal

    @property
    def mangler(self):
        """What the pots cannot give of the amount asked for."""
        return max(self.belop - sum((pott.trekk for pott in self.potter), NULL), NULL)


def pengebilde(soknad):
    """The pots of this application's area in its year, or None when the year has no frame. One statement."""
    ramme, potter = saldo_for_omraade(soknad.kommune_id, soknad.aar, soknad.satsingsomraade)
    if ramme is None:
        return None
    rest, bilder = soknad.soknadsbelop, []
    for pott in potter:
        if bilder and rest <= 0:
            break
        trekk = min(rest, max(pott.ledig, NULL))
        bilder.append(Pottbilde(pott.navn, pott.ramme_belop, pott.ledig, trekk))
        rest -= trekk
    return Pengebilde(ramme, bilder, soknad.soknadsbelop)
