"""A course that begins today, with a teacher and two who have a place."""

import datetime as dt

import pytest
from django.test import Client

from kompetanse.felles import vegg
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass


@pytest.fixture
def kurs(tre, kollega):
    """Kari teaches; Ada answers for the unit that has it."""
    return lag_kurs(tre.ikt, "Kurs i førstehjelp", larer_person=kollega.person)


@pytest.fixture
def kjoring(kurs):
    """One date, today, of a whole day: two half days and six hours."""
    return lag_kjoring(kurs, dager=(0,), varer=dt.timedelta(hours=6), halvdager=2, sted="Rådhuset")


@pytest.fixture
def samling(kjoring):
    return kjoring.samlinger.get()


@pytest.fixture
def plass(kjoring, soker):
    return lag_plass(kjoring, soker.person)


@pytest.fixture
def annen_plass(kjoring, utenforstaende):
    return lag_plass(kjoring, utenforstaende.person)


class Gjest(Client):
    """A browser that nobody is signed in by. Its requests leave the test within the wall that it was in."""

    def request(self, **request):
        kommune_id = vegg.gjeldende_kommune_id()
        try:
            return super().request(**request)
        finally:
            vegg.bruk_kommune(kommune_id)
