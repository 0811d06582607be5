"""Each night: those who have left give up the places that they would not use."""

from django.db import transaction
from django.utils import timezone

from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon.models import Person
from kurs.models import Kjoring, Kursplass
from kurs.paamelding.venteliste import laas, rykk_opp


def rydd_alle() -> int:
    """For every kommune. Returns how many places were given up."""
    return for_hver_kommune(rydd)


def rydd(kommune_id: int) -> int:
    """Take those who have left off runs where it is not too late, and let the waiting lists move."""
    kjoringer = Kjoring.objects.filter(pk__in=_etterlatte(kommune_id).order_by().values("kjoring"))
    return hver_for_seg(_rydd, kjoringer.select_related("kurs").prefetch_related("samlinger"))


def _etterlatte(kommune_id):
    sluttet = Person.objects.med_slutt().filter(kommune_id=kommune_id, har_sluttet=True).order_by().values("pk")
    return Kursplass.objects.som_kommer().filter(person__in=sluttet)


@transaction.atomic
def _rydd(kjoring):
    if kjoring.er_for_sent(timezone.now()):
        return 0
    kjoring = laas(kjoring)
    plasser = _etterlatte(kjoring.kommune_id).filter(kjoring=kjoring)
    antall = plasser.update(status=Kursplass.Status.AVMELDT)
    rykk_opp(kjoring)
    return antall
