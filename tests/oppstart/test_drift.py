"""docs/drift.md as it is written: its commands are run, in the order in which they stand."""

import os
import re
import subprocess
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

from kompetanse import embedded_postgres
from kompetanse.oppstart.felles import BASE_DIR
from kompetanse.postgres_oppsett import OWNER, SUPERUSER, WEB

pytestmark = pytest.mark.skipif(
    not settings.USES_EMBEDDED_DATABASE, reason="databases are made and dropped as the superuser of the embedded server"
)
TEKST = (BASE_DIR / "docs/drift.md").read_text()
INSTALLERE, KOPIERE, GJENOPPRETTE, INNEBYGD = re.findall(r"^```sh\n(.*?)^```", TEKST, re.M | re.S)
(ROLLER,) = re.findall(r"^```sql\n(.*?)^```", TEKST, re.M | re.S)
NAVN = f"drift_{os.getpid()}"
TABELLER = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
VEGGER = "select count(*), bool_and(relforcerowsecurity) from pg_class join pg_policy on polrelid = pg_class.oid"


def kobling(navn):
    kobling = psycopg2.connect(host=str(embedded_postgres.socket_dir()), user=SUPERUSER, dbname=navn)
    kobling.autocommit = True
    return closing(kobling)


def spor(navn, sql):
    with kobling(navn) as en, en.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def antall_rader(navn):
    """Table → how many rows it has, all kommuner together."""
    tabeller = [rad[0] for rad in spor(navn, TABELLER)]
    return dict(spor(navn, " union all ".join(f"select '{tabell}', count(*) from \"{tabell}\"" for tabell in tabeller)))


def adresse(rolle, navn=NAVN):
    return embedded_postgres.database_url(navn=navn).replace(WEB, rolle, 1)


@pytest.fixture
def skall(tmp_path):
    """Runs commands of the document in a folder like an installation's. Returns what they wrote."""
    for navn in (".venv", "manage.py", "kompetanse"):
        (tmp_path / navn).symlink_to(BASE_DIR / navn)
    fra_testene = ("KOMPETANSE_SOM_EIER", "PGOPTIONS", "DJANGO_SETTINGS_MODULE")
    rent = {navn: verdi for navn, verdi in os.environ.items() if navn not in fra_testene}
    programmer = embedded_postgres._installed_package() / "pginstall" / "bin"
    rent |= {"PATH": f"{programmer}:{os.environ['PATH']}", "ADMIN_URL": adresse(SUPERUSER, "postgres")}

    def kjor(kommandoer, *, koden=0, **miljo):
        svar = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", kommandoer.replace("gjenopprettet", f"{NAVN}_igjen")],
            cwd=tmp_path,
            env=rent | miljo,
            capture_output=True,
            text=True,
        )
        assert svar.returncode == koden, svar.stderr
        return svar.stdout + svar.stderr

    return kjor


@pytest.fixture
def egen(django_db_setup, tmp_path):
    """The settings of an installation with a database of its own and two roles. Its tables are there already."""
    embedded_postgres.ny_database(NAVN, mal=connection.settings_dict["TEST"]["TEMPLATE"])
    yield {"DATABASE_URL": adresse(WEB), "DATABASE_OWNER_URL": adresse(OWNER), "KOMPETANSE_VAR": str(tmp_path / "var")}
    for navn in (NAVN, f"{NAVN}_igjen"):
        embedded_postgres.slett_database(navn)


def test_an_installation_with_two_roles_is_made_copied_and_restored_as_the_document_says(skall, egen):
    ut = skall(INSTALLERE.replace("--noinput", "--noinput --dry-run"), **egen)
    assert "Min kommune (3999) er klar." in ut

    skall(KOPIERE, **egen)
    skall(GJENOPPRETTE, **egen)
    igjen = antall_rader(f"{NAVN}_igjen")
    assert igjen == antall_rader(NAVN)
    assert igjen["organisasjon_person"] == 1
    assert spor(f"{NAVN}_igjen", VEGGER) == spor(NAVN, VEGGER)
    ny = {**egen, "DATABASE_URL": adresse(WEB, f"{NAVN}_igjen"), "DATABASE_OWNER_URL": adresse(OWNER, f"{NAVN}_igjen")}
    assert "3999 er i bruk av Min kommune" in skall(INSTALLERE.splitlines()[-1], koden=1, **ny)

    embedded_postgres.slett_database(f"{NAVN}_igjen")
    skall(INNEBYGD, KOMPETANSE_DB=NAVN)
    assert antall_rader(f"{NAVN}_igjen") == igjen


def test_a_copy_that_would_lack_rows_does_not_get_its_name(skall, egen, tmp_path):
    skall(KOPIERE.replace("--enable-row-security", ""), koden=1, **egen)

    assert not (tmp_path / "kompetanse.dump").exists()


def test_the_two_roles_of_the_document_can_do_what_they_are_for_and_no_more(skall, django_db_setup):
    sql = ROLLER.replace(OWNER, f"{NAVN}_eier").replace(WEB, f"{NAVN}_nett")
    sql = sql.replace("database kompetanse ", f"database {NAVN}_ny ").replace(
        "connect kompetanse", f"connect {NAVN}_ny"
    )
    try:
        skall(f'psql --set=ON_ERROR_STOP=1 "$ADMIN_URL" <<"SQL"\n{sql}\nSQL')
        spor(f"{NAVN}_ny", f"set role {NAVN}_eier; create table sak (id serial, navn text)")
        rader = spor(
            f"{NAVN}_ny",
            f"set role {NAVN}_nett; insert into sak (navn) values ('a'), ('b'); update sak set navn = 'c' where navn = 'b';"
            " delete from sak where navn = 'a'; select id, navn from sak",
        )
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            spor(f"{NAVN}_ny", f"set role {NAVN}_nett; drop table sak")
        makt = spor("postgres", f"select bool_or(rolsuper or rolbypassrls) from pg_roles where rolname ~ '^{NAVN}_'")
    finally:
        embedded_postgres.slett_database(f"{NAVN}_ny")
        spor("postgres", f"drop role if exists {NAVN}_eier, {NAVN}_nett")

    assert rader == [(2, "c")]
    assert makt == [(False,)]


def test_every_command_that_the_text_names_is_there():
    nevnt = set(re.findall(r"manage\.py ([a-z_]+)", TEKST))

    assert nevnt >= {"qcluster", "krypter_paa_nytt", "send_varsler"}
    assert nevnt <= set(get_commands())
