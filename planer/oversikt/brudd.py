"""Where the thread breaks in plans: each break is said once, as a choice among rows. What a plan itself is told that it
lacks (`plan.kvalitet`) is asked there.

The lists for the whole kommune, and the thread of one object, read them from here (`kompetanse.oversikt.rodtraad`).
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Statuslinje, Tiltak
from planer.plan.kvalitet import BRUDD, har_tiltak


def gjeldende_planer(bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans of units in force today that the user answers for."""
    planer = Kompetanseplan.objects.for_enheter().aapne().gjeldende().filter(tilgang.linjen(bruker))
    return planer.filter(gjelder_fra__isnull=False, kommune_id=bruker.kommune_id)


def i_planene(modell: type, bruker: Bruker) -> QuerySet:
    """The goals, needs or measures of those plans."""
    rader = modell.objects.filter(plan__in=gjeldende_planer(bruker).order_by().values("pk"))
    return rader.select_related("plan__enhet")


def maal_uten_anker(maal: QuerySet[Maal]) -> QuerySet[Maal]:
    """Goals that a plan works towards, and that serve nothing above."""
    return maal.filter(BRUDD["uten_anker"], plan__isnull=False).gjelder()


def maal_uten_tiltak(maal: QuerySet[Maal]) -> QuerySet[Maal]:
    """Goals that a plan works towards, that no measure serves, and that no plan of a unit below has made its own."""
    under = Maal.objects.gjelder().filter(over=OuterRef("pk"), plan__person__isnull=True)
    rader = maal.filter(~Exists(under.order_by()), plan__isnull=False)
    return rader.gjelder().med_tiltak().filter(har_tiltak=False)


def behov_uten_maal(behov: QuerySet[Kompetansebehov]) -> QuerySet[Kompetansebehov]:
    """Needs that serve no goal."""
    return behov.filter(maal__isnull=True)


def behov_uten_tiltak(behov: QuerySet[Kompetansebehov]) -> QuerySet[Kompetansebehov]:
    """Needs that no measure meets."""
    return behov.filter(~har_tiltak("behov"))


def tiltak_uten_anker(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Open measures that serve neither a goal nor a need."""
    return tiltak.aapne().uten_anker()


def over_fristen_uten_ord(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Measures past their last day that nobody has said a word of since."""
    sagt = Statuslinje.objects.filter(tiltak=OuterRef("pk"), periode__gte=OuterRef("frist")).exclude(kommentar="")
    return tiltak.over_fristen(timezone.localdate()).filter(~Exists(sagt))


def tiltak_uten_evaluering(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Measures that do not say how one is to see whether they worked."""
    return tiltak.virker().filter(BRUDD["uten_evaluering"])
