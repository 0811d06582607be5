"""/helse/ says 200 when all is well, and otherwise which part is not."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from kompetanse.felles import hjerteslag, jobber
from kompetanse.felles.models import Hjerteslag

ALT_ER_VEL = {"status": "ok", "database": "ok", "migrasjoner": "ok", "jobber": "ok"}


@pytest.mark.django_db
def test_helse_is_ok_when_the_worker_has_just_shown_life(client):
    hjerteslag.slaa()

    svar = client.get("/helse/")

    assert (svar.status_code, svar.json()) == (200, ALT_ER_VEL)
    assert "no-store" in svar["Cache-Control"]


@pytest.mark.django_db
def test_helse_names_the_worker_that_never_ran(client):
    svar = client.get("/helse/")

    assert svar.status_code == 503
    assert svar.json() == ALT_ER_VEL | {
        "status": "feil",
        "jobber": "Jobbarbeideren har aldri vært i gang. Start den med «manage.py qcluster».",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("sekunder", "kode"), [(80, 200), (100, 503)])
def test_helse_names_the_worker_that_fell_silent(client, sekunder, kode):
    Hjerteslag.objects.create(navn="jobber", sist=timezone.now() - timedelta(seconds=sekunder))

    svar = client.get("/helse/")

    assert svar.status_code == kode
    assert svar.json()["jobber"].startswith("ok" if kode == 200 else "Jobbarbeideren har ikke gitt livstegn siden ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("antall", "melding"), [(1, "1 migrering er ikke kjørt."), (2, "2 migreringer er ikke kjørt.")]
)
def test_helse_counts_the_missing_migrations(client, antall, melding):
    hjerteslag.slaa()
    kjorte = MigrationRecorder(connection).migration_qs.filter(app="felles")
    MigrationRecorder(connection).migration_qs.filter(pk__in=kjorte.values("pk")[:antall]).delete()

    svar = client.get("/helse/")

    assert svar.status_code == 503
    assert svar.json() == ALT_ER_VEL | {"status": "feil", "migrasjoner": melding}


def test_helse_says_so_when_the_database_is_gone(client, monkeypatch):
    def borte(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", borte)

    svar = client.get("/helse/")

    assert svar.status_code == 503
    assert svar.json() == {
        "status": "feil",
        "database": "Databasen svarer ikke.",
        "migrasjoner": "Ukjent, fordi databasen ikke svarer.",
        "jobber": "Ukjent, fordi databasen ikke svarer.",
    }


@pytest.mark.django_db
def test_helse_needs_no_login_and_no_known_host_name(client):
    hjerteslag.slaa()

    assert client.get("/helse/", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.post("/helse/").status_code == 405


@pytest.mark.django_db
def test_helse_asks_the_database_three_things(client, django_assert_num_queries):
    hjerteslag.slaa()
    client.get("/helse/")

    with django_assert_num_queries(4):  # is it there, is there a migrations table, its rows, the last sign of life
        client.get("/helse/")


@pytest.mark.django_db
def test_the_guard_asks_for_an_empty_job_only_when_the_queue_has_none(monkeypatch):
    broker = hjerteslag.Broker(list_key="kompetanse")
    monkeypatch.setattr(hjerteslag, "close_old_connections", lambda: None)
    monkeypatch.setattr(hjerteslag, "SECONDS_BETWEEN", 0)

    for _ in range(5):
        broker.set_stat("nokkel", "verdi", 3)

    assert [oppgave.func() for oppgave in OrmQ.objects.all()] == ["kompetanse.felles.hjerteslag.tom_jobb"]
    assert hjerteslag.siste_slag() is None  # the guard itself shows no life


@pytest.mark.django_db
def test_what_a_dead_worker_had_fetched_is_handed_out_once_more():
    async_task("time.sleep", 0)
    koe = OrmQ.objects.get().key

    def hent(broker):
        return [oppgave for oppgave, _innhold in broker.dequeue()]

    forste = hjerteslag.Broker(list_key=koe)
    assert len(hent(forste)) == 1
    assert hent(forste) == []
    neste = hjerteslag.Broker(list_key=koe)
    assert len(hent(neste)) == 1
    assert hent(neste) == []


@pytest.mark.django_db
def test_a_task_from_before_its_function_moved_is_fetched_with_the_new_place(monkeypatch):
    monkeypatch.setattr(jobber, "_flyttet", {"gammel.klokke.sleep": "time.sleep"})
    async_task("gammel.klokke.sleep", 0)
    async_task("operator.add", 1, 2)
    OrmQ.objects.create(key=OrmQ.objects.first().key, payload="ikke signert", lock=timezone.now())
    broker = hjerteslag.Broker(list_key=OrmQ.objects.first().key)

    hentet = [innhold for _ in range(3) for _oppgave, innhold in broker.dequeue()]  # in no order

    hentet.remove("ikke signert")
    assert {SignedPackage.loads(innhold)["func"] for innhold in hentet} == {"time.sleep", "operator.add"}


@pytest.mark.django_db
def test_the_guard_asks_now_and_then(monkeypatch, django_assert_num_queries):
    broker = hjerteslag.Broker(list_key="kompetanse")
    monkeypatch.setattr(hjerteslag, "close_old_connections", lambda: None)

    # However often the guard reports: the wall lifted, running jobs, the wall back; what waits, and the empty job.
    with django_assert_num_queries(5):
        for _ in range(5):
            broker.set_stat("nokkel", "verdi", 3)


@pytest.mark.django_db
def test_the_worker_shows_life_when_a_job_is_done_but_not_for_each_of_many(django_assert_num_queries):
    puls = hjerteslag.Arbeidspuls()

    with django_assert_num_queries(1):
        for _ in range(5):
            puls.ferdig()

    assert hjerteslag.lever(hjerteslag.siste_slag())


@pytest.mark.django_db
def test_a_database_that_does_not_answer_does_not_end_the_worker(monkeypatch):
    def borte():
        raise OperationalError("connection refused")

    monkeypatch.setattr(hjerteslag, "slaa", borte)
    monkeypatch.setattr(connection, "close", lambda: None)
    puls = hjerteslag.Arbeidspuls()

    puls.ferdig()


def test_the_watch_does_not_end_a_worker_while_the_database_is_away(monkeypatch):
    svar, sekunder = iter([False, False, True]), []
    monkeypatch.setattr(hjerteslag, "_database_svarer", lambda: next(svar))
    monkeypatch.setattr(hjerteslag.time, "sleep", sekunder.append)
    monkeypatch.setattr(hjerteslag.os, "killpg", lambda gruppe, signal: sekunder.append("slutt"))

    hjerteslag._vokt()

    assert sekunder == [1] * 3 * hjerteslag.SECONDS_OF_SILENCE + ["slutt"]


@pytest.mark.django_db
def test_the_watch_knows_whether_the_database_answers(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)
    assert hjerteslag._database_svarer() is True

    def borte():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", borte)
    assert hjerteslag._database_svarer() is False
