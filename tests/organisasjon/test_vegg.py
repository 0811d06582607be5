"""The kommune wall: proved for every model, in PostgreSQL and not only in querysets."""

import pytest
from django.db import connection

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Enhet, Person


@pytest.mark.django_db
@pytest.mark.parametrize("tabell", sorted(vegg._vilkaar_per_tabell()))
def test_every_table_with_a_kommune_forces_row_level_security(tabell):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity, count(polname) from pg_class left join pg_policy"
            " on polrelid = pg_class.oid where relname = %s group by 1, 2",
            [tabell],
        )

        assert cursor.fetchall() == [(True, True, 1)]


def test_the_database_shows_only_the_rows_of_the_kommune_in_force(tre, hr, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert list(Enhet.objects.all()) == [annen_kommune.rot]
        assert list(Person.objects.all()) == [annen_kommune.hr.person]

    assert not Person.objects.filter(pk=annen_kommune.hr.person_id).exists()


def test_outside_every_kommune_the_database_shows_nothing(hr):
    vegg.bruk_kommune(None)

    assert list(Person.objects.all()) == []
