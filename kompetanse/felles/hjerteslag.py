"""Signs of life from the job worker, kept in the database so that every process and machine can read them.

They come from the processes that do the jobs, and only from them: when they take up a job, and now and then while they
are at it. When nothing waits, the process that guards them asks for an empty job. So a worker that lives but gets no
job done falls silent, and one that is busy for long does not.
"""

import logging
import threading
import time
from contextlib import closing
from datetime import timedelta

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.tasks import async_task

from kompetanse.felles.models import Hjerteslag

logger = logging.getLogger(__name__)

JOBBER = "jobber"
SECONDS_BETWEEN = 15
STALE_AFTER = timedelta(seconds=90)


def slaa(navn=JOBBER):
    """Write a sign of life now: one statement, whether or not there was one before."""
    slag = Hjerteslag(navn=navn, sist=timezone.now())
    Hjerteslag.objects.bulk_create([slag], update_conflicts=True, unique_fields=["navn"], update_fields=["sist"])


def siste_slag(navn=JOBBER):
    """When the last sign of life came, or None when none ever did."""
    return Hjerteslag.objects.filter(navn=navn).values_list("sist", flat=True).first()


def lever(sist, naa=None):
    """Whether a sign of life at that time is fresh enough."""
    return sist is not None and (naa or timezone.now()) - sist < STALE_AFTER


def tom_jobb():
    """Nothing to do: that a worker takes it up is the sign of life."""


class Broker(ORM):
    """django-q2's queue in the database. The guard asks for an empty job when the queue has none to show life by.

    The guard reports its status twice a second, to a cache that no other process can read: here the report is only
    the clock that says when to ask. What already waits in the queue is enough; so nothing piles up while the workers
    are busy or gone.
    """

    _next = 0.0

    def set_stat(self, key, value, timeout):
        if time.monotonic() < self._next:
            return
        close_old_connections()
        if not self.queue_size():
            async_task("kompetanse.felles.hjerteslag.tom_jobb", task_name="hjerteslag", save=False, broker=self)
        self._next = time.monotonic() + SECONDS_BETWEEN


class Arbeidspuls:
    """One worker's signs of life: `begynn` when it takes up a job, `slutt` when it has ended."""

    def __init__(self):
        self._next, self._ferdig = 0.0, threading.Event()

    def begynn(self, **kwargs):
        if time.monotonic() >= self._next:
            self._slaa()
        self._ferdig = threading.Event()
        threading.Thread(target=self._slaa_mens, args=(self._ferdig,), daemon=True).start()

    def slutt(self, **kwargs):
        self._ferdig.set()

    def _slaa_mens(self, ferdig):
        """Runs in a thread of its own, beside the job; a short one is over before the first time."""
        with closing(connection):
            while not ferdig.wait(SECONDS_BETWEEN):
                self._slaa()

    def _slaa(self):
        """A database that does not answer is the job's trouble, and must not end the worker."""
        self._next = time.monotonic() + SECONDS_BETWEEN
        try:
            slaa()
        except Error as feil:
            logger.warning("No sign of life could be written: %s", feil)
            connection.close()


arbeidspuls = Arbeidspuls()
