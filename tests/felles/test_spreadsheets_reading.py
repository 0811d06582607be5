import contextlib
import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.spreadsheets import TabellFeil, read_table, reading, tabell


def read(innhold, filename="ansatte.csv"):
    return read_table(io.BytesIO(innhold), filename)


def excel(*rows, formats=()):
    """An .xlsx file as bytes; `formats` is (cell, number format) pairs."""
    bok = openpyxl.Workbook()
    for row in rows:
        bok.active.append(row)
    for cell, number_format in formats:
        bok.active[cell].number_format = number_format
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def sentence(innhold, filename):
    with pytest.raises(TabellFeil) as feil:
        read(innhold, filename)
    return str(feil.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_encoding_and_separator(encoding, separator):
    tekst = f"Navn{separator}Sted{separator}Nr\r\nÅse Bjørnø{separator}Ærfugl{separator}00123\r\n"

    tabell = read(tekst.encode(encoding))

    assert tabell.overskrifter == ["Navn", "Sted", "Nr"]
    assert tabell.rader == [(2, ["Åse Bjørnø", "Ærfugl", "00123"])]


def test_csv_line_numbers_count_blank_lines_and_lines_inside_quotes():
    tabell = read(b'A;B\n\n"to\nlinjer";1\nen;2\n')

    assert tabell.rader == [(3, ["to\nlinjer", "1"]), (5, ["en", "2"])]


def test_csv_separator_is_not_guessed_from_inside_quotes():
    tabell = read(b'"Etternavn, fornavn, mellomnavn";Nr\n"Vik, Ingrid, A";1\n')

    assert tabell.rader == [(2, ["Vik, Ingrid, A", "1"])]


def test_csv_with_the_separator_line_that_excel_writes():
    assert read(b"sep=;\r\nA;B\r\n1;2\r\n").rader == [(3, ["1", "2"])]


def test_csv_row_with_a_value_too_many_is_reported_and_the_rest_are_read():
    tabell = read(b"A;B\n1;2;3\n4;5\n6\n7;8;\n")

    assert tabell.rader == [(3, ["4", "5"]), (4, ["6", ""]), (5, ["7", "8"])]
    assert tabell.feil == [
        (
            2,
            "Raden har 3 verdier, men det er 2 overskrifter. "
            "Sett anførselstegn rundt verdier som inneholder skilletegnet.",
        )
    ]


def test_control_characters_and_nul_are_taken_out():
    assert read(b"A;B\nhei\x00\x07;du\n").rader == [(2, ["hei", "du"])]


def test_headings_without_a_name_or_with_the_same_name_get_their_own():
    assert read(b"Navn;;Navn;\n1;2;3;\n").overskrifter == ["Navn", "Kolonne 2", "Navn (3)"]


def test_excel_values_become_text_that_the_forms_read():
    innhold = excel(
        ["Nr", "Fra", "Møte", "Prosent", "Timer", "Andel", "Leder", "Tom"],
        ["00123", dt.date(2027, 12, 31), dt.datetime(2027, 1, 2, 9, 30), 50.0, 37.5, 0.07, True, None],
        [123456789012, "1.2.2027", None, 100, 12.345, 1, False, None],
        formats=[("F2", "0%"), ("F3", "0.0%")],
    )

    assert read(innhold, "Ansatte.XLSX").rader == [
        (2, ["00123", "2027-12-31", "2027-01-02 09:30", "50", "37,5", "7", "ja", ""]),
        (3, ["123456789012", "1.2.2027", "", "100", "12,345", "100", "nei", ""]),
    ]


def test_excel_reads_the_first_visible_sheet_and_counts_blank_rows():
    bok = openpyxl.Workbook()
    bok.active.append(["Hemmelig"])
    bok.active.sheet_state = "hidden"
    ark = bok.create_sheet("Ansatte")
    ark["A3"], ark["A5"] = "Navn", "Åse"
    ut = io.BytesIO()
    bok.save(ut)

    tabell = read(ut.getvalue(), "ansatte.xlsx")

    assert tabell.overskrifter == ["Navn"]
    assert tabell.rader == [(5, ["Åse"])]


def test_empty_files_are_refused():
    assert sentence(b"", "a.csv") == "Filen er tom. Velg en fil med overskrifter og minst én rad."
    assert sentence(b"\xef\xbb\xbfA;B\n", "a.csv") == "Filen har ingen rader under overskriftene."
    assert sentence(excel(["A", "B"]), "a.xlsx") == "Filen har ingen rader under overskriftene."


def zip_with(**deler):
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as pakke:
        for navn, innhold in deler.items():
            pakke.writestr(navn, innhold)
    return ut.getvalue()


def replace_part(innhold, navn, nytt):
    """The same package with one part exchanged or added."""
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(innhold)) as fra, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as til:
        for del_ in fra.infolist():
            if del_.filename != navn:
                til.writestr(del_, fra.read(del_))
        til.writestr(navn, nytt)
    return ut.getvalue()


NOT_EXCEL = "Filen heter .xlsx, men er ikke en Excel-fil. Åpne den i Excel og lagre den som .xlsx."
OLD_EXCEL = "Filen er i det gamle Excel-formatet. Åpne den i Excel og lagre den som .xlsx."
PASSWORD = "Filen er beskyttet med passord. Fjern passordet i Excel og lagre filen på nytt."


@pytest.mark.parametrize(
    ("innhold", "filename", "expected"),
    [
        (zip_with(a="ikke et regneark"), "ansatte.xlsx", NOT_EXCEL),
        (b"PK\x03\x04 og saa noe tull", "ansatte.xlsx", NOT_EXCEL),
        (b"Navn;Nr\n1;2\n", "ansatte.xlsx", NOT_EXCEL),
        (b"Navn;Nr\n1;2\n", "ansatte.xls", OLD_EXCEL),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 500, "ansatte.xlsx", OLD_EXCEL),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "ansatte.xlsx", PASSWORD),
        (b"%PDF-1.7 ...", "a.csv", "Filen er en PDF. Eksporter listen som Excel (.xlsx) eller CSV i stedet."),
        (excel(["A"], ["1"]), "a.csv", "Filen heter .csv, men inneholder ikke tekst. Lagre den som CSV."),
        (b"\x89PNG" + b"\x00" * 100, "a.csv", "Filen heter .csv, men inneholder ikke tekst. Lagre den som CSV."),
        (b"A;B\n1;2", "ansatte.docx", "Filtypen kan ikke leses. Bruk Excel (.xlsx) eller CSV."),
    ],
)
def test_wrong_content_is_refused_with_what_to_do(innhold, filename, expected):
    assert sentence(innhold, filename) == expected


def test_a_file_over_the_size_limit_is_refused(settings):
    settings.MAX_IMPORT_BYTES = 1024

    assert sentence(b"A;B\n" + b"1;2\n" * 1000, "a.csv").startswith("Filen er større enn 1,0\xa0KB.")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(settings):
    settings.MAX_IMPORT_BYTES = 100_000
    bombe = replace_part(excel(["A"], ["1"]), "xl/bombe.xml", b" " * 5_000_000)

    assert len(bombe) < settings.MAX_IMPORT_BYTES
    assert sentence(bombe, "a.xlsx").startswith("Excel-filen er for stor når den pakkes ut.")


def test_macros_and_entities_are_refused():
    fil = excel(["A"], ["1"])
    med_entitet = replace_part(fil, "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>')
    med_makro = replace_part(fil, "[Content_Types].xml", b"... spreadsheetml.sheet.main+xml vbaProject ...")

    assert sentence(med_entitet, "a.xlsx") == NOT_EXCEL
    assert sentence(med_makro, "a.xlsx").startswith("Filen inneholder makroer.")


def test_a_damaged_sheet_is_refused():
    skadet = replace_part(excel(["A"], ["1"]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'>")

    assert sentence(skadet, "a.xlsx") == "Excel-filen er skadet. Åpne den i Excel og lagre den på nytt."


def test_too_many_rows_and_columns_are_refused(monkeypatch):
    monkeypatch.setattr(tabell, "MAX_ROWS", 3)
    monkeypatch.setattr(tabell, "MAX_COLUMNS", 3)

    assert sentence(b"A\n1\n2\n3\n4\n", "a.csv") == "Filen har over 3 rader. Del den i flere filer."
    assert sentence(excel(list("ABCD"), list("1234")), "a.xlsx").startswith("Filen har over 3 kolonner.")


def test_a_cell_without_end_is_told_by_its_line():
    innhold = b'A;B\n1;2\n3;"' + b"x\n" * 100_000

    assert sentence(innhold, "a.csv") == "Linje 3 kan ikke leses. Kanskje mangler det et anførselstegn."


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zs", "Cn"]), min_size=1, max_size=12
).filter(lambda celle: celle not in reading.EXCEL_ERRORS)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20))
def test_what_a_csv_writer_wrote_is_read_back(rows):
    ut = io.StringIO()
    csv.writer(ut, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["A", "B", "C"], *rows])

    tabell = read(ut.getvalue().encode())

    assert [rad.verdier for rad in tabell.rader] == [
        [reading.rens_tekst(celle).strip() for celle in rad] for rad in rows
    ]


@given(st.binary(max_size=300))
def test_no_content_gives_anything_but_a_table_or_a_sentence(innhold):
    for filename in ("a.csv", "a.xlsx"):
        with contextlib.suppress(TabellFeil):
            read(innhold, filename)
