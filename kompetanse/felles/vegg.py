"""The wall between municipalities: which kommune this thread works for, in Python and in PostgreSQL.

Every table with a `kommune` column has row-level security (see `sikre_tabeller`). The database shows only the rows of
the kommune that `innenfor` names; outside it, none. `alle_kommuner` lifts the wall for work that spans them: sign-in,
migrations and the job worker's own bookkeeping.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import connection
from django.db.models import Model

ALLE = "alle"
SETTING = "kompetanse.kommune"
POLICY = "kommunevegg"

_gjeldende = ContextVar("gjeldende_kommune", default="")


def gjeldende_kommune_id() -> int | None:
    """The kommune that new rows belong to, or None outside `innenfor`."""
    verdi = _gjeldende.get()
    return None if verdi in ("", ALLE) else int(verdi)


def bruk_kommune(kommune_id: int | None) -> None:
    """Point this thread and its connection at one kommune (None: at no kommune) until told otherwise."""
    _gjeldende.set(str(kommune_id or ""))
    _send(_gjeldende.get())


@contextmanager
def innenfor(kommune_id: int) -> Iterator[None]:
    """Work for one kommune: its rows are the only ones to be seen, and new rows get it by default."""
    with _verdi(str(kommune_id)):
        yield


@contextmanager
def alle_kommuner() -> Iterator[None]:
    """Lift the wall. For sign-in, migrations and housekeeping across kommuner only."""
    with _verdi(ALLE):
        yield


@contextmanager
def _verdi(verdi):
    forrige = _gjeldende.set(verdi)
    _send(verdi)
    try:
        yield
    finally:
        _gjeldende.reset(forrige)
        # In an aborted transaction no statement runs; the rollback restores the setting by itself.
        if not connection.needs_rollback:
            _send(_gjeldende.get())


def _send(verdi):
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, false)", [SETTING, verdi])


def gjenopprett(sender, connection, **kwargs) -> None:
    """A new connection starts with the kommune of the thread that opened it."""
    if connection.vendor == "postgresql" and _gjeldende.get():
        with connection.cursor() as cursor:
            cursor.execute("select set_config(%s, %s, false)", [SETTING, _gjeldende.get()])


def modeller_bak_veggen() -> list[type[Model]]:
    """Every concrete model with a kommune column, history tables included. Accounts stand outside (see Bruker)."""
    return [
        modell
        for modell in apps.get_models()
        if not getattr(modell, "utenfor_veggen", False)
        and any(felt.column == "kommune_id" for felt in modell._meta.local_concrete_fields)
    ]


def _vilkaar_per_tabell():
    """Table → SQL condition for the rows that may be seen. Link tables follow the row that they belong to.

    A `case`, not an `or`: of an `or` the planner believes that it lets nearly every row through, so with many kommuner
    it reads the whole table where an index would find the few.
    """
    gjeldende = f"(select current_setting('{SETTING}', true))"
    egen = f"(select nullif(nullif(current_setting('{SETTING}', true), ''), '{ALLE}')::bigint)"
    vilkaar = {}
    for modell in modeller_bak_veggen():
        tabell = modell._meta.db_table
        vilkaar[tabell] = f"case when kommune_id = {egen} then true else {gjeldende} = '{ALLE}' end"
        for felt in modell._meta.local_many_to_many:
            kobling = felt.remote_field.through
            if kobling._meta.auto_created:
                vilkaar[kobling._meta.db_table] = (
                    f'exists (select 1 from "{tabell}" eier where eier.id = {felt.m2m_column_name()})'
                )
    return vilkaar


def sikre_tabeller(sender, using: str, **kwargs) -> None:
    """After migrate: give every table behind the wall its policy, and one that has changed anew. The owner of the
    tables is bound too (FORCE). What a policy was written as is kept as its comment: PostgreSQL rewrites the rest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select polrelid::regclass::text, obj_description(oid, 'pg_policy') from pg_policy where polname = %s",
            [POLICY],
        )
        ferdige = dict(cursor.fetchall())
        finnes = set(connection.introspection.table_names(cursor))
        for tabell, vilkaar in _vilkaar_per_tabell().items():
            if tabell in finnes and ferdige.get(tabell) != vilkaar:
                _sett_policy(cursor, tabell, vilkaar)


def _sett_policy(cursor, tabell, vilkaar):
    cursor.execute(
        f"""
        alter table "{tabell}" enable row level security;
        alter table "{tabell}" force row level security;
        drop policy if exists {POLICY} on "{tabell}";
        create policy {POLICY} on "{tabell}" using ({vilkaar});
        comment on policy {POLICY} on "{tabell}" is %s;
        """,
        [vilkaar],
    )
