"""Tables of documents that people wrote for each other: nothing that stands in them is left out."""

import io
from collections import Counter

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.felles.spreadsheets.document_reading import AVSNITT, TEKST, read_document, ryddig

KJENTE = {"behov", "tiltak", "frist", "ansvarlig"}


def les(innhold, filnavn, **valg):
    innhold = innhold.encode() if isinstance(innhold, str) else innhold
    return read_document(
        io.BytesIO(innhold), filnavn, kjenner=lambda verdier: sum(v.casefold() in KJENTE for v in verdier), **valg
    )


def rader(tabell):
    """Each row as heading → text, without what is empty."""
    return [
        {navn: verdi for navn, verdi in zip(tabell.overskrifter, rad.verdier, strict=True) if verdi}
        for rad in tabell.rader
    ]


def ord_i(tabell):
    return Counter(
        ord_
        for tekster in (tabell.overskrifter, *(rad.verdier for rad in tabell.rader))
        for t in tekster
        for ord_ in t.split()
    )


def test_tables_with_a_heading_above_each_become_one():
    tabell = les(
        """<h2>Helse</h2><table><tr><th>Behov</th><th>Tiltak</th></tr><tr><td>Sår</td><td>Kurs</td></tr></table>
        <p>Oppvekst</p><table><tr><td>Tiltak</td><td>Frist</td></tr><tr><td>Fagdag</td><td>mai</td></tr></table>""",
        "plan.html",
    )

    assert rader(tabell) == [
        {"Behov": "Sår", "Tiltak": "Kurs", AVSNITT: "Helse"},
        {"Tiltak": "Fagdag", "Frist": "mai", AVSNITT: "Oppvekst"},
    ]


def test_a_header_that_is_repeated_is_no_row_and_a_table_without_one_has_that_of_the_table_before():
    tabell = les(
        "Behov\tTiltak\nA\tB\nBehov\tTiltak\nC\tD\n\nE\tF\n",
        "limt.tsv",
    )

    assert rader(tabell) == [{"Behov": x, "Tiltak": y} for x, y in ("AB", "CD", "EF")]


def test_a_cell_that_spans_rows_is_filled_out_and_one_that_spans_columns_is_a_title():
    tabell = les(
        """<table><tr><th>Behov</th><th>Tiltak</th></tr><tr><td rowspan="2">Sår</td><td>Kurs</td></tr>
        <tr><td>Hospitering</td></tr><tr><td colspan="2">Ledelse</td></tr><tr><td></td><td>Lederskole</td></tr></table>""",
        "plan.html",
    )

    assert rader(tabell) == [
        {"Behov": "Sår", "Tiltak": "Kurs"},
        {"Behov": "Sår", "Tiltak": "Hospitering"},
        {"Tiltak": "Lederskole", AVSNITT: "Ledelse"},
    ]


def test_without_headings_the_columns_are_numbered_and_a_person_can_say_where_they_stand():
    uten = "Hva;Hvor\nKurs;Oslo"

    assert les(uten, "plan.csv").overskrifter == ["Kolonne 1", "Kolonne 2"]
    assert rader(les(uten, "plan.csv", linje=1)) == [{"Hva": "Kurs", "Hvor": "Oslo"}]


def test_a_pasted_list_is_a_table_of_one_column():
    assert rader(les("Kurs i sår\nHospitering, to dager\n", "limt.tsv")) == [
        {"Kolonne 1": "Kurs i sår"},
        {"Kolonne 1": "Hospitering, to dager"},
    ]


def test_text_around_the_tables_and_a_title_without_rows_stay():
    tabell = les(
        """<p>Innledning.</p><p>Tabellen</p><table><tr><th>Behov</th><th>Tiltak</th></tr><tr><td>A</td><td>B</td></tr>
        <tr><td colspan="2">Tomt</td></tr></table><ul><li>Til slutt</li></ul>""",
        "plan.html",
    )

    assert rader(tabell) == [
        {TEKST: "Innledning."},
        {"Behov": "A", "Tiltak": "B", AVSNITT: "Tabellen"},
        {TEKST: "Tomt"},
        {TEKST: "Til slutt"},
    ]


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Alle \nprosjektled\nere i IKT-\ntjenester", "Alle prosjektledere i IKT-tjenester"),
        ("Kommunikasjons- \nog OU-tjenester", "Kommunikasjons- og OU-tjenester"),
        ("Refleksjonsgruppe\nannenhver uke", "Refleksjonsgruppe\nannenhver uke"),
        ("Første.  \n\nAndre \nlinje", "Første.\n\nAndre linje"),
    ],
)
def test_a_word_is_joined_only_where_the_other_wraps_have_kept_their_space(tekst, ventet):
    assert ryddig(tekst) == ventet


def lag_word():
    """A document with a picture, a merged cell, a table within a cell, and tracked changes: one inserted, one deleted."""
    dokument = docx.Document()
    dokument.add_heading("Plan for sykehjemmet", 1)
    bilde = io.BytesIO()
    Image.new("RGB", (4, 4)).save(bilde, "PNG")
    bilde.seek(0)
    dokument.add_picture(bilde)
    tabell = dokument.add_table(3, 2)
    for celle, tekst in zip(tabell.rows[0].cells, ("Behov", "Tiltak"), strict=True):
        celle.text = tekst
    tabell.cell(1, 0).merge(tabell.cell(2, 0)).text = "Sårbehandling"
    tabell.cell(1, 1).text = "Kurs"
    avsnitt = tabell.cell(1, 1).paragraphs[0]._p
    for merke, tagg, tekst in (("ins", "t", " for fem"), ("del", "delText", " for tre")):
        avsnitt.append(
            parse_xml(
                f'<w:{merke} {nsdecls("w")} w:id="1" w:author="A"><w:r><w:{tagg} xml:space="preserve">{tekst}'
                f"</w:{tagg}></w:r></w:{merke}>"
            )
        )
    inni = tabell.cell(2, 1).add_table(1, 2)
    inni.cell(0, 0).text, inni.cell(0, 1).text = "Hospitering", "uke 12"
    ut = io.BytesIO()
    dokument.save(ut)
    return ut.getvalue()


def test_a_word_document_with_pictures_nested_tables_and_tracked_changes_is_read():
    tabell = les(lag_word(), "plan.docx")

    assert rader(tabell) == [
        {"Behov": "Sårbehandling", "Tiltak": "Kurs for fem", AVSNITT: "Plan for sykehjemmet"},
        {"Behov": "Sårbehandling", "Tiltak": "Hospitering uke 12", AVSNITT: "Plan for sykehjemmet"},
    ]
    assert "tre" not in ord_i(tabell)


@pytest.mark.parametrize(
    ("innhold", "filnavn", "melding"),
    [
        (b"", "tom.docx", "Filen er tom"),
        (b"PK\x03\x04 ikke mer", "plan.docx", "ikke et Word-dokument"),
        (b"%PDF-1.7", "plan.pdf", "Filtypen kan ikke leses"),
        (b"<table></table>", "limt.html", "Vi fant ingen tekst"),
    ],
)
def test_what_cannot_be_read_says_why(innhold, filnavn, melding):
    with pytest.raises(TabellFeil, match=melding):
        les(innhold, filnavn)
