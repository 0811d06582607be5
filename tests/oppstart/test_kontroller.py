"""`make test` runs the quick tests at the moments when calendars go wrong."""

import datetime as dt

import pytest

from kompetanse.oppstart.kontroller import hard_moments


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
