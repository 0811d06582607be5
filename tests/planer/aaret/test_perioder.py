import datetime as dt

import pytest

from planer.aaret.perioder import gjeldende, slutter
from planer.models import Kompetanseplan

PLAN = Kompetanseplan(fra=dt.date(2027, 1, 1), til=dt.date(2027, 12, 31))
TERTIALER = [4, 8, 12]


def test_a_plan_of_a_year_has_three_tertials():
    assert slutter(PLAN, TERTIALER) == [dt.date(2027, 4, 30), dt.date(2027, 8, 31), dt.date(2027, 12, 31)]


def test_the_last_day_of_a_plan_that_ends_between_ends_a_period():
    skoleaar = Kompetanseplan(fra=dt.date(2027, 8, 1), til=dt.date(2028, 6, 30))

    assert slutter(skoleaar, [2, 8]) == [dt.date(2027, 8, 31), dt.date(2028, 2, 29), dt.date(2028, 6, 30)]


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [
        (dt.date(2027, 4, 15), None),
        (dt.date(2027, 4, 16), dt.date(2027, 4, 30)),
        (dt.date(2027, 8, 16), dt.date(2027, 4, 30)),
        (dt.date(2027, 8, 17), dt.date(2027, 8, 31)),
        (dt.date(2029, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_the_period_that_is_reported_is_the_latest_that_has_ended_or_is_about_to(dag, ventet):
    assert gjeldende(PLAN, TERTIALER, dag) == ventet
