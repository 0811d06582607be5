"""What the pages of the year show: what is to be reported, and what became of last period's plan."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Prefetch

from kompetanse.organisasjon.models import Bruker
from planer.aaret.perioder import gjeldende, slutter
from planer.models import Kompetanseplan, Planevaluering, Planoppsett, Statuslinje, Tiltak
from planer.tiltak.laerdom import Laerdom, laerdom, laerdommer


@dataclass(frozen=True)
class Periodevalg:
    """The periods of a plan, and the one that the page is about."""

    plan: Kompetanseplan
    dag: dt.date
    valgt: dt.date | None = None

    @cached_property
    def maaneder(self):
        return Planoppsett.for_kommunen().oppfolging

    @cached_property
    def alle(self) -> list[dt.date]:
        """Those that can be reported now, the latest last."""
        siste = gjeldende(self.plan, self.maaneder, self.dag)
        return [slutt for slutt in slutter(self.plan, self.maaneder) if siste and slutt <= siste]

    @property
    def periode(self) -> dt.date | None:
        """The one chosen, else the latest; None before the first of the plan."""
        return self.valgt if self.valgt in self.alle else (self.alle[-1] if self.alle else None)


def tiltak_i(plan: Kompetanseplan, periode: dt.date) -> list[Tiltak]:
    """The measures that a line can be written for: those that are open, and those that have one in the period."""
    linjer = Statuslinje.objects.select_related("grunn")
    alle = plan.tiltak.select_related("ansvarlig").prefetch_related(Prefetch("statuslinjer", linjer))
    return [
        ett for ett in alle if not ett.er_avsluttet or any(linje.periode == periode for linje in ett.statuslinjer.all())
    ]


class Rad(NamedTuple):
    """A measure, and what was learnt of it or of what it carries on."""

    tiltak: Tiltak
    laerdom: Laerdom | None


def laert_i(plan: Kompetanseplan, bruker: Bruker) -> list[Laerdom]:
    """What evaluations have said of the plan's measures so far, the newest last."""
    evaluert = plan.tiltak.filter(evaluert__isnull=False).select_related("plan__enhet").order_by("evaluert", "pk")
    return [laerdom(ett, bruker) for ett in evaluert]


@dataclass(frozen=True)
class Overgangen:
    """From the plan before this one: what was said of it, and where its measures went."""

    fra: Kompetanseplan
    evaluering: Planevaluering | None
    viderefort: list[Rad]
    gjennomfort: list[Rad]
    stoppet: list[Rad]
    nye: list[Rad]
    behov_borte: list


def overgangen(plan: Kompetanseplan, bruker: Bruker) -> Overgangen | None:
    """What changed from last period's plan to this one; None for a plan that was not rolled over from another."""
    if plan.forgjenger_id is None:
        return None
    fra = plan.forgjenger
    linjer = Prefetch("statuslinjer", Statuslinje.objects.select_related("grunn"))
    gamle = list(fra.tiltak.select_related("plan__enhet").prefetch_related(linjer))
    naa = list(plan.tiltak.select_related("plan__enhet"))
    laert = laerdommer([*gamle, *naa], bruker)
    fulgt = set(plan.behov.exclude(forgjenger=None).values_list("forgjenger", flat=True))
    return Overgangen(
        fra=fra,
        evaluering=fra.evalueringer.order_by("-aar").first(),
        viderefort=[Rad(ett, laert.get(ett.pk)) for ett in naa if ett.forgjenger_id],
        gjennomfort=[Rad(ett, laert.get(ett.pk)) for ett in gamle if ett.status == Tiltak.Status.FERDIG],
        stoppet=[Rad(ett, laert.get(ett.pk)) for ett in gamle if ett.status == Tiltak.Status.STOPPET],
        nye=[Rad(ett, laert.get(ett.pk)) for ett in naa if not ett.forgjenger_id],
        behov_borte=[ett for ett in fra.behov.all() if ett.pk not in fulgt],
    )
