"""Small files that are made to take time and memory: read, or refused in words, in a moment."""

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from kompetanse.felles import ooxml
from kompetanse.felles.spreadsheets import TabellFeil, read_table
from kompetanse.felles.spreadsheets.minne import minnegrense

SEKUNDER = 6  # of work; on a machine that has nothing else to do they take one or two


def excel_med(del_, biter):
    """An Excel file where the part is made of these pieces."""
    bok, data, ny = Workbook(), io.BytesIO(), io.BytesIO()
    for rad in (("Nr", "Navn"), ("1", "Kari")):
        bok.active.append(rad)
    bok.save(data)
    with zipfile.ZipFile(data) as gammel, zipfile.ZipFile(ny, "w", zipfile.ZIP_DEFLATED) as pakke:
        for navn in gammel.namelist():
            if navn != del_:
                pakke.writestr(navn, gammel.read(navn))
        with pakke.open(del_, "w") as fil:
            for bit in biter:
                fil.write(bit)
    return ny.getvalue()


def ark_med(*biter, etter=b"</sheetData></worksheet>"):
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    rader = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>' % (linje, linje, tekst)
        for linje, tekst in ((1, b"Nr"), (2, b"17"))
    )
    return excel_med("xl/worksheets/sheet1.xml", [start, rader, *biter, etter])


def les(innhold):
    """The rows, or the words of the refusal; and the seconds of work that it took."""
    start = time.process_time()
    try:
        svar = [tuple(rad) for rad in read_table(io.BytesIO(innhold), "ansatte.xlsx").rader]
    except TabellFeil as feil:
        svar = str(feil)
    return svar, time.process_time() - start


@pytest.mark.parametrize(
    ("innhold", "rader"),
    [
        (
            ark_med(b'<row r="1048576"><c r="A1048576"><v>99</v></c></row>'),
            [(2, ["17"]), (1_048_576, ["99"])],
        ),
        (ark_med(b"<row/>" * 300_000), [(2, ["17"])]),
        (ark_med(etter=b"</sheetData>" + b"<rowBreaks/>" * 300_000 + b"</worksheet>"), [(2, ["17"])]),
    ],
    ids=["siste linje i Excel", "mange tomme rader", "mye bak tabellen"],
)
def test_what_stands_far_down_or_behind_the_table_is_reached_at_once(innhold, rader):
    svar, sekunder = les(innhold)

    assert svar == rader
    assert sekunder < SEKUNDER


@pytest.mark.parametrize(
    ("innhold", "grunn"),
    [
        (excel_med("xl/sharedStrings.xml", [b"<si><t/></si>" * 100_000] * 150), "for stor når den pakkes ut"),
        (ark_med(b'<row r="1048577"><c><v>1</v></c></row>'), "for stor når den pakkes ut"),
        (ark_med(b"<row " * 300_000), "skadet"),
        (ark_med(b"<row " + b'hidden="1" ' * 100_000), "skadet"),
        (ark_med(b"<row><c " + b'r="A1" ' * 100_000), "skadet"),
        (ark_med(b"<row><c><f>1</f>" + b" " * 1_000_000), "skadet"),
    ],
    ids=["15 millioner tekster", "en linje for mye", "åpne tagger", "gjentatt skjult", "gjentatt celle", "mellomrom"],
)
def test_what_would_take_all_day_is_refused(innhold, grunn):
    svar, sekunder = les(innhold)

    assert grunn in svar
    assert sekunder < SEKUNDER


def test_a_file_that_needs_more_memory_than_there_is_is_refused_in_words(monkeypatch):
    monkeypatch.setattr("kompetanse.felles.spreadsheets.minne.MAX_MEMORY", 50_000_000)

    with pytest.raises(TabellFeil, match="Filen krever for mye minne"), minnegrense():
        bytearray(100_000_000)
    assert len(bytearray(100_000_000)) == 100_000_000


@pytest.mark.parametrize(
    ("innhold", "storrelse"),
    [(b"Nr;Navn\n1;Kari\n", 15), (ark_med(b"<row/>" * 1_000_000), 6_000_000), (b"PK\x03\x04 ikke pakket", 16)],
    ids=["tekst", "pakke", "ødelagt"],
)
def test_how_much_there_is_to_read_is_known_beforehand(innhold, storrelse):
    assert storrelse <= ooxml.utpakket(innhold) <= storrelse + 30_000
    assert len(innhold) < 30_000
