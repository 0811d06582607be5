"""The database of the tests: a copy of one that has all the tables and Fjordby kommune as it starts, which is made anew when
what makes them has changed."""

import hashlib

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

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
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
        )


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
