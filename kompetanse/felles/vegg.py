"""The wall between municipalities: which kommune this thread works for, in Python and in PostgreSQL.

Every table with a `kommune` column has row-level security (see `sikre_tabeller`). The database shows only the rows of
the kommune that `innenfor` names; outside it, none. `alle_kommuner` lifts the wall for work that spans them: sign-in,
migrations and the job worker's own bookkeeping.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.models import Model

ALLE = "alle"
SETTING = "kompetanse.kommune"
POLICY = "kommunevegg"
UBUNDET = """
    select case
        when rolsuper then 'er superbruker'
        when rolbypassrls then 'har BYPASSRLS'
        when not %s and exists (
            select from pg_policy join pg_class tabell on tabell.oid = polrelid
            where polname = %s and not (relrowsecurity and relforcerowsecurity)
        ) then 'møter tabeller uten FORCE ROW LEVEL SECURITY (kjør «manage.py migrate»)'
    end
    from pg_roles where rolname = current_user
"""
UBUNDET_FEIL = (
    "Databaserollen «{rolle}» {grunn}, og veggen mellom kommunene holder den ikke. "
    "Bruk rollene som docs/drift.md beskriver."
)

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


def krev_bundet_rolle(sender, connection, **kwargs) -> None:
    """A new connection is refused when the wall does not hold its role. Raises `ImproperlyConfigured`.

    A superuser and a role with BYPASSRLS see all rows, and so does the owner of a table that lacks FORCE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What makes the tables must come in to mend them.
            cursor.execute(UBUNDET, [settings.AS_OWNER, POLICY])
            if grunn := cursor.fetchone()[0]:
                connection.close()
                raise ImproperlyConfigured(UBUNDET_FEIL.format(rolle=connection.settings_dict["USER"], grunn=grunn))


def krev_at_veggen_holder() -> None:
    """For a process that starts: `krev_bundet_rolle` now, and not at the first request. A database that is away is told of
    by `/helse/`."""
    with suppress(OperationalError), closing(connection):
        connection.ensure_connection()


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
