"""Keys by the thousand: each list of them goes to the database, and comes from it, as one value."""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Func, Manager, QuerySet, Value


class Blant(Func):
    """`pk__in=Blant(nokler)`: as `pk__in=nokler`, where every key is a parameter of its own, for Django to prepare and
    PostgreSQL to read."""

    template = "(select unnest(%(expressions)s::bigint[]))"

    def __init__(self, nokler: Iterable[int]):
        super().__init__(Value(f"{{{','.join(map(str, nokler))}}}"))


def nokler_i(rader: QuerySet | Manager) -> list[int]:
    """The keys of these rows, in their order. One statement, which answers with one row."""
    return nokler_i_hver(rader)[0]


def nokler_i_hver(*rader: QuerySet | Manager) -> list[list[int]]:
    """The same of each of several choices of rows, in one statement for them all."""
    listene = [_som_liste(ett) for ett in rader]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {', '.join(sql for sql, _verdier in listene)}",
            [verdi for _sql, verdier in listene for verdi in verdier],
        )
        return list(cursor.fetchone())


def _som_liste(rader):
    try:
        sql, verdier = rader.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "'{}'::bigint[]", ()
    return f"array({sql})", verdier
