"""Talks, with as little as each needs."""

import datetime as dt

from django.utils import timezone

from kompetanse.felles.samskriving import Endring
from planer.models import Utdanningspermisjon
from planer.samtale import forberedelse, invitasjon, permisjon
from planer.samtale.invitasjon import Avstand
from tests.klokke import dag


def klokken(dager=7, time=13):
    """An hour of a day so many days from today, in Norway."""
    return timezone.make_aware(dt.datetime.combine(dag(dager), dt.time(time)))


def inviter(leder, *folk, tid=None, avstand=Avstand.TIME, melding=""):
    """The leader invites these accounts; the talks of the year, new or not."""
    tid = tid or klokken(0)
    invitasjon.inviter([en.person for en in folk], tid, avstand, "Fjæra", melding, bruker=leder)
    return [invitasjon.samtalen(en.person, timezone.localdate(tid).year) for en in folk]


def skriv(samtale, bruker, tekst, nummer=0):
    """The user answers the question with this number."""
    nokkel = samtale.skjema[nummer]["nokkel"]
    assert forberedelse.svar(samtale, nokkel, Endring({"tekst": tekst}), bruker=bruker) == []
    return nokkel


def lag_permisjon(samtale, bruker, utdanning="Master i klinisk sykepleie", **felt):
    """The person asks for half the week off with pay, from next month and a year on."""
    felt = {"fra": dag(30), "til": dag(395), "omfang": "delvis", "lonn": "lonnet", **felt}
    return permisjon.be_om(Utdanningspermisjon(utdanning=utdanning, **felt), samtale, bruker=bruker)
