"""A test that commits leaves the database as the first test found it."""

import pytest
from django.test import TransactionTestCase

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Rolletype
from tests.rollebesetning import lag_bruker


def _det_som_staar():
    with vegg.alle_kommuner():
        return (
            list(Kommune.objects.order_by("pk").values()),
            list(Rolletype.objects.order_by("pk").values()),
            Enhet.objects.count(),
            Bruker.objects.count(),
        )


@pytest.mark.django_db(transaction=True)
def test_what_was_added_changed_and_deleted_is_taken_back(kommune):
    foer = _det_som_staar()
    lag_bruker("Siri", Enhet.objects.get(depth=1))
    Kommune.objects.update(navn="Fjordbyen kommune")
    Rolletype.objects.first().delete()
    assert [mine != deres for mine, deres in zip(_det_som_staar(), foer, strict=True)] == [True, True, False, True]

    TransactionTestCase._fixture_teardown(None)

    assert _det_som_staar() == foer
