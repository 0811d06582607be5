"""What all tests stand on: the database, and the browser."""

import os
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.http import HttpResponse

from kompetanse import embedded_postgres

# Tests create and drop their database, so they run as the owner of the tables. Row-level security binds
# the owner too (every walled table has FORCE ROW LEVEL SECURITY).
os.environ["KOMPETANSE_SOM_EIER"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetanse.settings")
# Playwright runs an event loop in the test's thread, and Django would refuse to use the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The test database is thrown away; no commit in it needs to wait for the disk.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")

if settings.USES_EMBEDDED_DATABASE:
    embedded_postgres.ensure_running()
django.setup()

# How long a busy machine takes to think of an example, or to try one, says nothing of the product; and examples may share
# the rows that fixtures have made, since each takes back its own.
UVESENTLIG = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
hypothesis.settings.register_profile("rolig", deadline=None, suppress_health_check=UVESENTLIG)
hypothesis.settings.load_profile("rolig")

# The cast first: the database holds its municipality.
pytest_plugins = ["tests.rollebesetning", "tests.database", "tests.klokke", "tests.lager"]

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    # Debian's Chromium asks the network for updates when it starts; the tests must do without.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Starting up, who may, what is told across the wall, what the database, a form or an address refuses, that text stays text,
# what two tabs make of one row and how old rows are moved hang on no date; together they take half the time.
DAGFRI = (
    "felles/test_skrivevern.py",
    "flyt",
    "oppstart",
    "organisasjon/test_vegg.py",
    "rettigheter",
    "soknader/test_migreringer.py",
    "test_alle_adresser.py",
    "test_alle_skjemaer.py",
    "test_alle_sporringer.py",
    "test_lagret_tekst.py",
    "test_to_faner.py",
    "ytelse",
)
DAGFRI_STIER = tuple(str(Path(__file__).parent / navn) for navn in DAGFRI)


def pytest_collection_modifyitems(items):
    """Mark what is slow by what it asks for, so that nobody has to remember to, and put the slowest first."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        database = item.get_closest_marker("django_db")
        if str(item.path).startswith(DAGFRI_STIER):
            item.add_marker(pytest.mark.dagfri)
        if "playwright" in fixtures:
            item.add_marker(pytest.mark.nettleser)
        if fixtures & {"transactional_db", "live_server"} or (database and database.kwargs.get("transaction")):
            item.add_marker(pytest.mark.treg)
    # What takes minutes, and waits for other processes, is begun first: the rest is done meanwhile, and fills up the end.
    items.sort(key=lambda item: item.get_closest_marker("flyt") is None)


@pytest.fixture
def uten_pdf(monkeypatch):
    """PDFs are empty, and made in no time, for a test that asks about something else."""
    monkeypatch.setattr("kompetanse.felles.pdf_ua.merk", lambda pdf: b"%PDF-1.7")
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *args, **kwargs: b"")


@pytest.fixture
def uten_feilsider(monkeypatch):
    """The page that says no is its status alone, and takes no time to draw, for a test that looks at no such page."""
    monkeypatch.setattr(
        "django.urls.URLResolver.resolve_error_handler",
        lambda _self, status: lambda *_, **__: HttpResponse(status=status),
    )


@pytest.fixture(autouse=True)
def brede_koder(request, monkeypatch):
    """In a browser every code is as wide as one can be, so that what does not fit shows every time."""
    if "playwright" in request.fixturenames:
        monkeypatch.setattr("kompetanse.felles.kode.ALFABET", "WM")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nb-NO", "timezone_id": "Europe/Oslo"}
