"""What people are on the way to, besides what they have begun: a place on a course that gives it (handbook 10).

The registry lies below the courses and does not know them: an app above registers the rows, in `AppConfig.ready`, as SQL,
since `oppfylling` answers for all in one statement. Nobody asks for the rows but through this module.
"""

from collections.abc import Callable, Collection

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from kompetanse.organisasjon.models import Person

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


def personer_til(kompetanser: Collection[int], personer: QuerySet[Person], hoyst: int) -> list[int]:
    """Those of these people who are on the way to any of the competences, so many at the most; the first to be finished
    first. One statement."""
    return _nokler("person_id", personer, "v.kompetanse_id = any(%s)", [list(kompetanser)], hoyst)


def kompetanser_hos(personer: QuerySet[Person]) -> list[int]:
    """What these people are on the way to. One statement."""
    return _nokler("kompetanse_id", personer)


def _nokler(felt, personer, vilkaar="true", verdier=(), hoyst=None):
    try:
        hvem, parametre = personer.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    sql = f"""select v.{felt} from ({som_sql()}) v where v.person_id in ({hvem}) and {vilkaar}
        group by 1 order by min(v.forventet), 1 limit %s"""  # noqa: S608 — words of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parametre, *verdier, hoyst])
        return [nokkel for (nokkel,) in cursor.fetchall()]
