"""The whole of `make demo`, for real: it starts, heals, survives a kill, keeps its data and stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from kompetanse.oppstart.felles import BASE_DIR

pytestmark = pytest.mark.flyt


def ledig_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


class Demo:
    """One `make demo` after .venv is ready, on a port and in a folder of its own."""

    def __init__(self, var, port):
        self.var, self.port, self.kjorer = var, port, None

    def start(self):
        self.kjorer = self._start("kompetanse.oppstart.demo")

    def les_til(self, tekst):
        """Read what it prints until the text comes; fails when the program ends first."""
        lest = []
        for linje in self.kjorer.stdout:
            lest.append(linje)
            if tekst in linje:
                return "".join(lest)
        raise AssertionError(f"Ended with {self.kjorer.wait()} after: {''.join(lest)}")

    def prosesser(self):
        """The pids of everything that belongs to this installation, the database included."""
        return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and self._er_vaar(pid)]

    def innholdslogg(self):
        return (self.var / "logg" / "demo.log").read_text()

    def forste(self, program):
        """The first process of gunicorn or of the database, the parent of the others."""
        return min(pid for pid in self.prosesser() if program in Path(f"/proc/{pid}/cmdline").read_bytes())

    def livstegn(self):
        """When the job worker last got something done, as the database writes it."""
        sporring = "select sist from felles_hjerteslag"
        with self._start("kompetanse.embedded_postgres", "psql", "-tAc", sporring) as psql:
            return psql.stdout.read().strip()

    def _start(self, modul, *argumenter):
        # Only what a terminal has: the tests' own settings must not leak in.
        miljo = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
        miljo |= {"PORT": str(self.port), "KOMPETANSE_VAR": str(self.var)}
        utskrift = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen([sys.executable, "-m", modul, *argumenter], cwd=BASE_DIR, env=miljo, **utskrift)

    def _er_vaar(self, pid):
        try:
            kjennetegn = Path(f"/proc/{pid}/environ").read_bytes() + Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
        return os.fsencode(self.var) in kjennetegn

    def helse(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/helse/", timeout=5) as svar:
                return svar.status, json.load(svar)
        except urllib.error.HTTPError as svar:
            return svar.code, json.load(svar)


@pytest.fixture
def demo(aapen_mappe):
    demo = Demo(aapen_mappe / "var", ledig_port())
    yield demo
    for pid in demo.prosesser():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if demo.kjorer:
        demo.kjorer.wait()
        demo.kjorer.stdout.close()


def vent_til(betingelse, sekunder):
    frist = time.monotonic() + sekunder
    while not (svar := betingelse()) and time.monotonic() < frist:
        time.sleep(0.2)
    return svar


@pytest.mark.timeout(1200)
def test_the_demo_starts_heals_survives_a_kill_and_stops(demo):
    demo.start()
    velkomst = demo.les_til("Stopp med Ctrl-C")
    alt_er_vel = {"status": "ok", "database": "ok", "migrasjoner": "ok", "jobber": "ok"}

    assert f"http://localhost:{demo.port}/" in velkomst
    assert "@" in velkomst  # the logins
    assert demo.helse() == (200, alt_er_vel)

    # The runner is killed: all but the database go with it, and the next start takes over.
    demo.kjorer.kill()
    demo.kjorer.wait()
    demo.kjorer.stdout.close()
    assert "er klar" in demo.innholdslogg()
    demo.start()
    demo.les_til("Stopp med Ctrl-C")

    assert "er klar" not in demo.innholdslogg()  # the municipality was there already
    assert demo.helse() == (200, alt_er_vel)

    # A web server that falls over is started again.
    os.kill(demo.forste(b"gunicorn"), signal.SIGKILL)
    demo.les_til("Nettjeneren stoppet uventet og startes igjen")
    assert vent_til(lambda: svarer(demo), 20)

    # So is a database that does, and the two that use it carry on.
    os.kill(demo.forste(b"bin/postgres"), signal.SIGKILL)
    demo.les_til("Databasen stoppet uventet og startes igjen")
    assert vent_til(lambda: svarer(demo), 20)
    slag = demo.livstegn()
    assert vent_til(lambda: demo.livstegn() > slag, 60)

    # Ctrl-C stops everything, also the database that the killed run had started.
    demo.kjorer.send_signal(signal.SIGINT)
    demo.les_til("Stoppet. Data er tatt vare på")

    assert demo.kjorer.wait(30) == 0
    assert vent_til(lambda: not demo.prosesser(), 10)


def svarer(demo):
    with suppress(OSError):
        return demo.helse()[0] == 200
