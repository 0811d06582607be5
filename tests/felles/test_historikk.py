"""Large changes of tables with history stay quick, whatever the session has done before."""

import time

import pytest
from django.db import connection

from kompetanse.felles import historikk
from kompetanse.organisasjon.models import Person

RADER = 4000

pytestmark = pytest.mark.django_db


def sekunder(arbeid):
    start = time.perf_counter()
    arbeid()
    return time.perf_counter() - start


def test_a_large_change_after_a_small_one_is_as_quick_as_in_a_new_session(kommune):
    Person.objects.bulk_create(
        Person(ansattnummer=f"{nr}", fornavn="Kari", etternavn="Nordmann") for nr in range(RADER)
    )
    en = Person.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("discard plans")
    en.save()

    etter_liten = sekunder(lambda: Person.objects.update(telefon="1"))
    with connection.cursor() as cursor:
        cursor.execute("discard plans")
    i_ny_sesjon = sekunder(lambda: Person.objects.update(telefon="2"))

    assert Person.pgh_event_model.objects.filter(telefon="1").count() == RADER
    assert etter_liten < 10 * i_ny_sesjon  # a loop in a loop is more than 50 times slower


def test_every_trigger_of_a_change_plans_without_loops(kommune):
    with connection.cursor() as cursor:
        cursor.execute(historikk.FUNKSJONER_MED_PLAN)
        assert cursor.fetchall() == []
        cursor.execute("select count(*) from pg_proc where 'enable_nestloop=off' = any(proconfig)")
        assert cursor.fetchone()[0] >= 5


def test_a_trigger_that_is_made_anew_gets_the_setting_again(kommune):
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgfoid::regprocedure::text from pg_trigger"
            " where tgoldtable is not null and tgnewtable is not null limit 1"
        )
        (funksjon,) = cursor.fetchone()
        cursor.execute(f"alter function {funksjon} reset all")
        cursor.execute(historikk.FUNKSJONER_MED_PLAN)
        assert cursor.fetchall() == [(funksjon,)]

        historikk.sikre_planer(None, using="default")

        cursor.execute(historikk.FUNKSJONER_MED_PLAN)
        assert cursor.fetchall() == []
