import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils.functional import lazystr

from kompetanse.felles.spreadsheets import read_table, tabell_response

OVERSKRIFTER = ["Sak", lazystr("Innvilget"), "Deltakere", "Dato", "Sendt", "Leder"]
RADER = [
    ("Videokurs", Decimal("93000.50"), 90, dt.date(2026, 3, 5), dt.datetime(2026, 3, 5, 11, 30, tzinfo=dt.UTC), True),
    ("Workshop", Decimal("-35000.00"), None, None, None, False),
]


def workbook(response):
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_csv_opens_right_in_norwegian_excel():
    response = tabell_response("csv", "Søknader 2026", OVERSKRIFTER, RADER)

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''S%C3%B8knader%202026.csv"
    assert response.content.decode("utf-8") == (
        "\ufeffSak;Innvilget;Deltakere;Dato;Sendt;Leder\r\n"
        "Videokurs;93000,50;90;05.03.2026;05.03.2026 12:30;ja\r\n"
        "Workshop;-35000,00;;;;nei\r\n"
    )


def test_excel_has_typed_cells_frozen_headings_and_sums():
    response = tabell_response("xlsx", "Søknader", OVERSKRIFTER, RADER, summer=["Innvilget"])

    ark = workbook(response).active
    assert [celle.value for celle in ark[1]] == ["Sak", "Innvilget", "Deltakere", "Dato", "Sendt", "Leder"]
    assert [celle.value for celle in ark[2]] == [
        "Videokurs", 93000.5, 90, dt.datetime(2026, 3, 5), dt.datetime(2026, 3, 5, 12, 30), "ja"
    ]  # fmt: skip
    assert [celle.value for celle in ark[3]] == ["Workshop", -35000, None, None, None, "nei"]
    assert (ark["A5"].value, ark["B5"].value) == ("Sum", "=SUM(B2:B3)")
    assert (ark["B2"].number_format, ark["D2"].number_format) == ("#,##0.00", "dd.mm.yyyy")
    assert (ark.freeze_panes, ark.auto_filter.ref) == ("A2", "A1:F3")
    values = openpyxl.load_workbook(io.BytesIO(response.content), data_only=True).active
    assert values["B5"].value == 58000.5


DANGEROUS = [
    "=1+1",
    "+47 900",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "  =cmd|' /C calc'!A0",
    "＝1+1",
    "=HYPERLINK('http://eksempel.test')",
    "\u200e=1+1",
    "\u200d\u200c=1+1",
    "\u180e+47 900",
    "\ufe0f\u034f@SUM(A1)",
    "\u3164\u115f=1+1",
    "\u2800\u00a0-2",
    "http://eksempel.test",
]


@pytest.mark.parametrize("tekst", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(tekst):
    celle = workbook(tabell_response("xlsx", "x", ["A"], [[tekst]])).active["A2"]
    linje = tabell_response("csv", "x", ["A"], [[tekst]]).content.decode("utf-8-sig").splitlines()[1]

    assert (celle.data_type, celle.value, celle.hyperlink) == ("s", tekst, None)
    assert linje.strip('"')[0] == "'" or tekst.startswith("http")


def test_control_characters_and_very_long_texts_give_a_file_that_opens():
    response = tabell_response("xlsx", "x", ["A"], [["a\x00\x07b\ufffe"], ["x" * 100_000]])

    ark = workbook(response).active
    assert ark["A2"].value == "ab"
    assert len(ark["A3"].value) == 32_767


@pytest.mark.parametrize("filformat", ["csv", "xlsx"])
def test_an_export_can_be_imported_again(filformat):
    response = tabell_response(
        filformat, "Ansatte", ["Nr", "Navn", "Fra"], [("00123", "Åse; «Bø»", dt.date(2026, 3, 5))]
    )

    tabell = read_table(io.BytesIO(response.content), f"ansatte.{filformat}")

    assert tabell.overskrifter == ["Nr", "Navn", "Fra"]
    assert tabell.rader[0].verdier[:2] == ["00123", "Åse; «Bø»"]


@pytest.mark.parametrize("tekst", ["=1+1", "\u200e=1+1", "'sitat'", "\u3164-2"])
def test_what_was_defused_is_as_it_was_when_it_is_imported_again(tekst):
    response = tabell_response("csv", "x", ["Nr", "Tekst"], [("1", tekst)])

    assert read_table(io.BytesIO(response.content), "x.csv").rader[0].verdier == ["1", tekst]


@pytest.mark.parametrize("filformat", ["", "pdf", None])
def test_a_page_without_a_known_format_is_no_export(filformat):
    assert tabell_response(filformat, "x", ["A"], []) is None


def test_an_empty_table_is_a_file_with_headings():
    ark = workbook(tabell_response("xlsx", "x", ["A", "B"], [], summer=["B"])).active

    assert [[celle.value for celle in rad] for rad in ark.rows] == [["A", "B"]]
