"""The rows of a thread: all that stands above and below one object. The number of statements is the same whatever the
number of rows; so many of each kind are fetched whole. Of a thread with thousands of rows it is said how many there are, by
the parts of the kommune (`delene`).
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.oversikt.deler import med_del
from kompetanse.oversikt.rodtraad.nokler import Blant, nokler_i
from kompetanse.oversikt.rodtraad.rader import VISES, Rader, hent, les
from planer.maal.kjede import nokler_over, nokler_under
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Plannivaa, Styringsdokument, Tiltak, Tiltakskostnad
from soknader.models import Soknad

# With more goals below than this, a thread is told by the parts of the kommune.
STOR = 40
# The path of the unit that a row of each kind lies in: of an application that of its measure.
STED = {
    Maal: Coalesce("plan__enhet__path", "dokument__enhet__path"),
    Kompetansebehov: F("plan__enhet__path"),
    Tiltak: F("plan__enhet__path"),
    Tiltakskostnad: F("tiltak__plan__enhet__path"),
    Soknad: Coalesce("tiltak__plan__enhet__path", "enhet__path"),
}


@dataclass(frozen=True)
class Utsnitt:
    """The part of the kommune that a thread is shown in: a unit with all below it, or what is its own alone."""

    enhet: Enhet
    bare_egen: bool = False

    def __str__(self):
        return _("Felles for %s") % self.enhet if self.bare_egen else str(self.enhet)

    def rommer(self, del_: str | None) -> bool:
        """A row with this `del_sti` lies in it."""
        return del_ == self.enhet.path if self.bare_egen else del_ is not None


def enheten(fokus: Any) -> Enhet:
    """The unit that the object of a thread lies in; the kommune itself for what is for no unit."""
    plan = fokus if isinstance(fokus, Kompetanseplan) else getattr(fokus, "plan", None)
    dokument = fokus if isinstance(fokus, Styringsdokument) else getattr(fokus, "dokument", None)
    enhet = plan.enhet if plan else dokument and dokument.enhet
    return enhet or Enhet.objects.get(depth=1)


@dataclass
class Samling:
    """What hangs together with one object (`fokus`) on a day: for a plan of another year, a day of that. Below the object,
    only what lies in `utsnitt` when it is given."""

    fokus: Any
    bruker: Bruker
    dag: dt.date
    utsnitt: Utsnitt | None = None

    @cached_property
    def plan(self) -> Kompetanseplan | None:
        return self.fokus if isinstance(self.fokus, Kompetanseplan) else getattr(self.fokus, "plan", None)

    def er(self, modell: type[Model]) -> bool:
        return isinstance(self.fokus, modell)

    # --- The parts of the kommune ---

    @cached_property
    def topp(self) -> Enhet:
        """The unit that the thread is told by the parts of: the one that it is shown in, else the object's own."""
        return self.utsnitt.enhet if self.utsnitt else enheten(self.fokus)

    @cached_property
    def er_stor(self) -> bool:
        """There is so much below that it is told by its parts, and not row by row."""
        return len(self.maal_under) > STOR and not (self.utsnitt and self.utsnitt.bare_egen)

    def med_del(self, rader: QuerySet) -> QuerySet:
        """Rows of one of the kinds in `STED`, in no order, with the part that each lies in."""
        return med_del(rader.alias(sted=STED[rader.model]).order_by(), [self.topp], "sted")

    def _nokler(self, rader):
        """Key → part of these rows. One statement, which answers with a row for each part."""
        per_del = self.med_del(rader).values_list("del_sti").annotate(nokler=ArrayAgg("pk"))
        return {nokkel: del_ for del_, nokler in per_del for nokkel in nokler}

    def _i_utsnittet(self, nokler):
        if self.utsnitt is None:
            return nokler
        return {nokkel: del_ for nokkel, del_ in nokler.items() if self.utsnitt.rommer(del_)}

    # --- Keys: the object's own, then up, then down. Those below with the part that each lies in ---

    @cached_property
    def egne_maal(self) -> set[int]:
        """The goals that the thread goes down from."""
        if self.er(Maal):
            return {self.fokus.pk}
        if self.er(Styringsdokument):
            return set(nokler_i(self.fokus.maal))
        return set(nokler_i(self.fokus.maal.gjelder())) if self.er(Kompetanseplan) else set()

    @cached_property
    def _alle_under(self):
        if not self.egne_maal:
            return {}
        under = Maal.objects.filter(pk__in=Blant(nokler_under(*self.egne_maal)))
        return self._nokler(self._paa_dagen(under).gjelder())

    @cached_property
    def maal_under(self) -> dict[int, str | None]:
        """Those below that someone works towards on the day, in the plans of units."""
        return self._i_utsnittet(self._alle_under)

    @cached_property
    def _tjent(self):
        """The goals that needs, measures and applications of the thread can serve."""
        return Blant({*self.egne_maal, *self._alle_under})

    @cached_property
    def _alle_behov(self):
        if self.er(Kompetansebehov):
            return {self.fokus.pk: None}
        if self.er(Tiltak):
            return dict.fromkeys(nokler_i(self.fokus.behov))
        if self.er(Soknad):
            return dict.fromkeys(nokler_i(self.fokus.tiltak.behov)) if self.fokus.tiltak else {}
        i_planen = Q(plan=self.fokus.pk) if self.er(Kompetanseplan) else Q()
        return self._nokler(self._paa_dagen(Kompetansebehov.objects.filter(Q(maal__in=self._tjent) | i_planen)))

    @cached_property
    def nokler_behov(self) -> dict[int, str | None]:
        return self._i_utsnittet(self._alle_behov)

    @cached_property
    def _alle_tiltak(self):
        if self.er(Tiltak):
            return {self.fokus.pk: None}
        if self.er(Soknad):
            return {self.fokus.tiltak_id: None} if self.fokus.tiltak_id else {}
        # The links are asked for by themselves: joined, every measure of the kommune would be read with both.
        til_maal = Tiltak.maal.through.objects.filter(maal__in=self._tjent)
        til_behov = Tiltak.behov.through.objects.filter(kompetansebehov__in=Blant(self._alle_behov))
        moeter = Q(pk__in=til_maal.values("tiltak")) | Q(pk__in=til_behov.values("tiltak"))
        i_planen = Q(plan=self.fokus.pk) if self.er(Kompetanseplan) else Q()
        return self._nokler(self._paa_dagen(Tiltak.objects.virker().filter(moeter | i_planen)))

    @cached_property
    def nokler_tiltak(self) -> dict[int, str | None]:
        return self._i_utsnittet(self._alle_tiltak)

    @cached_property
    def nokler_soknader(self) -> dict[int, str | None]:
        if self.er(Soknad):
            return {self.fokus.pk: None}
        til_maal = Q(tiltak__isnull=True, maal__in=self._tjent)
        sendt = ~Q(status__in=(Soknad.Status.UTKAST, Soknad.Status.TRUKKET))
        alle = Soknad.objects.filter(Q(tiltak__in=Blant(self._alle_tiltak)) | til_maal, sendt)
        return self._i_utsnittet(self._nokler(alle))

    @cached_property
    def _maal_over(self):
        """The goals above, and the object's own."""
        opp = set(self.egne_maal)
        if self.er(Soknad) and self.fokus.maal_id:
            opp.add(self.fokus.maal_id)
        if not self.egne_maal:
            tjent = Q(behov__in=Blant(self._alle_behov))
            if self.er(Tiltak) or self.er(Soknad):
                tjent |= Q(tiltak__in=Blant(self._alle_tiltak))
            opp |= set(nokler_i(Maal.objects.filter(tjent)))
        return nokler_over(opp)

    @cached_property
    def nokler_maal(self) -> set[int]:
        return {*self._maal_over, *self.maal_under}

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

    def _les(self, modell, nokler, grupper=None, alltid=()):
        """With the first of each group fetched whole. Of a thread that is told by its parts: of the groups that have few
        rows, and of those that hold what is always shown."""
        rader = les(modell, nokler, self.bruker)
        per_gruppe = rader.i_grupper(grupper)
        if self.er_stor:
            vises = {grupper[nokkel] for nokkel in alltid}
            per_gruppe = {ett: rekke for ett, rekke in per_gruppe.items() if ett in vises or len(rekke) <= VISES}
        rader.vist = hent(modell, rader, per_gruppe.values())
        return rader

    @cached_property
    def maal(self) -> Rader:
        return self._les(Maal, self.nokler_maal, self.nivaaer, alltid=self._maal_over)

    @cached_property
    def dokumenter(self) -> Rader:
        fokus = {self.fokus.pk} if self.er(Styringsdokument) else set()
        av_maal = {dokument for _nivaa, dokument, *_rest in self._maal_per_sted if dokument}
        return self._les(Styringsdokument, fokus | av_maal)

    @cached_property
    def behov(self) -> Rader:
        return self._les(Kompetansebehov, self.nokler_behov)

    @cached_property
    def tiltak(self) -> Rader:
        return self._les(Tiltak, self.nokler_tiltak)

    @cached_property
    def soknader(self) -> Rader:
        return self._les(Soknad, self.nokler_soknader)


def _av_dybde(dybde):
    """What is for no unit is above the kommune, and stands beside its own."""
    return {None: Plannivaa.KOMMUNE, 1: Plannivaa.KOMMUNE, 2: Plannivaa.SEKTOR}.get(dybde, Plannivaa.ENHET)
