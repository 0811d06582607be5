"""The common yearly activity plan: the four rows of the example, printed as they were typed."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from kompetanse.felles.pdf import render_pdf
from planer.aarshjul.utskrift import rader
from planer.models import Ring
from tests.planer.aarshjul.hjelp import lag_aktivitet

pytestmark = pytest.mark.django_db

# As they stand in the appendix, typed in another order.
FIRE = {
    "Oktober": ("Rekrutteringskolen", "Et e-læringsprogram for alle som deltar i rekrutteringsprosesser."),
    "August": (
        "MBU Tema – hvordan forsterke arbeidsplassen som læringsarena?",
        "\nLederforum\nArbeidsplassen som læringsarena. Hvordan kan vi utnytte den?\n"
        "Eksempel fra en av våre arbeidsplasser i Nittedal. Hva kan vi lære av\ndette eksempelet?\nVerktøy vi kan bruke\n"
        "\nOppfølging på arbeidsplassene. Prøve ut verktøy.",
    ),
    "November": (
        "Godt samspill",
        "En samling om samarbeid mellom ledelse, tillitsvalgte og verneombud.\nVi ser på Hovedavtalen, arbeidsmiljøloven og "
        "HMS-forskriften og jobber\nmed mulige forbedringsområder i vårt partsamarbeid",
    ),
    "September": (
        "Lederfroum",
        "Metoder for samskaping og innbyggerinvolvering – hvordan jobber vi i\npraksis – hva kan vi vinne?\n\n"
        "E-læringsmodul i Samskaping og innbyggerinvolvering. Verktøykasse\nsom vi kan bruke.",
    ),
}


@pytest.fixture
def planen(tre):
    for naar, (navn, tekst) in FIRE.items():
        lag_aktivitet(tre.rot, navn, naar, Ring.KOMMUNE, beskrivelse=tekst)
    lag_aktivitet(tre.rot, "Bare i hjulet", "Juli", Ring.KOMMUNE, i_planen=False)
    return [
        (f"{nr}.", "\n".join(FIRE[naar]), naar)
        for nr, naar in enumerate(("August", "September", "Oktober", "November"), 1)
    ]


def hent(client, bruker, enhet, filformat):
    client.force_login(bruker)
    return client.get(reverse("planer:aarshjul-plan", args=[enhet.pk]), {"format": filformat, "aar": 2027})


def test_the_four_rows_print_as_typed_and_months_sort_as_months(tre, planen):
    assert rader(tre.rot, 2027) == planen
    assert rader(tre.prosjekt, 2027) == planen


def test_word_holds_the_same_rows(client, tre, planen, soker):
    svar = hent(client, soker, tre.prosjekt, "docx")

    tabell = Document(io.BytesIO(svar.content)).tables[0]
    assert [tuple(celle.text for celle in rad.cells) for rad in tabell.rows] == [("Nr", "Aktivitet", "Tid"), *planen]


def test_excel_holds_the_same_rows(client, tre, planen, soker):
    svar = hent(client, soker, tre.prosjekt, "xlsx")

    ark = load_workbook(io.BytesIO(svar.content)).active
    assert list(ark.iter_rows(values_only=True))[-5:] == [("Nr", "Aktivitet", "Tid"), *planen]


def test_the_pdf_is_drawn_with_the_same_rows(client, tre, planen, soker, monkeypatch):
    sett = {}
    monkeypatch.setattr(
        "planer.aarshjul.utskrift.render_pdf", lambda mal, context: sett.update(context) or render_pdf(mal, context)
    )

    svar = hent(client, soker, tre.prosjekt, "pdf")

    assert svar.content.startswith(b"%PDF-")
    assert (sett["tittel"], sett["rader"]) == ("Aktivitetsplan 2027", planen)
