"""How much of the central money that was granted has been evaluated, level by level."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from evaluering.models import Evalueringsniva
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltaksmidler
from planer.models.tiltak import Evalueringsnivaa
from planer.tiltak.penger import innvilget_der


class Nivaaandel(NamedTuple):
    """What was granted to measures that have been evaluated on one level, of all that was granted."""

    niva: Evalueringsnivaa
    evaluert: Decimal
    alt: Decimal

    @property
    def prosent(self) -> Decimal | None:
        """None when nothing was granted."""
        return 100 * self.evaluert / self.alt if self.alt else None

    @property
    def deler(self) -> list[tuple[str, Decimal, str]]:
        """The bar, as `komponenter/_maaler.html` takes it."""
        return [(str(self.niva.label), self.evaluert, "hel"), ("", self.alt - self.evaluert, "ledig")]


def sist_evaluert(bruker: Bruker) -> int:
    """The last year of which some of the money has been evaluated; this year when none has. One statement."""
    i_aar = timezone.localdate().year
    rader = _midlene(bruker).filter(_evaluert(), aar__lte=i_aar, innvilget__gt=0)
    return rader.aggregate(siste=Max("aar"))["siste"] or i_aar


def andeler(bruker: Bruker, aar: int) -> list[Nivaaandel]:
    """The four levels, of the money of a year in the units that the user answers for. One statement."""
    nivaaer = {f"niva{niva.value}": niva for niva in Evalueringsnivaa}
    vilkaar = {"alt": Q(), **{navn: Q(_evaluert(niva=niva)) for navn, niva in nivaaer.items()}}
    innvilget = innvilget_der(_midlene(bruker).filter(aar=aar), vilkaar)
    return [Nivaaandel(niva, innvilget[navn], innvilget["alt"]) for navn, niva in nivaaer.items()]


def _midlene(bruker) -> QuerySet[Tiltaksmidler]:
    return Tiltaksmidler.objects.filter(
        tilgang.linjen(bruker, "tiltak__plan__enhet__path"), kommune_id=bruker.kommune_id
    )


def _evaluert(**niva: int) -> Exists:
    """The grant or its measure has been evaluated on the level, or on any."""
    av_raden = Q(evaluering__midler=OuterRef("pk")) | Q(evaluering__midler=None, evaluering__tiltak=OuterRef("tiltak"))
    ferdig = Evalueringsniva.objects.filter(av_raden, **niva, status=Evalueringsniva.Status.FERDIG)
    return Exists(ferdig.order_by())
