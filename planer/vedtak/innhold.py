"""All that a plan says, as plain data: what is frozen when it is adopted, and what its page, its PDF and the comparison of
two versions are made from.

Every field has a default, so that what was frozen before a field was added can still be read. Names stand as they were;
named participants are left out, since everyone reads what is adopted.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from django.core.serializers.json import DjangoJSONEncoder

from planer.models import Maal, Plannivaa


class Frosset:
    """A dataclass that is kept as JSON."""

    def som_data(self) -> dict[str, Any]:
        """As JSON keeps it: days and amounts as text."""
        return json.loads(json.dumps(asdict(self), cls=DjangoJSONEncoder))

    @classmethod
    def lest(cls, data: dict[str, Any]) -> Self:
        """What `som_data` gave, also when it was written by an older version of the product."""
        return _lest(cls, data)


@dataclass(frozen=True, kw_only=True)
class Del:
    """A section: its heading, and cleaned HTML."""

    kode: str = ""
    tittel: str = ""
    tekst: str = ""


@dataclass(frozen=True, kw_only=True)
class Punkt:
    """What an indicator was on a day."""

    dato: dt.date
    verdi: Decimal


@dataclass(frozen=True, kw_only=True)
class Maallinje:
    """A goal. `nokkel` is its id, by which the same goal is known in two versions; `under` says what it serves."""

    nokkel: int = 0
    nummer: str = ""
    navn: str = ""
    under: str = ""
    valg: str = Maal.Valg.EGET
    bidrag: str = ""
    beskrivelse: str = ""
    indikator: str = ""
    maaleenhet: str = ""
    utgangspunkt: Decimal | None = None
    utgangspunkt_dato: dt.date | None = None
    maalinger: tuple[Punkt, ...] = ()
    maaltall: Decimal | None = None
    minste: Decimal | None = None
    frist: dt.date | None = None
    ansvarlig: str = ""

    @property
    def naa(self) -> Decimal | None:
        """The last that was measured."""
        return self.maalinger[-1].verdi if self.maalinger else None


@dataclass(frozen=True, kw_only=True)
class Faktorlinje:
    navn: str = ""
    ser: str = ""
    betyr: str = ""
    kan_paavirke: str = ""
    gjor: str = ""


@dataclass(frozen=True, kw_only=True)
class Behovslinje:
    nokkel: int = 0
    navn: str = ""
    beskrivelse: str = ""
    kategori: str = ""
    kompetanse: str = ""
    har: int | None = None
    trenger: int | None = None
    frist: dt.date | None = None
    frist_tekst: str = ""
    trengs_til: dt.date | None = None
    driver: str = ""
    kritisk: bool = False
    grunnlag: tuple[str, ...] = ()
    maal: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kostnad:
    aar: int = 0
    kilde: str = ""
    belop: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Tiltakslinje:
    nokkel: int = 0
    navn: str = ""
    beskrivelse: str = ""
    # In which ways, for whom and how many: «Utvikle · 3 sykepleiere».
    hvordan: str = ""
    behov: tuple[str, ...] = ()
    maal: tuple[str, ...] = ()
    ansvarlig: str = ""
    frist: dt.date | None = None
    frist_tekst: str = ""
    kostnader: tuple[Kostnad, ...] = ()
    kostnad_tekst: str = ""
    # The central money as it was on the day, in words.
    midler: str = ""
    evaluering: str = ""
    # The unit whose plan owns a common measure; empty for the plan's own.
    eier: str = ""
    # The keys of the needs that it meets.
    dekker: tuple[int, ...] = ()

    @property
    def belop(self) -> Decimal:
        return sum((kostnad.belop for kostnad in self.kostnader), Decimal(0))

    @property
    def kilder(self) -> list[str]:
        """Who pays, each once."""
        return list(dict.fromkeys(kostnad.kilde for kostnad in self.kostnader if kostnad.belop))


@dataclass(frozen=True, kw_only=True)
class Protokollpunkt:
    """A line of the minutes: when (or its case number), and what."""

    naar: str = ""
    tekst: str = ""


@dataclass(frozen=True, kw_only=True)
class Underskrift:
    navn: str = ""
    tittel: str = ""


@dataclass(frozen=True, kw_only=True)
class Innhold(Frosset):
    """A plan on a day."""

    tittel: str = ""
    enhet: str = ""
    over: str = ""
    nivaa: str = Plannivaa.ENHET
    fra: dt.date | None = None
    til: dt.date | None = None
    bygger_paa: str = ""
    ansvarlig: str = ""
    medarbeidere: int = 0
    aarsverk: Decimal = Decimal(0)
    deler: tuple[Del, ...] = ()
    maal: tuple[Maallinje, ...] = ()
    faktorer: tuple[Faktorlinje, ...] = ()
    behov: tuple[Behovslinje, ...] = ()
    tiltak: tuple[Tiltakslinje, ...] = ()
    protokoll: tuple[Protokollpunkt, ...] = ()
    underskrifter: tuple[Underskrift, ...] = ()

    def tekst(self, kode: str) -> str:
        """The cleaned HTML of the section with this code; empty when there is none."""
        return next((en.tekst for en in self.deler if en.kode == kode), "")

    @property
    def gjeldende_maal(self) -> list[Maallinje]:
        """Those that the plan works towards."""
        return [ett for ett in self.maal if ett.valg != Maal.Valg.LAGT_TIL_SIDE]

    @property
    def lagt_til_side(self) -> list[Maallinje]:
        return [ett for ett in self.maal if ett.valg == Maal.Valg.LAGT_TIL_SIDE]

    @property
    def kritiske(self) -> int:
        return sum(ett.kritisk for ett in self.behov)

    @property
    def udekkede(self) -> list[Behovslinje]:
        """The needs that no measure meets."""
        dekket = {nokkel for ett in self.tiltak for nokkel in ett.dekker}
        return [ett for ett in self.behov if ett.nokkel not in dekket]

    @property
    def dekkede(self) -> int:
        """How many of the needs a measure meets."""
        return len(self.behov) - len(self.udekkede)

    @property
    def kostnad(self) -> Decimal:
        return sum((ett.belop for ett in self.tiltak), Decimal(0))

    @property
    def etter_kilde(self) -> dict[str, Decimal]:
        """Who pays how much, over the measures in their order."""
        sum_av = {}
        for kostnad in (kostnad for ett in self.tiltak for kostnad in ett.kostnader):
            if kostnad.belop:
                sum_av[kostnad.kilde] = sum_av.get(kostnad.kilde, Decimal(0)) + kostnad.belop
        return sum_av


def avtrykk(data: dict[str, Any]) -> str:
    """The sha256 of what `som_data` gave, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _lest(slag: Any, verdi: Any) -> Any:
    """A value of JSON as the type that the field asks for."""
    if get_origin(slag) is UnionType:
        return None if verdi is None else _lest(get_args(slag)[0], verdi)
    if get_origin(slag) is tuple:
        return tuple(_lest(get_args(slag)[0], en) for en in verdi)
    if is_dataclass(slag):
        typer = get_type_hints(slag)
        return slag(
            **{felt.name: _lest(typer[felt.name], verdi[felt.name]) for felt in fields(slag) if felt.name in verdi}
        )
    return {dt.date: dt.date.fromisoformat, Decimal: Decimal}.get(slag, lambda en: en)(verdi)
