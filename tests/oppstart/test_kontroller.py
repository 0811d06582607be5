"""`make test` runs the quick tests at the moments when calendars go wrong; a check that cannot be made stops nothing."""

import datetime as dt
import sys

import pytest

from kompetanse.oppstart.kontroller import hard_moments, run_check
from kompetanse.oppstart.saarbarheter import judge


@pytest.mark.parametrize(
    ("today", "moments"),
    [
        (dt.date(2026, 11, 29), ["2028-02-29T10:00", "2026-12-31T23:50"]),
        (dt.date(2028, 1, 31), ["2028-02-29T10:00", "2028-12-31T23:50"]),
        (dt.date(2028, 2, 29), ["2032-02-29T10:00", "2028-12-31T23:50"]),
        (dt.date(2099, 12, 31), ["2104-02-29T10:00", "2099-12-31T23:50"]),
    ],
)
def test_the_hard_moments_are_the_next_leap_day_and_the_end_of_the_year(today, moments):
    assert hard_moments(today) == moments


KNOWN = {"name": "django", "version": "5.2.1", "vulns": []}
UNKNOWN = {"name": "rules", "version": "3.5", "skip_reason": "Dependency not found"}
VULNERABLE = KNOWN | {"vulns": [{"id": "PYSEC-1", "fix_versions": ["5.2.2"]}, {"id": "PYSEC-2", "fix_versions": []}]}


@pytest.mark.parametrize(
    ("packages", "code", "sentence"),
    [
        ([KNOWN], 0, ""),
        ([KNOWN, UNKNOWN], 3, "fikk ikke svar om 1 av 2 pakker"),
        ([], 3, "fikk ikke svar"),
        ([UNKNOWN, VULNERABLE], 1, "django 5.2.1: PYSEC-1 (rettet i 5.2.2), PYSEC-2 (rettet i ingen)"),
    ],
)
def test_a_known_vulnerability_fails_the_check_and_an_unanswered_question_does_not(packages, code, sentence):
    assert judge({"dependencies": packages}) == (code, sentence)


def test_no_report_is_no_answer():
    assert judge(None) == (3, "fikk ikke svar")


@pytest.mark.parametrize(
    ("code", "goes_on", "said"),
    [(0, True, "ok    Sjekk\n"), (3, True, "–     Sjekk: ikke kontrollert, ord\n"), (1, False, "FEIL  Sjekk\nord\n\n")],
)
def test_a_check_that_could_not_be_made_says_so_and_goes_on(capsys, code, goes_on, said):
    assert run_check("Sjekk", [sys.executable, "-c", f"print('ord'); raise SystemExit({code})"]) is goes_on
    assert capsys.readouterr().out == said
