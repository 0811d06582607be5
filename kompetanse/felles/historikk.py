"""History of rows: every insert, change and deletion is kept, bulk and raw SQL included (arkivforskrifta § 5)."""

import pghistory


def spor():
    """Class decorator: keep the history of a model, written by statement-level triggers.

    Each model gets trackers of its own: an UpdateEvent remembers the fields of the first model it meets.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
