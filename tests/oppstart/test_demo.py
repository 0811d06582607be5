"""`make demo`: one clear line for each foreseeable fault, and nothing left running."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from kompetanse.oppstart import demo, felles
from kompetanse.oppstart.felles import BASE_DIR, OppstartFeil
from kompetanse.oppstart.prosesser import Tjeneste, stop_all


@pytest.fixture
def opptatt_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def lag_tjeneste(tmp_path, monkeypatch):
    """Start a small Python program as a watched service; all are stopped afterwards."""
    monkeypatch.setattr("kompetanse.oppstart.prosesser.LOGS", tmp_path)
    startet = []

    def lag(program):
        tjeneste = Tjeneste("Prøven", [sys.executable, "-c", program], "prove.log")
        startet.append(tjeneste)
        tjeneste.start()
        return tjeneste

    yield lag
    stop_all(startet)


def lever(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def vent_til(betingelse, sekunder=10):
    frist = time.monotonic() + sekunder
    while not betingelse() and time.monotonic() < frist:
        time.sleep(0.05)
    return betingelse()


@pytest.mark.parametrize(("verdi", "port"), [(None, 8000), ("", 8000), ("8123", 8123), (" 80 ", 80)])
def test_chosen_port_reads_the_environment(monkeypatch, verdi, port):
    monkeypatch.delenv("PORT", raising=False)
    if verdi is not None:
        monkeypatch.setenv("PORT", verdi)

    assert demo.chosen_port() == port


@pytest.mark.parametrize("verdi", ["åtte", "0", "65536", "-1", "80.5", "²"])
def test_chosen_port_refuses_what_is_no_port(monkeypatch, verdi):
    monkeypatch.setenv("PORT", verdi)

    with pytest.raises(OppstartFeil, match="ikke en gyldig port"):
        demo.chosen_port()


def test_a_taken_port_is_told_in_one_line(opptatt_port):
    with pytest.raises(OppstartFeil, match=f"^Port {opptatt_port} er opptatt.*make demo PORT=8000$") as feil:
        demo.require_free_port(opptatt_port)

    assert "\n" not in str(feil.value)


def test_make_demo_on_a_taken_port_ends_with_that_line_alone(opptatt_port, tmp_path):
    miljo = {**os.environ, "PORT": str(opptatt_port), "KOMPETANSE_VAR": str(tmp_path)}
    kommando = [sys.executable, "-m", "kompetanse.oppstart", "demo"]

    svar = subprocess.run(kommando, cwd=BASE_DIR, env=miljo, capture_output=True, text=True)

    assert svar.returncode == 1
    assert svar.stdout == ""
    assert svar.stderr.startswith(f"Stoppet: Port {opptatt_port} er opptatt")
    assert svar.stderr.count("\n") == 1


def test_a_second_demo_from_the_same_folder_is_told_where_the_first_is(monkeypatch, tmp_path):
    monkeypatch.setattr(felles, "VAR", tmp_path)

    with demo.exclusive(demo.LOCK, demo.ALREADY_RUNNING) as lock:
        demo._write(lock, "http://localhost:8000/\ndatabase")
        with pytest.raises(OppstartFeil, match=r"kjører allerede .*\(http://localhost:8000/\)"):
            demo.require_startable()


@pytest.mark.parametrize(
    ("utskrift", "melding"),
    [
        ("OSError: [Errno 28] No space left on device", "Disken er full: Hentingen stoppet."),
        ("could not extend file: No space left on device\nHINT: x", "Disken er full: Hentingen stoppet."),
        ("NewConnectionError(...): Temporary failure in name resolution", "Får ikke kontakt med nettet"),
        ('OperationalError: connection to server at "db" failed: Connection refused', "Får ikke kontakt med databasen"),
        ("Traceback:\n  File\nValueError: feil tall\nse dokumentasjonen", "Hentingen feilet: ValueError: feil tall"),
        ("", "Hentingen feilet: ukjent årsak"),
    ],
)
def test_explain_makes_one_norwegian_line(utskrift, melding):
    linje = felles.explain(utskrift, "Hentingen")

    assert linje.startswith(melding)
    assert "\n" not in linje


def test_too_little_space_is_told_before_anything_is_made(tmp_path):
    with pytest.raises(OppstartFeil, match="^Disken er full: .* det trengs 999999999 MB"):
        felles.require_free_space(tmp_path / "finnes" / "ikke", 999_999_999)


@pytest.mark.parametrize(
    ("feil", "linje"),
    [
        (OppstartFeil("Noe er galt."), "Stoppet: Noe er galt."),
        (OSError(28, "No space left on device", "x"), "Stoppet: Disken er full: Oppstarten stoppet."),
        (PermissionError(13, "Permission denied", "/var/x"), "Stoppet: Du har ikke tilgang til /var/x."),
        (KeyboardInterrupt(), "Avbrutt."),
    ],
)
def test_faults_end_the_program_with_one_line(feil, linje):
    with pytest.raises(SystemExit) as slutt, felles.one_line_faults():
        raise feil

    assert slutt.value.code.startswith(linje)


def test_a_service_that_falls_over_is_started_again(lag_tjeneste, capsys):
    tjeneste = lag_tjeneste("import time; time.sleep(60)")
    forste = tjeneste.process.pid
    os.kill(forste, signal.SIGKILL)
    tjeneste.process.wait()

    tjeneste.restart_if_dead()

    assert tjeneste.is_alive()
    assert tjeneste.process.pid != forste
    assert capsys.readouterr().out == "Prøven stoppet uventet og startes igjen.\n"


def test_a_service_that_keeps_falling_is_given_up(lag_tjeneste):
    tjeneste = lag_tjeneste("raise ValueError('ødelagt')")

    def fall_og_start_igjen():
        tjeneste.process.wait()
        tjeneste.restart_if_dead()

    for _ in range(3):
        fall_og_start_igjen()
    with pytest.raises(OppstartFeil, match="Prøven feilet: ValueError: ødelagt"):
        fall_og_start_igjen()


def test_stopping_takes_what_a_service_started_too(lag_tjeneste, tmp_path):
    fil = tmp_path / "barn"
    tjeneste = lag_tjeneste(
        "import subprocess, pathlib, time;"
        "barn = subprocess.Popen(['sleep', '60']);"
        f"pathlib.Path({str(fil)!r}).write_text(str(barn.pid));"
        "time.sleep(60)"
    )
    assert vent_til(lambda: fil.exists() and fil.read_text())
    barn = int(fil.read_text())

    stop_all([tjeneste])

    assert vent_til(lambda: not lever(barn))
    assert not tjeneste.is_alive()


def test_a_killed_runner_leaves_nothing_running(tmp_path):
    program = (
        "import sys, time\n"
        "from kompetanse.oppstart import prosesser\n"
        "from pathlib import Path\n"
        "prosesser.LOGS = Path(sys.argv[1])\n"
        "tjeneste = prosesser.Tjeneste('Prøven', ['sleep', '60'], 'prove.log')\n"
        "tjeneste.start()\n"
        "print(tjeneste.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    kommando = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(kommando, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True) as kjorer:
        barn = int(kjorer.stdout.readline())
        assert lever(barn)
        kjorer.kill()

    assert vent_til(lambda: not lever(barn))
