"""The handlingsplan of one plan in one view: which rows, in which order, and what they cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from kompetanse.felles.formats import periode
from kompetanse.organisasjon.models import Bruker
from planer.handlingsplan.kolonner import Kolonne, kolonner, leses, skrevet
from planer.models import Kompetanseplan, Visning
from planer.tiltak.bilde import Tiltaksbilde, Tiltaksrad, tiltaksbilde
from planer.tiltak.penger import Penger, penger


@dataclass(frozen=True)
class Tiltakstabell:
    """Measures as one view shows them, on the page and in files. What it is a table of, the heirs say."""

    visning: Visning
    kolonner: list[Kolonne]
    rader: list[Tiltaksrad]

    @property
    def overskrifter(self) -> list[str]:
        return [kolonne.navn for kolonne in self.kolonner]

    @property
    def verdier(self) -> Iterator[tuple]:
        """The rows as a spreadsheet has them, worked out as they are written."""
        return (tuple(kolonne.verdi(rad) for kolonne in self.kolonner) for rad in self.rader)

    @property
    def tekster(self) -> list[list[str]]:
        """The rows as a document has them."""
        return [[skrevet(verdi) for verdi in rad] for rad in self.verdier]

    @property
    def summer(self) -> list[str]:
        return [kolonne.navn for kolonne in self.kolonner if kolonne.sum]

    @cached_property
    def penger(self) -> Penger:
        """What the rows cost that their own plan is shown of. One statement."""
        return penger([rad.tiltak for rad in self.rader if rad.nummer])


@dataclass(frozen=True)
class Handlingsplan(Tiltakstabell):
    """The rows of one plan: its own, then those common with plans above."""

    plan: Kompetanseplan
    sorter: str = ""

    @property
    def filnavn(self) -> str:
        return f"{self.visning} {self.plan.enhet} {self.plan.periode}"

    @property
    def tittel(self) -> str:
        return f"{self.visning} {self.plan.periode}"

    @property
    def under(self) -> str:
        return f"{self.plan}, {self.plan.enhet}"

    @property
    def hode(self) -> dict:
        """The head of its document."""
        plan = self.plan
        return {
            "avsender": plan.kommune,
            "organ": plan.enhet.navn,
            "fakta": [(_("Gjelder"), periode(plan.fra, plan.til)), (_("Status"), plan.get_status_display())],
            "referanse": f"{self.visning}, {plan.enhet}",
        }


def handlingsplan(
    plan: Kompetanseplan, visning: Visning, bruker: Bruker, valg: Mapping | None = None, filter=None
) -> Handlingsplan:
    """`valg` may hold `sorter`: the key of a column, with «-» in front for falling; `filter(rad)` leaves rows out."""
    hvilke = kolonner(visning)
    bilde = tiltaksbilde(plan, bruker, *leses(hvilke))
    orden = (valg or {}).get("sorter") or ""
    rader = [rad for rad in _sortert(bilde, hvilke, orden) if filter is None or filter(rad)]
    return Handlingsplan(visning, hvilke, rader, plan, orden)


def summen(plan: Kompetanseplan, visning: Visning, bruker: Bruker, valg: Mapping, filter=None) -> Penger:
    """`penger` of the table that these make. With all rows shown they are those of the plan, and none of them is read."""
    if filter is None:
        return penger(plan.tiltak.order_by().values("pk"))
    return handlingsplan(plan, visning, bruker, valg, filter).penger


def _sortert(bilde: Tiltaksbilde, hvilke: list[Kolonne], orden: str) -> list[Tiltaksrad]:
    rader = [*bilde.egne, *bilde.felles]
    kolonne = next((ett for ett in hvilke if ett.nokkel == orden.removeprefix("-")), None)
    if kolonne is None:
        return rader
    tomme = [rad for rad in rader if kolonne.plass(rad)[0]]
    andre = sorted((rad for rad in rader if not kolonne.plass(rad)[0]), key=kolonne.plass, reverse=orden[0] == "-")
    return [*andre, *tomme]
