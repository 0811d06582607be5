"""Append-only tables as the real web role meets them, and triggers that no session turns off."""

from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from kompetanse import embedded_postgres
from kompetanse import settings as innstillinger
from kompetanse.felles import skrivevern
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.models import Hendelse

TABELLER = skrivevern.bare_nye()
FORBUDT = ["update {} set kommune_id = kommune_id", "delete from {}", "truncate {}"]


@pytest.fixture
def som_nett(db):
    """A cursor of the web role in the tests' database; nothing that it does is kept."""
    if not settings.USES_EMBEDDED_DATABASE:
        pytest.skip("the tests know the web role's address in the embedded database alone")
    adresse = embedded_postgres.database_url(navn=connection.settings_dict["NAME"])
    with closing(psycopg2.connect(adresse)) as forbindelse, forbindelse.cursor() as cursor:
        yield cursor


def test_the_tables_that_are_written_once_are_these():
    assert [tabell for tabell in TABELLER if not tabell.endswith("event")] == [
        "evaluering_opptelling",
        "felles_dokument",
        "felles_hendelse",
        "felles_oppslag",
        "planer_planversjon",
        "soknader_inhabilitet",
        "soknader_innsending",
        "soknader_justering",
        "soknader_postering",
        "soknader_tidligererapport",
        "soknader_tidligerevedtak",
    ]
    assert {"soknader_soknadevent", "soknader_budsjettlinjeevent", "soknader_vedleggevent"} < set(TABELLER)


def test_the_tests_meet_the_web_role_itself(som_nett):
    som_nett.execute("select current_user")

    assert som_nett.fetchall() == [(settings.WEB_ROLE,)]


@pytest.mark.parametrize("bryter", [False, True])
@pytest.mark.parametrize("tabell", TABELLER)
def test_the_web_role_neither_changes_nor_deletes_what_is_written_once(som_nett, tabell, bryter):
    for setning in FORBUDT:
        som_nett.connection.rollback()
        if bryter:
            _slaa_av(som_nett, tabell)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            som_nett.execute(setning.format(tabell))


@pytest.mark.parametrize("tabell", TABELLER)
def test_the_web_role_reads_and_adds(som_nett, tabell):
    har = "has_table_privilege(%s, 'select'), has_table_privilege(%s, 'insert'), has_any_column_privilege(%s, 'update')"
    som_nett.execute(f"select {har}", [tabell] * 3)

    assert som_nett.fetchall() == [(True, True, False)]


def test_no_session_turns_a_trigger_off(kommune):
    """The owner of the tables has every right to the row; the trigger is all that holds."""
    log_hendelse(kommune, "kommune.proeve", bruker=None)

    with connection.cursor() as cursor:
        _slaa_av(cursor, "felles_hendelse")
        for setning in ("update felles_hendelse set kommentar = 'x'", "delete from felles_hendelse"):
            with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
                cursor.execute(setning)

    assert Hendelse.objects.get(handling="kommune.proeve").kommentar == ""


def _slaa_av(cursor, tabell):
    """Tell the session to ignore the table's triggers, as django-pgtrigger does it."""
    cursor.execute(
        "select set_config('pgtrigger.ignore', array_agg(tgname::text)::text, true) from pg_trigger "
        "where tgrelid = %s::regclass and not tgisinternal",
        [tabell],
    )


@pytest.mark.parametrize(
    ("web", "eier", "rolle"),
    [
        ("postgres://nett:x@db/k", "postgres://eier:y@db/k", "nett"),
        ("postgres://en:x@db/k", "postgres://en:x@db/k", ""),
        ("postgres://en:x@db/k", "", ""),
    ],
)
def test_one_role_for_all_has_nobody_to_refuse(monkeypatch, web, eier, rolle):
    monkeypatch.setattr("kompetanse.settings.USES_EMBEDDED_DATABASE", False)
    monkeypatch.setenv("DATABASE_URL", web)
    monkeypatch.setenv("DATABASE_OWNER_URL", eier)

    assert innstillinger.web_role() == rolle


def test_the_web_role_gets_nothing_by_the_setting_that_lets_a_function_destroy(som_nett):
    som_nett.execute("select set_config('kompetanse.sletter', 'ja', false), _pgtrigger_should_ignore('x')")
    som_nett.execute("select _pgtrigger_should_ignore('x')")

    assert som_nett.fetchall() == [(False,)]
