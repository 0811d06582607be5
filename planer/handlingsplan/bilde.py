"""The handlingsplan of one plan in one view: which rows, in which order, and what they cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kompetanse.organisasjon.models import Bruker
from planer.handlingsplan.kolonner import Kolonne, kolonner, leses, skrevet
from planer.models import Kompetanseplan, Visning
from planer.tiltak.bilde import Tiltaksbilde, Tiltaksrad, tiltaksbilde
from planer.tiltak.penger import Penger, penger


@dataclass(frozen=True)
class Handlingsplan:
    """The rows as the view shows them: the plan's own, then those common with plans above."""

    plan: Kompetanseplan
    visning: Visning
    kolonner: list[Kolonne]
    rader: list[Tiltaksrad]
    sorter: str = ""

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
        """What the rows cost that the plan owns. One statement."""
        return penger([rad.tiltak for rad in self.rader if rad.nummer])


def handlingsplan(
    plan: Kompetanseplan, visning: Visning, bruker: Bruker, valg: Mapping | None = None, filter=None
) -> Handlingsplan:
    """`valg` may hold `sorter`: the key of a column, with «-» in front for falling; `filter(rad)` leaves rows out."""
    hvilke = kolonner(visning)
    bilde = tiltaksbilde(plan, bruker, *leses(hvilke))
    orden = (valg or {}).get("sorter") or ""
    rader = [rad for rad in _sortert(bilde, hvilke, orden) if filter is None or filter(rad)]
    return Handlingsplan(plan, visning, hvilke, rader, orden)


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
