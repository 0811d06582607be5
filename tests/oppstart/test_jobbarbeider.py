"""The real job worker, with a quick pulse: busy for long it is alive, and with idle workers killed it falls silent."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ, Success
from django_q.tasks import async_task

from kompetanse.felles.models import Hjerteslag
from kompetanse.oppstart.felles import BASE_DIR

SECONDS_BETWEEN = 0.5
STALE_AFTER = 4
START = f"""
import django
django.setup()
from django.core.management import call_command
from kompetanse.felles import hjerteslag
hjerteslag.SECONDS_BETWEEN = {SECONDS_BETWEEN}
call_command("qcluster")
"""


@pytest.fixture
def logg(tmp_path):
    return tmp_path / "jobber.log"


@pytest.fixture
def arbeider(transactional_db, logg):
    """`manage.py qcluster` on the test's database, with two workers."""
    OrmQ.objects.all().delete()
    Hjerteslag.objects.all().delete()
    miljo = {**os.environ, "KOMPETANSE_DB": connection.settings_dict["NAME"], "JOBB_PROSESSER": "2"}
    with open(logg, "w") as ut:
        prosess = subprocess.Popen(
            [sys.executable, "-c", START], cwd=BASE_DIR, env=miljo, stdout=ut, stderr=ut, start_new_session=True
        )
    yield prosess
    os.killpg(prosess.pid, signal.SIGKILL)
    prosess.wait()


def pulsslag(sekunder):
    """How old the last sign of life was, looked at ten times a second."""
    slutt = time.monotonic() + sekunder
    while time.monotonic() < slutt:
        sist = Hjerteslag.objects.get().sist
        yield timezone.now() - sist
        time.sleep(0.1)


def vent_paa(vilkaar, sekunder=30):
    slutt = time.monotonic() + sekunder
    while not vilkaar():
        assert time.monotonic() < slutt
        time.sleep(0.1)


def arbeidsprosesser(logg):
    """The workers' process ids, from the cluster's own log."""
    return [int(pid) for pid in re.findall(r"ready for work at (\d+)", logg.read_text())]


@pytest.mark.skipif(not settings.USES_EMBEDDED_DATABASE, reason="the worker finds the test database by its name")
def test_only_a_worker_that_gets_jobs_done_shows_life(arbeider, logg):
    vent_paa(Hjerteslag.objects.exists)

    for _ in range(3):  # more than there are workers
        async_task("time.sleep", 6)
    alder_i_arbeid = max(alder.total_seconds() for alder in pulsslag(9))
    vent_paa(lambda: Success.objects.count() == 3)
    for pid in arbeidsprosesser(logg):
        os.kill(pid, signal.SIGKILL)
    vent_paa(lambda: "after death" in logg.read_text())
    alder_etterpaa = [alder.total_seconds() for alder in pulsslag(8)][-1]

    assert alder_i_arbeid < STALE_AFTER
    assert alder_etterpaa > STALE_AFTER
    assert arbeider.poll() is None
    assert OrmQ.objects.count() < 6  # nothing piles up
