"""The plans of people that hang below an object: how many, and nothing else."""

from typing import Any, NamedTuple

from django.db.models import Q

from kartlegging.dekning.skjerming import stor_nok
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Maal, Tiltak
from planer.person.folk import egne_folk


class Knyttet(NamedTuple):
    """`antall` is None when it could tell about fewer than five people, and when there is nobody: which of the two is not
    told. `gjelder`: there can be such plans at all."""

    gjelder: bool
    antall: int | None = None


def knyttet(fokus: Any, bruker: Bruker) -> Knyttet:
    """How many have agreed, in a plan that holds today, on a goal that is tied to just this goal or measure.

    Only what is tied to the object itself is counted, so that nothing can be subtracted from what stands at another. Those
    whom the reader knows of are not among the five: the reader's own people, and the reader.
    """
    if not isinstance(fokus, Maal | Tiltak):
        return Knyttet(gjelder=False)
    avtalt = Kompetanseplan.objects.gjeldende().filter(person__isnull=False, status=Kompetanseplan.Status.VEDTATT)
    hit = Q(over=fokus.pk) if isinstance(fokus, Maal) else Q(koblinger__tiltak=fokus.pk)
    maal = Maal.objects.filter(hit, plan__in=avtalt.order_by().values("pk")).order_by()
    personer = set(maal.values_list("plan__person", flat=True))
    if not stor_nok(personer):
        return Knyttet(gjelder=True)
    ukjente = personer - egne_folk(bruker) - {bruker.person_id}
    return Knyttet(gjelder=True, antall=len(personer) if stor_nok(ukjente) else None)
