"""The stored organisation tree in memory: nodes to look up and to lay changes on."""

from collections import defaultdict
from dataclasses import dataclass, field

from kompetanse.organisasjon.models import Enhet

STEG = Enhet.steplen
# Between the names of units from the top down, as our own lists write them.
SKILLE = " › "


@dataclass(eq=False)
class Node:
    """A unit, stored (`pk`) or to be made. `navn`, `kode` and `forelder` are as they are to be."""

    navn: str
    kode: str = ""
    forelder: "Node | None" = None
    pk: int | None = None
    sti: str = ""
    gyldig_fra: object = None
    gyldig_til: object = None
    videre_i: int | None = None
    lagret: tuple | None = field(default=None, repr=False)

    def __post_init__(self):
        if self.pk:
            self.lagret = (self.navn, self.kode, self.forelder)

    @property
    def er_ny(self):
        return self.pk is None

    @property
    def er_rot(self):
        return self.forelder is None and self.pk is not None

    @property
    def er_flyttet(self):
        return not self.er_ny and self.forelder is not self.lagret[2]

    @property
    def er_endret(self):
        return not self.er_ny and (self.navn, self.kode, self.forelder) != self.lagret

    def tilbakestill(self):
        """Forget the changes of a stored unit."""
        self.navn, self.kode, self.forelder = self.lagret

    def foreldre(self):
        """The node itself and those above it. Stops when it meets itself again."""
        sett, node = set(), self
        while node is not None and node not in sett:
            yield node
            sett.add(node)
            node = node.forelder

    @property
    def plassering(self):
        """«Oppvekst › Barnehager»: the unit and those above it, below the municipality; or the municipality itself."""
        navn = [node.navn for node in self.foreldre() if not node.er_rot]
        return SKILLE.join(reversed(navn)) or self.navn

    def __str__(self):
        return f"{self.kode} {self.navn}".strip() if self.er_ny else self.navn


class Tre:
    """All units of a kommune, closed ones too; the lookups know only those that are open on the date."""

    def __init__(self, kommune_id, dato):
        self.noder, self.per_sti = {}, {}
        self.per_kode, self.lukket_kode = {}, {}
        self.per_navn = defaultdict(list)
        self.barn = defaultdict(dict)
        felter = ("pk", "path", "navn", "kode", "gyldig_fra", "gyldig_til", "videre_i_id")
        for pk, sti, navn, kode, fra, til, videre_i in (
            Enhet.objects.filter(kommune_id=kommune_id).order_by("path").values_list(*felter)
        ):
            forelder = self.per_sti.get(sti[:-STEG])
            node = Node(navn, kode, forelder, pk, sti, fra, til, videre_i)
            self.noder[pk] = self.per_sti[sti] = node
            self._registrer(node, aapen=til is None or til >= dato)
        self.rot = next(iter(self.noder.values()))

    def _registrer(self, node, *, aapen):
        if not aapen:
            if node.kode:
                self.lukket_kode[node.kode] = node
            return
        if node.kode:
            self.per_kode[node.kode] = node
        self.per_navn[node.navn.casefold()].append(node)
        self.barn[node.forelder].setdefault(node.navn.casefold(), node)

    def med_kode(self, kode):
        """(open unit with the code, or the unit that a merged one went into; True when it is the latter)."""
        if kode in self.per_kode:
            return self.per_kode[kode], False
        node = self.lukket_kode.get(kode)
        while node is not None and node.videre_i and node.gyldig_til is not None:
            node = self.noder.get(node.videre_i)
        if node is not None and node.gyldig_til is None:
            return node, True
        return None, False
