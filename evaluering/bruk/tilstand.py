"""How far each evaluation has come, and which measures should have been evaluated: the one place that says so."""

import datetime as dt

from django.db import models
from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluering.models import Evaluering, Evalueringsniva
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Samling
from planer.models import Tiltak
from planer.tiltak.laerdom import SISTE_AAR

# After the day of the last level there is time to collect the answers, and to write what was learnt.
ETTERARBEID = dt.timedelta(days=30)


class Tilstand(models.TextChoices):
    MANGLER = "mangler", _("Mangler")
    UNDERVEIS = "underveis", _("Underveis")
    PLANLAGT = "planlagt", _("Ikke begynt")
    EVALUERT = "evaluert", _("Evaluert")


def med_tilstand(evalueringer: QuerySet[Evaluering], dag: dt.date | None = None) -> QuerySet[Evaluering]:
    """Adds `begynner` and `slutter` (the days of what is evaluated, as `start` and `slutt`), `ferdig_innen` (None while the
    days are unknown) and `tilstand` on a day (today)."""
    dag = dag or timezone.localdate()
    Status = Evalueringsniva.Status
    begynt = Evalueringsniva.objects.filter(evaluering=OuterRef("pk")).exclude(status=Status.PLANLAGT)
    med_dager = evalueringer.annotate(
        begynner=_kjoringens(_samling(Min, "start"), eller="tiltak__fra"),
        slutter=_kjoringens(_samling(Max, "slutt"), eller="tiltak__frist"),
    )
    return med_dager.annotate(ferdig_innen=Subquery(_siste_dag())).annotate(
        tilstand=Case(
            models.When(avsluttet__isnull=False, then=Value(Tilstand.EVALUERT)),
            models.When(ferdig_innen__lt=dag - ETTERARBEID, then=Value(Tilstand.MANGLER)),
            models.When(Q(begynner__lte=dag) | Exists(begynt.order_by()), then=Value(Tilstand.UNDERVEIS)),
            default=Value(Tilstand.PLANLAGT),
            output_field=models.CharField(),
        )
    )


def _kjoringens(dag, *, eller):
    """That of the run, also when it has none yet; of what is no run, that of the measure."""
    return Case(models.When(kjoring__isnull=True, then=F(eller)), default=dag)


def _samling(funksjon, felt):
    samlinger = Samling.objects.filter(kjoring=OuterRef("kjoring")).order_by().values("kjoring")
    return Subquery(samlinger.annotate(dag=funksjon(TruncDate(felt))).values("dag"), output_field=DateField())


def _siste_dag():
    """The last of the days that the levels are due (`Evalueringsniva.dato`)."""
    fra_start = Q(regnes_fra=Evalueringsniva.RegnesFra.START)
    regnes_fra = Case(models.When(fra_start, then=OuterRef("begynner")), default=OuterRef("slutter"))
    dag = ExpressionWrapper(regnes_fra + F("dager"), output_field=DateField())
    nivaaer = Evalueringsniva.objects.filter(evaluering=OuterRef("pk")).order_by().values("evaluering")
    return nivaaer.annotate(siste=Max(dag)).values("siste")


def tiltak_i_linjen(bruker: Bruker) -> QuerySet[Tiltak]:
    """The measures of the plans that the units which the user answers for have adopted, of the last three years."""
    siden = timezone.localdate().year - SISTE_AAR
    vedtatt = Q(plan__gjelder_fra__isnull=False, plan__til__year__gte=siden, plan__person__isnull=True)
    i_linjen = tilgang.linjen(bruker, "plan__enhet__path")
    return Tiltak.objects.filter(vedtatt, i_linjen, kommune_id=bruker.kommune_id).select_related("plan__enhet")


def ikke_evaluerte(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Those that should have been evaluated by now: the evaluation is overdue, or they are done and say that they shall be
    evaluated, and nobody has planned how."""
    egne = Evaluering.objects.filter(tiltak=OuterRef("pk"))
    forsinket = med_tilstand(egne).filter(tilstand=Tilstand.MANGLER).order_by()
    uplanlagt = Q(status=Tiltak.Status.FERDIG, evalueringsnivaaer__len__gt=0) & ~Exists(egne.order_by())
    return tiltak.virker().filter(uplanlagt | Exists(forsinket), evaluert__isnull=True)
