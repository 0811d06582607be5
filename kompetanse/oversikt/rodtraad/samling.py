"""The rows of a thread: all that stands above and below one object. The number of statements is the same whatever the
number of rows; so many of each kind are fetched whole.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.rodtraad.bruddslag import FRA_KODE
from kompetanse.oversikt.rodtraad.nokler import Blant, nokler_i
from planer.maal.kjede import nokler_over, nokler_under
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Plannivaa, Styringsdokument, Tiltak
from soknader.models import Soknad

VISES = 8
# The kinds of breaks that rows of each model have in a thread.
BRUDD = {
    Styringsdokument: (),
    Maal: ("anker", "maal"),
    Kompetansebehov: ("behov-maal", "behov"),
    Tiltak: ("tiltak", "frist", "midler", "evaluering", "ikke-evaluert"),
    Soknad: ("tilskudd", "rapport"),
}
MED = {
    Styringsdokument: ("slag",),
    Maal: ("plan__enhet", "dokument__enhet"),
    Kompetansebehov: ("plan__enhet",),
    Tiltak: ("plan__enhet", "ansvarlig"),
    Soknad: ("enhet", "vedtak", "sluttrapport"),
}


def synlige(modell: type[Model], bruker: Bruker) -> QuerySet:
    """What the user sees of one kind; of goals, needs and measures those of the plans of units alone."""
    if modell is Kompetansebehov:
        planer = Kompetanseplan.objects.for_enheter_visible_to(bruker)
        return modell.objects.filter(plan__in=planer.order_by().values("pk"))
    if modell in (Maal, Tiltak, Kompetanseplan):
        return modell.objects.for_enheter_visible_to(bruker)
    return modell.objects.visible_to(bruker)


@dataclass
class Rader:
    """The rows of one kind: keys of those that the reader sees, in order; how many others there are; and which of the first
    are broken, by kind of break. `vist` are the objects."""

    nokler: list[int] = field(default_factory=list)
    skjult: int = 0
    brutt: dict[str, list[int]] = field(default_factory=dict)
    vist: dict[int, Any] = field(default_factory=dict)


def les(modell: type[Model], nokler: Iterable[int], bruker: Bruker, grupper: Mapping[int, str] | None = None) -> Rader:
    """Those of these rows that the user sees, and how many there are besides. So many of each group are shown (all are one
    without `grupper`), those that are broken first."""
    nokler = set(nokler)
    if not nokler:
        return Rader()
    rader = Rader(nokler_i(synlige(modell, bruker).filter(pk__in=Blant(nokler))))
    rader.skjult = len(nokler) - len(rader.nokler)
    alle = modell.objects.filter(pk__in=Blant(rader.nokler))
    for kode in BRUDD[modell]:
        rader.brutt[kode] = nokler_i(FRA_KODE[kode].velg(alle))
    vises = _forst(rader, grupper or {})
    hentet = modell.objects.select_related(*MED[modell]).in_bulk(vises)
    rader.vist = {nokkel: hentet[nokkel] for nokkel in vises}
    return rader


def _forst(rader, grupper):
    """The keys that are fetched whole: the first of each group, and of each kind of break."""
    antall, vises = Counter(), []
    for nokkel in rader.nokler:
        antall[grupper.get(nokkel)] += 1
        if antall[grupper.get(nokkel)] <= VISES:
            vises.append(nokkel)
    return list(dict.fromkeys([*vises, *(nokkel for brutte in rader.brutt.values() for nokkel in brutte[:VISES])]))


@dataclass
class Samling:
    """What hangs together with one object (`fokus`) on a day: for a plan of another year, a day of that."""

    fokus: Any
    bruker: Bruker
    dag: dt.date

    @cached_property
    def plan(self) -> Kompetanseplan | None:
        return self.fokus if isinstance(self.fokus, Kompetanseplan) else getattr(self.fokus, "plan", None)

    def er(self, modell: type[Model]) -> bool:
        return isinstance(self.fokus, modell)

    # --- Keys: the object's own, then up, then down ---

    @cached_property
    def egne_maal(self) -> set[int]:
        """The goals that the thread goes down from."""
        if self.er(Maal):
            return {self.fokus.pk}
        if self.er(Styringsdokument):
            return _nokler(self.fokus.maal)
        return _nokler(self.fokus.maal.gjelder()) if self.er(Kompetanseplan) else set()

    @cached_property
    def maal_under(self) -> set[int]:
        """Those below that someone works towards on the day, in the plans of units."""
        under = nokler_under(*self.egne_maal) if self.egne_maal else []
        return _nokler(self._paa_dagen(Maal.objects.filter(pk__in=Blant(under))).gjelder())

    @cached_property
    def nokler_behov(self) -> set[int]:
        if self.er(Kompetansebehov):
            return {self.fokus.pk}
        if self.er(Tiltak):
            return _nokler(self.fokus.behov)
        if self.er(Soknad):
            return _nokler(self.fokus.tiltak.behov) if self.fokus.tiltak else set()
        tjener = Q(maal__in=Blant(self.egne_maal | self.maal_under))
        i_planen = Q(plan=self.fokus.pk) if self.er(Kompetanseplan) else Q()
        return _nokler(self._paa_dagen(Kompetansebehov.objects.filter(tjener | i_planen)))

    @cached_property
    def nokler_tiltak(self) -> set[int]:
        if self.er(Tiltak):
            return {self.fokus.pk}
        if self.er(Soknad):
            return {self.fokus.tiltak_id} - {None}
        # The links are asked for by themselves: joined, every measure of the kommune would be read with both.
        til_maal = Tiltak.maal.through.objects.filter(maal__in=Blant(self.egne_maal | self.maal_under))
        til_behov = Tiltak.behov.through.objects.filter(kompetansebehov__in=Blant(self.nokler_behov))
        moeter = Q(pk__in=til_maal.values("tiltak")) | Q(pk__in=til_behov.values("tiltak"))
        i_planen = Q(plan=self.fokus.pk) if self.er(Kompetanseplan) else Q()
        return _nokler(self._paa_dagen(Tiltak.objects.virker().filter(moeter | i_planen)))

    @cached_property
    def nokler_soknader(self) -> set[int]:
        if self.er(Soknad):
            return {self.fokus.pk}
        serves = Q(tiltak__in=Blant(self.nokler_tiltak)) | Q(
            tiltak__isnull=True, maal__in=Blant(self.egne_maal | self.maal_under)
        )
        sendt = ~Q(status__in=(Soknad.Status.UTKAST, Soknad.Status.TRUKKET))
        return _nokler(Soknad.objects.filter(serves, sendt))

    @cached_property
    def nokler_maal(self) -> set[int]:
        """The goals above and below, the object's own among them."""
        opp = set(self.egne_maal)
        if self.er(Soknad) and self.fokus.maal_id:
            opp.add(self.fokus.maal_id)
        if not self.egne_maal:
            tjent = Q(behov__in=Blant(self.nokler_behov))
            if self.er(Tiltak) or self.er(Soknad):
                tjent |= Q(tiltak__in=Blant(self.nokler_tiltak))
            opp |= _nokler(Maal.objects.filter(tjent))
        return {*nokler_over(opp), *self.maal_under}

    def _paa_dagen(self, rader):
        """Of plans of units that cover the day; for today, those that are not replaced."""
        i_perioden = Q(plan__fra__lte=self.dag, plan__til__gte=self.dag)
        avlost = Q(plan__status=Kompetanseplan.Status.AVLOST) if self.dag == timezone.localdate() else Q(pk__in=[])
        samme = Q(plan=self.plan.pk) if self.plan else Q(pk__in=[])
        i_dokument = Q(plan__isnull=True) if rader.model is Maal else Q(pk__in=[])
        return rader.filter(i_perioden & ~avlost | samme | i_dokument, plan__person__isnull=True)

    # --- Rows ---

    @cached_property
    def _maal_per_sted(self) -> list[tuple]:
        """(level of the plan, document, depth of the unit that the document is for, goals) of all the goals."""
        rader = Maal.objects.filter(pk__in=Blant(self.nokler_maal)).order_by()
        steder = rader.values_list("plan__nivaa", "dokument", "dokument__enhet__depth")
        return list(steder.annotate(nokler=ArrayAgg("pk")))

    @cached_property
    def nivaaer(self) -> dict[int, str]:
        """Goal → its level: that of its plan, or of the unit that its document is for."""
        return {
            nokkel: nivaa or _av_dybde(dybde)
            for nivaa, _dokument, dybde, nokler in self._maal_per_sted
            for nokkel in nokler
        }

    @cached_property
    def maal(self) -> Rader:
        return les(Maal, self.nokler_maal, self.bruker, self.nivaaer)

    @cached_property
    def dokumenter(self) -> Rader:
        fokus = {self.fokus.pk} if self.er(Styringsdokument) else set()
        av_maal = {dokument for _nivaa, dokument, *_rest in self._maal_per_sted if dokument}
        return les(Styringsdokument, fokus | av_maal, self.bruker)

    @cached_property
    def behov(self) -> Rader:
        return les(Kompetansebehov, self.nokler_behov, self.bruker)

    @cached_property
    def tiltak(self) -> Rader:
        return les(Tiltak, self.nokler_tiltak, self.bruker)

    @cached_property
    def soknader(self) -> Rader:
        return les(Soknad, self.nokler_soknader, self.bruker)


def _av_dybde(dybde):
    """What is for no unit is above the kommune, and stands beside its own."""
    return {None: Plannivaa.KOMMUNE, 1: Plannivaa.KOMMUNE, 2: Plannivaa.SEKTOR}.get(dybde, Plannivaa.ENHET)


def _nokler(rader) -> set[int]:
    return set(nokler_i(rader))
