"""How many have a plan that is agreed, unit by unit: for those above, who do not see whose."""

from typing import NamedTuple

from django.utils import timezone

from kartlegging.dekning.skjerming import kan_vises
from kartlegging.models import Dekningstall
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan
from planer.person.folk import egne_folk


class Andel(NamedTuple):
    """So many of those who work in a unit or below it have a plan of their own that is agreed."""

    med_plan: int
    ansatte: int

    def __add__(self, andre: "Andel") -> "Andel":
        return Andel(self.med_plan + andre.med_plan, self.ansatte + andre.ansatte)


def andeler(bruker: Bruker) -> dict[int, Andel]:
    """Unit id → how many have an agreed plan, for the units of `folk_som_kan_vises`. Two statements."""
    return andeler_av(folk_som_kan_vises(bruker), _med_avtalt_plan())


def andeler_av(enheter: dict[int, set[int]], har: set[int]) -> dict[int, Andel]:
    return {enhet: Andel(len(folk & har), len(folk)) for enhet, folk in enheter.items()}


def folk_som_kan_vises(bruker: Bruker) -> dict[int, set[int]]:
    """Unit id → its people, for the units that the user answers for, where figures tell nothing of fewer than five.

    The people are those of the registry's open figures (`dekning.ferdigtall`): the rule for small groups is asked there,
    once, for figures side by side and after each other. A leader who knows how it stands with some by name, is shown what
    can be told of the others. One statement, and those that find whom the user leads.
    """
    rader = Dekningstall.objects.filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id, kategori=None)
    rader = rader.filter(aapne__isnull=False).values_list("enhet_id", "enhet__path", "aapne_personer")
    folk = {(pk, sti): set(personer) for pk, sti, personer in rader}
    vises = _som_kan_vises({sti: personer for (_pk, sti), personer in folk.items()}, egne_folk(bruker))
    return {pk: alle for (pk, sti), alle in folk.items() if sti in vises}


def _som_kan_vises(folk, kjente):
    if not kjente:
        return set(folk)
    ukjente = {sti: personer - kjente for sti, personer in folk.items()}
    return kan_vises(ukjente) | {sti for sti, personer in ukjente.items() if not personer}


def _med_avtalt_plan():
    planer = Kompetanseplan.objects.gjeldende(timezone.localdate()).filter(status=Kompetanseplan.Status.VEDTATT)
    return set(planer.filter(person__isnull=False).order_by().values_list("person", flat=True))
