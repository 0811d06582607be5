"""Dead code is found, and what a page or a text asks for by name is not taken for it."""

import pytest

from kompetanse.oppstart import ubrukt

KODE = """
def dodt(): ...
def paa_siden(): ...
def i_innstillingene(): ...
def clean_belop(): ...
def brukt(): ...
brukt()
STI = "planer.kode.i_innstillingene"
"""


@pytest.fixture
def prosjekt(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "side.html").write_text("{{ sak.paa_siden }}")
    (tmp_path / "planer").mkdir()
    (tmp_path / "planer" / "kode.py").write_text(f"{KODE}print(STI)")
    (tmp_path / "planer" / "settings.py").write_text("LESES_AV_DJANGO = 1")
    monkeypatch.setattr(ubrukt, "BASE_DIR", tmp_path)
    monkeypatch.setattr(ubrukt, "SOURCES", ("planer",))


def test_only_what_nothing_names_is_found(prosjekt):
    assert [item.name for item in ubrukt.unused()] == ["dodt"]


def test_there_is_no_dead_code():
    assert ubrukt.unused() == []
