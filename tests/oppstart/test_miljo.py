"""What the start-up installs, and when it leaves things alone."""

import json
import subprocess

import pytest

from kompetanse.oppstart import krav, miljo, systempakker
from kompetanse.oppstart.felles import BASE_DIR, OppstartFeil


@pytest.fixture
def stempel(tmp_path, monkeypatch):
    monkeypatch.setattr(miljo, "STAMP", tmp_path / "krav.json")
    return tmp_path / "krav.json"


def test_packages_are_left_alone_when_the_lists_are_unchanged(stempel):
    stempel.write_text(json.dumps(miljo.checksums(miljo.DEV_FILES)))

    assert miljo.is_current(miljo.DEV_FILES)
    assert miljo.is_current(miljo.RUN_FILES)


@pytest.mark.parametrize("innhold", [None, "", "{}", "halv", '{"requirements.txt": "gammel"}'])
def test_packages_are_installed_when_the_stamp_says_otherwise(stempel, innhold):
    if innhold is not None:
        stempel.write_text(innhold)

    assert not miljo.is_current(miljo.RUN_FILES)


def test_a_broken_environment_is_seen(stempel, monkeypatch, tmp_path):
    stempel.write_text(json.dumps(miljo.checksums(miljo.RUN_FILES)))
    monkeypatch.setattr(miljo, "VENV_PYTHON", tmp_path / "bin" / "python")

    assert not miljo.is_current(miljo.RUN_FILES)


def test_without_rights_the_exact_command_is_told(monkeypatch):
    monkeypatch.setattr(systempakker.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(systempakker.shutil, "which", lambda navn: "/usr/bin/apt-get" if navn == "apt-get" else None)
    monkeypatch.setattr(systempakker, "has_library", lambda navn: False)

    with pytest.raises(OppstartFeil) as feil:
        systempakker.ensure_test_tools()

    assert str(feil.value) == (
        "Debian-pakkene chromium, gettext, libatomic1, poppler-utils, qpdf mangler. "
        "Kjør selv: sudo apt-get install --no-install-recommends chromium gettext libatomic1 poppler-utils qpdf"
    )


def test_without_pango_the_start_goes_on_and_says_so(monkeypatch, capsys):
    monkeypatch.setattr(systempakker.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(systempakker.shutil, "which", lambda navn: None)
    monkeypatch.setattr(systempakker, "has_library", lambda navn: False)

    systempakker.ensure_pango()

    assert capsys.readouterr().out == (
        "Går videre uten PDF: Debian-pakkene libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 mangler. "
        "Kjør selv: sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


def test_package_lists_are_fetched_when_an_install_fails(monkeypatch, capsys):
    kjort = []

    def run_logged(kommando, hva, logg):
        kjort.append(hva)
        if kjort == ["apt-get install"]:
            raise OppstartFeil("Unable to locate package")

    monkeypatch.setattr(systempakker.os, "geteuid", lambda: 0)
    monkeypatch.setattr(systempakker, "run_logged", run_logged)

    systempakker.install(["qpdf"])

    assert kjort == ["apt-get install", "apt-get update", "apt-get install"]


@pytest.mark.parametrize("navn", ["requirements", "requirements-dev"])
def test_locked_lists_hold_hashes_and_no_addresses(navn):
    krav.require_no_trace(navn)

    pakker = (BASE_DIR / f"{navn}.txt").read_text().replace("\\\n", " ").splitlines()
    uten_hash = [linje for linje in pakker if "==" in linje and "--hash=sha256:" not in linje]
    assert uten_hash == []


@pytest.mark.parametrize(
    "linje", ["--extra-index-url https://pakker.example/simple", "--find-links /mappe", "pakke @ file:///mappe/a.whl"]
)
def test_a_trace_of_where_packages_came_from_is_refused(tmp_path, monkeypatch, linje):
    (tmp_path / "krav.txt").write_text(f"{linje}\npakke==1.0 --hash=sha256:0\n")
    monkeypatch.setattr(krav, "BASE_DIR", tmp_path)

    with pytest.raises(OppstartFeil, match="adresse eller sti"):
        krav.require_no_trace("krav")


def test_finn_python_finds_one_that_can_make_environments():
    svar = subprocess.run(["bin/finn-python"], cwd=BASE_DIR, capture_output=True, text=True)

    versjon = subprocess.run([svar.stdout.strip(), "-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"])
    assert (svar.returncode, versjon.returncode) == (0, 0)


def test_finn_python_says_what_to_install_when_there_is_none(tmp_path):
    miljo_uten = {"PATH": str(tmp_path), "PYTHON": "finnes-ikke"}
    skript = (BASE_DIR / "bin" / "finn-python").read_text().replace("/usr/bin/python3", "/finnes/ikke")

    svar = subprocess.run(["/bin/sh", "-c", skript], env=miljo_uten, capture_output=True, text=True)

    assert svar.returncode == 1
    assert svar.stderr == "Fant ikke Python 3.11 eller nyere. Kjør selv: apt-get install python3 python3-venv\n"
