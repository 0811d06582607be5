"""Which costs a reader has a budget of."""

from django.db.models import QuerySet

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan, Tiltak, Tiltakskostnad
from planer.oversikt.bilde import ansvarsenheter
from planer.tiltak.penger import i_budsjettet

STI = "tiltak__plan__enhet__path"


def planene(bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans of the units that the user answers for, drafts and replaced ones too: each cost has a year of its own."""
    return Kompetanseplan.objects.for_enheter().filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)


def postene(bruker: Bruker) -> QuerySet[Tiltakskostnad]:
    """The costs that the user's budget is the sum of."""
    return i_budsjettet(planene(bruker))


def toppene(bruker: Bruker) -> list[Enhet]:
    """The units that the user answers for with all below; none lies below another."""
    return list(ansvarsenheter(bruker))


def uten_belop(bruker: Bruker, aar: int) -> QuerySet[Tiltak]:
    """Measures in the plans of the year that nobody has put an amount on."""
    i_aaret = planene(bruker).aapne().filter(fra__year__lte=aar, til__year__gte=aar)
    return Tiltak.objects.virker().filter(kostnader=None, plan__in=i_aaret.order_by().values("pk"))
