"""Nynorsk is complete, and one string of every app is there."""

import shutil
import subprocess

import pytest
from django.conf import settings
from django.utils import translation

KATALOG = settings.BASE_DIR / "locale" / "nn" / "LC_MESSAGES" / "django.po"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_every_string_has_a_nynorsk_text_that_fits_its_placeholders(tmp_path):
    svar = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", tmp_path / "nn.mo", KATALOG],
        capture_output=True,
        text=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        check=True,
    )

    assert "fuzzy" not in svar.stderr
    assert "untranslated" not in svar.stderr


@pytest.mark.parametrize(
    ("bokmaal", "nynorsk"),
    [
        ("Ingenting venter på deg.", "Ingenting ventar på deg."),
        ("Søknader", "Søknader"),
        ("Enheter", "Einingar"),
        ("satsingsområder", "satsingsområde"),
        ("Kommentar", "Kommentar"),
        ("Varsler", "Varsel"),
    ],
)
def test_one_string_of_every_app_is_read_from_the_compiled_catalogue(bokmaal, nynorsk):
    with translation.override("nn"):
        assert translation.gettext(bokmaal) == nynorsk
