"""How far each evaluation has come, and which measures should have been evaluated: the one place that says so."""

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluering.models import Evaluering, Evalueringsdager, Evalueringsniva
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
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
    return _med_dager(evalueringer, "begynner", "slutter", "ferdig_innen").annotate(
        tilstand=Case(
            When(avsluttet__isnull=False, then=Value(Tilstand.EVALUERT)),
            When(_mangler(dag), then=Value(Tilstand.MANGLER)),
            When(Q(begynner__lte=dag) | Exists(begynt.order_by()), then=Value(Tilstand.UNDERVEIS)),
            default=Value(Tilstand.PLANLAGT),
            output_field=models.CharField(),
        )
    )


def _med_dager(evalueringer, *felt):
    # Each by itself: of one that is concluded, no day is worked out to tell how far it has come.
    dagene = Evalueringsdager.objects.filter(evaluering=OuterRef("pk"))
    return evalueringer.annotate(**{ett: Subquery(dagene.values(ett)) for ett in felt})


def _mangler(dag):
    """The condition of `Tilstand.MANGLER`: not concluded, and the time after the last level is over."""
    return Q(avsluttet__isnull=True, ferdig_innen__lt=dag - ETTERARBEID)


def tiltak_i_linjen(bruker: Bruker) -> QuerySet[Tiltak]:
    """The measures of the plans that the units which the user answers for have adopted, of the last three years."""
    siden = timezone.localdate().year - SISTE_AAR
    vedtatt = Q(plan__gjelder_fra__isnull=False, plan__til__year__gte=siden, plan__person__isnull=True)
    i_linjen = tilgang.linjen(bruker, "plan__enhet__path")
    return Tiltak.objects.filter(vedtatt, i_linjen, kommune_id=bruker.kommune_id).select_related("plan__enhet")


def ikke_evaluerte(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Those that should have been evaluated by now: the evaluation is overdue, or nobody has planned it."""
    egne = Evaluering.objects.filter(tiltak=OuterRef("pk"))
    forsinket = _med_dager(egne, "ferdig_innen").filter(_mangler(timezone.localdate())).order_by()
    return tiltak.virker().filter(UPLANLAGT | Exists(forsinket), evaluert__isnull=True)


def uplanlagte(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Those of them that nobody has planned how to evaluate."""
    return tiltak.virker().filter(UPLANLAGT, evaluert__isnull=True)


# Done, and it shall be evaluated.
UPLANLAGT = Q(status=Tiltak.Status.FERDIG, evalueringsnivaaer__len__gt=0) & ~Exists(
    Evaluering.objects.filter(tiltak=OuterRef("pk")).order_by()
)
