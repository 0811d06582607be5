"""The year that HR has opened: every unit that is to have a plan of its own makes one, by a day."""

import datetime as dt

from django.db.models import QuerySet

from kompetanse.organisasjon.models import Enhet
from planer.models import Kompetanseplan, Planoppsett


def uten_plan(oppsett: Planoppsett, dag: dt.date) -> QuerySet[Enhet]:
    """The units that have no plan, not even a draft, for any of the year that is open. None when no year is, or it is
    past."""
    if oppsett.planaar is None or oppsett.planaar < dag.year:
        return Enhet.objects.none()
    planer = Kompetanseplan.objects.for_enheter().aapne()
    i_aaret = planer.filter(fra__year__lte=oppsett.planaar, til__year__gte=oppsett.planaar)
    return Enhet.objects.gyldig(dag).filter(depth__lte=oppsett.til_nivaa).exclude(pk__in=i_aaret.values("enhet"))
