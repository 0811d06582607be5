"""Seats, and the list of those who wait for one. Whoever writes here has locked the run."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kompetanse.organisasjon.models import Person
from kurs.models import Kjoring, Kursplass
from kurs.paamelding import meldinger

Status = Kursplass.Status


def laas(kjoring: Kjoring) -> Kjoring:
    """The run locked and read anew: of two who take the last seat, the second waits here. Must run inside a transaction."""
    return Kjoring.objects.select_for_update(of=("self",)).select_related("kurs__enhet").get(pk=kjoring.pk)


def ledige(kjoring: Kjoring) -> int | None:
    """How many seats can be taken now; None when there is room for all. While somebody waits, none can."""
    if kjoring.plasser is None:
        return None
    tatt, venter = _antall(kjoring)
    return 0 if venter else max(kjoring.plasser - tatt, 0)


def _antall(kjoring):
    tall = kjoring.plasser_tatt.aggregate(
        tatt=Count("pk", filter=Q(status=Status.PLASS)), venter=Count("pk", filter=Q(status=Status.VENTELISTE))
    )
    return tall["tatt"], tall["venter"]


def rykk_opp(kjoring: Kjoring) -> list[Kursplass]:
    """Give the seats that are free to those who have waited the longest, and tell them. One who has left is passed by.

    The number of statements is the same however many move. Nothing moves when it is too late, or the run is not to be held.
    """
    if kjoring.status not in Kjoring.Status.kommende() or kjoring.er_for_sent(timezone.now()):
        return []
    venter = _venter(kjoring)
    if kjoring.plasser is not None:
        tatt, _venter_i_alt = _antall(kjoring)
        venter = venter[: max(kjoring.plasser - tatt, 0)]
    heldige = list(venter)
    if heldige:
        naa = timezone.now()
        Kursplass.objects.filter(pk__in=[plass.pk for plass in heldige]).update(status=Status.PLASS, svart=naa)
        meldinger.fikk_plass(kjoring, heldige)
    return heldige


def _venter(kjoring) -> QuerySet[Kursplass]:
    sluttet = Person.objects.med_slutt().filter(har_sluttet=True).order_by().values("pk")
    venter = kjoring.plasser_tatt.filter(status=Status.VENTELISTE).exclude(person__in=sluttet)
    return venter.select_related("person").order_by("paameldt", "pk")
