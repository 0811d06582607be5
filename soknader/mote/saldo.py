"""The money around a meeting: granted before it, in it, and left."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from soknader.models import Mote, Vedtak
from soknader.ramme.regnskap import NULL, Rammeregnskap, regnskap


@dataclass(frozen=True)
class Saldo:
    """The money around one meeting. A closed meeting keeps the numbers it ended with."""

    innvilget_for: Decimal
    innvilget: Decimal
    ledig: Decimal

    @property
    def ledig_for(self):
        return self.ledig + self.innvilget

    @property
    def ramme(self):
        return self.innvilget_for + self.ledig_for


def saldo_for(mote: Mote) -> Saldo:
    """The balance of an open meeting now."""
    innvilget = Vedtak.objects.filter(motesak__mote=mote).aggregate(sum=Sum("belop"))["sum"]
    return saldo_av(regnskap(mote.ramme), innvilget or NULL)


def saldo_av(balanse: Rammeregnskap, innvilget: Decimal) -> Saldo:
    """What a frame's balance is around a meeting that has granted so much."""
    summen = balanse.sum
    return Saldo(summen.innvilget - summen.tilbakefort - innvilget, innvilget, summen.ledig)


def lagret_saldo(mote: Mote) -> Saldo:
    """The balance that a meeting was closed with."""
    return Saldo(mote.saldo_innvilget_for, mote.saldo_innvilget, mote.saldo_ledig)
