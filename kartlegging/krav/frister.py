"""What people lack of what their work has to demand, and who has passed a deadline: read from the one definition."""

import datetime as dt

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from kartlegging.models import Kompetansekrav
from kartlegging.oppfylling import Grunn, Oppfylling, oppfylling, som_sql
from kompetanse.organisasjon.models import Person


def mangler(person: Person, dag: dt.date | None = None) -> list[Oppfylling]:
    """What the person must get, the shortest deadline first and what is late before that. What only waits for the leader's
    confirmation is not for the person to get."""
    dag = dag or timezone.localdate()
    svar = oppfylling(Person.objects.filter(pk=person.pk), _obligatoriske(dag), dag)
    mine = [ett for ett in svar if ett.berort and not ett.moter and ett.grunn != Grunn.UBEKREFTET]
    return sorted(mine, key=lambda ett: (ett.frist or dt.date.min, ett.krav_id))


def antall_over_fristen(personer: QuerySet[Person], dag: dt.date | None = None) -> int:
    """How many of these people have passed the deadline of something that they must have. One statement."""
    dag = dag or timezone.localdate()
    try:
        sql, parametre = som_sql(personer, _obligatoriske(dag), dag)
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TELLING.format(svar=sql), (*parametre, dag))
        return cursor.fetchone()[0]


def krav_ingen_moter(krav: QuerySet[Kompetansekrav], dag: dt.date | None = None) -> QuerySet[Kompetansekrav]:
    """Those of these requirements, of what people must have, that concern someone today and that nobody meets."""
    dag = dag or timezone.localdate()
    obligatoriske = krav.filter(pk__in=_obligatoriske(dag).order_by().values("pk"))
    try:
        sql, parametre = som_sql(Person.objects.all(), obligatoriske.order_by(), dag)
    except EmptyResultSet:
        return krav.none()
    with connection.cursor() as cursor:
        cursor.execute(INGEN.format(svar=sql), parametre)
        return krav.filter(pk__in=[pk for (pk,) in cursor.fetchall()])


INGEN = """
select krav_id from ({svar}) svar group by krav_id having bool_or(berort) and not bool_or(tilstand = 'moter')
"""
TELLING = """
select count(distinct person_id) from ({svar}) svar where berort and tilstand <> 'moter' and frist < %s
"""


def _obligatoriske(dag):
    return Kompetansekrav.objects.gjeldende(dag).filter(styrke=Kompetansekrav.Styrke.SKAL)
