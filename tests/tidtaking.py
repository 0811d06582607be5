"""Remembers how long each test takes, so that `make sjekk` can run the quick ones and stay under a minute.

`make test` runs everything. With KOMPETANSE_RASK set, the quickest tests that fit in the budget run, and every test that
has not been timed yet, until the time is up: a fresh clone has timed none, and a busy machine is slower than it was.
"""

import json
import os
import time
from collections import Counter

import pytest

from kompetanse.oppstart.felles import VAR

TIMES = VAR / "testtider.json"
BUDGET_SECONDS = 60  # summed over the two processes
WALL_SECONDS = 40  # of each process, after which no more tests are started
OUT_OF_TIME = "Tiden for den raske runden er ute; make test kjører alle"


def read_times():
    try:
        return json.loads(TIMES.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def too_slow(nodeids, times, budget=BUDGET_SECONDS):
    """The tests to leave out: the slowest, from where the budget is spent."""
    left_out, spent = set(), 0.0
    for nodeid in sorted(nodeids, key=lambda nodeid: (times.get(nodeid, 0), nodeid)):
        spent += times.get(nodeid, 0)
        if spent > budget and nodeid in times:
            left_out.add(nodeid)
    return left_out


class Timekeeper:
    """Adds up setup, call and teardown of every test that ran, in the process that gathers the reports."""

    def __init__(self):
        self.times = Counter()

    def pytest_runtest_logreport(self, report):
        if not report.skipped:
            self.times[report.nodeid] += report.duration

    def pytest_sessionfinish(self):
        TIMES.parent.mkdir(parents=True, exist_ok=True)
        known = read_times() | {nodeid: round(seconds, 3) for nodeid, seconds in self.times.items() if seconds}
        TIMES.write_text(json.dumps(known))


class Clock:
    """Starts no test after the time is up."""

    def __init__(self):
        self.started = time.monotonic()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        if time.monotonic() - self.started > WALL_SECONDS:
            pytest.skip(OUT_OF_TIME)


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Timekeeper())
    if os.environ.get("KOMPETANSE_RASK"):
        config.pluginmanager.register(Clock())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not os.environ.get("KOMPETANSE_RASK"):
        return
    slow = too_slow([item.nodeid for item in items], read_times())
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in slow])
    items[:] = [item for item in items if item.nodeid not in slow]
