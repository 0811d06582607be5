"""Acceptance case 2: the table of the template, and a view of it for another receiver, as files."""

import csv
import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pikepdf import Pdf

from planer.models import Visning
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

MALEN = [
    "Behov for kompetanse",
    "Tiltak og målgruppe",
    "Ansvarlig",
    "Frist for gjennomføring",
    "Kostnad/finansiering",
    "Status",
    "Evaluering",
]


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def hent(client, plan, leder):
    """Fetches the table in a view as a file of some kind."""
    client.force_login(leder)
    adresse = reverse("planer:plan-handlingsplan", args=[plan.pk])

    def hent(form, visning=None, **valg):
        return client.get(adresse, {"format": form, "visning": visning.pk if visning else "", **valg}).content

    return hent


def excel(innhold):
    return [list(rad) for rad in load_workbook(io.BytesIO(innhold)).active.iter_rows(values_only=True)]


def word(innhold):
    return [[celle.text for celle in rad.cells] for rad in Document(io.BytesIO(innhold)).tables[0].rows]


def rader_i_csv(innhold):
    return list(csv.reader(io.StringIO(innhold.decode("utf-8-sig")), delimiter=";"))


def ti_tiltak(plan, leder):
    behov = lag_behov(plan, "Sykepleiere som kan veilede nye og studenter")
    for nr in range(10):
        lag_tiltak(
            plan,
            f"Veilederutdanning med praksis, del {nr}",
            behov=[behov],
            maalgruppe="sykepleiere i begge avdelinger",
            antall=3,
            ansvarlig=leder.person,
            frist=dag(30 + nr),
            evaluering="Nye og veileder spørres etter fire måneder om hva som er tatt i bruk.",
            kostnader=[("eget", 12_000), ("tilskudd", 24_000)],
        )


@pytest.mark.parametrize("les", [("xlsx", excel), ("docx", word), ("csv", rader_i_csv)], ids=["xlsx", "docx", "csv"])
def test_the_plan_is_exported_with_exactly_the_headings_of_the_template(hent, les):
    form, tabell = les

    assert tabell(hent(form))[0] == MALEN


def test_a_view_for_another_receiver_leaves_the_first_unchanged(hent, plan):
    behov = lag_behov(plan, "Flere med fagbrev")
    lag_tiltak(plan, "Fagbrev på jobb", behov=[behov], ansvarlig_tekst="Enhetsleder")
    egen = Visning.objects.get(navn="Handlingsplan")
    foer = word(hent("docx", egen))
    andre = Visning.objects.create(navn="Fylket", rekkefolge=90)
    for kolonne in egen.kolonner.all():
        andre.kolonner.create(innhold=kolonne.innhold, overskrift=kolonne.overskrift, rekkefolge=kolonne.rekkefolge)
    andre.kolonner.filter(innhold="behov").update(overskrift="Utfordring")
    andre.kolonner.filter(innhold="frist").update(overskrift="Når")
    andre.kolonner.filter(innhold="evaluering").update(vises=False)

    etter = word(hent("docx", andre))

    assert etter[0] == ["Utfordring", "Tiltak og målgruppe", "Ansvarlig", "Når", "Kostnad/finansiering", "Status"]
    assert etter[1] == ["Flere med fagbrev", "Fagbrev på jobb", "Enhetsleder", "", "", "Utkast"]
    assert word(hent("docx", egen)) == foer
    assert foer[0] == MALEN


@pytest.mark.parametrize("navn", ["Handlingsplan", "Statsforvalteren", "Budsjett"])
def test_ten_measures_fit_on_two_pages(hent, plan, leder, navn):
    ti_tiltak(plan, leder)

    pdf = hent("pdf", Visning.objects.get(navn=navn))

    assert len(Pdf.open(io.BytesIO(pdf)).pages) <= 2


def test_the_file_holds_the_rows_and_the_order_of_the_page(hent, plan):
    lag_tiltak(plan, "Å", kostnader=[("eget", 1)])
    lag_tiltak(plan, "B", kostnader=[("eget", 2), ("tilskudd", 3)])
    lag_tiltak(plan, "Stoppet", status="stoppet")
    budsjett = Visning.objects.get(navn="Budsjett")

    rader = excel(hent("xlsx", budsjett, sorter="-kostnad", status="aapne"))

    assert [rad[0] for rad in rader[1:3]] == ["B", "Å"]
    assert rader[1][3:5] == [5, "eget budsjett og statlig tilskudd"]
    assert rader[-1][3] == "=SUM(D2:D3)"


def test_the_word_file_says_its_language_and_repeats_its_headings(hent, plan):
    dokument = Document(io.BytesIO(hent("docx")))
    rad = dokument.tables[0].rows[0]._tr

    assert dokument.core_properties.language == "nb-NO"
    assert dokument.core_properties.title == f"Handlingsplan Prosjektkontoret {plan.aar}"
    assert rad.xpath("./w:trPr/w:tblHeader")


def test_a_text_that_looks_like_a_formula_is_text_in_every_file(hent, plan):
    lag_tiltak(plan, "=1+1")

    assert excel(hent("xlsx"))[1][1] == "=1+1"
    assert rader_i_csv(hent("csv"))[1][1] == "'=1+1"
