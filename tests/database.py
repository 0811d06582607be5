"""The database of the tests: a copy of one that has all the tables and Fjordby kommune as it starts, which is made anew when
what makes them has changed. A test that commits has its rows taken back afterwards."""

import hashlib
import io
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from kompetanse import embedded_postgres
from kompetanse.postgres_oppsett import SUPERUSER
from tests.rollebesetning import lag_fjordby

FORLED = "test_mal_"
UFERDIG = f"{FORLED}uferdig"
LAAS = 20_251_129  # one makes it; the others wait


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Called by pytest-django before it makes the database of this process."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = ferdig_mal()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ends what still holds a connection when the database is to be dropped: the thread of a request that a browser has
    gone from lives on for a while."""
    if settings.USES_EMBEDDED_DATABASE:
        with _som_superbruker() as tilkobling, pytest.MonkeyPatch.context() as monkeypatch:
            with django_db_blocker.unblock():
                utgangspunkt = Utgangspunkt(tilkobling)
            monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: utgangspunkt.gjenopprett())
            yield
    else:
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
        )


def _som_superbruker():
    """A connection to the database of this process, bound by no wall and no trigger."""
    return closing(
        psycopg2.connect(
            host=str(embedded_postgres.socket_dir()),
            user=SUPERUSER,
            dbname=connection.settings_dict["NAME"],
            options="-c session_replication_role=replica -c synchronous_commit=off",
        )
    )


class Utgangspunkt:
    """The rows that the database holds when the first test begins, and the way back to them.

    Django would truncate every table, the three hundred empty ones too, which takes a second or two, and leave no Fjordby.
    """

    def __init__(self, tilkobling):
        self.tilkobling = tilkobling
        self.tabeller = connection.introspection.django_table_names(only_existing=True, include_views=False)
        with self.tilkobling, self.tilkobling.cursor() as cursor:
            self.rader = self._rader(cursor)

    def gjenopprett(self):
        """Wait for those who still use the tables, as a truncation would, and put back the tables that are otherwise."""
        with self.tilkobling, self.tilkobling.cursor() as cursor:
            cursor.execute(f"lock table {', '.join(map(_sitert, self.tabeller))}")
            naa = self._rader(cursor)
            for tabell in {tabell for tabell, _rader in naa.items() ^ self.rader.items()}:
                cursor.execute(f"delete from {_sitert(tabell)}")
                cursor.copy_expert(f"copy {_sitert(tabell)} from stdin", io.StringIO(self.rader.get(tabell, "")))

    def _rader(self, cursor):
        """What stands in each table that has rows."""
        spor = (f"select '{tabell}' where exists (select from {_sitert(tabell)})" for tabell in self.tabeller)
        cursor.execute(" union all ".join(spor))
        return {tabell: _innhold(cursor, tabell) for (tabell,) in cursor.fetchall()}


def _innhold(cursor, tabell):
    rader = io.StringIO()
    cursor.copy_expert(f"copy {_sitert(tabell)} to stdout", rader)
    return rader.getvalue()


def _sitert(tabell):
    return connection.ops.quote_name(tabell)


def ferdig_mal():
    """The name of a database with all the tables, and Fjordby kommune."""
    navn = FORLED + _fingeravtrykk()
    with connection._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LAAS])
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [FORLED])
        finnes = {rad[0] for rad in cursor.fetchall()}
        if navn not in finnes:
            for gammel in finnes:
                cursor.execute(f'drop database "{gammel}" with (force)')
            cursor.execute(f'create database "{UFERDIG}"')
            _lag_tabeller(UFERDIG)
            cursor.execute(f'alter database "{UFERDIG}" rename to "{navn}"')
    return navn


def _fingeravtrykk():
    """Of everything that decides what a migrated database is like."""
    rot = settings.BASE_DIR
    kilder = [*rot.glob("*/migrations/*.py"), *rot.glob("kompetanse/*/migrations/*.py")]
    kilder += [rot / "requirements.txt", rot / "kompetanse/settings.py", rot / "kompetanse/felles/vegg.py"]
    # What a kommune starts with.
    kilder += [
        *rot.glob("*/innhold/*.toml"),
        *rot.glob("*/standard.py"),
        *rot.glob("*/*/standard.py"),
        rot / "tests/rollebesetning.py",
    ]
    return hashlib.sha256(b"".join(fil.read_bytes() for fil in sorted(kilder))).hexdigest()[:16]


def _lag_tabeller(navn):
    egen = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = navn
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        lag_fjordby()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = egen
