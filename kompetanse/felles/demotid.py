"""The clock of the demo: what is made for it happens on the day that it tells of."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection

OSLO = ZoneInfo("Europe/Oslo")


@contextmanager
def paa_dato(dato: dt.date, time: int = 10) -> Iterator[None]:
    """Everything inside happens from this hour of this date; those who are told, are told then."""
    naa = dt.datetime(dato.year, dato.month, dato.day, time, tzinfo=OSLO)
    with time_machine.travel(naa, tick=True):
        yield
        _etter_commit()


def _etter_commit():
    """Run what waits for the commit: the demo is one transaction, and its documents belong to the day they tell of."""
    while connection.run_on_commit:
        _punkter, funksjon, _robust = connection.run_on_commit.pop(0)
        funksjon()
