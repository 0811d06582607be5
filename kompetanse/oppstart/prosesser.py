"""The programs that the demo keeps running: started, watched, started again, and stopped with all they started."""

import ctypes
import os
import signal
import subprocess
import time
from contextlib import suppress

from kompetanse.oppstart.felles import BASE_DIR, LOGS, OppstartFeil, explain, say

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15
RESTARTS_ALLOWED = 3
RESTARTS_WITHIN_SECONDS = 60

_libc = ctypes.CDLL(None)


def die_with_parent():
    """Runs in the new process: ask the kernel for SIGTERM if the runner is killed, so that nothing is left behind."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Tjeneste:
    """One long-running program with a log of its own."""

    def __init__(self, name, command, log_name):
        self.name, self.command, self.log = name, [str(part) for part in command], LOGS / log_name
        self.process, self.restarts = None, []

    def start(self):
        LOGS.mkdir(parents=True, exist_ok=True)
        with open(self.log, "a" if self.restarts else "w") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A session of its own: Ctrl-C reaches the runner alone, which then stops them in order.
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def why_it_died(self):
        return explain(self.log.read_text(errors="replace"), self.name, self.log)

    def restart_if_dead(self):
        """Start a program that fell over again, but not one that keeps falling."""
        if self.is_alive():
            return
        now = time.monotonic()
        self.restarts = [past for past in self.restarts if now - past < RESTARTS_WITHIN_SECONDS] + [now]
        if len(self.restarts) > RESTARTS_ALLOWED:
            raise OppstartFeil(self.why_it_died())
        say(f"{self.name} stoppet uventet og startes igjen.")
        self._signal_group(signal.SIGKILL)
        self.start()

    def ask_to_stop(self):
        if self.is_alive():
            self.process.terminate()

    def wait_until_stopped(self, deadline):
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, deadline - time.monotonic()))
        self._signal_group(signal.SIGKILL)
        self.process.wait()

    def _signal_group(self, number):
        """To the program and to what it started itself, also when it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def stop_all(services):
    for service in services:
        service.ask_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    for service in services:
        service.wait_until_stopped(deadline)
