"""Who is the nearest leader: read once for a kommune, and asked for many people."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from kompetanse.organisasjon.models import Enhet, Rolle, Rollekode, Stedfortreder, Stilling


class Ledelse:
    """The leaders of every unit of a kommune on a day (today), their deputies among them. Two statements."""

    def __init__(self, kommune_id: int, dag: dt.date | None = None):
        self.dag = dag or timezone.localdate()
        roller = Rolle.objects.gjeldende(self.dag).filter(kommune_id=kommune_id, type__kode__in=Rollekode.ledere())
        vikarer = Stedfortreder.objects.filter(Q(fra__lte=self.dag, til__gte=self.dag), rolle__in=roller)
        self._paa_sti = defaultdict(set)
        for sti, person_id in roller.values_list("enhet__path", "person_id"):
            self._paa_sti[sti].add(person_id)
        for sti, person_id in vikarer.values_list("rolle__enhet__path", "person_id"):
            self._paa_sti[sti].add(person_id)

    def naermeste(self, sti: str, uten: int) -> set[int]:
        """The people who lead the unit with this path, or else the nearest one above; never `uten`, who has a leader too."""
        while sti:
            if lederne := self._paa_sti.get(sti, set()) - {uten}:
                return lederne
            sti = sti[: -Enhet.steplen]
        return set()

    def for_personer(self, personer: set[int]) -> dict[int, set[int]]:
        """Person → nearest leaders, one set for all the positions of that day. One statement."""
        svar = {person: set() for person in personer}
        stillinger = Stilling.objects.gjeldende(self.dag).filter(person__in=personer)
        for person_id, sti in stillinger.values_list("person_id", "enhet__path"):
            svar[person_id] |= self.naermeste(sti, person_id)
        return svar
