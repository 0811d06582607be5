"""The parts of the kommune right below a unit: how figures of thousands of units are shown a few at a time."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor


def med_del(rader: QuerySet, topper: Sequence[Enhet], sti: str) -> QuerySet:
    """With `del_sti`: the path of the unit right below one of these units that the row lies in, or of the unit itself; None
    for what lies outside. `sti` names the field with the path of the row's unit.

    Below the kommune these are the sektorer, and what is common for the kommune.
    """
    under = (When(sti_innenfor(topp.path, sti), then=Left(sti, len(topp.path) + Enhet.steplen)) for topp in topper)
    return rader.annotate(del_sti=Case(*under))


def deler(topper: Sequence[Enhet], stier: Iterable[str]) -> list[tuple[Enhet, str]]:
    """(unit, what its part is called) of these paths, in the order of the tree."""
    over = {topp.path for topp in topper}
    enheter = Enhet.objects.filter(path__in=stier).order_by("path")
    return [(enhet, _("Felles for %s") % enhet if enhet.path in over else str(enhet)) for enhet in enheter]
