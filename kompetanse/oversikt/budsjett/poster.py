"""Which costs a reader has a budget of, and what part of the kommune each belongs to."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
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


def med_del(kostnader: QuerySet[Tiltakskostnad], topper: Sequence[Enhet]) -> QuerySet[Tiltakskostnad]:
    """With `del_sti`: the path of the unit right below one's own that the cost lies in, or of one's own.

    For HR and the director these are the sektorer, and what is common for the kommune.
    """
    under = (When(sti_innenfor(topp.path, STI), then=Left(STI, len(topp.path) + Enhet.steplen)) for topp in topper)
    return kostnader.annotate(del_sti=Case(*under))


def deler(topper: Sequence[Enhet], stier: Sequence[str]) -> list[tuple[Enhet, str]]:
    """(unit, what its part is called) of these paths, in the order of the tree."""
    over = {topp.path for topp in topper}
    enheter = Enhet.objects.filter(path__in=stier).order_by("path")
    return [(enhet, _("Felles for %s") % enhet if enhet.path in over else str(enhet)) for enhet in enheter]


def uten_belop(bruker: Bruker, aar: int) -> QuerySet[Tiltak]:
    """Measures in the plans of the year that nobody has put an amount on."""
    i_aaret = planene(bruker).aapne().filter(fra__year__lte=aar, til__year__gte=aar)
    return Tiltak.objects.virker().filter(kostnader=None, plan__in=i_aaret.order_by().values("pk"))
