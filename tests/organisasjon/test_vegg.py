"""The kommune wall: proved for every model, in PostgreSQL and not only in querysets."""

import pytest
from django.db import connection

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Enhet, Person

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
@pytest.mark.parametrize("tabell", ["soknader_soknad", "soknader_soknad_valgte_seksjoner"])
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
