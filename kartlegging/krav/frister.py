"""What people lack of what their work has to demand, and who has passed a deadline: read from the one definition."""

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from kartlegging.models import Kompetansekrav
from kartlegging.oppfylling import Grunn, Oppfylling, som_sql
from kompetanse.organisasjon.models import Person


class Mangler(NamedTuple):
    """What one person must get, the shortest deadline first and what is late before that; and who of some others have passed
    the deadline of something that they must have. What only waits for the leader's confirmation is not for the person to
    get."""

    egne: list[Oppfylling]
    over_fristen: set[int]


def mangler(person_id: int, andre: set[int], krav: QuerySet[Kompetansekrav], dag: dt.date | None = None) -> Mangler:
    """Of these requirements. One statement for all: to plan it takes the database longer than to answer for one person."""
    dag = dag or timezone.localdate()
    try:
        sql, parametre = som_sql(Person.objects.filter(pk__in={person_id, *andre}), krav, dag)
    except EmptyResultSet:
        return Mangler([], set())
    with connection.cursor() as cursor:
        cursor.execute(MANGLER.format(svar=sql), (*parametre, person_id, dag))
        svar = [Oppfylling(*rad) for rad in cursor.fetchall()]
    egne = [ett for ett in svar if ett.person_id == person_id and ett.grunn != Grunn.UBEKREFTET]
    return Mangler(
        egne=sorted(egne, key=lambda ett: (ett.frist or dt.date.min, ett.krav_id)),
        over_fristen={ett.person_id for ett in svar} - {person_id},
    )


def krav_ingen_moter(krav: QuerySet[Kompetansekrav], dag: dt.date | None = None) -> QuerySet[Kompetansekrav]:
    """Those of these requirements, of what people must have, that concern someone today and that nobody meets."""
    dag = dag or timezone.localdate()
    hvilke = krav.filter(pk__in=obligatoriske(dag).order_by().values("pk"))
    try:
        sql, parametre = som_sql(Person.objects.all(), hvilke.order_by(), dag)
    except EmptyResultSet:
        return krav.none()
    with connection.cursor() as cursor:
        cursor.execute(INGEN.format(svar=sql), parametre)
        return krav.filter(pk__in=[pk for (pk,) in cursor.fetchall()])


INGEN = """
select krav_id from ({svar}) svar group by krav_id having bool_or(berort) and not bool_or(tilstand = 'moter')
"""
MANGLER = """
select * from ({svar}) svar where berort and tilstand <> 'moter' and (person_id = %s or frist < %s)
"""


def obligatoriske(dag: dt.date | None = None) -> QuerySet[Kompetansekrav]:
    """What people must have on a day (today)."""
    return Kompetansekrav.objects.gjeldende(dag).filter(styrke=Kompetansekrav.Styrke.SKAL)
