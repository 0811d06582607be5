"""Paths, plain messages and the running of commands, for all parts of the start-up."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VENV = BASE_DIR / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("KOMPETANSE_VAR") or BASE_DIR / "var").absolute()
LOGS = VAR / "logg"

NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "Network is unreachable",
    "Connection refused",
    "NewConnectionError",
    "Max retries exceeded",
    "ReadTimeoutError",
    "Temporary failure resolving",
    "Could not connect to",
)
DATABASE_SIGNS = ("connection to server", "could not translate host name")
DISK_SIGNS = ("No space left on device", "Errno 28", "Disk quota exceeded", "Errno 122")


class OppstartFeil(Exception):
    """Something the person at the terminal can mend; the message is one line and says how."""


def say(text):
    print(text, flush=True)


def explain(output, doing, log=None):
    """One Norwegian line out of what a program wrote before it failed."""
    if any(sign in output for sign in DISK_SIGNS):
        return f"Disken er full: {doing} stoppet. Frigjør plass der {BASE_DIR} ligger, og prøv igjen."
    if any(sign in output for sign in DATABASE_SIGNS):
        return f"Får ikke kontakt med databasen: {doing} stoppet. Sjekk DATABASE_URL, og at tjeneren går."
    if any(sign in output for sign in NETWORK_SIGNS):
        return f"Får ikke kontakt med nettet: {doing} stoppet. Sjekk nettforbindelsen, og prøv igjen."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    reasons = [line for line in lines if "error" in line.lower()] or lines or ["ukjent årsak"]
    return f"{doing} feilet: {reasons[-1]}" + (f" (hele utskriften ligger i {log})" if log else "")


@contextmanager
def one_line_faults():
    """End the program with one line and no traceback when something foreseeable goes wrong."""
    try:
        yield
    except OppstartFeil as fault:
        sys.exit(f"Stoppet: {fault}")
    except PermissionError as fault:
        sys.exit(f"Stoppet: Du har ikke tilgang til {fault.filename}. Kjør som eieren av den, eller som root.")
    except OSError as fault:
        sys.exit(f"Stoppet: {explain(f'{fault}', 'Oppstarten')}")
    except KeyboardInterrupt:
        sys.exit("Avbrutt.")


@contextmanager
def exclusive(name, message=None):
    """Hold a lock file in var; wait for it, or fail with the message (and the file's first line in it).

    The kernel frees it if we are killed.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    with open(VAR / name, "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (fcntl.LOCK_NB if message else 0))
        except BlockingIOError:
            lock.seek(0)
            raise OppstartFeil(message.format(lock.readline().strip())) from None
        yield lock


def run_logged(command, doing, log_name, **kwargs):
    """Run a command with its words in a log; when it fails, raise one line about why. Returns what it printed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / log_name
    with open(log, "w") as file:
        options = {"cwd": BASE_DIR, "stdin": subprocess.DEVNULL, "stdout": file, "stderr": subprocess.STDOUT}
        result = subprocess.run([str(part) for part in command], **{**options, **kwargs})
    said = log.read_text(errors="replace")
    if result.returncode in (-signal.SIGINT, -signal.SIGTERM):
        raise KeyboardInterrupt
    if result.returncode != 0:
        raise OppstartFeil(explain(said, doing, log))
    return said


def require_free_space(folder, megabytes):
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    if free < megabytes:
        raise OppstartFeil(f"Disken er full: {free} MB ledig i {folder}, og det trengs {megabytes} MB. Frigjør plass.")
