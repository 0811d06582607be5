"""A list, declared once: the page, the cards of a phone, and the same rows as Excel and CSV.

`organisasjon.eksport.vis_liste` answers with the page or the file; `templates/felles/liste.html` draws the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from enum import Flag, auto
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet, Sum
from django.forms import Form
from django.http import QueryDict

from kompetanse.felles import formats

RADER_I_SLENGEN = 1000
NULL = Decimal("0.00")
TALLFORMER = (formats.tall, formats.kr, formats.kr_oere, formats.prosent)


class Vis(Flag):
    """Where a column stands."""

    SIDE = auto()
    FIL = auto()
    BEGGE = SIDE | FIL


@dataclass(frozen=True)
class Celle:
    """What a cell of the page shows when it is more than a text. Every part is text, and is written as text."""

    tekst: str
    lenke: str = ""
    under: str = ""  # a quiet second line
    skjult: str = ""  # for screen readers, after the text
    tone: str = ""  # makes the text a label, with this tone and icon
    ikon: str = ""
    dempet: bool = False


@dataclass(frozen=True)
class Kolonne:
    """One column: its heading, and how its value is read from a row (the name of an attribute, or a function).

    The file has the value as it is; the page has it by `form`, or what `celle(rad)` returns: a text, a `Celle`, a list of
    such (one under the other) or a tuple (side by side). The first column of the page names the row: on a phone it is the
    heading of the card, and the others are pairs below it.
    """

    navn: str
    hent: str | Callable[[Any], Any] | None = None
    felt: str = ""  # what `?sorter=` calls it
    _: KW_ONLY
    vis: Vis = Vis.BEGGE
    form: Callable[[Any], str] = str
    tomt: str = ""  # what the page says, quietly, where there is no value
    celle: Callable[[Any], Any] | None = None
    smal: bool = False
    uten_navn: bool = False  # the heading is for screen readers
    sorter: Sequence = ()
    tomme_sist: bool = False
    # Excel adds the column up. Given as a field of the rows (of ready rows: the same as `hent`), so does the last row of
    # the page.
    sum: str | bool = False
    # What the last row of the page says here instead, from the sums by `felt` and `antall`.
    sumcelle: Callable[[dict], str] | None = None

    @cached_property
    def verdi(self) -> Callable[[Any], Any]:
        return attrgetter(self.hent) if isinstance(self.hent, str) else self.hent

    @property
    def er_tall(self) -> bool:
        return getattr(self.form, "func", self.form) in TALLFORMER

    @property
    def er_summert(self) -> bool:
        """The page sums the column, and not Excel alone."""
        return isinstance(self.sum, str)

    def innhold(self, rad: Any) -> Any:
        """What the page shows of this row."""
        if self.celle is not None:
            return self.celle(rad)
        verdi = self.verdi(rad)
        if verdi in (None, ""):
            return Celle(self.tomt, dempet=True) if self.tomt else ""
        return self.form(verdi)

    def sumtekst(self, summer: dict) -> str:
        """What the last row of the page says in this column."""
        if self.sumcelle is not None:
            return self.sumcelle(summer)
        return self.form(summer[self.felt]) if self.er_summert else ""


class Tom(NamedTuple):
    """What stands where the rows would be: an icon, and what the page is for."""

    ikon: str
    tittel: str
    tekst: str


@dataclass(frozen=True)
class Eksporttabell:
    """A table to be written. `rader` is read once; `summer` names the columns that Excel adds up.

    `personer` are the people whose data are in it, when a look at them is to be logged.
    """

    navn: str
    overskrifter: list[str]
    rader: Iterable[Sequence]
    antall: int
    summer: list[str]
    personer: QuerySet | None = None


def _antall(rader):
    return rader.count() if isinstance(rader, QuerySet) else len(rader)


def _uten_filter(valg, bruker):
    return Form(valg)


def _alle_telles(rader, form):
    return rader


def _som_de_er(rader, bruker):
    return list(rader)


def _lest_litt_om_gangen(rader, bruker):
    """So that a large selection does not fill the memory."""
    return rader.iterator(RADER_I_SLENGEN) if isinstance(rader, QuerySet) else rader


@dataclass(frozen=True, kw_only=True)
class Liste:
    """The declaration of a list. It asks the database the same number of times whatever the number of rows.

    `sti` is the dotted path of the declaration itself: how the job that makes a large file finds it.
    `form(valg, bruker=…)` is the filter, bound to the query string; `rader(bruker, form)` is what it leaves of what
    the user may see: a queryset, or a ready sequence when there is nothing to sort by.
    """

    sti: str
    navn: str  # «Søknader»: the heading, and the name of the file
    rett: str
    rader: Callable[[Any, Form], QuerySet | Sequence]
    kolonner: Sequence[Kolonne]
    form: Callable[..., Form] = _uten_filter
    enheter: str = ""  # «søknader»: what the number of rows counts
    standard: str = ""  # the order until another is asked for; empty: as the rows come
    orden: Mapping[str, Sequence] = field(default_factory=dict)  # orders that no column has
    per_side: int = 50
    # `(rader, form)` → the same rows with the fields that `Kolonne.sum` names, where those are not fields of their own.
    til_sum: Callable[[Any, Form], Any] = _alle_telles
    # `(rader, bruker)` → the rows of one page, or of the file, with all that the columns read.
    paa_siden: Callable[[Any, Any], list] = _som_de_er
    i_filen: Callable[[Any, Any], Iterable] = _lest_litt_om_gangen
    # Rows → the people whose data they are, when to download them is to look at each.
    personer: Callable[[Any], QuerySet] | None = None
    filnavn: Callable[[Form], str] | None = None  # when the file is called more than `navn`
    tom: Tom | None = None
    # For a list that shows everything until something is filtered on: what to say when the filter leaves nothing.
    uten_treff: Tom | None = None

    @cached_property
    def sidekolonner(self) -> list[Kolonne]:
        return [kolonne for kolonne in self.kolonner if Vis.SIDE in kolonne.vis]

    @cached_property
    def filkolonner(self) -> list[Kolonne]:
        return [kolonne for kolonne in self.kolonner if Vis.FIL in kolonne.vis]

    @cached_property
    def sorteringer(self) -> dict[str, Sequence]:
        return {kolonne.felt: kolonne.sorter for kolonne in self.kolonner if kolonne.sorter} | dict(self.orden)

    def orden_naa(self, valg: Mapping) -> str:
        """The order that is asked for, with «-» in front for falling; else the standard."""
        valgt = valg.get("sorter") or ""
        return valgt if valgt.removeprefix("-") in self.sorteringer else self.standard

    def sortert(self, rader: QuerySet | Sequence, valg: Mapping) -> QuerySet | Sequence:
        """In the order that is asked for. Rows that are alike are ordered by key, so that no row is on two pages."""
        orden = self.orden_naa(valg)
        if not orden:
            return rader
        felt, fallende = orden.removeprefix("-"), orden.startswith("-")
        # Others are ordered as an index has them.
        tomme = {"nulls_last": True} if any(k.tomme_sist and k.felt == felt for k in self.kolonner) else {}
        uttrykk = [F(ett) if isinstance(ett, str) else ett for ett in self.sorteringer[felt]]
        retning = [ett.desc(**tomme) if fallende else ett.asc(**tomme) for ett in uttrykk]
        return rader.order_by(*retning, "-pk" if fallende else "pk")

    def summer(self, rader: QuerySet | Sequence) -> dict:
        """`antall`, and the sums that the page shows by the `felt` of their columns. One statement, none for rows that
        are ready."""
        if not isinstance(rader, QuerySet):
            summerte = [kolonne for kolonne in self.kolonner if kolonne.er_summert]
            return {"antall": len(rader), **{ett.felt: sum(map(ett.verdi, rader), NULL) for ett in summerte}}
        felt = {kolonne.felt: kolonne.sum for kolonne in self.kolonner if kolonne.er_summert}
        if not felt:
            return {"antall": rader.count()}
        # A sum must not be called what the rows call the amount itself.
        sporring = {f"sum_{navn}": Sum(sti) for navn, sti in felt.items()}
        sum_av = rader.order_by().aggregate(antall=Count("pk"), **sporring)
        return {"antall": sum_av["antall"], **{navn: sum_av[f"sum_{navn}"] or NULL for navn in felt}}

    def side(self, bruker: Any, valg: Mapping) -> "Listeside":
        """The page that the query string asks for; a number that is none, or too high, gives the first or the last."""
        form = self.form(valg, bruker=bruker)
        rader = self.rader(bruker, form)
        summer = self.summer(self.til_sum(rader, form))
        sider = Paginator(self.sortert(rader, valg), self.per_side)
        sider.count = summer["antall"]
        side = sider.get_page(valg.get("side"))
        side.object_list = self.paa_siden(side.object_list, bruker)
        return Listeside(self, form, side, self.orden_naa(valg), summer)

    def tabell(self, bruker: Any, valg: QueryDict) -> Eksporttabell:
        """The whole selection, for a file."""
        form = self.form(valg, bruker=bruker)
        rader = self.rader(bruker, form)
        lesere = [kolonne.verdi for kolonne in self.filkolonner]
        alle = self.i_filen(self.sortert(rader, valg), bruker)
        return Eksporttabell(
            navn=self.filnavn(form) if self.filnavn else str(self.navn),
            overskrifter=[str(kolonne.navn) for kolonne in self.filkolonner],
            rader=(tuple(les(rad) for les in lesere) for rad in alle),
            antall=_antall(rader),
            summer=[str(kolonne.navn) for kolonne in self.filkolonner if kolonne.sum],
            personer=self.personer(rader) if self.personer else None,
        )


@dataclass(frozen=True)
class Listeside:
    """One page of a list, as the template draws it."""

    liste: Liste
    form: Form
    side: Page
    sorter: str
    summer: dict

    @property
    def rader(self) -> list:
        return self.side.object_list

    @property
    def kolonner(self) -> list[Kolonne]:
        return self.liste.sidekolonner

    @property
    def er_filtrert(self) -> bool:
        return any(self.form.data.get(navn) for navn in self.form.fields)

    @property
    def viser_filter(self) -> bool:
        """A list that has nothing to filter on, or nothing at all to filter, shows no filter."""
        return bool(self.form.visible_fields() and (self.rader or self.er_filtrert or not self.liste.uten_treff))

    @property
    def antall_uten_filter(self) -> int | None:
        """The number of rows, on a page without the filter that says it."""
        return None if self.viser_filter else self.summer["antall"]

    @property
    def ingen_treff(self) -> Tom | None:
        """What to say when it is the filter that leaves nothing."""
        return self.liste.uten_treff if self.er_filtrert else None

    @property
    def har_sumrad(self) -> bool:
        return any(kolonne.sumcelle or kolonne.er_summert for kolonne in self.kolonner)
