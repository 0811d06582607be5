"""Signs of life from the job worker, and the watch that ends one that is silent.

A sign of life tells that the whole way is open: a job was fetched, done and its result taken in. A job that takes long
shows life while it is at it. When nothing waits, the process that guards the others asks for an empty job. So a
worker that lives but gets no job done falls silent, and one that is busy for long does not.

They go to two places. The database keeps the last one from any machine, for `/helse/`. The processes of one job worker
share a number, which its first process watches: when it stands still, all of them are ended, since a killed process
may have held a lock that the others wait on for ever. Whoever keeps the worker running then starts it anew. So each
job worker heals by itself, however well the others are.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from contextlib import closing, suppress
from datetime import datetime, timedelta

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.signing import BadSignature, SignedPackage
from django_q.tasks import async_task

from kompetanse.felles.jobber import merk_avbrutte, naavaerende
from kompetanse.felles.models import Hjerteslag

logger = logging.getLogger(__name__)

JOBBER = "jobber"
SECONDS_BETWEEN = 15
SECONDS_OF_SILENCE = 60
STALE_AFTER = timedelta(seconds=90)

# When life was last shown, in the processes that are forked from this one. No lock: a killed one could leave it locked.
_livstegn = multiprocessing.RawValue("d", 0)


def slaa(navn: str = JOBBER) -> None:
    """Write a sign of life now: one statement, whether or not there was one before."""
    slag = Hjerteslag(navn=navn, sist=timezone.now())
    Hjerteslag.objects.bulk_create([slag], update_conflicts=True, unique_fields=["navn"], update_fields=["sist"])


def siste_slag(navn: str = JOBBER) -> datetime | None:
    """When the last sign of life came, or None when none ever did."""
    return Hjerteslag.objects.filter(navn=navn).values_list("sist", flat=True).first()


def lever(sist: datetime | None, naa: datetime | None = None) -> bool:
    """Whether a sign of life at that time is fresh enough."""
    return sist is not None and (naa or timezone.now()) - sist < STALE_AFTER


def tom_jobb() -> None:
    """Nothing to do: that it gets done is the sign of life."""


def _paa_sitt_sted(innhold):
    """The signed task, naming its function by where it lies now. One with a wrong signature is left for others to refuse."""
    with suppress(TypeError, BadSignature):
        oppgave = SignedPackage.loads(innhold)
        if isinstance(oppgave["func"], str) and (sti := naavaerende(oppgave["func"])) != oppgave["func"]:
            return SignedPackage.dumps(oppgave | {"func": sti})
    return innhold


class Broker(ORM):
    """django-q2's queue in the database, with what is needed when a process is killed and when functions move."""

    _next = 0.0
    _er_ny = True

    def set_stat(self, key, value, timeout):
        """Look for jobs that were cut off, and ask for an empty one when the queue has none to show life by.

        The guard reports its status twice a second, to a cache that no other process can read: here the report is only
        the clock. What already waits in the queue is enough; so nothing piles up while the workers are busy or gone.
        """
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS_BETWEEN
        close_old_connections()
        merk_avbrutte()
        if not self.queue_size():
            async_task("kompetanse.felles.hjerteslag.tom_jobb", task_name="hjerteslag", save=False, broker=self)

    def dequeue(self):
        """Fetch; a process that fetches for the first time hands out anew what the one before it had fetched.

        Another machine's are among it, and come out twice: a `Jobb` runs once all the same, and what runs by the clock
        bears it.
        """
        if self._er_ny:
            self.get_connection().filter(key=self.list_key, lock__gt=timezone.now()).update(lock=timezone.now())
            self._er_ny = False
        return [(oppgave, _paa_sitt_sted(innhold)) for oppgave, innhold in super().dequeue() or []]


class Arbeidspuls:
    """One process's signs of life: `begynn` when it takes up a job, `slutt` when it has ended, `ferdig` at its result.

    Django-q2 takes up jobs in one process and their results in another.
    """

    def __init__(self):
        self._next, self._stopp = 0.0, threading.Event()

    def begynn(self, **kwargs):
        self._stopp = threading.Event()
        threading.Thread(target=self._slaa_mens, args=(self._stopp,), daemon=True).start()

    def slutt(self, **kwargs):
        self._stopp.set()

    def ferdig(self, **kwargs):
        if time.monotonic() >= self._next:
            self._slaa()

    def _slaa_mens(self, stopp):
        """Runs in a thread of its own, beside the job; a short one is over before the first time."""
        with closing(connection):
            while not stopp.wait(SECONDS_BETWEEN):
                self._slaa()

    def _slaa(self):
        """A database that does not answer is the job's trouble, and must not end the worker."""
        self._next = time.monotonic() + SECONDS_BETWEEN
        _livstegn.value = time.monotonic()
        try:
            slaa()
        except Error as feil:
            logger.warning("No sign of life could be written: %s", feil)
            connection.close()


arbeidspuls = Arbeidspuls()


def begynn_vakt() -> None:
    """Make this process the first of its group, and end the group when it has been silent for too long."""
    if os.getpgrp() != os.getpid():
        os.setpgrp()
    threading.Thread(target=_vokt, daemon=True).start()


def avslutt_alle(grunn: str) -> None:
    """End this job worker's processes at once, this one with them."""
    logger.critical("%s; ending the job worker, to be started anew", grunn)
    os.killpg(0, signal.SIGKILL)


def _vokt():
    """Counts its own seconds: while the machine sleeps or is overloaded, the silence is nobody's fault.

    While the database is away nothing can be done, and a job worker that starts would end at once.
    """
    sett, stille = _livstegn.value, 0
    while stille < SECONDS_OF_SILENCE or not _database_svarer():
        stille %= SECONDS_OF_SILENCE
        time.sleep(1)
        stille = stille + 1 if _livstegn.value == sett else 0
        sett = _livstegn.value
    avslutt_alle(f"No job has been done for {stille} seconds")


def _database_svarer():
    with closing(connection), suppress(Error):
        connection.ensure_connection()
        return True
    return False
