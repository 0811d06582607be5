"""Each night: block and destroy the competence of those who have left, as the kommune has decided (fakta 6c)."""

import datetime as dt
import json
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from kartlegging.models import Foresporselsvar, Oppbevaring, Personkompetanse
from kartlegging.oppbevaring.frister import sluttede
from kompetanse.felles.dokumenter import slett_innhold
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.models.person import HarSluttet


def rydd(paa_dato: dt.date | None = None) -> int:
    """For every kommune; returns for how many people something was done. Each in a transaction of their own, so that what
    a stopped run left is done the next night."""
    return for_hver_kommune(rydd_kommunen, paa_dato or timezone.localdate())


def rydd_kommunen(kommune_id: int, dag: dt.date) -> int:
    """What is to be done on that day in the kommune within whose wall this runs."""
    tilbake = Oppbevaring.objects.annotate(har_sluttet=HarSluttet("person", Value(dag))).filter(har_sluttet=False)
    antall = hver_for_seg(_aapne, tilbake)
    antall += hver_for_seg(_sperr, sluttede(dag).filter(oppbevaring__sperret__isnull=True, sperres__lte=dag), dag)
    antall += hver_for_seg(_slett, forfalte(dag), dag)
    hver_for_seg(_slett_filer, Oppbevaring.objects.exclude(filer=[]))
    return antall


def forfalte(dag: dt.date) -> QuerySet[Person]:
    """Those whose competence is to be destroyed now; again when something that was preserved no longer is."""
    noe_igjen = Exists(Personkompetanse.objects.filter(person=OuterRef("pk"), kompetanse__bevares=False))
    igjen = Q(oppbevaring__slettet__isnull=True) | noe_igjen
    return sluttede(dag).filter(igjen, oppbevaring__sperret__isnull=False, slettes__lte=dag)


def forfalte_med(dag: dt.date, *modeller: type[Model]) -> QuerySet[Person]:
    """Those whose time is up and who have rows of any of these models (with a `person`). For apps above."""
    har = reduce(or_, (Exists(modell.objects.filter(person=OuterRef("pk"))) for modell in modeller))
    return sluttede(dag).filter(har, oppbevaring__sperret__isnull=False, slettes__lte=dag)


@transaction.atomic
def _aapne(oppbevaring):
    """Someone has come back. What was held back is so no longer."""
    log_hendelse(oppbevaring.person, "kompetanse.aapnet", bruker=None)
    oppbevaring.delete()
    return 1


@transaction.atomic
def _sperr(person, dag):
    Oppbevaring.objects.update_or_create(person=person, defaults={"sperret": dag})
    log_hendelse(person, "kompetanse.sperret", bruker=None)
    return 1


@transaction.atomic
def _slett(person, dag):
    """What is destroyed leaves one line: how much of each, and its class."""
    with connection.cursor() as cursor:
        cursor.execute("select kartlegging_slett_sluttet(%s)", [person.pk])
        antall = json.loads(cursor.fetchone()[0])
    # No history is kept of an answer or a message, so they go as other rows go. One that tells of others too goes with the
    # first of them: what it told of still stands on the pages.
    antall["svar"], _alle = Foresporselsvar.objects.filter(person=person).delete()
    antall["varsler"], _alle = Varsel.objects.filter(om_personer__contains=[person.pk]).delete()
    filer = antall.pop("filer")
    Oppbevaring.objects.filter(person=person).update(slettet=dag, filer=filer)
    klasse = Personkompetanse.dataklasse
    log_hendelse(person, "kompetanse.destruert", bruker=None, dataklasse=klasse, filer=len(filer), **antall)
    return 1


def _slett_filer(oppbevaring):
    """After the rows, so that a stopped run leaves no row without its file. What others refer to stays."""
    for sti in oppbevaring.filer:
        slett_innhold(sti)
    Oppbevaring.objects.filter(pk=oppbevaring.pk).update(filer=[])
