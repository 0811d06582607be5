"""The figures of plans, unit by unit and added up the tree. Read set-based: the same number of statements for all sizes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Kompetanseplan, Maal, Planoppsett, Tiltak
from planer.models.plan import GAMMEL
from planer.person.andel import Andel
from planer.plan.planaaret import uten_plan
from planer.tiltak.penger import penger_i

Status = Kompetanseplan.Status
# So near the end of a plan the next one should have been begun.
NESTE_BEGYNNER = dt.timedelta(days=120)


@dataclass
class Tall:
    """Goals that are worked towards, how many of them have a measure, measures past their day, and kroner of a year."""

    maal: int = 0
    med_tiltak: int = 0
    over_fristen: int = 0
    belop: Decimal = Decimal(0)

    def __add__(self, andre: "Tall") -> "Tall":
        return Tall(
            self.maal + andre.maal,
            self.med_tiltak + andre.med_tiltak,
            self.over_fristen + andre.over_fristen,
            self.belop + andre.belop,
        )


@dataclass
class Enhetsrad:
    """A unit, the plan that holds there today, the one that is being written, and the figures of the first: of its own
    plans (`egne`), and with all units below (`samlet`). `vedtatt` is when the plan was adopted last; `andel` is how many
    have an agreed plan of their own, where that can be told. `uten_aaret`: no plan is made for the year that is open."""

    enhet: Enhet
    dag: dt.date
    gjelder: Kompetanseplan | None = None
    neste: Kompetanseplan | None = None
    vedtatt: dt.date | None = None
    egne: Tall = field(default_factory=Tall)
    samlet: Tall = field(default_factory=Tall)
    under: list["Enhetsrad"] = field(default_factory=list)
    andel: Andel | None = None
    uten_aaret: bool = False

    @property
    def uten_plan(self) -> bool:
        return self.gjelder is None

    @property
    def er_gammel(self) -> bool:
        return self.vedtatt is not None and self.dag - self.vedtatt > GAMMEL

    @property
    def neste_ikke_begynt(self) -> bool:
        """The plan ends soon, and nobody has begun on the next."""
        return self.gjelder is not None and self.neste is None and self.gjelder.til - self.dag < NESTE_BEGYNNER

    @property
    def alder_mnd(self) -> int | None:
        """Whole months since the plan was adopted."""
        if self.vedtatt is None:
            return None
        maaneder = 12 * (self.dag.year - self.vedtatt.year) + self.dag.month - self.vedtatt.month
        return maaneder - (self.dag.day < self.vedtatt.day)

    @property
    def alder(self) -> str:
        """«11 md.», or the day when it is less than a month ago."""
        if self.vedtatt is None:
            return ""
        return _("%s md.") % self.alder_mnd if self.alder_mnd else dato_kort(self.vedtatt)


def enhetsrader(enheter: Iterable[Enhet], dag: dt.date) -> list[Enhetsrad]:
    """A row for each of these units that is to have a plan of its own, and all that lie below them, in the tree's order."""
    innenfor = reduce(or_, (sti_innenfor(enhet.path, "path") for enhet in enheter), Q(pk__in=[]))
    oppsett = Planoppsett.for_kommunen()
    alle = Enhet.objects.gyldig(dag).filter(innenfor, depth__lte=oppsett.til_nivaa).order_by("path")
    uten = set(uten_plan(oppsett, dag).filter(innenfor).order_by().values_list("pk", flat=True))
    rader = {enhet.path: Enhetsrad(enhet, dag, uten_aaret=enhet.pk in uten) for enhet in alle}
    _fyll_planer(rader, alle, dag)
    for sti, rad in sorted(rader.items(), reverse=True):
        rad.samlet = rad.egne + rad.samlet
        if over := rader.get(sti[: -Enhet.steplen]):
            over.samlet += rad.samlet
            over.under.insert(0, rad)
    return list(rader.values())


def enheter_uten_plan(enheter: QuerySet[Enhet]) -> QuerySet[Enhet]:
    """Those that are to have a plan of their own, and where none holds today; the same as `Enhetsrad.uten_plan`."""
    gjelder = Kompetanseplan.objects.for_enheter().aapne().gjeldende().filter(gjelder_fra__isnull=False)
    skal_ha = enheter.gyldig().filter(depth__lte=Planoppsett.for_kommunen().til_nivaa)
    return skal_ha.filter(~Exists(gjelder.filter(enhet=OuterRef("pk")).order_by()))


def _fyll_planer(rader, enheter, dag):
    per_enhet = {rad.enhet.pk: rad for rad in rader.values()}
    planer = Kompetanseplan.objects.for_enheter().aapne().filter(enhet__in=enheter.order_by().values("pk"))
    gjelder = Q(gjelder_fra__isnull=False, fra__lte=dag, til__gte=dag)
    gjeldende = planer.filter(gjelder)
    tall = plantall(gjeldende, dag)
    # Of a strategy and the year's plan, the one that began last is the one that holds.
    for plan in gjeldende.annotate(sist=Max("versjoner__vedtatt")).order_by("fra", "pk"):
        rad = per_enhet[plan.enhet_id]
        rad.gjelder, rad.vedtatt = plan, plan.sist or plan.gjelder_fra
        rad.egne += tall[plan.pk]
    for plan in planer.filter(~gjelder, til__gte=dag).order_by("-fra", "pk"):
        per_enhet[plan.enhet_id].neste = plan


def plantall(planer, dag: dt.date) -> dict[int, Tall]:
    """Plan id → its figures; the money is that of the year of `dag`. Three statements."""
    nokler = planer.order_by().values("pk")
    maal = Maal.objects.filter(plan__in=nokler).gjelder().med_tiltak().order_by()
    over = Tiltak.objects.filter(plan__in=nokler).over_fristen(dag).order_by()
    tall: dict[int, Tall] = defaultdict(Tall)
    for plan_id, antall, med in maal.values_list("plan").annotate(
        antall=Count("pk"), med=Count("pk", filter=Q(har_tiltak=True))
    ):
        tall[plan_id] += Tall(maal=antall, med_tiltak=med)
    for plan_id, antall in over.values_list("plan").annotate(antall=Count("pk")):
        tall[plan_id] += Tall(over_fristen=antall)
    for plan_id, penger in penger_i(planer).items():
        tall[plan_id] += Tall(belop=dict(penger.per_aar).get(dag.year, Decimal(0)))
    return tall
