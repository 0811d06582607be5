"""Signs of life from the job worker, kept in the database so that every process and machine can read them."""

import time
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone
from django_q.brokers.orm import ORM

from kompetanse.felles.models import Hjerteslag

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


class Broker(ORM):
    """django-q2's queue in the database, with a pulse.

    The process that guards the workers reports its status twice a second, to a cache that no other process
    can read. Here the report becomes a sign of life in the database instead, a few times a minute.
    """

    _next = 0.0

    def set_stat(self, key, value, timeout):
        if time.monotonic() >= self._next:
            close_old_connections()
            slaa()
            self._next = time.monotonic() + SECONDS_BETWEEN
