"""What a kompetansedag is, and the one place where they are counted (handbook 10).

Two half days at a date of ours are a day, and so are so many hours of a course taken elsewhere (7,5, or what HR has
said). A day belongs to the month in which the date began, in Norwegian time, and to the unit of the position that the
learning was for, wherever that unit stands in the tree today; what was for no position belongs to the kommune alone.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Max, QuerySet, Sum
from django.db.models.functions import ExtractMonth, Left
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from kurs.kalender.halvaar import Maaned
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Ekstern, Kurs, Kursoppsett, Oppmote

HALVE_I_EN_DAG = Decimal(2)
DAG = dt.timedelta(days=1)


class Periode(NamedTuple):
    """From a day to a day, both included."""

    fra: dt.date
    til: dt.date

    @classmethod
    def aar(cls, aar: int, antall: int = 1) -> "Periode":
        """So many whole years, of which this is the last."""
        return cls(dt.date(aar - antall + 1, 1, 1), dt.date(aar, 12, 31))

    @classmethod
    def til_og_med(cls, aar: int, maaned: int) -> "Periode":
        """From new year to the end of a month."""
        return cls(dt.date(aar, 1, 1), Maaned(aar, maaned).til - DAG)


class Laert(NamedTuple):
    """One thing that a person has learnt. `dager` is None when nobody has said how long it took."""

    dag: dt.date
    navn: str
    hva: str
    enhet: str | None
    dager: Decimal | None


class Persondager(NamedTuple):
    """The days of a person, and the last on which the person learnt something."""

    dager: Decimal
    sist: dt.date | None

    @classmethod
    def ingen(cls) -> "Persondager":
        return cls(Decimal(0), None)


@dataclass(frozen=True)
class Kilde:
    """Rows of learning: the paths to their position, person, day and name, to what kind of learning it is and the words
    for that, to the amount that is added up, and how much of it is a day."""

    rader: QuerySet
    stilling: str
    person: str
    dag: str
    navn: str
    hva: str
    slag: Callable[[str], str]
    mengde: str
    i_en_dag: Decimal

    @property
    def sti(self) -> str:
        return f"{self.stilling}__enhet__path"

    def dager(self, mengde: Decimal | None) -> Decimal:
        return (mengde or Decimal(0)) / self.i_en_dag


class Dagtelling:
    """The kompetansedager of the kommune within whose wall this runs, in a period."""

    def __init__(self, periode: Periode, oppsett: Kursoppsett | None = None):
        self.periode = periode
        self.oppsett = oppsett or Kursoppsett.for_kommunen()

    @cached_property
    def kilder(self) -> list[Kilde]:
        return [self._oppmoter, *([self._eksterne] if self.oppsett.eksterne_teller else [])]

    @property
    def _oppmoter(self):
        fra, til = ved_midnatt(self.periode.fra), ved_midnatt(self.periode.til + DAG)
        rader = Oppmote.objects.filter(samling__start__gte=fra, samling__start__lt=til, halvdager__gt=0).order_by()
        if self.oppsett.teller_ikke:
            rader = rader.exclude(samling__kjoring__kurs__form__in=self.oppsett.teller_ikke)
        return Kilde(
            rader,
            stilling="kursplass__stilling",
            person="kursplass__person_id",
            dag="samling__start",
            navn="samling__kjoring__kurs__navn",
            hva="samling__kjoring__kurs__form",
            slag=lambda form: str(Kurs.Form(form).label),
            mengde="halvdager",
            i_en_dag=HALVE_I_EN_DAG,
        )

    @property
    def _eksterne(self):
        return Kilde(
            Ekstern.objects.filter(fullfort__range=self.periode).order_by(),
            stilling="stilling",
            person="person_id",
            dag="fullfort",
            navn="navn",
            hva="kilde",
            slag=lambda kilde: kilde or _("Tatt et annet sted"),
            mengde="timer",
            i_en_dag=self.oppsett.timer_per_dag,
        )

    def per(self, *etter: str, enhet: Enhet | None = None, personer: Iterable[int] | None = None) -> Counter:
        """Days by what is asked for, as tuples of: `person` (id), `enhet` (id), `under` (the path of the unit right below
        `enhet`, or of `enhet` itself) and `maaned`. Only of positions in `enhet` and below it, unless that is the whole
        kommune; only of these people. One statement for each source.
        """
        svar = Counter()
        for kilde in self.kilder:
            for *nokkel, mengde in _gruppert(kilde, etter, enhet, personer).annotate(mengde=Sum(kilde.mengde)):
                svar[tuple(nokkel)] += kilde.dager(mengde)
        return svar

    def per_person(self, personer: Iterable[int]) -> dict[int, Persondager]:
        """Of each of these people who has learnt something. One statement for each source."""
        svar = {}
        for kilde in self.kilder:
            grupper = _gruppert(kilde, ("person",), None, personer)
            for person, mengde, naar in grupper.annotate(mengde=Sum(kilde.mengde), sist=Max(kilde.dag)):
                hittil = svar.get(person, Persondager.ingen())
                sist = max(filter(None, (hittil.sist, _norsk_dag(naar))))
                svar[person] = Persondager(hittil.dager + kilde.dager(mengde), sist)
        return svar

    def deltakere(self) -> set[int]:
        """The people who have taken part in something that counts, however long it took."""
        alle = set()
        for kilde in self.kilder:
            alle.update(kilde.rader.values_list(kilde.person, flat=True).distinct())
        return alle

    def laert_av(self, person_id: int) -> list[Laert]:
        """What one person has learnt, the newest first."""
        alle = []
        for kilde in self.kilder:
            felt = (kilde.dag, kilde.navn, kilde.hva, f"{kilde.stilling}__enhet__navn", kilde.mengde)
            for naar, navn, hva, enhet, mengde in _avgrenset(kilde, None, [person_id]).values_list(*felt):
                dager = None if mengde is None else kilde.dager(mengde)
                alle.append(Laert(_norsk_dag(naar), navn, kilde.slag(hva), enhet, dager))
        return sorted(alle, key=lambda ett: (ett.dag, ett.navn), reverse=True)


def _gruppert(kilde, etter, enhet, personer) -> QuerySet:
    """Rows of a source by what is asked for, to be added up."""
    felt = {f"etter_{navn}": _uttrykk(kilde, navn, enhet) for navn in etter}
    return _avgrenset(kilde, enhet, personer).annotate(**felt).values_list(*felt)


def _avgrenset(kilde, enhet, personer):
    rader = kilde.rader
    if enhet is not None and enhet.depth > 1:
        rader = rader.filter(sti_innenfor(enhet.path, kilde.sti))
    return rader if personer is None else rader.filter(**{f"{kilde.person}__in": personer})


def _uttrykk(kilde, navn: str, enhet) -> Any:
    if navn == "maaned":
        return ExtractMonth(kilde.dag)
    if navn == "under":
        return Left(kilde.sti, len(enhet.path) + Enhet.steplen)
    return F({"person": kilde.person, "enhet": f"{kilde.stilling}__enhet_id"}[navn])


def _norsk_dag(naar):
    return timezone.localdate(naar) if isinstance(naar, dt.datetime) else naar
