"""A table as text, as people bring it, and what is wrong with single cells of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil

MAX_ROWS = 200_000
MAX_COLUMNS = 200


class TabellFeil(LesbarFeil):
    """The file cannot be read as a table."""


class Rad(NamedTuple):
    """One row: where it stands in the file, and one text per heading."""

    linje: int
    verdier: list[str]


@dataclass
class Tabell:
    """A table as text, with where it was found: the sheet (empty in CSV) and the line of the headings.

    `feil` has (line, sentence) for rows that could not be split into columns. `cellefeil` has, by line and place in the
    row, why a cell cannot be used: its text is empty, which must not be taken for «nothing». `merknader` are sentences
    about the file for the one who brought it.
    """

    overskrifter: list[str]
    rader: list[Rad] = field(default_factory=list)
    feil: list[tuple[int, str]] = field(default_factory=list)
    cellefeil: dict[int, dict[int, str]] = field(default_factory=dict)
    merknader: list[str] = field(default_factory=list)
    ark: str = ""
    overskriftslinje: int = 1

    def meld_celle(self, linje: int, plass: int, grunn: str) -> None:
        """Say that a cell cannot be used."""
        self.cellefeil.setdefault(linje, {})[plass] = grunn

    def uten_kolonner(self, utelatt: set[str]) -> None:
        """Remove columns, by heading."""
        beholdt = [plass for plass, overskrift in enumerate(self.overskrifter) if overskrift not in utelatt]
        if len(beholdt) == len(self.overskrifter):
            return
        ny_plass = {gammel: ny for ny, gammel in enumerate(beholdt)}
        self.overskrifter = [self.overskrifter[plass] for plass in beholdt]
        self.rader = [Rad(rad.linje, [rad.verdier[plass] for plass in beholdt]) for rad in self.rader]
        self.cellefeil = {
            linje: {ny_plass[plass]: grunn for plass, grunn in feil.items() if plass in ny_plass}
            for linje, feil in self.cellefeil.items()
        }


def navngi_kolonner(overskrifter: Iterable[str]) -> list[str]:
    """Every column gets a name of its own, also where the file has none or the same twice. Raises `TabellFeil` for too
    many."""
    navn: list[str] = []
    for nummer, overskrift in enumerate(overskrifter, start=1):
        overskrift = " ".join(overskrift.split()) or _("Kolonne %(nummer)d") % {"nummer": nummer}
        navn.append(f"{overskrift} ({nummer})" if overskrift in navn else overskrift)
    krev_faa_kolonner(len(navn))
    return navn


def krev_faa_kolonner(antall: int) -> None:
    """Raises `TabellFeil` for more columns than we take."""
    if antall > MAX_COLUMNS:
        raise TabellFeil(_("Filen har over %(antall)d kolonner. Fjern dem du ikke trenger.") % {"antall": MAX_COLUMNS})


def krev_faa_rader(antall: int) -> None:
    """Raises `TabellFeil` for more rows than we take."""
    if antall > MAX_ROWS:
        raise TabellFeil(_("Filen har over %(antall)d rader. Del den i flere filer.") % {"antall": MAX_ROWS})


def kolonnebokstav(plass: int) -> str:
    """«A» for 0, «AA» for 26: the column as a spreadsheet names it."""
    bokstaver = ""
    plass += 1
    while plass:
        plass, rest = divmod(plass - 1, 26)
        bokstaver = chr(ord("A") + rest) + bokstaver
    return bokstaver
