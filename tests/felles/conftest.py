"""Two municipalities with nothing in them but people who can sign in."""

import pytest

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Kommune, Person
from tests.rollebesetning import fjordby


def lag_bruker(kommune, fornavn, **felt):
    with vegg.innenfor(kommune.pk):
        person = Person.objects.create(ansattnummer=fornavn, fornavn=fornavn, etternavn="Vik")
        return Bruker.objects.create_user(
            f"{fornavn.lower()}@{kommune.nummer}.no", kommune=kommune, person=person, **felt
        )


@pytest.fixture
def kommune(db):
    """Fjordby; the test works inside its wall."""
    with fjordby() as kommune:
        yield kommune


@pytest.fixture
def ada(kommune):
    return lag_bruker(kommune, "Ada")


@pytest.fixture
def bo(kommune):
    return lag_bruker(kommune, "Bo")


@pytest.fixture
def fremmed(kommune):
    """Someone in another municipality."""
    return lag_bruker(Kommune.objects.create(nummer="9902", navn="Fjellby kommune"), "Frida")
