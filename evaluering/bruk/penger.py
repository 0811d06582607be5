"""How much of the central money that was granted has been evaluated, level by level."""

from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from evaluering.models import Evalueringsniva
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltaksmidler
from planer.models.tiltak import Evalueringsnivaa
from planer.tiltak.penger import NULL, innvilget_per


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


class Aarsandeler(NamedTuple):
    """The four levels, of the money of a year."""

    aar: int
    nivaaer: list[Nivaaandel]


def andeler(bruker: Bruker, aar: int | None = None) -> Aarsandeler:
    """Of the money of the units that the user answers for: of this year, or of the last of which some has been evaluated (of
    the present one when none has). One statement."""
    i_aar = timezone.localdate().year
    rader = _midlene(bruker).filter(**{"aar": aar} if aar else {"aar__lte": i_aar})
    innvilget = innvilget_per(rader.annotate(nivaaer=_evaluert_paa()), "aar", "nivaaer")
    aar = aar or max((aar for aar, nivaaer, belop in innvilget if nivaaer and belop), default=i_aar)
    aarets = [(nivaaer, belop) for et_aar, nivaaer, belop in innvilget if et_aar == aar]
    alt = sum((belop for _nivaaer, belop in aarets), NULL)
    return Aarsandeler(
        aar,
        [
            Nivaaandel(niva, sum((belop for nivaaer, belop in aarets if niva in nivaaer), NULL), alt)
            for niva in Evalueringsnivaa
        ],
    )


def _midlene(bruker) -> QuerySet[Tiltaksmidler]:
    return Tiltaksmidler.objects.filter(
        tilgang.linjen(bruker, "tiltak__plan__enhet__path"), kommune_id=bruker.kommune_id
    )


def _evaluert_paa() -> ArraySubquery:
    """The levels that the grant or its measure has been evaluated on."""
    av_raden = Q(evaluering__midler=OuterRef("pk")) | Q(evaluering__midler=None, evaluering__tiltak=OuterRef("tiltak"))
    ferdig = Evalueringsniva.objects.filter(av_raden, status=Evalueringsniva.Status.FERDIG)
    return ArraySubquery(ferdig.order_by("niva").values("niva").distinct())
