"""What of the wheel is one person's to do, and what of it is done: for Min side and the person's own calendar."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle
from planer.models import Aarsaktivitet, Aarsutforelse, Ring
from planer.naar import Periode

DAG = dt.timedelta(days=1)
# So many days after its last day it waits on Min side still; then it stands in the wheel alone.
VENTER_ETTER = 30


@dataclass(frozen=True)
class Mitt:
    """An activity, and the roles by which it is one's own; none when it is everyone's."""

    aktivitet: Aarsaktivitet
    roller: list[AktivRolle]


def mine(bruker: Bruker) -> list[Mitt]:
    """In the order that they were made. Two statements."""
    return blant(Aarsaktivitet.objects.som_angaar(bruker), bruker)


def blant(aktiviteter: QuerySet[Aarsaktivitet], bruker: Bruker) -> list[Mitt]:
    """The same of these, when they are known to be `som_angaar`."""
    nivaaer = len(bruker.kommune.nivaanavn)
    svar = []
    for aktivitet in aktiviteter.for_list():
        roller = [
            rolle for rolle in tilgang.aktive_roller(bruker) if aktivitet.gjores_av(rolle.sti, rolle.kode, nivaaer)
        ]
        # What is everyone's is of a unit where one works, or of one above it; a role there is enough.
        if roller or aktivitet.ring == Ring.ANSATT:
            svar.append(Mitt(aktivitet, roller))
    return svar


@dataclass(frozen=True)
class Gang:
    """One year's time of an activity."""

    mitt: Mitt
    aar: int

    @property
    def periode(self) -> Periode:
        return self.mitt.aktivitet.i(self.aar)


def ganger(mine_: Iterable[Mitt], aarene: Iterable[int]) -> Iterator[Gang]:
    """Each in each of the years in which it is."""
    aarene = list(aarene)
    return (Gang(mitt, aar) for mitt in mine_ for aar in aarene if mitt.aktivitet.er_i(aar))


def paa_tide(mine_: Iterable[Mitt], dag: dt.date) -> list[Gang]:
    """Those that are to be thought of on a day: their notice has come, and their last day is not long past."""
    return [
        gang
        for gang in ganger(mine_, range(dag.year - 1, dag.year + 2))
        if gang.periode.fra - gang.mitt.aktivitet.forvarsel * DAG <= dag <= gang.periode.til + VENTER_ETTER * DAG
    ]


def ikke_gjort(gangene: Iterable[Gang], bruker: Bruker) -> list[tuple[Gang, AktivRolle | None]]:
    """Each with the role for whose unit it is not done; None of what is everyone's. One statement."""
    gangene = list(gangene)
    steder = {rolle.enhet_id for gang in gangene for rolle in gang.mitt.roller}
    utforelser = Aarsutforelse.objects.filter(
        Q(person=bruker.person_id) | Q(enhet__in=steder),
        aktivitet__in={gang.mitt.aktivitet.pk for gang in gangene},
    )
    gjort = set(utforelser.values_list("aktivitet", "aar", "enhet__path"))
    return [
        (gang, rolle)
        for gang in gangene
        for rolle in gang.mitt.roller or [None]
        if (gang.mitt.aktivitet.pk, gang.aar, rolle and rolle.sti) not in gjort
    ]
