"""`make test` and `make sjekk`: every check in order, all of the quick ones even when one fails."""

import subprocess
import sys

from kompetanse import embedded_postgres
from kompetanse.oppstart.demo import uses_embedded_database
from kompetanse.oppstart.felles import BASE_DIR, VENV, VENV_PYTHON, OppstartFeil, exclusive, one_line_faults, say

BIN = VENV / "bin"
CONCISE = ("--quiet", "--output-format", "concise")
PYTEST = (VENV_PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile")
NOT_IN_SJEKK = ("tests/flyt", "tests/ytelse", "tests/oppstart")


def quick_checks():
    return [
        ("Ruff", [BIN / "ruff", "check", *CONCISE, "."]),
        ("Formatering", [BIN / "ruff", "format", "--check", *CONCISE, "."]),
        ("Formatering av maler", [BIN / "djade", "--check", "--target-version", "5.2", *templates()]),
        # Not by the script lint-imports: a moved checkout leaves its first line pointing at the old place.
        ("Importretning", [VENV_PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"]),
        ("Manglende migreringer", [VENV_PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def templates():
    return sorted(str(path.relative_to(BASE_DIR)) for path in (BASE_DIR / "templates").rglob("*.html"))


def test_command(which):
    if which == "test":
        return [*PYTEST]
    return [*PYTEST, "-m", "not flyt and not nettleser", *(f"--ignore={folder}" for folder in NOT_IN_SJEKK)]


def run_check(name, command):
    """Run one check; its words are shown only when it fails."""
    result = subprocess.run(
        [str(part) for part in command], cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    say(f"{'ok  ' if result.returncode == 0 else 'FEIL'}  {name}")
    if result.returncode != 0:
        say(result.stdout)
    return result.returncode == 0


def run(which):
    """Every check, then the tests on a fresh database. Raises OppstartFeil naming what failed."""
    embedded = uses_embedded_database()
    ours = embedded and embedded_postgres.ensure_running()
    try:
        failed = [name for name, command in quick_checks() if not run_check(name, command)]
        if subprocess.run([str(part) for part in test_command(which)], cwd=BASE_DIR).returncode != 0:
            failed.append("Testene")
    finally:
        if ours:
            embedded_postgres.stop()
    if failed:
        raise OppstartFeil(f"Ikke godkjent: {', '.join(failed)}")


if __name__ == "__main__":
    with one_line_faults(), exclusive("test.laas", "Testene kjører allerede fra denne mappen."):
        try:
            run(sys.argv[1])
        except embedded_postgres.DatabaseFeil as fault:
            raise OppstartFeil(str(fault)) from fault
