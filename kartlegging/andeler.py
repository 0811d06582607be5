"""Shares of a unit and all below it that goals are measured by: who has an education of a level, and which requirements
are met. What counts as an education, and as met, is said elsewhere (`er_gyldig`, `oppfylling`); here it is counted."""

import datetime as dt
from typing import NamedTuple

from django.db.models.functions import Coalesce

from kartlegging.models import Kompetansekrav, Personkompetanse
from kartlegging.oppfylling import oppfylling
from kompetanse.organisasjon.models import Enhet, Person

# Level 4 of NUS2000 is fagbrev, and what else ends the upper secondary school; 9 is «uoppgitt», and never counts.
FAGBREV = 4
UOPPGITT = 9


class Andel(NamedTuple):
    """So many of so many."""

    teller: int
    nevner: int


def med_utdanning(enhet: Enhet, nus: int, dag: dt.date) -> Andel:
    """Those who work here today and have an education of at least this level, valid on the day, confirmed or not."""
    personer = Person.objects.i_enhet(enhet)
    har = Personkompetanse.objects.gyldig(dag).annotate(hoyde=Coalesce("nus", "kompetanse__nus"))
    har = har.filter(hoyde__gte=nus, hoyde__lt=UOPPGITT, person__in=personer.order_by().values("pk"))
    return Andel(har.values("person").distinct().count(), personer.count())


def skal_krav_moett(enhet: Enhet, dag: dt.date) -> Andel:
    """Of the musts in force that concern someone here by name, once for each of them: those that are met. One who has a
    time limit has not met it yet."""
    krav = Kompetansekrav.objects.gjeldende(dag).filter(styrke=Kompetansekrav.Styrke.SKAL)
    return _moett(enhet, krav, dag)


def krav_moett(enhet: Enhet, krav: Kompetansekrav, dag: dt.date) -> Andel:
    """Of those here whom one requirement concerns by name: those who meet it on the day."""
    return _moett(enhet, Kompetansekrav.objects.filter(pk=krav.pk), dag)


def _moett(enhet, krav, dag):
    rader = [rad for rad in oppfylling(Person.objects.i_enhet(enhet), krav, dag) if rad.berort]
    return Andel(sum(rad.moter for rad in rader), len(rader))
