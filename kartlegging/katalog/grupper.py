"""The tree of groups, read at once: a few hundred rows at most."""

from dataclasses import dataclass, field

from django.db.models import Count

from kartlegging.models import Kompetanse, Kompetansegruppe
from kompetanse.organisasjon.trevisning import NbSort

SKILLE = " › "


@dataclass
class Gruppenode:
    """A group with those above (`over`) and below it (`barn`), and how many competences in use lie in it and below."""

    gruppe: Kompetansegruppe
    over: "Gruppenode | None" = None
    barn: list["Gruppenode"] = field(default_factory=list)
    egne: int = 0

    @property
    def pk(self) -> int:
        return self.gruppe.pk

    @property
    def veien(self) -> list[Kompetansegruppe]:
        """The groups from the top down to this one."""
        return [*(self.over.veien if self.over else ()), self.gruppe]

    @property
    def sti(self) -> str:
        """«Teknisk › Vann og avløp»."""
        return SKILLE.join(gruppe.navn for gruppe in self.veien)

    @property
    def antall(self) -> int:
        return self.egne + sum(barn.antall for barn in self.barn)

    @property
    def nedover(self) -> list["Gruppenode"]:
        """The group, and all below it in the order of the tree."""
        return [self, *(node for barn in self.barn for node in barn.nedover)]


@dataclass
class Gruppetre:
    rotter: list[Gruppenode]
    noder: dict[int, Gruppenode]

    @property
    def alle(self) -> list[Gruppenode]:
        return [node for rot in self.rotter for node in rot.nedover]

    def sti(self, gruppe_id: int) -> str:
        return self.noder[gruppe_id].sti


def treet(*, med_antall: bool = False) -> Gruppetre:
    """The groups of the kommune. One statement, and one more with the number of competences in use."""
    grupper = Kompetansegruppe.objects.order_by("rekkefolge", NbSort("navn"), "pk")
    noder = {gruppe.pk: Gruppenode(gruppe) for gruppe in grupper}
    rotter = []
    for node in noder.values():
        node.over = noder.get(node.gruppe.forelder_id)
        (node.over.barn if node.over else rotter).append(node)
    if med_antall:
        i_bruk = Kompetanse.objects.i_bruk().order_by()
        for gruppe_id, antall in i_bruk.values_list("gruppe").annotate(Count("pk")):
            noder[gruppe_id].egne = antall
    return Gruppetre(rotter, noder)
