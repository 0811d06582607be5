"""A file store of the tests' own, so that none of them leaves files among the installation's."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import override_settings


@contextmanager
def eget_lager(mappe):
    """Files are kept in this folder."""
    lager = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": mappe}}
    with override_settings(STORAGES={**settings.STORAGES, "default": lager}):
        yield mappe


@pytest.fixture
def lager(tmp_path):
    """A file store of the test's own."""
    with eget_lager(tmp_path):
        yield tmp_path
