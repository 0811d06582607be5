"""What is written down stays: the database takes new rows into an append-only table, and neither changes nor deletes one.

A model says so with `bare_nye = True`; history tables are so by what they are. Two things hold it, both set up after
migrate: the web role (`settings.WEB_ROLE`) lacks the right to change and delete there, and no session can turn off the
triggers that freeze and record, which django-pgtrigger otherwise lets each session do with a setting.

One way leads past it: a function in the database that belongs to the owner of the tables (`security definer`) and makes
the setting `kompetanse.sletter` while it works. It destroys what is not to be kept, and checks by itself that it may. A
session that makes the same setting gets nothing by it, since it is not the owner.
"""

from django.apps import apps
from django.conf import settings
from django.db import connections
from pghistory.models import Event

# Every trigger asks this function of django-pgtrigger whether it is to do nothing.
BARE_SLETTING = """
    create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean
    language sql stable as $$
        select current_user = {eier} and coalesce(current_setting('kompetanse.sletter', true), '') = 'ja'
    $$
"""


def bare_nye() -> list[str]:
    """The tables that take new rows only."""
    return sorted(
        modell._meta.db_table
        for modell in apps.get_models()
        if modell._meta.managed and (getattr(modell, "bare_nye", False) or issubclass(modell, Event))
    )


def sikre(sender, using, **kwargs):
    """After migrate: a migration that makes a trigger brings the switch back, and new tables come with every right."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("select quote_literal(current_user)")
        cursor.execute(BARE_SLETTING.format(eier=cursor.fetchone()[0]))
        finnes = set(connection.introspection.table_names(cursor)) if settings.WEB_ROLE else set()
        for tabell in bare_nye():
            if tabell in finnes:
                cursor.execute(f'revoke update, delete, truncate on "{tabell}" from "{settings.WEB_ROLE}"')
