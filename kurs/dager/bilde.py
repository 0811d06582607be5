"""What the pages of kompetansedager show: the days of a year month by month, beside the target."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

from kartlegging.models import Dekningstall
from kompetanse.felles.formats import prosent, tall
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.trevisning import NbSort
from kurs.dager.ansatte import ansatte_per
from kurs.dager.maal import MAANEDER_I_AARET, Maalene, hittil
from kurs.dager.soyler import Soyler, soyler
from kurs.dager.telling import Dagtelling, Periode

NULL = Decimal(0)


@dataclass(frozen=True)
class Aaret:
    """A year as it is read today: how many of its months are counted, and the day on which its people are. What counts in it
    and its targets are read once."""

    aar: int
    maaneder: int

    @cached_property
    def telling(self) -> Dagtelling:
        return Dagtelling(self.periode)

    @cached_property
    def maalene(self) -> Maalene:
        return Maalene.for_aaret(self.aar)

    @classmethod
    def hittil(cls, aar: int, maaned: int = MAANEDER_I_AARET) -> "Aaret":
        """To the end of a month, but no further than this one."""
        i_dag = timezone.localdate()
        kommet = {i_dag.year: i_dag.month}.get(aar, MAANEDER_I_AARET if aar < i_dag.year else 0)
        return cls(aar, min(maaned, kommet))

    @property
    def periode(self) -> Periode:
        return Periode.til_og_med(self.aar, self.maaneder) if self.maaneder else Periode.aar(self.aar)

    @property
    def dag(self) -> dt.date:
        return min(self.periode.til, timezone.localdate())

    @property
    def navnene(self) -> list[str]:
        """The months that are counted, short."""
        return [str(MONTHS_3[nummer]) for nummer in range(1, self.maaneder + 1)]

    @property
    def rapporter(self) -> list[tuple[int, str]]:
        """The months that there is a report of, the last first."""
        return [(nummer, str(MONTHS[nummer])) for nummer in range(self.maaneder, 0, -1)]

    @property
    def siste(self) -> str:
        """The last of them: «november»."""
        return str(MONTHS[self.maaneder]) if self.maaneder else ""


class MotMaalet:
    """Days beside a target: of what has `dager`, `maal` (of the whole year, None without one) and `maaneder`, as many as are
    counted."""

    @cached_property
    def andel(self) -> int | None:
        """Of the target of the year, in whole per cent, rounded down: a hundred is all of it."""
        return int(100 * self.dager / self.maal) if self.maal else None

    @property
    def maal_hittil(self) -> Decimal | None:
        return hittil(self.maal, self.maaneder)

    @property
    def i_rute(self) -> bool:
        """As far as one should have come by now; True without a target."""
        return self.maal_hittil is None or self.dager >= self.maal_hittil

    @property
    def merke(self) -> tuple[str, str, str] | None:
        """Words, tone and icon of the label; None without a target."""
        if self.andel is None:
            return None
        return (prosent(self.andel), "ok", "Checkmark") if self.i_rute else (prosent(self.andel), "vent", "Hourglass")


@dataclass(frozen=True)
class Dagtall(MotMaalet):
    """The days of some people in a year. `maal` is of the whole year, for all of them together."""

    navn: str
    ansatte: int
    per_maaned: tuple[Decimal, ...]
    maal: Decimal | None
    url: str = ""

    @cached_property
    def dager(self) -> Decimal:
        return sum(self.per_maaned, NULL)

    @property
    def maaneder(self) -> int:
        return len(self.per_maaned)

    @property
    def per_ansatt(self) -> Decimal | None:
        return self.dager / self.ansatte if self.ansatte else None

    @property
    def soyler(self) -> Soyler:
        return soyler(self.per_maaned, self.maal)

    @property
    def med_maaneder(self) -> list[tuple[str, Decimal]]:
        """The months by name."""
        return [(str(MONTHS[nummer]), dager) for nummer, dager in enumerate(self.per_maaned, start=1)]

    @property
    def deler(self) -> list[tuple[str, Decimal, str]]:
        """As `_maaler.html` draws them."""
        return [(_("Lært"), self.dager, "hel" if self.i_rute else "varsel")]


def dagtall(aaret: Aaret, navn: str, ansatte: Mapping, dager: Mapping, url: str = "") -> Dagtall:
    """From people per category and days per month."""
    per_maaned = tuple(dager.get(maaned, NULL) for maaned in range(1, aaret.maaneder + 1))
    return Dagtall(navn, sum(ansatte.values()), per_maaned, aaret.maalene.for_flere(ansatte), url)


def slaatt_sammen(navn: str, rader: Iterable[Dagtall], aaret: Aaret) -> Dagtall:
    """Rows added up."""
    rader = list(rader)
    per_maaned = tuple(map(sum, zip(*(rad.per_maaned for rad in rader), strict=True))) or (NULL,) * aaret.maaneder
    med_maal = [rad.maal for rad in rader if rad.maal is not None]
    return Dagtall(navn, sum(rad.ansatte for rad in rader), per_maaned, sum(med_maal, NULL) if med_maal else None)


@dataclass(frozen=True)
class Enhetsbilde:
    """A unit in a year, with a row for each part of it."""

    enhet: Enhet
    aaret: Aaret

    def _ansatte(self, etter, **utvalg):
        """By this and by category, which takes time to find, and matters only to targets."""
        med_kategori = bool(self.aaret.maalene.per_kategori)
        return ansatte_per(self.aaret.dag, etter, "kategori", enhet=self.enhet, med_kategori=med_kategori, **utvalg)

    @cached_property
    def rader(self) -> list[Dagtall]:
        """The units right below, in Norwegian order, after those who work in the unit itself; last what was learnt for no
        position."""
        dager = delt(self.aaret.telling.per("under", "maaned", enhet=self.enhet))
        ansatte = delt(self._ansatte("under"))
        steder = {sti: (navn, url) for sti, navn, url in self._steder({*dager, *ansatte})}
        return [
            dagtall(self.aaret, navn, ansatte.get(sti, {}), dager.get(sti, {}), url)
            for sti, (navn, url) in steder.items()
        ]

    @cached_property
    def alle(self) -> list[tuple[Enhet, Dagtall]]:
        """The unit and all below it, each with what is below it, in the order of the tree."""
        dager, ansatte = defaultdict(Counter), defaultdict(Counter)
        enheter = {en.pk: en for en in Enhet.objects.filter(path__startswith=self.enhet.path).order_by("path")}
        telling = self.aaret.telling.per("enhet", "maaned", enhet=self.enhet)
        for (pk, maaned), antall in telling.items():
            for sti in self._ned_til(enheter.get(pk, self.enhet)):
                dager[sti][maaned] += antall
        for (pk, kategori), antall in self._ansatte("enhet").items():
            for sti in self._ned_til(enheter[pk]):
                ansatte[sti][kategori] += antall
        return [
            (en, dagtall(self.aaret, en.navn, ansatte[en.path], dager[en.path]))
            for en in enheter.values()
            if en.er_gyldig() or dager[en.path]
        ]

    def _ned_til(self, enhet):
        """The paths from that of the unit down to this one."""
        return [enhet.path[:lengde] for lengde in range(len(self.enhet.path), len(enhet.path) + 1, Enhet.steplen)]

    @property
    def to_nivaaer(self) -> list[tuple[int, Dagtall]]:
        """The parts of the unit, each followed by the units right below it, with how far below they stand."""
        ingen_enhet = [(1, rad) for rad in self.rader if not rad.url]
        dybder = [(en.depth - self.enhet.depth, tallene) for en, tallene in self.alle]
        return [*ingen_enhet, *((dybde, tallene) for dybde, tallene in dybder if dybde in (1, 2))]

    @cached_property
    def sum(self) -> Dagtall:
        return slaatt_sammen(self.enhet.navn, self.rader, self.aaret)

    @property
    def talliste(self) -> list[dict]:
        """The big numbers on top of the page; none of a unit that may not be shown."""
        return talliste(self.sum, self.aaret) if self.sum else []

    def _steder(self, med_tall):
        """Path, name and address of what is to have a row: units that are in use, and those with figures."""
        if self.enhet.path in med_tall:
            yield self.enhet.path, _("Rett under %(enhet)s") % {"enhet": self.enhet}, ""
        for en in under(self.enhet):
            if en.er_gyldig() or en.path in med_tall:
                yield en.path, en.navn, enhetsadresse(en.pk, self.aaret.aar)
        if None in med_tall:
            yield None, _("Uten stilling"), ""


@dataclass(frozen=True)
class AapentBilde(Enhetsbilde):
    """The same for readers who may not see names: only units of which the registry's open figures tell, and of the people
    whom those are about (`kartlegging.dekning.skjerming`), so that nothing is told of fewer than five."""

    @cached_property
    def folk(self) -> dict[str, set[int]]:
        """Path → people, of the unit and those right below that may be shown."""
        rader = Dekningstall.objects.filter(kategori=None, aapne__isnull=False, enhet__path__startswith=self.enhet.path)
        rader = rader.filter(enhet__depth__lte=self.enhet.depth + 1)
        return {sti: set(personer) for sti, personer in rader.values_list("enhet__path", "aapne_personer")}

    @cached_property
    def enheter(self) -> list[Enhet]:
        return [en for en in under(self.enhet) if en.path in self.folk]

    @cached_property
    def rader(self) -> list[Dagtall]:
        return [self._for(en.navn, self.folk[en.path], enhetsadresse(en.pk, self.aaret.aar)) for en in self.enheter]

    @cached_property
    def alle(self) -> list[tuple[Enhet, Dagtall]]:
        """The unit and those right below that may be shown."""
        return [(self.enhet, self.sum), *zip(self.enheter, self.rader, strict=True)] if self.sum else []

    @cached_property
    def sum(self) -> Dagtall | None:
        """None when the unit may not be shown."""
        return self._for(self.enhet.navn, self.folk[self.enhet.path]) if self.enhet.path in self.folk else None

    @cached_property
    def _alle(self):
        return set().union(*self.folk.values())

    @cached_property
    def _dager(self):
        return delt(self.aaret.telling.per("person", "maaned", personer=self._alle))

    @cached_property
    def _kategori(self):
        """Person → category; one who has just left has none, and is counted until the open figures are made anew."""
        return dict(self._ansatte("person", personer=self._alle).keys())

    def _for(self, navn, folk, url=""):
        dager = sum((self._dager[person] for person in folk if person in self._dager), Counter())
        kategorier = Counter(self._kategori.get(person) for person in folk)
        return dagtall(self.aaret, navn, kategorier, dager, url)


def bildet(bruker: Bruker, enhet: Enhet, aaret: Aaret) -> Enhetsbilde:
    """What this reader may be shown of a unit."""
    med_navn = bruker.has_perm("kartlegging.view_enhet", enhet)
    return Enhetsbilde(enhet, aaret) if med_navn else AapentBilde(enhet, aaret)


def delt(telling: Mapping) -> dict:
    """(first, second) → amount, as first → second → amount."""
    svar = {}
    for (foerste, andre), mengde in telling.items():
        svar.setdefault(foerste, Counter())[andre] += mengde
    return svar


def under(enhet: Enhet):
    """The units right below, closed ones too."""
    rett_under = Enhet.objects.filter(path__startswith=enhet.path, depth=enhet.depth + 1)
    return rett_under.order_by(NbSort("navn"), "pk")


def enhetsadresse(enhet_id: int, aar: int) -> str:
    return f"{reverse('kurs:dager-enhet', args=[enhet_id])}?aar={aar}"


def talliste(tallene: Dagtall, aaret: Aaret) -> list[dict]:
    """The big numbers on top of a unit's page."""
    definisjon = _(
        "To halve dager på kurs, samlinger og i grupper er én dag, og kurs tatt andre steder regnes om fra timer. Dagene "
        "står i enheten som har stillingen kurset var for."
    )
    return [
        {
            "navn": _("Dager i alt"),
            "verdi": _avrundet(tallene.dager),
            "tillegg": _("til og med %(maaned)s") % {"maaned": aaret.siste} if aaret.siste else "",
            "definisjon": definisjon,
        },
        {
            "navn": _("Dager for hver ansatt"),
            "verdi": tall(tallene.per_ansatt, 1),
            "tillegg": _("%(antall)s ansatte") % {"antall": tall(tallene.ansatte)},
            "definisjon": _("Dagene delt på de ansatte. Hver ansatt telles én gang, der hovedstillingen er."),
        },
        _maaltall(tallene, aaret),
    ]


def _maaltall(tallene, aaret):
    if tallene.maal is None:
        return {"navn": _("Målet for året"), "verdi": _("Ikke satt")}
    return {
        "navn": _("Av målet for året"),
        "verdi": prosent(tallene.andel),
        "tillegg": _("%(maal)s dager i året, %(hittil)s hittil")
        % {"maal": _avrundet(tallene.maal), "hittil": _avrundet(tallene.maal_hittil)},
        "tone": "ok" if tallene.i_rute else "varsel",
        "definisjon": _(
            "Målet er dager for hver ansatt i året, ganget med de ansatte. Hver måned er en tolvdel av det."
        ),
    }


def _avrundet(dager):
    """Halves say nothing among hundreds."""
    return tall(dager, 0 if dager >= 100 else 1)
