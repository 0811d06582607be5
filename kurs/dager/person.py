"""The kompetansedager of one person, and of those who work in a unit."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from kompetanse.organisasjon.models import Bruker, Enhet, Person, Stilling
from kompetanse.organisasjon.trevisning import NbSort
from kurs.dager.ansatte import KATEGORI, hovedstillinger
from kurs.dager.bilde import Aaret, Dagtall, MotMaalet, dagtall
from kurs.dager.telling import Laert, Persondager


@dataclass(frozen=True)
class Personbilde:
    """One person in a year."""

    person: Person
    aaret: Aaret

    @cached_property
    def laert(self) -> list[Laert]:
        return self.aaret.telling.laert_av(self.person.pk)

    @cached_property
    def sum(self) -> Dagtall:
        per_maaned = Counter()
        for ett in self.laert:
            per_maaned[ett.dag.month] += ett.dager or 0
        stillinger = hovedstillinger(self.aaret.dag).filter(person=self.person)
        kategorier = Counter(stillinger.values_list(KATEGORI, flat=True))
        return dagtall(self.aaret, str(self.person), kategorier, per_maaned)


@dataclass(frozen=True)
class Persontall(MotMaalet):
    """The figures of one who works in a unit."""

    person_id: int
    dager: Decimal
    maal: Decimal | None
    maaneder: int
    sist: dt.date | None


@dataclass(frozen=True)
class Personrad:
    """The same with the person, as a row of the list shows it."""

    person: Person
    tall: Persontall

    @property
    def stillinger(self) -> list[str]:
        return [f"{stilling.tittel}, {stilling.enhet}" for stilling in self.person.i_dag]


def persontall(enhet: Enhet, aaret: Aaret) -> list[Persontall]:
    """Those who have a position in the unit itself today, whoever has learnt least first, else by name."""
    her = Stilling.objects.gjeldende().filter(enhet=enhet).order_by().values("person")
    navn = (NbSort("etternavn"), NbSort("fornavn"), "pk")
    nokler = list(Person.objects.filter(pk__in=her).order_by(*navn).values_list("pk", flat=True))
    if not nokler:
        return []
    dager = aaret.telling.per_person(nokler)
    hoved = (
        hovedstillinger(aaret.dag).filter(person__in=nokler) if aaret.maalene.per_kategori else Stilling.objects.none()
    )
    kategori = dict(hoved.values_list("person_id", KATEGORI))
    rader = []
    for pk in nokler:
        egne, maal = dager.get(pk, Persondager.ingen()), aaret.maalene.for_en(kategori.get(pk))
        rader.append(Persontall(pk, egne.dager, maal, aaret.maaneder, egne.sist))
    return sorted(rader, key=lambda rad: rad.dager)


def med_folk(rader: list[Persontall], bruker: Bruker) -> list[Personrad]:
    """Rows of one page, or of the file, with their people. Two statements."""
    i_dag = Prefetch("stillinger", Stilling.objects.gjeldende().select_related("enhet").order_by("-prosent"), "i_dag")
    folk = Person.objects.prefetch_related(i_dag).in_bulk([rad.person_id for rad in rader])
    return [Personrad(folk[rad.person_id], rad) for rad in rader]
