"""Rows copied into another plan: next period's (`aaret.rullering`), or that of another unit (`gjenbruk.henting`)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model


def kopier(
    modell: type[Model], rader: Iterable[Model], *, bare: Collection[str] | None = None, **felt: Any
) -> list[tuple[Model, Model]]:
    """(row, its copy) of each, made in one statement. `bare` names the fields that follow, all when it is None; `felt`
    gives fields another value, or a function of the row."""
    som_foer = [
        ett
        for ett in modell._meta.concrete_fields
        if not ett.primary_key and not {ett.name, ett.attname} & felt.keys() and (bare is None or ett.name in bare)
    ]
    par = [
        (
            rad,
            modell(
                **{ett.attname: getattr(rad, ett.attname) for ett in som_foer},
                **{navn: verdi(rad) if callable(verdi) else verdi for navn, verdi in felt.items()},
            ),
        )
        for rad in rader
    ]
    modell.objects.bulk_create(kopi for _rad, kopi in par)
    return par


def koble(navn: str, par: list[tuple[Model, Model]], nye: Mapping[int, Model] | None = None) -> None:
    """Tie the copies to what the rows are tied to by a many-to-many field, in one statement. With `nye` (key → what stands
    in its place here) what has nothing in its place is left out."""
    if not par:
        return
    kobling = getattr(type(par[0][0]), navn).through
    fra, til = (felt.name for felt in kobling._meta.concrete_fields if felt.is_relation)
    kobling.objects.bulk_create(
        kobling(**{fra: kopi, til: hva})
        for rad, kopi in par
        for ett in getattr(rad, navn).all()
        if (hva := ett if nye is None else nye.get(ett.pk))
    )
