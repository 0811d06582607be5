"""Rows of one kind in a thread: which the reader sees, which of them are broken, and the first of them whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet

from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.rodtraad.bruddslag import FRA_KODE
from kompetanse.oversikt.rodtraad.nokler import Blant, nokler_i_hver
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Styringsdokument, Tiltak
from soknader.models import Soknad

VISES = 8
# The kinds of breaks that rows of each model have in a thread.
BRUDD = {
    Styringsdokument: (),
    Maal: ("anker", "maal"),
    Kompetansebehov: ("behov-maal", "behov"),
    Tiltak: ("tiltak", "frist", "midler", "evaluering", "ikke-evaluert"),
    Soknad: ("tilskudd", "rapport"),
}
MED = {
    Styringsdokument: ("slag",),
    Maal: ("plan__enhet", "dokument__enhet"),
    Kompetansebehov: ("plan__enhet",),
    Tiltak: ("plan__enhet", "ansvarlig"),
    Soknad: ("enhet", "vedtak", "sluttrapport"),
}


def synlige(modell: type[Model], bruker: Bruker) -> QuerySet:
    """What the user sees of one kind; of goals, needs and measures those of the plans of units alone."""
    if modell is Kompetansebehov:
        planer = Kompetanseplan.objects.for_enheter_visible_to(bruker)
        return modell.objects.filter(plan__in=planer.order_by().values("pk"))
    if modell in (Maal, Tiltak, Kompetanseplan):
        return modell.objects.for_enheter_visible_to(bruker)
    return modell.objects.visible_to(bruker)


@dataclass
class Rader:
    """The rows of one kind: keys of those that the reader sees, in order; how many others there are; and which of them are
    broken, by kind of break. `vist` are those that are fetched whole."""

    nokler: list[int] = field(default_factory=list)
    skjult: int = 0
    brutt: dict[str, list[int]] = field(default_factory=dict)
    vist: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def blant(self) -> Blant:
        """For the statements that ask of just these keys."""
        return Blant(self.nokler)

    def i_grupper(self, grupper: Mapping[int, Any] | None) -> dict[Any, list[int]]:
        """The keys by the group of each, in order; all are one group without `grupper`."""
        if grupper is None:
            return {None: self.nokler}
        svar = defaultdict(list)
        for nokkel in self.nokler:
            svar[grupper[nokkel]].append(nokkel)
        return svar


def les(modell: type[Model], nokler: Iterable[int], bruker: Bruker) -> Rader:
    """Those of these rows that the user sees, how many there are besides, and which of them are broken; none is
    fetched whole. One statement."""
    nokler = set(nokler)
    if not nokler:
        return Rader()
    blant, koder = Blant(nokler), BRUDD[modell]
    alle = modell.objects.filter(pk__in=blant)
    ser, *brutt = nokler_i_hver(
        synlige(modell, bruker).filter(pk__in=blant), *(FRA_KODE[kode].velg(alle) for kode in koder)
    )
    synlig = set(ser)
    sett = ([nokkel for nokkel in brutte if nokkel in synlig] for brutte in brutt)
    return Rader(ser, len(nokler) - len(ser), dict(zip(koder, sett, strict=True)))


def hent(modell: type[Model], rader: Rader, grupper: Iterable[list[int]]) -> dict[int, Any]:
    """The first rows of each of these groups whole, and those of them that are the first of each kind of break."""
    grupper = list(grupper)
    kan = set(chain(*grupper))
    brutt = ([nokkel for nokkel in brutte if nokkel in kan] for brutte in rader.brutt.values())
    forste = dict.fromkeys(chain(*(nokler[:VISES] for nokler in (*grupper, *brutt))))
    hentet = modell.objects.select_related(*MED[modell]).in_bulk(list(forste)) if forste else {}
    return {nokkel: hentet[nokkel] for nokkel in forste}
