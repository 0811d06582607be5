"""What the calendar shows: the runs of a half-year by month, or the dates of one month by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, QuerySet, prefetch_related_objects
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


@dataclass(frozen=True)
class Liste:
    """The runs that have a date in a half-year, by the next of those. What is over in the half-year that it is, is a list of
    its own (`er_over`), the newest first; `har_tidligere` says that there is such a list beside the one that is shown.
    `mine` are those to come that the reader is to go to."""

    halvaar: Halvaar
    er_over: bool
    har_tidligere: bool
    side: Page
    alle: list[Kjoringsrad]
    uten_dato: list[Kjoringsrad]
    mine: list[Kjoringsrad]

    @cached_property
    def maaneder(self) -> list[tuple[Maaned, list[Kjoringsrad]]]:
        """Each month with its runs, in order."""
        return [(maaned, list(noen)) for maaned, noen in groupby(self.alle, key=_maaned)]


def _maaned(rad):
    dag = timezone.localdate(rad.kjoring.dagen)
    return Maaned(dag.year, dag.month)


def liste(halvaar: Halvaar, bruker: Bruker, form: Kalenderfilter, side: str) -> Liste:
    """The number of statements is the same whatever the number of runs."""
    alle = form.avgrens(Kjoring.objects.visible_to(bruker)).select_related("kurs")
    begynner, naa = ved_midnatt(halvaar.fra), timezone.now()
    er_naa = begynner <= naa < ved_midnatt(halvaar.til)
    tidligere, er_over = _tidligere(alle, begynner, naa), er_naa and bool(form.valgt("over"))
    kommer = _kommer(alle, naa if er_naa else begynner, ved_midnatt(halvaar.til))
    siden = Paginator(tidligere if er_over else kommer, PER_SIDE).get_page(side)
    uten = [] if er_over else alle.filter(samlinger__isnull=True, status__in=UTEN_DATO).order_by("pk")[:PER_SIDE]
    viste, uten, mine = list(siden.object_list), list(uten), list(_mine_kjoringer(bruker))
    radene = iter(_rader([*viste, *uten, *mine], bruker))
    har_tidligere = er_naa and not er_over and tidligere.exists()
    viste, uten = list(islice(radene, len(viste))), list(islice(radene, len(uten)))
    return Liste(halvaar, er_over, har_tidligere, siden, viste, uten, _som_kommer(radene))


UTEN_DATO = (Kjoring.Status.UTKAST, Kjoring.Status.AAPEN)


def _kommer(alle, fra, til):
    """`dagen` is when the next date begins, of those that have not ended."""
    med_dato = alle.filter(samlinger__slutt__gt=fra, samlinger__start__lt=til)
    return med_dato.annotate(dagen=Min("samlinger__start")).order_by("dagen", "pk")


def _tidligere(alle, begynner, naa):
    """`dagen` is when the last date ended."""
    over = alle.annotate(dagen=Max("samlinger__slutt")).filter(dagen__gte=begynner, dagen__lte=naa)
    return over.order_by("-dagen", "-pk")


def _rader(kjoringer, bruker):
    prefetch_related_objects(kjoringer, "samlinger")
    return rader(kjoringer, bruker)


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
    mine: list[Kjoringsrad]


def maanedsbilde(maaned: Maaned, bruker: Bruker, form: Kalenderfilter) -> Maanedsbilde:
    """Each date of a run on its day, the earliest first. Six statements besides those of the filter."""
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
    antall = sum(dag.i_maaneden and len(per_dag[dag.dag]) for uke in uker for dag in uke)
    return Maanedsbilde(maaned, uker, antall, _som_kommer(_rader(list(_mine_kjoringer(bruker)), bruker)))


def _mine(bruker, samlinger):
    aktive = Kursplass.objects.filter(person=bruker.person_id, status__in=Kursplass.Status.aktive())
    return set(aktive.filter(kjoring__in={ett.kjoring_id for ett in samlinger}).values_list("kjoring", flat=True))


def _dag(dag, maaned, i_dag, punkter):
    vises = sorted(punkter, key=lambda punkt: not punkt.er_min)[:PER_DAG]
    vises.sort(key=lambda punkt: punkt.samling.start)
    return Dag(dag, dag.month == maaned.nummer, dag == i_dag, vises, len(punkter) - len(vises))


def _mine_kjoringer(bruker) -> QuerySet[Kjoring]:
    """The runs that the reader has a place in, waits for or has asked for."""
    plasser = Kursplass.objects.som_kommer().filter(person=bruker.person_id).order_by().values("kjoring")
    return Kjoring.objects.filter(pk__in=plasser).select_related("kurs")


def _som_kommer(rader: Iterable[Kjoringsrad]) -> list[Kjoringsrad]:
    """Those that are not over, the next first."""
    naa = timezone.now()
    kommer = [rad for rad in rader if not rad.kjoring.er_over(naa)]
    return sorted(kommer, key=lambda rad: (rad.kjoring.begynner is None, rad.kjoring.begynner))
