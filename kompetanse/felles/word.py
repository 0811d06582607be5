"""A table as a Word document that people go on writing in: A4 on its side, headings repeated, rows kept whole."""

import io
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.tekst import rens_tekst

WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}
MARGIN_CM, PAGE_CM = 1.5, (29.7, 21.0)


def word_response(navn: str, **innhold):
    """The document of `tabelldokument(navn, …)` as a download."""
    return fil_response(tabelldokument(navn, **innhold), f"{navn}.docx", WORD_MIME)


def tabelldokument(
    tittel: str,
    *,
    overskrifter: Sequence[str],
    rader: Sequence[Sequence[str]],
    under: str = "",
    etter: Sequence[str] = (),
    spraak: str = "nb",
    laget: datetime | None = None,
) -> bytes:
    """The bytes of a document with one table; `under` stands below the title, and `etter` as lines after the table.

    A line break in a cell is one in Word. What the file says of when it was made is `laget`, or now.
    """
    from docx import Document  # slow to import, and few requests export
    from docx.shared import Pt

    dokument = Document()
    _prepare(dokument, tittel, LANGUAGES.get(spraak, "nb-NO"), laget or timezone.now())
    dokument.styles["Normal"].font.size = Pt(10)
    dokument.add_heading(rens_tekst(tittel), level=0)
    if under:
        dokument.add_paragraph(rens_tekst(under))
    _add_table(dokument, overskrifter, rader)
    for linje in etter:
        dokument.add_paragraph(rens_tekst(linje))
    ut = io.BytesIO()
    dokument.save(ut)
    return ut.getvalue()


def _prepare(dokument, tittel, spraak, laget):
    """The page, and what a reader and a screen reader ask of the file: title, language, when it was made."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    side = dokument.sections[0]
    side.orientation = WD_ORIENT.LANDSCAPE
    side.page_width, side.page_height = (Cm(length) for length in PAGE_CM)
    for edge in ("left", "right", "top", "bottom"):
        setattr(side, f"{edge}_margin", Cm(MARGIN_CM))
    om = dokument.core_properties
    om.title, om.language, om.author = rens_tekst(tittel), spraak, ""
    om.created = om.modified = timezone.make_naive(laget, timezone.get_default_timezone())
    for holder in (dokument.styles.element, dokument.settings.element):
        for mark in holder.iter("{*}lang", "{*}themeFontLang"):
            _set(mark, "w:val", spraak)


def _add_table(dokument, overskrifter, rader):
    tabell = dokument.add_table(rows=1, cols=len(overskrifter), style="Light Grid Accent 1")
    for celle, overskrift in zip(tabell.rows[0].cells, overskrifter, strict=True):
        celle.text = rens_tekst(str(overskrift))
    _mark_row(tabell.rows[0], "w:tblHeader", "w:cantSplit")
    for rad in rader:
        linje = tabell.add_row()
        for celle, verdi in zip(linje.cells, rad, strict=True):
            celle.text = rens_tekst(verdi, flere_linjer=True)
        _mark_row(linje, "w:cantSplit")


def _mark_row(rad, *merker):
    from docx.oxml import OxmlElement

    egenskaper = rad._tr.get_or_add_trPr()
    for merke in merker:
        egenskaper.append(OxmlElement(merke))


def _set(element, navn, verdi):
    from docx.oxml.ns import qn

    element.set(qn(navn), verdi)
