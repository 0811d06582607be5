"""The days on which people are at work: a deadline that the system sets falls on one of them."""

import datetime as dt
from functools import cache

from django.utils import timezone

LOERDAG = 5
DAG = dt.timedelta(days=1)


def paa_arbeidsdag(dato: dt.date) -> dt.date:
    """The date itself, or else the first after it that is no Saturday, Sunday or public holiday."""
    while dato.weekday() >= LOERDAG or dato in _fridager():
        dato += DAG
    return dato


def frist_om(dager: int) -> dt.date:
    """The deadline of one who has so many days from today."""
    return paa_arbeidsdag(timezone.localdate() + dt.timedelta(days=dager))


@cache
def _fridager():
    # Slow to import, so it waits until someone has a deadline.
    from holidays import country_holidays

    return country_holidays("NO")
