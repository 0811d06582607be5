"""The real job worker, with a quick pulse: whatever is killed, it heals, and no job waits for ever."""

import os
import re
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ, Success
from django_q.tasks import async_task

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.jobber import start_jobb
from kompetanse.felles.models import Hjerteslag, Jobb
from kompetanse.oppstart import prosesser
from kompetanse.oppstart.prosesser import Tjeneste, stop_all
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import Import
from tests.klokke import virkelig_tid

pytestmark = pytest.mark.skipif(
    not settings.USES_EMBEDDED_DATABASE, reason="the worker finds the test database by its name"
)

SECONDS_BETWEEN = 0.5
SECONDS_OF_SILENCE = 6
STALE_AFTER = 4
START = """
import django
django.setup()
from django.core.management import call_command
from kompetanse.felles import hjerteslag
hjerteslag.SECONDS_BETWEEN = %s
hjerteslag.SECONDS_OF_SILENCE = %s
call_command("qcluster")
"""
GUARD_DIES_AT_THE_START = """
from django_q.cluster import Cluster
start = Cluster.start
def start_and_lose_the_guard(cluster):
    start(cluster)
    cluster.sentinel.kill()
    cluster.sentinel.join()
Cluster.start = start_and_lose_the_guard
"""


def sov(framdrift, sekunder):
    """A job that says which process is at it."""
    framdrift(os.getpid(), os.getpid())
    time.sleep(sekunder)


@pytest.fixture
def arbeider(request, transactional_db, tmp_path, monkeypatch):
    """`manage.py qcluster` on the test's database, with two workers, and kept running as in the demo.

    The parameter is for how many seconds it may be silent.
    """
    with startet(start(getattr(request, "param", SECONDS_OF_SILENCE)), tmp_path, monkeypatch) as arbeider:
        vent_paa(Hjerteslag.objects.exists)
        yield arbeider


def start(sekunder_stille):
    return START % (SECONDS_BETWEEN, sekunder_stille)


@contextmanager
def startet(program, logger, monkeypatch):
    OrmQ.objects.all().delete()
    Hjerteslag.objects.all().delete()
    monkeypatch.setenv("KOMPETANSE_DB", connection.settings_dict["NAME"])
    monkeypatch.setenv("JOBB_PROSESSER", "2")
    monkeypatch.setattr(prosesser, "LOGS", logger)
    monkeypatch.setattr(prosesser, "RESTARTS_ALLOWED", 100)
    arbeider = Tjeneste("Jobbarbeideren", [sys.executable, "-c", program], "jobber.log")
    arbeider.start()
    try:
        with virkelig_tid():
            yield arbeider
    finally:
        arbeider.process.kill()
        stop_all([arbeider])


def vent_paa(vilkaar, sekunder=180, imens=lambda: None):
    slutt = time.monotonic() + sekunder
    while not vilkaar():
        assert time.monotonic() < slutt
        imens()
        time.sleep(0.1)


def pulsslag(sekunder):
    """How old the last sign of life was, looked at ten times a second."""
    slutt = time.monotonic() + sekunder
    while time.monotonic() < slutt:
        sist = Hjerteslag.objects.get().sist
        yield (timezone.now() - sist).total_seconds()
        time.sleep(0.1)


def ledige(arbeider):
    """The workers' process ids, from the log of the job worker; none has a job."""
    startet = [int(pid) for pid in re.findall(r"ready for work at (\d+)", arbeider.log.read_text())]
    return [pid for pid in startet if Path(f"/proc/{pid}/exe").exists()]


def drep(pider):
    for pid in pider:
        os.kill(pid, signal.SIGKILL)


def bestill(bruker, sekunder):
    return start_jobb(
        "Sov", f"{__name__}.sov", bruker=bruker, kommune_id=bruker.kommune_id, sekunder=sekunder, resultat_lenke="/"
    )


def status(jobber):
    return [jobb.status for jobb in Jobb.objects.filter(pk__in=[jobb.pk for jobb in jobber]).order_by("pk")]


def test_a_job_worker_that_is_busy_for_long_shows_life(arbeider):
    for _ in range(3):  # more than there are workers
        async_task("time.sleep", SECONDS_OF_SILENCE + 2)
    alder = max(pulsslag(SECONDS_OF_SILENCE + 4))
    vent_paa(lambda: Success.objects.count() == 3)

    assert alder < STALE_AFTER
    assert arbeider.is_alive()


@pytest.mark.parametrize("bedt_om_aa_stoppe", [False, True])
def test_a_job_worker_that_is_silent_ends_all_its_processes(arbeider, bedt_om_aa_stoppe):
    forste = ledige(arbeider)
    drep(forste)  # one of them held the lock of the workers' queue
    vent_paa(lambda: len(ledige(arbeider)) == 2 and not set(ledige(arbeider)) & set(forste))
    if bedt_om_aa_stoppe:
        arbeider.ask_to_stop()
    vent_paa(lambda: not arbeider.is_alive(), SECONDS_OF_SILENCE + 20)

    vent_paa(lambda: not ledige(arbeider), 10)
    assert OrmQ.objects.count() < 6  # nothing piles up


def test_a_killed_guard_takes_the_others_with_it(arbeider):
    (vokter,) = Path(f"/proc/{arbeider.process.pid}/task/{arbeider.process.pid}/children").read_text().split()
    drep([int(vokter)])

    vent_paa(lambda: not arbeider.is_alive(), 60)
    vent_paa(lambda: not ledige(arbeider), 60)


def test_a_guard_killed_before_it_is_waited_for_takes_the_others_with_it(transactional_db, tmp_path, monkeypatch):
    with startet(GUARD_DIES_AT_THE_START + start(SECONDS_OF_SILENCE), tmp_path, monkeypatch) as arbeider:
        vent_paa(lambda: not arbeider.is_alive(), 60)

        vent_paa(lambda: not ledige(arbeider), 60)


def test_jobs_get_done_however_often_idle_workers_are_killed(arbeider, hr):
    for _ in range(4):
        drep(ledige(arbeider)[:1])
        jobb = bestill(hr, sekunder=0)

        vent_paa(lambda jobb=jobb: status([jobb]) == ["ferdig"], imens=arbeider.restart_if_dead)


def test_the_job_of_a_killed_worker_is_found_and_its_import_is_free(arbeider, hr):
    for _ in range(2):
        jobb = bestill(hr, sekunder=300)
        importen = Import.objects.create(kommune=hr.kommune, filnavn="ansatte.xlsx", jobb=jobb, bruker=hr)
        vent_paa(lambda jobb=jobb: Jobb.objects.get(pk=jobb.pk).gjort)

        drep([Jobb.objects.get(pk=jobb.pk).gjort])
        vent_paa(lambda jobb=jobb: status([jobb]) == ["feilet"])

        importen = Import.objects.get(pk=importen.pk)
        assert importen.er_aapen
        prosess.forkast(ANSATTE, importen, bruker=hr)
        neste = bestill(hr, sekunder=0)
        vent_paa(lambda neste=neste: status([neste]) == ["ferdig"], imens=arbeider.restart_if_dead)


def hentet():
    """How many of the ordered jobs the job worker has fetched, and not done."""
    return sum(rad.name() == "Sov" for rad in OrmQ.objects.filter(lock__gt=timezone.now()))


@pytest.mark.parametrize("arbeider", [60], indirect=True)  # however busy the machine is, the test alone ends it
def test_what_a_killed_job_worker_had_fetched_is_handed_out_anew(arbeider, hr):
    with (
        transaction.atomic()
    ):  # all at once: with both workers busy, empty jobs would else take the room in their queue
        i_gang = [bestill(hr, sekunder=300), bestill(hr, sekunder=300)]
        neste = [bestill(hr, sekunder=0), bestill(hr, sekunder=0)]
    vent_paa(lambda: status(i_gang) == ["kjorer", "kjorer"] and hentet() == 4)

    os.killpg(arbeider.process.pid, signal.SIGKILL)
    vent_paa(lambda: status(neste) == ["ferdig", "ferdig"], imens=arbeider.restart_if_dead)

    vent_paa(lambda: status(i_gang) == ["feilet", "feilet"])
