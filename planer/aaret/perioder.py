"""The periods that a plan is followed up in, from the kommune's own months."""

import calendar
import datetime as dt
from collections.abc import Iterable

from planer.models import Kompetanseplan

# The line about a period may be written from so many days before it ends.
FOER_SLUTT = dt.timedelta(days=14)


def slutter(plan: Kompetanseplan, maaneder: Iterable[int]) -> list[dt.date]:
    """The last day of each period of the plan; the plan's own last day ends the last one."""
    dager = {
        dt.date(aar, maaned, calendar.monthrange(aar, maaned)[1])
        for aar in range(plan.fra.year, plan.til.year + 1)
        for maaned in maaneder
    }
    return sorted({dag for dag in dager if plan.fra <= dag < plan.til} | {plan.til})


def gjeldende(plan: Kompetanseplan, maaneder: Iterable[int], dag: dt.date) -> dt.date | None:
    """The last day of the period that is reported on a day: the latest that has ended, or is about to. None before the
    first one of the plan."""
    naadd = [slutt for slutt in slutter(plan, maaneder) if slutt - FOER_SLUTT <= dag]
    return naadd[-1] if naadd else None
