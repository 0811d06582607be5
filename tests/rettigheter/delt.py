"""The world that all tests of a module share: made once, and as no other test has touched it.

A module that imports these makes no municipality of its own beside it.
"""

import copy

import pytest
from django.db import transaction

from tests.lager import eget_lager
from tests.rettigheter.verden import lag_verden
from tests.rollebesetning import fjordby, lag_tre


@pytest.fixture(scope="module")
def felles_verden(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made in a transaction around the tests', inside the wall, with a file store of its own."""
    with django_db_blocker.unblock(), eget_lager(tmp_path_factory.mktemp("filer")), transaction.atomic():
        with fjordby() as kommune:
            yield lag_verden(lag_tre(kommune))
        transaction.set_rollback(True)


@pytest.fixture
def verden(felles_verden, db):
    """For one test: its rows are rolled back, and what the objects remember goes with it."""
    return copy.deepcopy(felles_verden)
