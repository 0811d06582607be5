"""`make demo`, second stage: database, demo municipality, web server and job worker, until Ctrl-C."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from kompetanse import embedded_postgres
from kompetanse.oppstart.felles import (
    BASE_DIR,
    VAR,
    VENV_PYTHON,
    OppstartFeil,
    exclusive,
    one_line_faults,
    require_free_space,
    run_logged,
    say,
)
from kompetanse.oppstart.prosesser import Tjeneste, stop_all

LOCK = "demo.laas"
ALREADY_RUNNING = "Systemet kjører allerede fra denne mappen ({}). Stopp det der det ble startet, med Ctrl-C."
MEGABYTES_NEEDED = 200
READY_SECONDS = 90
LEFTOVER_SECONDS = 15
MANAGE = (VENV_PYTHON, "manage.py")


class Stopp(KeyboardInterrupt):
    """Someone asked us to stop: Ctrl-C, SIGTERM or a closed terminal."""


def chosen_port():
    value = os.environ.get("PORT", "").strip() or "8000"
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise OppstartFeil(f"PORT={value} er ikke en gyldig port. Velg et tall fra 1 til 65535.")
    return int(value)


def require_free_port(port, wait_seconds=0):
    """Raise unless the port can be used; wait a little for one that is just being let go."""
    deadline = time.monotonic() + wait_seconds
    while (fault := _port_fault(port)) is not None:
        if fault == errno.EACCES:
            raise OppstartFeil(f"Port {port} krever root. Velg en annen: make demo PORT=8001")
        if time.monotonic() >= deadline:
            other = 8001 if port == 8000 else 8000
            raise OppstartFeil(f"Port {port} er opptatt av et annet program. Velg en annen: make demo PORT={other}")
        time.sleep(0.3)


def _port_fault(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            return fault.errno
    return None


def require_startable():
    """What can be known before anything is installed: not running already, and the port is free."""
    port = chosen_port()
    with exclusive(LOCK, ALREADY_RUNNING) as lock:
        require_free_port(port, wait_seconds=LEFTOVER_SECONDS if _left_behind(lock) else 0)


def _left_behind(lock):
    """What the last run wrote, if it was killed before it could tidy up."""
    lock.seek(0)
    return lock.read().strip()


def _write(lock, text):
    lock.seek(0)
    lock.truncate()
    lock.write(text)
    lock.flush()


def start_database(lock, address):
    """Start the embedded database unless another is configured.

    One that this run has started, or a killed one before it, is noted in the lock file: it is this run's to stop.
    """
    left_behind = "database" in _left_behind(lock)
    _write(lock, address)
    if not uses_embedded_database():
        return
    if not embedded_postgres.data_dir().exists():
        require_free_space(VAR, MEGABYTES_NEEDED)
    try:
        ours = embedded_postgres.ensure_running() or left_behind
        embedded_postgres.ny_database(os.environ.get("KOMPETANSE_DB") or embedded_postgres.DATABASE)
    except embedded_postgres.DatabaseFeil as fault:
        raise OppstartFeil(str(fault)) from fault
    if ours:
        _write(lock, f"{address}\ndatabase")


def revive_database(lock, address):
    """Start the embedded database again if it has fallen over; then it is this run's to stop."""
    if uses_embedded_database() and embedded_postgres.is_gone():
        say("Databasen stoppet uventet og startes igjen.")
        start_database(lock, address)


def uses_embedded_database():
    from dotenv import dotenv_values  # there from the second stage on

    return not (os.environ.get("DATABASE_URL") or dotenv_values(BASE_DIR / ".env").get("DATABASE_URL"))


def prepare_contents():
    """Tables, static files and, in an empty database, the demo municipality."""
    say("Klargjør databasen …")
    run_logged([*MANAGE, "migrate", "--noinput"], "Klargjøringen av databasen", "migrate.log")
    run_logged([*MANAGE, "collectstatic", "--noinput"], "Klargjøringen av statiske filer", "collectstatic.log")
    say("Lager demokommunen, hvis databasen er tom …")
    run_logged([*MANAGE, "demo", "--hvis-tom"], "Demokommunen", "demo.log")


def services():
    gunicorn = [VENV_PYTHON, "-m", "gunicorn", "-c", "python:kompetanse.gunicorn_conf", "kompetanse.wsgi:application"]
    return [
        Tjeneste("Nettjeneren", gunicorn, "nettjener.log"),
        Tjeneste("Jobbarbeideren", [*MANAGE, "qcluster"], "jobber.log"),
    ]


def wait_until_ready(running, address):
    deadline = time.monotonic() + READY_SECONDS
    while not (state := health(address)) or state["status"] != "ok":
        for service in running:
            if not service.is_alive():
                raise OppstartFeil(service.why_it_died())
        if time.monotonic() > deadline:
            raise OppstartFeil(f"Systemet ble ikke klart. {address}helse/ svarer: {state or 'ingenting'}")
        time.sleep(0.2)


def health(address):
    """What /helse/ says, or None while nobody answers."""
    try:
        with urllib.request.urlopen(f"{address}helse/", timeout=5) as answer:  # noqa: S310 (our own address)
            return json.load(answer)
    except urllib.error.HTTPError as answer:
        return json.load(answer) if answer.code == 503 else None
    except OSError:
        return None


def show_welcome(address):
    say(f"\nSystemet kjører på {address}\n")
    quiet = {**os.environ, "LOGGNIVAA": "WARNING"}
    subprocess.run([*MANAGE, "demo", "--vis-innlogginger"], cwd=BASE_DIR, env=quiet, check=False)
    say("\nStopp med Ctrl-C. Data og logger ligger i var/.")


def watch(running, lock, address):
    while True:
        time.sleep(1)
        revive_database(lock, address)
        for service in running:
            service.restart_if_dead()


def stop_everything(running, lock):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    stop_all(running)
    if "database" in _left_behind(lock):
        embedded_postgres.stop()
    _write(lock, "")


def _raise_stopp(number, frame):
    raise Stopp


def run():
    port = chosen_port()
    address = f"http://localhost:{port}/"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopp)
    os.environ["PORT"] = str(port)
    with exclusive(LOCK, ALREADY_RUNNING) as lock:
        running = []
        try:
            start_database(lock, address)
            prepare_contents()
            require_free_port(port)
            running = services()
            for service in running:
                service.start()
            wait_until_ready(running, address)
            show_welcome(address)
            watch(running, lock, address)
        except Stopp:
            say("\nStopper …")
        finally:
            stop_everything(running, lock)
    say("Stoppet. Data er tatt vare på til neste start.")


if __name__ == "__main__":
    with one_line_faults():
        run()
    sys.exit(0)
