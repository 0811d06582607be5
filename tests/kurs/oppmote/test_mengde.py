"""What attending a date comes to."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from kurs.models import Kursoppsett, Samling
from kurs.oppmote.mengde import mengde, mulige

OPPSETT = Kursoppsett(timer_per_dag=Decimal("7.5"))


def en_samling(fra, til, halvdager):
    start, slutt = (timezone.make_aware(dt.datetime.fromisoformat(naar)) for naar in (fra, til))
    return Samling(start=start, slutt=slutt, halvdager=Decimal(halvdager))


@pytest.mark.parametrize(
    ("fra", "til", "halvdager", "var_der", "ventet"),
    [
        ("2026-03-05T09:00", "2026-03-05T12:00", "1", None, ("1", "3.00")),
        ("2026-03-05T09:00", "2026-03-05T15:00", "2", "1", ("1", "3.00")),
        ("2026-03-05T09:00", "2026-03-05T15:00", "2", "5", ("2", "6.00")),
        ("2026-03-05T12:00", "2026-03-05T12:40", "0", None, ("0", "0.67")),
        # Two days with a night between: what the half days hold.
        ("2026-03-05T09:00", "2026-03-06T15:00", "4", None, ("4", "15.00")),
        ("2026-03-05T09:00", "2026-03-06T15:00", "4", "3", ("3", "11.25")),
        # The nights that the clocks go back and forward are an hour longer and shorter.
        ("2026-10-25T00:00", "2026-10-25T06:00", "2", None, ("2", "7.00")),
        ("2026-03-29T00:00", "2026-03-29T06:00", "2", None, ("2", "5.00")),
    ],
)
def test_attendance_counts_half_days_and_the_hours_that_passed(fra, til, halvdager, var_der, ventet):
    svar = mengde(en_samling(fra, til, halvdager), OPPSETT, var_der and Decimal(var_der))

    assert tuple(map(str, svar)) == ventet


@pytest.mark.parametrize(
    ("halvdager", "ventet"),
    [("0", ["0"]), ("1", ["1"]), ("2", ["1", "2"]), ("1.5", ["1", "1.5"]), ("3", ["1", "2", "3"])],
)
def test_a_part_of_a_date_is_whole_half_days(halvdager, ventet):
    samling = en_samling("2026-03-05T09:00", "2026-03-05T15:00", halvdager)

    assert list(map(str, mulige(samling))) == ventet
