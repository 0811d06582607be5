"""Who has left and still has something in the registry, and when it is blocked and destroyed."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import DateField, Exists, F, Func, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from kartlegging.models import (
    Dekningspaaminnelse,
    Foresporselsvar,
    Kartleggingsoppsett,
    MiniCv,
    Oppgaveutforer,
    Personkompetanse,
    Utlopsvarsel,
)
from kompetanse.organisasjon.models import Person, Rolle, Stilling

# What one person has in the registry, and the traces of what was told of it.
INNHOLD = [Personkompetanse, MiniCv, Oppgaveutforer, Foresporselsvar, Dekningspaaminnelse, Utlopsvarsel]


def har_ogsaa(*modeller: type[Model]) -> None:
    """Apps above say, in `AppConfig.ready`, which of their rows (with a `person`) are kept for as long as the competence."""
    INNHOLD.extend(modeller)


class OmMaaneder(Func):
    """A date and a number of months; the 31st becomes the last day of a month that is shorter."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + interval '1 month' * "
    output_field = DateField()


def sluttede(dag: dt.date | None = None) -> QuerySet[Person]:
    """Those who have left by a day (today), are not to begin anew, and have something that can be blocked or destroyed.

    `siste_dag` is the last day of a position or role, `sperres` and `slettes` the days that follow from the settings; they
    are empty where nothing is decided. Blocked late, so that nobody had seen it coming, it is destroyed as much later.
    """
    dag = dag or timezone.localdate()
    oppsett = Kartleggingsoppsett.for_kommunen()
    begynner = Stilling.objects.filter(person=OuterRef("pk"), fra__gt=dag)
    har_noe = reduce(or_, (Exists(modell.objects.filter(person=OuterRef("pk"))) for modell in INNHOLD))
    sperres = OmMaaneder(F("siste_dag"), Value(oppsett.sperres_etter_mnd))
    slettes = OmMaaneder(F("sperres"), Value(oppsett.slettes_etter_mnd))
    # Of a day and nothing the database takes the day, which must not happen while nothing is decided.
    ikke_bestemt = oppsett.slettes_etter_mnd is None
    folk = Person.objects.med_slutt(dag).filter(~Exists(begynner), har_sluttet=True)
    return (
        folk.filter(har_noe | Q(oppbevaring__isnull=False))
        .annotate(siste_dag=Greatest(_sist(Stilling), _sist(Rolle)))
        .annotate(sperres=Coalesce("oppbevaring__sperret", sperres))
        .annotate(slettes=slettes if ikke_bestemt else Greatest(slettes, "oppbevaring__utsatt_til"))
    )


def _sist(modell):
    rader = modell.objects.filter(person=OuterRef("pk")).order_by().values("person")
    return Subquery(rader.annotate(sist=Max("til")).values("sist"))
