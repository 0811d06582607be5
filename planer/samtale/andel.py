"""How many have had their talk, and how many have leave to study, unit by unit and without names."""

from typing import NamedTuple

from django.utils import timezone

from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Samtale, Utdanningspermisjon
from planer.person.andel import Andel, andeler_av, folk_som_kan_vises


class Enhetstall(NamedTuple):
    """A unit and those below it: who has had the talk, and who has leave to study some time that year."""

    enhet: Enhet
    holdt: Andel
    permisjon: Andel

    @property
    def andel(self) -> float:
        return 100 * self.holdt.med_plan / self.holdt.ansatte


def enhetstall(bruker: Bruker, aar: int) -> list[Enhetstall]:
    """The units that the user answers for, in the order of the tree, where the rule for small groups lets them show."""
    folk = folk_som_kan_vises(bruker)
    holdt, permisjon = andeler_av(folk, _har_hatt(aar)), andeler_av(folk, _har_permisjon(aar))
    enheter = Enhet.objects.filter(pk__in=folk).order_by("path")
    return [Enhetstall(enhet, holdt[enhet.pk], permisjon[enhet.pk]) for enhet in enheter]


def _har_hatt(aar):
    holdt = Samtale.objects.filter(aar=aar, status=Samtale.Status.HOLDT)
    return set(holdt.order_by().values_list("person", flat=True))


def _har_permisjon(aar):
    innvilget = Utdanningspermisjon.objects.filter(status=Utdanningspermisjon.Status.INNVILGET)
    innvilget = innvilget.filter(fra__year__lte=aar, til__year__gte=aar)
    return set(innvilget.order_by().values_list("person", flat=True))


def i_aar() -> int:
    return timezone.localdate().year
