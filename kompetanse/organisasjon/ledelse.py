"""Who is the nearest leader: read once for a kommune, and asked for many people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Rollekode, Stedfortreder, Stilling
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle, omraadet
from kompetanse.organisasjon.models.enhet import sti_innenfor


class Ledelse:
    """The leaders of every unit of a kommune on a day (today), their deputies among them unless left out. Two statements.

    With `stier`, those of the units with these paths and of the ones above them alone: what is asked of for people there.
    """

    def __init__(
        self,
        kommune_id: int,
        dag: dt.date | None = None,
        *,
        med_stedfortredere: bool = True,
        stier: Iterable[str] | None = None,
    ):
        self.dag = dag or timezone.localdate()
        roller = Rolle.objects.gjeldende(self.dag).filter(kommune_id=kommune_id, type__kode__in=Rollekode.ledere())
        if stier is not None:
            opp = {sti[:lengde] for sti in stier for lengde in range(Enhet.steplen, len(sti) + 1, Enhet.steplen)}
            roller = roller.filter(enhet__path__in=opp)
        vikarer = Stedfortreder.objects.filter(Q(fra__lte=self.dag, til__gte=self.dag), rolle__in=roller)
        vikarer = vikarer if med_stedfortredere else vikarer.none()
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


def ledede_enheter(bruker: Bruker) -> list[AktivRolle]:
    """The units that the user leads, each once by the most weighty of the roles that say so: a director may be the
    unit's leader too, in two roles."""
    enheter = {}
    for rolle in bruker.roller_som(*Rollekode.ledere()):
        enheter.setdefault(rolle.enhet_id, rolle)
    return list(enheter.values())


def naermeste_folk(roller: Iterable[AktivRolle]) -> dict[AktivRolle, set[int]]:
    """Of each of these roles, the people who have its leader as their nearest: who works in the unit, down to where others
    lead, and those others. The leader is not among them. Two statements, whatever the number of roles."""
    roller = list(roller)
    if not roller:
        return {}
    lederne = Rolle.objects.gjeldende().filter(omraadet(roller), type__kode__in=Rollekode.ledere())
    lederne = list(lederne.order_by("enhet__path").values_list("enhet__path", "person"))
    andre = {rolle: _andre(rolle, lederne) for rolle in roller}
    omraader = [rolle.omraade() & ~_under(andre[rolle]) for rolle in roller]
    stillinger = Stilling.objects.gjeldende().filter(reduce(or_, omraader)).order_by()
    arbeider = list(stillinger.values_list("enhet__path", "person"))
    return {rolle: _folk(rolle, andre[rolle], arbeider) for rolle in roller}


def _andre(rolle, lederne):
    """The units below, the nearest ones only, where others lead: path → who. `lederne` stand by path."""
    svar, sist = defaultdict(set), None
    for sti, person_id in lederne:
        if sti == rolle.sti or not rolle.gjelder_sti(sti):
            continue
        if sist is None or not sti.startswith(sist):
            sist = sti
        if sti == sist:
            svar[sti].add(person_id)
    return svar


def _under(stier):
    return reduce(or_, (sti_innenfor(sti, "enhet__path") for sti in stier), Q(pk__in=[]))


def _folk(rolle, andre, arbeider):
    under = tuple(andre)
    folk = {person for sti, person in arbeider if rolle.gjelder_sti(sti) and not sti.startswith(under)}
    return folk.union(*andre.values()) - {rolle.innehaver_id}
