"""`make test` and `make sjekk`: every check in order, the rest of them even when one fails."""

import calendar
import datetime as dt
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kompetanse import embedded_postgres
from kompetanse.oppstart.demo import uses_embedded_database
from kompetanse.oppstart.felles import BASE_DIR, VENV, VENV_PYTHON, OppstartFeil, exclusive, one_line_faults, say
from kompetanse.oppstart.saarbarheter import NOT_CHECKED

BIN = VENV / "bin"
CONCISE = ("--quiet", "--output-format", "concise")
PYTEST = (VENV_PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")
NOT_IN_SJEKK = ("tests/flyt", "tests/ytelse", "tests/oppstart")
QUICK = "not flyt and not nettleser and not treg"
# Those that need no day of their own: slow ones, those that set the clock themselves, and those that hang on no date.
ON_ONE_DAY = "flyt or nettleser or treg or time_machine or dagfri"
# The tests' database is copied from one that is made here, while the other core goes through the code.
MAKE_DATABASE = "import tests.conftest; from tests.database import ferdig_mal; ferdig_mal()"


def quick_checks():
    return [
        ("Tabellene til testene", [VENV_PYTHON, "-c", MAKE_DATABASE]),
        ("Ruff", [BIN / "ruff", "check", *CONCISE, "."]),
        ("Formatering", [BIN / "ruff", "format", "--check", *CONCISE, "."]),
        ("Formatering av maler", [BIN / "djade", "--check", "--target-version", "5.2", *templates()]),
        ("Linjelengde i maler", [VENV_PYTHON, "-m", "kompetanse.oppstart.mallinjer"]),
        # Not by the script lint-imports: a moved checkout leaves its first line pointing at the old place.
        ("Importretning", [VENV_PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"]),
        ("Ubrukt kode", [VENV_PYTHON, "-m", "kompetanse.oppstart.ubrukt"]),
        ("Kjente sårbarheter", [VENV_PYTHON, "-m", "kompetanse.oppstart.saarbarheter"]),
        ("Pakkene som er ført opp", [VENV_PYTHON, "-m", "deptry", ".", "--no-ansi"]),
        ("Manglende migreringer", [VENV_PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def templates():
    return sorted(str(path.relative_to(BASE_DIR)) for path in (BASE_DIR / "templates").rglob("*.html"))


def hard_moments(today):
    """When calendars go wrong, as KOMPETANSE_KLOKKE: the next 29 February, and the last minutes of the year."""
    years = filter(calendar.isleap, range(today.year, today.year + 9))
    leap_day = next(day for year in years if (day := dt.date(year, 2, 29)) > today)
    return [f"{leap_day}T10:00", f"{today.year}-12-31T23:50"]


def run_all_tests():
    """The quick ones at the hard moments, then all others today; a run that fails stops the rest."""
    for moment in hard_moments(dt.date.today()):
        say(f"De raske testene som om det var {moment.replace('T', ' kl. ')}:")
        if not run_tests(f"not ({ON_ONE_DAY})", clock=moment):
            return False
    say("Alle de andre testene, i dag:")
    return run_tests(ON_ONE_DAY)


def run_quick_tests():
    """The tests without browsers, start-ups and real transactions, today."""
    return run_tests(QUICK, *(f"--ignore={path}" for path in NOT_IN_SJEKK))


def run_tests(marked, *arguments, clock=None):
    """Those marked so; with a clock, such as 2028-02-29T10:00, as if it were then."""
    command = [str(part) for part in (*PYTEST, "-m", marked, *arguments)]
    environment = {**os.environ, **({"KOMPETANSE_KLOKKE": clock} if clock else {})}
    return subprocess.run(command, cwd=BASE_DIR, env=environment).returncode == 0


def run_check(name, command):
    """Run one check; its words are shown only when it fails, or could not be made."""
    result = subprocess.run(
        [str(part) for part in command], cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if result.returncode == NOT_CHECKED:
        say(f"–     {name}: ikke kontrollert, {result.stdout.strip().splitlines()[-1]}")
        return True
    say(f"{'ok  ' if result.returncode == 0 else 'FEIL'}  {name}")
    if result.returncode != 0:
        say(result.stdout)
    return result.returncode == 0


def run_quick_checks():
    """Two at a time. Gives the names of those that failed."""
    checks = quick_checks()
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = pool.map(lambda check: run_check(*check), checks)
    return [name for (name, _command), ok in zip(checks, passed, strict=True) if not ok]


def run(which):
    """Every check, then the tests. Raises OppstartFeil naming what failed."""
    # A hundred processes are started from here on; none of them shall compile everything anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    embedded = uses_embedded_database()
    ours = embedded and embedded_postgres.ensure_running()
    try:
        failed = run_quick_checks()
        if not (run_all_tests() if which == "test" else run_quick_tests()):
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
