"""History of rows: every insert, change and deletion is kept, bulk and raw SQL included (arkivforskrifta § 5)."""

from collections.abc import Callable

import pghistory
from django.db import connections

# The trigger of a change joins the old rows with the new. A session keeps the plan that it makes for the first change;
# made for one row it would be a loop over all rows for each row, which takes minutes for thousands. Without loops the
# plan is as good for one row as for many. `plan_cache_mode` has no say here: the statement has no parameters.
FUNKSJONER_MED_PLAN = """
    select p.oid::regprocedure::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where t.tgoldtable is not null and t.tgnewtable is not null
        and p.proname like 'pgtrigger\\_%' and p.proconfig is null
"""


def spor() -> Callable[[type], type]:
    """Class decorator: keep the history of a model, written by statement-level triggers.

    Each model gets trackers of its own: an UpdateEvent remembers the fields of the first model it meets.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())


def sikre_planer(sender, using: str, **kwargs) -> None:
    """After migrate: let no trigger plan with a loop. A trigger that is made anew loses the setting, and gets it here."""
    with connections[using].cursor() as cursor:
        cursor.execute(FUNKSJONER_MED_PLAN)
        for (funksjon,) in cursor.fetchall():
            cursor.execute(f"alter function {funksjon} set enable_nestloop = off")
