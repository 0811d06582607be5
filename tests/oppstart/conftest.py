"""A PostgreSQL of its own for each test of the launcher, in a folder of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from kompetanse import embedded_postgres
from kompetanse.oppstart.felles import BASE_DIR


@pytest.fixture
def aapen_mappe():
    """A folder that every account can enter (pytest's own tmp_path is closed to others)."""
    mappe = Path(tempfile.mkdtemp(prefix="kompetanse-test-"))
    mappe.chmod(0o755)
    yield mappe
    shutil.rmtree(mappe, ignore_errors=True)


@pytest.fixture
def eget_sted(aapen_mappe, monkeypatch):
    """Point the launcher at an empty folder; stop and remove whatever it makes."""
    monkeypatch.setenv("KOMPETANSE_VAR", str(aapen_mappe / "var"))
    monkeypatch.delenv("PGOPTIONS", raising=False)  # here a commit shall wait for the disk
    yield embedded_postgres
    with suppress(embedded_postgres.DatabaseFeil):
        embedded_postgres.stop()
    link = embedded_postgres.home_link()
    if link.is_symlink():
        shutil.rmtree(os.path.realpath(link))
    if embedded_postgres.socket_dir().parent != link:
        shutil.rmtree(embedded_postgres.socket_dir(), ignore_errors=True)


@pytest.fixture
def launcher():
    """Run the launcher's command line as a process of its own: launcher("start")."""

    def run(*arguments, **kwargs):
        command = [sys.executable, "-m", "kompetanse.embedded_postgres", *arguments]
        return subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kwargs)

    return run
