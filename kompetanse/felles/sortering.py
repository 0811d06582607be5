"""Lists in the order that the address asks for: `?sorter=felt`, or `-felt` for the other way."""

from collections.abc import Collection, Container

from django.db.models import F, QuerySet


def sortert(
    rader: QuerySet, valg: str | None, kolonner: dict, *, standard: str, tomme_sist: Collection[str] = ()
) -> QuerySet:
    """Order a queryset by a column. `kolonner` has name → expressions; an unknown name in `valg` is `standard`.

    Rows that are alike are ordered by key, so that no row is on two pages. Empty values come last in the columns of
    `tomme_sist`; others are ordered as an index has them.
    """
    valg = gyldig_sortering(valg, kolonner, standard)
    navn, fallende = valg.removeprefix("-"), valg.startswith("-")
    tomme = {"nulls_last": True} if navn in tomme_sist else {}
    uttrykk = [F(ett) if isinstance(ett, str) else ett for ett in kolonner[navn]]
    felt = [ett.desc(**tomme) if fallende else ett.asc(**tomme) for ett in uttrykk]
    return rader.order_by(*felt, "-pk" if fallende else "pk")


def gyldig_sortering(valg: str | None, kolonner: Container[str], standard: str) -> str:
    """What was asked for when there is such a column, else `standard`."""
    return valg if valg and valg.removeprefix("-") in kolonner else standard
