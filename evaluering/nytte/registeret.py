"""Measuring the indicators whose figure is taken from the registry (`plan.registertall`)."""

import datetime as dt
from collections.abc import Set

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from evaluering.models import Evaluering, Evalueringsniva, Indikator, Indikatormaaling
from evaluering.nytte.maaling import registrer
from evaluering.plan.registertall import andelen
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon.models import Bruker
from planer.maal.beregning import enheter_med_aapne_tall
from planer.models.tiltak import Evalueringsnivaa


def maal_alle() -> int:
    """Each night: measure those that have not been measured this month. Returns how many were."""
    return for_hver_kommune(_maal_kommunen)


def _maal_kommunen(kommune_id: int) -> int:
    dag = timezone.localdate()
    i_maaneden = Indikatormaaling.objects.filter(dato__gte=dag.replace(day=1), sammenligning=False)
    rader = levende().exclude(pk__in=i_maaneden.values("indikator"))
    if not rader:
        return 0
    return hver_for_seg(_maal_i_sin_tur, rader, dag, enheter_med_aapne_tall(), hva="indikator fra registeret")


def _maal_i_sin_tur(indikator, dag, aapne):
    return _maal(indikator, dag, aapne, bruker=None) is not None


def levende() -> QuerySet[Indikator]:
    """Those of evaluations that are not concluded, and whose level of benefit is not given up."""
    ute = Evalueringsniva.objects.filter(
        niva=Evalueringsnivaa.NYTTE, status__in=(Evalueringsniva.Status.FERDIG, Evalueringsniva.Status.RAKK_IKKE)
    )
    aapne = Evaluering.objects.filter(avsluttet__isnull=True).exclude(pk__in=ute.values("evaluering"))
    fra_registeret = Q(krav__isnull=False, maal__isnull=True)
    return Indikator.objects.filter(fra_registeret, evaluering__in=aapne.order_by().values("pk")).select_related(
        "krav", "evaluering__enhet"
    )


@transaction.atomic
def maal_naa(indikator: Indikator, *, bruker: Bruker) -> Indikatormaaling | None:
    """Measure one today. None when the figure would say something of single people."""
    return _maal(indikator, timezone.localdate(), enheter_med_aapne_tall(), bruker=bruker)


def _maal(indikator: Indikator, dag: dt.date, aapne: Set[str], *, bruker: Bruker | None) -> Indikatormaaling | None:
    maalt = andelen(indikator, dag, aapne)
    return maalt and registrer(indikator, dag, maalt, bruker=bruker)
