"""What an app tells of its import. The life of it is in `prosess`, the pages in `views`."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.innlesing import felt as felt_
from kompetanse.felles.innlesing.felt import Felt
from kompetanse.felles.spreadsheets import Tabell, read_table


class Linjeslag(NamedTuple):
    """A kind of line in the preview: its name on the tab, what its number counts, and what such a line is about."""

    kode: str
    navn: str
    forklaring: str
    om: str = ""


FEIL, NY, ENDRET, UENDRET = "feil", "ny", "endret", "uendret"


class Innlesing:
    """Subclass it, give what stands first here, and write `lag_plan` and `skriv`; the rest may be left as it is.

    `sti` is the dotted path to the one object of the subclass, by which jobs find it. `modell` and `oppsett` are the
    app's own tables, of `InnlesingModell` and `OppsettModell`. `linjeslag` are the tabs, what needs attention first.
    """

    sti: str
    modell: type
    oppsett: type
    felter: tuple[Felt, ...] = ()
    linjeslag = (
        Linjeslag(FEIL, gettext_lazy("Feil"), gettext_lazy("Rader som ikke blir med.")),
        Linjeslag(NY, gettext_lazy("Nye"), gettext_lazy("Rader som ikke er lagret fra før.")),
        Linjeslag(ENDRET, gettext_lazy("Endrede"), gettext_lazy("Rader der noe er annerledes enn det som er lagret.")),
        Linjeslag(UENDRET, gettext_lazy("Uendrede"), gettext_lazy("Rader som sier det samme som det som er lagret.")),
    )

    # --- What the app writes ----------------------------------------------------------------------

    def lag_plan(self, importen, tabell, framdrift):
        """What storing the table would do, as a `Plan`. Nothing is written here."""
        raise NotImplementedError

    def skriv(self, importen, plan, *, bruker, framdrift):
        """Write the plan. Inside the transaction and lock of the process."""
        raise NotImplementedError

    # --- What the app may say otherwise -----------------------------------------------------------

    def feltene(self, kommune) -> Sequence[Felt]:
        """The fields in the order of the choices, with the kommune's own names."""
        return self.felter

    def les(self, fil, filnavn, kommune, lesevalg) -> Tabell:
        """The table in a file (binary file object). Raises `TabellFeil`."""
        return read_table(fil, filnavn, kjenner=self.kjenner(kommune), ark=lesevalg.ark, linje=lesevalg.linje)

    def kjenner(self, kommune) -> Callable[[Sequence[str]], int]:
        """`antall_kjente`, to be asked of each row that may be the one of headings."""
        return partial(self.antall_kjente, kommune=kommune)

    def gjenkjenn(self, overskrifter, rader, kommune) -> dict[str, str]:
        """Propose a field for each heading, "" for those not known."""
        return felt_.gjenkjenn(self.felter, overskrifter, rader)

    def mangler(self, kolonner, kommune) -> list[str]:
        """What keeps the mapping from being used, besides a field that is chosen twice."""
        return felt_.mangler(self.felter, kolonner)

    def advarsler(self, kolonner, kommune) -> list[str]:
        """What the mapping leads to that is easily overlooked; shown in red."""
        return []

    def laas(self, importen, *, bruker) -> None:
        """Lock what the plan is worked out from, before it is worked out again and written."""

    def logg(self, importen, handling, *, bruker, **data):
        return log_hendelse(importen, handling, bruker=bruker, **data)

    def overskrift(self, importen) -> str:
        """The sentence over a preview that waits."""
        return _("Ingenting er lagret ennå.")

    def tillegg(self, plan) -> dict[str, str]:
        """Words under the number of a kind of line."""
        return {}

    # --- The same for all -------------------------------------------------------------------------

    @property
    def rettighet(self):
        return self.modell.RETTIGHET

    def feil_i_kolonner(self, kolonner, kommune) -> list[str]:
        """Sentences about why the mapping cannot be used; empty when it can."""
        navn = {felt.kode: felt.navn for felt in self.feltene(kommune)}
        return self.mangler(kolonner, kommune) + [
            _("«%(felt)s» er valgt for flere kolonner. Velg én.") % {"felt": navn[kode]}
            for kode in felt_.valgt_to_ganger(kolonner)
        ]

    def antall_kjente(self, overskrifter, kommune, **lest) -> int:
        """How many of a row's texts are headings that we know: many, and it is the row of headings. `lest` is what
        `gjenkjenn` of the app would else read for each row."""
        fylte = list(dict.fromkeys(filter(None, overskrifter)))
        return sum(map(bool, self.gjenkjenn(fylte, (), kommune, **lest).values()))
