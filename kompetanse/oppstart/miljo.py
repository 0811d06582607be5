"""The virtual environment: made once, filled with hash-pinned packages when the lists of them have changed."""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys

from kompetanse.oppstart import systempakker
from kompetanse.oppstart.felles import BASE_DIR, VENV, VENV_PYTHON, exclusive, require_free_space, run_logged, say

STAMP = VENV / "krav.json"
RUN_FILES = ("requirements.txt",)
DEV_FILES = ("requirements.txt", "requirements-dev.txt")
MEGABYTES_NEEDED = {RUN_FILES: 900, DEV_FILES: 1400}


def prepare(dev=False):
    """Bring .venv to what the requirement files say; quick when nothing has changed."""
    with exclusive("oppstart.laas"):
        files = DEV_FILES if dev else RUN_FILES
        if not is_current(files):
            require_free_space(BASE_DIR, MEGABYTES_NEEDED[files])
            _ensure_venv()
            _install(files)
        systempakker.ensure_pango()
        if dev:
            systempakker.ensure_test_tools()


def checksums(files):
    return {name: hashlib.sha256((BASE_DIR / name).read_bytes()).hexdigest() for name in files}


def is_current(files):
    """Whether the environment works and was filled from exactly these files."""
    try:
        installed = json.loads(STAMP.read_text())
    except (FileNotFoundError, ValueError):
        return False
    return checksums(files).items() <= installed.items() and _venv_works()


def _venv_works():
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([VENV_PYTHON, "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def _ensure_venv():
    if _venv_works():
        return
    if importlib.util.find_spec("ensurepip") is None:
        systempakker.install(["python3-venv"])
    say("Lager virtuelt Python-miljø i .venv …")
    if VENV.exists():
        shutil.rmtree(VENV)
    run_logged([sys.executable, "-m", "venv", VENV], "Opprettelsen av .venv", "venv.log")


def _install(files):
    say("Henter Python-pakkene (noen minutter første gang) …")
    STAMP.unlink(missing_ok=True)
    lists = [part for name in files for part in ("-r", name)]
    options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    run_logged([VENV_PYTHON, "-m", "pip", "install", *options, *lists], "Installasjonen av pakker", "pip.log")
    STAMP.write_text(json.dumps(checksums(files)))
