"""The one clock of the tests. No test leans on the day it is run:

- `dag(-30)` and `skrevet(30)` are days counted from today;
- `@pytest.mark.time_machine("2026-03-05T12:00")` moves the clock of a test, or of a module by `pytestmark`;
- `with senere(days=15):` goes on from now.

KOMPETANSE_KLOKKE=2028-02-29T10:00 runs every test at that hour in Norway; 2027-10-31T02:30+01:00 is the second of the two.
Only the tests' own process moves. PostgreSQL, browsers and servers in other processes keep the real time.
"""

import datetime as dt
import os
from contextlib import nullcontext
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

KLOKKE = os.environ.get("KOMPETANSE_KLOKKE")


def dag(om=0):
    """The date so many days from today."""
    return timezone.localdate() + dt.timedelta(days=om)


def aar(om=0):
    """This year, or so many after it."""
    return timezone.localdate().year + om


@pytest.fixture
def idag():
    return dag()


def skrevet(om=0):
    """The same, as people write it: 5.3.2026."""
    dato = dag(om)
    return f"{dato.day}.{dato.month}.{dato.year}"


def senere(**tid):
    """`with senere(days=15):` that much later, and the clock goes on."""
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(**tid), tick=True)


def virkelig_tid():
    """`with virkelig_tid():` the hour that it is in other processes, for a test that works together with one."""
    if not time_machine.escape_hatch.is_travelling():
        return nullcontext()
    return time_machine.travel(time_machine.escape_hatch.datetime.datetime.now(dt.UTC))


def tidspunkt(tekst):
    """A moment in Norway, or in the zone that the text gives. In UTC, since another zone would become the process's own."""
    naar = dt.datetime.fromisoformat(tekst)
    return (naar if naar.tzinfo else naar.replace(tzinfo=ZoneInfo("Europe/Oslo"))).astimezone(dt.UTC)


class Klokke:
    """Sets the clock anew for each test, so that a long run stays in its hour."""

    def __init__(self, naar):
        self.naar = naar
        self.reise = time_machine.travel(naar).start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self):
        self.reise.move_to(self.naar)


def pytest_configure(config):
    if KLOKKE:
        config.pluginmanager.register(Klokke(tidspunkt(KLOKKE)))
