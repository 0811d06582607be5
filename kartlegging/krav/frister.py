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
    return sorted(mine, key=lambda ett: ett.frist or dt.date.min)


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


TELLING = """
select count(distinct person_id) from ({svar}) svar where berort and tilstand <> 'moter' and frist < %s
"""


def _obligatoriske(dag):
    return Kompetansekrav.objects.gjeldende(dag).filter(styrke=Kompetansekrav.Styrke.SKAL)
