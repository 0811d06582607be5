"""Keys by the thousand: each list of them goes to the database, and comes from it, as one value."""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Func, Manager, QuerySet, Value


class Blant(Func):
    """`pk__in=Blant(nokler)`: as `pk__in=nokler`, where every key is a parameter of its own, for Django to prepare and
    PostgreSQL to read."""

    template = "(select unnest(%(expressions)s::bigint[]))"

    def __init__(self, nokler: Iterable[int]):
        super().__init__(Value(f"{{{','.join(map(str, nokler))}}}"))


def nokler_i(rader: QuerySet | Manager) -> list[int]:
    """The keys of these rows, in their order. One statement, which answers with one row."""
    rader = rader.all()
    orden = rader.query.order_by or rader.model._meta.ordering
    return rader.order_by().aggregate(alle=ArrayAgg("pk", order_by=orden))["alle"] or []
