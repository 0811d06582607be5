"""How many work in each stillingskategori, who came and who left in a year, and the turnover of it (handbook 10, fakta 9).

A year goes from one day to the same day of the year after, as KS counts it (1 December). None stands for the positions that
no category is for. What happened before the first day on which somebody is known to have left cannot be told: people who
left before the kommune's data begin are not in them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kompetanse.felles.innhold import les
from kompetanse.organisasjon.models import Stilling

INNHOLD = Path(__file__).resolve().parent / "innhold"
# Own turnover is told from so many full years, of at most the last so many, and so many person-years.
MINST_AAR, HOYST_AAR, MINST_PERSONAAR = 3, 5, 100

Folk = dict[int | None, set[int]]


class Aaret(NamedTuple):
    """What happened to the people of each category in a year: gone from the kommune, gone to another category in it, and
    new in the kommune."""

    sluttet: Folk
    byttet: Folk
    nye: Folk


class EgenTurnover(NamedTuple):
    """Those who left the kommune (also for other kommuner) of those employed at the start of each year."""

    fra: dt.date
    til: dt.date
    sluttet: int
    personaar: int

    @property
    def prosent(self) -> Decimal:
        return (Decimal(100 * self.sluttet) / self.personaar).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Landstall(NamedTuple):
    """KS' turnover: those who left the municipal sector, lowest and highest of the stillingskoder. `eget` is False when it
    is that of the whole sector, since the table has none of the codes."""

    aar: str
    lavest: Decimal
    hoyest: Decimal
    eget: bool


class Stillingsrad(NamedTuple):
    """A position as it is counted."""

    person: int
    kategori: int | None
    prosent: Decimal
    fra: dt.date
    til: dt.date | None

    def gjelder(self, dag: dt.date) -> bool:
        return self.fra <= dag and (self.til is None or self.til >= dag)


class Bemanning:
    def __init__(self, rader: Iterable[Stillingsrad]):
        self._rader = list(rader)

    @classmethod
    def les(cls) -> "Bemanning":
        """The positions of the kommune within whose wall this runs, in one statement."""
        felt = ("person_id", "kategorien__kategori_id", "prosent", "fra", "til")
        return cls(Stillingsrad(*rad) for rad in Stilling.objects.order_by().values_list(*felt))

    def personer(self, dag: dt.date) -> Folk:
        """Category → the people who hold a position of it on a day."""
        folk = defaultdict(set)
        for rad in self._paa(dag):
            folk[rad.kategori].add(rad.person)
        return folk

    def aarsverk(self, dag: dt.date) -> dict[int | None, Decimal]:
        sum_av = defaultdict(Decimal)
        for rad in self._paa(dag):
            sum_av[rad.kategori] += rad.prosent / 100
        return sum_av

    def _paa(self, dag):
        return (rad for rad in self._rader if rad.gjelder(dag))

    @cached_property
    def foerste_avgang(self) -> dt.date | None:
        """The first day on which somebody left the kommune, as far as the data tell. Nobody has: None."""
        siste = {}
        for rad in self._rader:
            siste[rad.person] = max(siste.get(rad.person, dt.date.min), rad.til or dt.date.max)
        return min((dag for dag in siste.values() if dag < dt.date.max), default=None)

    def er_kjent(self, til: dt.date) -> bool:
        """The data reach back over the year that ends this day."""
        return self.foerste_avgang is not None and self.foerste_avgang <= aaret_foer(til)

    def aaret(self, til: dt.date) -> Aaret | None:
        """The year that ends this day; None when the data cannot tell."""
        if not self.er_kjent(til):
            return None
        foer, etter = self.personer(aaret_foer(til)), self.personer(til)
        var_her, er_her = alle(foer), alle(etter)
        return Aaret(
            {kategori: folk - er_her for kategori, folk in foer.items()},
            {kategori: (folk & er_her) - etter.get(kategori, set()) for kategori, folk in foer.items()},
            {kategori: folk - var_her for kategori, folk in etter.items()},
        )

    def kjente_aar(self, til: dt.date) -> list[dt.date]:
        """The last days of the full years, the latest first, that own turnover may be counted from."""
        aarene = [til]
        while len(aarene) < HOYST_AAR:
            aarene.append(aaret_foer(aarene[-1]))
        return [dag for dag in aarene if self.er_kjent(dag)]

    def turnover(self, til: dt.date) -> dict[int | None, EgenTurnover]:
        """Category → own turnover in the years up to a day, for those where there is enough to count from."""
        aarene = self.kjente_aar(til)
        if len(aarene) < MINST_AAR:
            return {}
        personaar, sluttet = defaultdict(int), defaultdict(int)
        for dag in aarene:
            borte = self.aaret(dag).sluttet
            for kategori, folk in self.personer(aaret_foer(dag)).items():
                personaar[kategori] += len(folk)
                sluttet[kategori] += len(borte[kategori])
        return {
            kategori: EgenTurnover(aaret_foer(aarene[-1]), til, sluttet[kategori], antall)
            for kategori, antall in personaar.items()
            if antall >= MINST_PERSONAAR
        }


def aaret_foer(dag: dt.date) -> dt.date:
    """The same day of the year before; of 29 February the 28th."""
    try:
        return dag.replace(year=dag.year - 1)
    except ValueError:
        return dag.replace(year=dag.year - 1, day=28)


def alle(folk: Folk) -> set[int]:
    return set().union(*folk.values())


def landstall(koder) -> Landstall:
    """KS' table for these stillingskoder; that of the whole sector when it has none of them."""
    tabell = les(INNHOLD, "turnover")
    tallene = [Decimal(str(tabell["stillingskode"][kode])) for kode in koder if kode in tabell["stillingskode"]]
    valgte = tallene or [Decimal(str(tabell["hele_sektoren"]))]
    return Landstall(tabell["aar"], min(valgte), max(valgte), bool(tallene))
