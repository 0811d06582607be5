"""What stands above a person's plan, and what the person lacks: all that its goals can be tied to."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from kartlegging.models import Kompetansekrav
from kartlegging.profil.bilde import kravlinjer
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan, Maal, Tiltak


def planer_over(enhet: Enhet, fra: dt.date, til: dt.date, bruker: Bruker) -> QuerySet[Kompetanseplan]:
    """The plans of the unit and those above, of the same time, that the user sees; the nearest first, and a plan of the
    year before a strategy."""
    planer = Kompetanseplan.objects.for_enheter_visible_to(bruker).aapne().filter(fra__lte=til, til__gte=fra)
    return planer.filter(enhet__path__in=[*enhet.stier_over, enhet.path]).order_by("-enhet__depth", "slag", "-fra")


def maal_over(plan: Kompetanseplan, bruker: Bruker) -> QuerySet[Maal]:
    """The goals that one of the person's own can serve, the nearest unit's first."""
    maal = Maal.objects.gjelder().filter(plan__in=_planer(plan, bruker))
    return maal.select_related("plan__enhet").order_by("-plan__enhet__depth", "rekkefolge", "pk")


def tiltak_over(plan: Kompetanseplan, bruker: Bruker) -> QuerySet[Tiltak]:
    """The open measures that a goal can be tied to, the nearest unit's first."""
    return tiltak_for(plan.enhet, plan.fra, plan.til, bruker)


def tiltak_for(enhet: Enhet, fra: dt.date, til: dt.date, bruker: Bruker) -> QuerySet[Tiltak]:
    """The open measures of that time in the plans of the unit and those above, and those that are common for it."""
    i_planene = Q(plan__in=planer_over(enhet, fra, til, bruker).order_by().values("pk"))
    synlige = Tiltak.objects.for_enheter_visible_to(bruker)
    felles = Q(pk__in=synlige.felles_for_enheten(enhet, fra, til).order_by().values("pk"))
    tiltak = Tiltak.objects.aapne().filter(i_planene | felles)
    return tiltak.select_related("plan__enhet").order_by("-plan__enhet__depth", "rekkefolge", "pk")


def krav_som_mangler(plan: Kompetanseplan) -> list[Kompetansekrav]:
    """What the work demands of the person and is not met today."""
    return [linje.krav for linje in kravlinjer(plan.person, timezone.localdate()) if not linje.svar.moter]


def _planer(plan, bruker):
    return planer_over(plan.enhet, plan.fra, plan.til, bruker).order_by().values("pk")
