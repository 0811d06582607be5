"""Deadlines fall on days when people are at work."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.arbeidsdager import frist_om, paa_arbeidsdag


@pytest.mark.parametrize(
    ("dato", "frist"),
    [
        ("2026-03-05", "2026-03-05"),  # a Thursday
        ("2026-03-07", "2026-03-09"),  # Saturday
        ("2026-04-02", "2026-04-07"),  # Maundy Thursday, and all of Easter
        ("2026-05-14", "2026-05-15"),  # Ascension Day
        ("2026-05-17", "2026-05-18"),  # a Sunday too
        ("2026-05-23", "2026-05-26"),  # Whitsun
        ("2026-12-25", "2026-12-28"),
        ("2027-01-01", "2027-01-04"),
    ],
)
def test_a_deadline_on_a_day_off_is_the_next_working_day(dato, frist):
    assert paa_arbeidsdag(dt.date.fromisoformat(dato)) == dt.date.fromisoformat(frist)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_deadline_is_moved_on_never_back_and_at_most_a_week(dato):
    assert 0 <= (paa_arbeidsdag(dato) - dato).days < 7


@pytest.mark.time_machine("2026-03-27T12:00")
def test_the_days_are_counted_from_today():
    assert frist_om(6) == dt.date(2026, 4, 7)
