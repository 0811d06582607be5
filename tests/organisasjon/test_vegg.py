"""The kommune wall: proved for every model, in PostgreSQL and not only in querysets."""

from contextlib import closing
from types import SimpleNamespace

import psycopg2
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from kompetanse import embedded_postgres
from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.postgres_oppsett import SUPERUSER, WEB

POLICYER = """
    select relrowsecurity, relforcerowsecurity, count(polname), min(obj_description(pg_policy.oid, 'pg_policy')),
           bool_and(pg_get_expr(polqual, polrelid) ~ '^\\s*(CASE\\s|\\(EXISTS)')
    from pg_class left join pg_policy on polrelid = pg_class.oid where relname = %s group by 1, 2
"""


@pytest.mark.django_db
@pytest.mark.parametrize("tabell", sorted(vegg._vilkaar_per_tabell()))
def test_every_table_with_a_kommune_forces_row_level_security(tabell):
    with connection.cursor() as cursor:
        cursor.execute(POLICYER, [tabell])

        assert cursor.fetchall() == [(True, True, 1, vegg._vilkaar_per_tabell()[tabell], True)]


@pytest.mark.django_db
@pytest.mark.parametrize("tabell", ["soknader_soknad", "soknader_motesak_inhabile"])
def test_a_table_with_an_older_policy_gets_the_one_of_today_at_migrate(tabell):
    with connection.cursor() as cursor:
        cursor.execute(
            f'drop policy kommunevegg on "{tabell}"; create policy kommunevegg on "{tabell}" using (true or id = 0)'
        )

        vegg.sikre_tabeller(sender=None, using="default")

        cursor.execute(POLICYER, [tabell])
        assert cursor.fetchall() == [(True, True, 1, vegg._vilkaar_per_tabell()[tabell], True)]


def test_the_database_shows_only_the_rows_of_the_kommune_in_force(tre, hr, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert list(Enhet.objects.all()) == [annen_kommune.rot]
        assert list(Person.objects.all()) == [annen_kommune.hr.person]

    assert not Person.objects.filter(pk=annen_kommune.hr.person_id).exists()


def test_outside_every_kommune_the_database_shows_nothing(hr):
    vegg.bruk_kommune(None)

    assert list(Person.objects.all()) == []


@pytest.mark.skipif(
    not settings.USES_EMBEDDED_DATABASE, reason="roles are made as the superuser of the embedded server"
)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "som_eier", "grunn"),
    [
        ("select 1", False, "er superbruker"),
        ("create role snik bypassrls; set role snik", False, "har BYPASSRLS"),
        (f"alter table organisasjon_person no force row level security; set role {WEB}", False, "uten FORCE ROW LEVEL"),
        (f"alter table organisasjon_person disable row level security; set role {WEB}", False, "uten FORCE ROW LEVEL"),
        (f"alter table organisasjon_person no force row level security; set role {WEB}", True, ""),
        (f"set role {WEB}", False, ""),
    ],
)
def test_a_role_that_the_wall_does_not_hold_gets_no_connection(settings, sql, som_eier, grunn):
    settings.AS_OWNER = som_eier
    navn = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(host=str(embedded_postgres.socket_dir()), user=SUPERUSER, dbname=navn)) as raa:
        ny = SimpleNamespace(vendor="postgresql", cursor=raa.cursor, close=raa.close, settings_dict={"USER": "nett"})
        with raa.cursor() as cursor:
            cursor.execute(sql)
        if not grunn:
            vegg.krev_bundet_rolle(None, ny)
            return
        with pytest.raises(ImproperlyConfigured, match=grunn):
            vegg.krev_bundet_rolle(None, ny)
        assert raa.closed
