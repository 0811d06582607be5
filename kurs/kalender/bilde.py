"""What the calendar shows: the runs of a half-year by month, or the dates of one month by day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from kompetanse.organisasjon.models import Bruker
from kurs.kalender.forms import Kalenderfilter
from kurs.kalender.halvaar import Halvaar, Maaned
from kurs.kjoring.bilde import Kjoringsrad, rader
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Kjoring, Kursplass, Samling

PER_SIDE = 50
# So many stand in one day of the month; the rest is in the list.
PER_DAG = 4


def _hentet(kjoringer: QuerySet[Kjoring]) -> QuerySet[Kjoring]:
    return kjoringer.select_related("kurs__enhet").prefetch_related("samlinger")


@dataclass(frozen=True)
class Liste:
    """The runs that have a date in a half-year, by the next of those. What is over in the half-year that it is, stands
    beside, the newest first."""

    halvaar: Halvaar
    fra: dt.datetime
    side: Page
    alle: list[Kjoringsrad]
    uten_dato: list[Kjoringsrad]
    tidligere: list[Kjoringsrad]

    @cached_property
    def maaneder(self) -> list[tuple[Maaned, list[Kjoringsrad]]]:
        """Each month with its runs, in order."""
        return [(maaned, list(noen)) for maaned, noen in groupby(self.alle, key=self._maaned)]

    def _maaned(self, rad):
        dag = self.dag(rad)
        return Maaned(dag.year, dag.month)

    def dag(self, rad: Kjoringsrad) -> dt.date:
        """The next date within the half-year."""
        return next(timezone.localdate(samling.start) for samling in rad.samlinger if samling.slutt > self.fra)


def liste(halvaar: Halvaar, bruker: Bruker, form: Kalenderfilter, side: str) -> Liste:
    """The number of statements is the same whatever the number of runs."""
    alle = form.avgrens(Kjoring.objects.visible_to(bruker))
    begynner, naa = ved_midnatt(halvaar.fra), timezone.now()
    er_naa = begynner <= naa < ved_midnatt(halvaar.til)
    fra = naa if er_naa else begynner
    kommer = Q(samlinger__slutt__gt=fra, samlinger__start__lt=ved_midnatt(halvaar.til))
    med_dato = alle.annotate(neste=Min("samlinger__start", filter=kommer)).filter(neste__isnull=False)
    siden = Paginator(_hentet(med_dato.order_by("neste", "pk")), PER_SIDE).get_page(side)
    deler = [
        siden.object_list,
        _hentet(alle.filter(samlinger__isnull=True, status__in=UTEN_DATO).order_by("pk"))[:PER_SIDE],
        _tidligere(alle, begynner, naa) if er_naa else [],
    ]
    per_kjoring = {rad.kjoring.pk: rad for rad in rader([kjoring for del_ in deler for kjoring in del_], bruker)}
    return Liste(halvaar, fra, siden, *([per_kjoring[kjoring.pk] for kjoring in del_] for del_ in deler))


UTEN_DATO = (Kjoring.Status.UTKAST, Kjoring.Status.AAPEN)


def _tidligere(alle, begynner, naa):
    over = alle.annotate(siste=Max("samlinger__slutt")).filter(siste__gte=begynner, siste__lte=naa)
    return _hentet(over.order_by("-siste", "-pk"))[:PER_SIDE]


@dataclass(frozen=True)
class Punkt:
    """One date of a run in the month."""

    samling: Samling
    er_min: bool

    @property
    def kjoring(self) -> Kjoring:
        return self.samling.kjoring


@dataclass(frozen=True)
class Dag:
    dag: dt.date
    i_maaneden: bool
    er_i_dag: bool
    punkter: list[Punkt]
    flere: int


@dataclass(frozen=True)
class Maanedsbilde:
    """The days of a month in whole weeks."""

    maaned: Maaned
    uker: list[list[Dag]]
    antall: int


def maanedsbilde(maaned: Maaned, bruker: Bruker, form: Kalenderfilter) -> Maanedsbilde:
    """Each date of a run on its day, the earliest first. Two statements besides those of the filter."""
    kjoringer = form.avgrens(Kjoring.objects.visible_to(bruker)).order_by().values("pk")
    dager = maaned.uker
    fra, til = ved_midnatt(dager[0][0]), ved_midnatt(dager[-1][-1] + dt.timedelta(days=1))
    samlinger = Samling.objects.filter(kjoring__in=kjoringer, start__gte=fra, start__lt=til)
    samlinger = list(samlinger.select_related("kjoring__kurs").order_by("start", "pk"))
    mine = _mine(bruker, samlinger)
    per_dag = defaultdict(list)
    for samling in samlinger:
        per_dag[timezone.localdate(samling.start)].append(Punkt(samling, samling.kjoring_id in mine))
    i_dag = timezone.localdate()
    uker = [[_dag(dag, maaned, i_dag, per_dag[dag]) for dag in uke] for uke in dager]
    return Maanedsbilde(maaned, uker, sum(dag.i_maaneden and len(per_dag[dag.dag]) for uke in uker for dag in uke))


def _mine(bruker, samlinger):
    aktive = Kursplass.objects.filter(person=bruker.person_id, status__in=Kursplass.Status.aktive())
    return set(aktive.filter(kjoring__in={ett.kjoring_id for ett in samlinger}).values_list("kjoring", flat=True))


def _dag(dag, maaned, i_dag, punkter):
    vises = sorted(punkter, key=lambda punkt: not punkt.er_min)[:PER_DAG]
    vises.sort(key=lambda punkt: punkt.samling.start)
    return Dag(dag, dag.month == maaned.nummer, dag == i_dag, vises, len(punkter) - len(vises))


def mine_kurs(bruker: Bruker) -> list[Kjoringsrad]:
    """The runs to come that the reader has a place in, waits for or has asked for; the next first."""
    plasser = Kursplass.objects.som_kommer().filter(person=bruker.person_id).order_by().values("kjoring")
    alle, naa = rader(_hentet(Kjoring.objects.filter(pk__in=plasser)), bruker), timezone.now()
    kommer = [rad for rad in alle if not rad.kjoring.er_over(naa)]
    return sorted(kommer, key=lambda rad: (rad.kjoring.begynner is None, rad.kjoring.begynner))
