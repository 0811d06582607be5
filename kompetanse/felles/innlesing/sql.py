"""Statements over many rows at once; row-level security and history triggers work as for any other."""

from collections.abc import Callable, Sequence

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

PORSJON = 5000


def med_versjon(rader: QuerySet) -> QuerySet:
    """Annotate the rows with the version that `laas_uendrede` compares."""
    return rader.annotate(versjon=RawSQL("xmin::text", []))


def laas_uendrede(modell: type[Model], rader: Sequence[tuple]) -> bool:
    """Lock rows given as (id, version). False when one of them has been changed or deleted since it was read."""
    if not rader:
        return True
    ider, versjoner = zip(*rader, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f'select 1 from "{modell._meta.db_table}" t'  # noqa: S608 (the name of the model's own table)
            " join unnest(%s::bigint[], %s::text[]) v(id, versjon) on t.id = v.id and t.xmin::text = v.versjon"
            " order by t.id for no key update of t",
            [list(ider), list(versjoner)],
        )
        return cursor.rowcount == len(rader)


def sett_inn(
    modell: type[Model],
    felter: Sequence[str],
    rader: Sequence[tuple],
    framdrift: Callable[[int], None] = lambda gjort: None,
) -> list[int]:
    """Insert rows given as tuples in the order of `felter`; the other fields must have no say. Returns their ids.

    Many times quicker than `bulk_create`, which makes an object of each row first.
    """
    kolonner = [modell._meta.get_field(felt) for felt in felter]
    navn = ", ".join(f'"{kolonne.column}"' for kolonne in kolonner)
    verdier = ", ".join(f"%s::{_type(kolonne)}[]" for kolonne in kolonner)
    ider = []
    with connection.cursor() as cursor:
        for start in range(0, len(rader), PORSJON):
            porsjon = rader[start : start + PORSJON]
            cursor.execute(
                f'insert into "{modell._meta.db_table}" ({navn}) select * from unnest({verdier}) returning id',  # noqa: S608
                [list(kolonne) for kolonne in zip(*porsjon, strict=True)],
            )
            ider += [rad[0] for rad in cursor.fetchall()]
            framdrift(start + len(porsjon))
    return ider


def oppdater(modell: type[Model], felter: Sequence[str], rader: Sequence[tuple]) -> None:
    """Set fields of many rows in one statement: `rader` are (id, value, …) in the order of `felter`."""
    if not rader:
        return
    kolonner = [modell._meta.get_field(felt) for felt in felter]
    navn = ["id", *(kolonne.column for kolonne in kolonner)]
    typer = ["bigint", *map(_type, kolonner)]
    sett = ", ".join(f'"{kolonne}" = v."{kolonne}"' for kolonne in navn[1:])
    verdier = ", ".join(f"%s::{type_}[]" for type_ in typer)
    v = ", ".join(f'"{kolonne}"' for kolonne in navn)
    with connection.cursor() as cursor:
        cursor.execute(
            f'update "{modell._meta.db_table}" t set {sett} from unnest({verdier}) v({v}) where t.id = v.id',  # noqa: S608
            [list(kolonne) for kolonne in zip(*rader, strict=True)],
        )


def _type(kolonne):
    if kolonne.is_relation:
        return kolonne.target_field.rel_db_type(connection)
    return kolonne.db_type(connection)
