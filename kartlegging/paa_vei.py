"""What people are on the way to, besides what they have begun: a place on a course that gives it (handbook 10).

The registry lies below the courses and does not know them: an app above registers the rows, in `AppConfig.ready`, as SQL,
since `oppfylling` answers for all in one statement.
"""

from collections.abc import Callable

from django.utils.module_loading import import_string

INGEN = """select null::bigint as person_id, null::bigint as kompetanse_id, null::int as nivaa, null::date as forventet,
    null::bigint as kommune_id where false"""
_kilder: list[str] = []


def tell_med(funksjon: str) -> None:
    """Register a function (dotted path) that gives a statement without parameters: person_id, kompetanse_id, nivaa (or
    null), forventet (the day that it is to be finished) and kommune_id of each who is on the way to something."""
    _kilder.append(funksjon)


def som_sql() -> str:
    """The rows of all of them."""
    funksjoner: list[Callable[[], str]] = [import_string(funksjon) for funksjon in _kilder]
    return " union all ".join(funksjon() for funksjon in funksjoner) or INGEN
