"""For every test that makes a PDF: is it archivable and accessible, and what does it say?"""

import io
import tempfile

import outloud
import pikepdf
import pymupdf
from lxml import etree

from kompetanse.felles.pdf_ua import PDFUA_ID, RDF

PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"


def assert_pdf_is_archivable(innhold):
    """Sound to qpdf, PDF/A-3a and PDF/UA-1 in one XMP packet, no error from outloud, Norwegian, Inter embedded."""
    with pikepdf.open(io.BytesIO(innhold)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) in {"nb", "nn"}
        declared = _declarations(pdf.Root.Metadata.read_bytes())
    assert declared == {"pdfa_part": "3", "pdfa_conformance": "A", "pdfua_part": "1"}
    assert outloud_errors(innhold) == []
    assert any("Inter" in name for name in embedded_fonts(innhold))


def outloud_errors(innhold):
    """What outloud calls errors, as short texts."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as fil:
        fil.write(innhold)
        fil.flush()
        result = outloud.check(fil.name)
    assert result.error is None
    return [f"{f.rule} p.{f.page}: {f.message} ({f.evidence})" for f in result.findings if f.severity == "error"]


def embedded_fonts(innhold):
    with pymupdf.open(stream=innhold, filetype="pdf") as pdf:
        fonts = {font for page in pdf for font in page.get_fonts()}
    assert all(extension != "n/a" for _xref, extension, *_rest in fonts)
    return [name for _xref, _extension, _type, name, *_rest in fonts]


def pdf_text(innhold):
    """All text in reading order, with single spaces, and soft line ends taken away."""
    return " ".join(page_texts(innhold))


def page_texts(innhold):
    """As `pdf_text`, page by page."""
    with pymupdf.open(stream=innhold, filetype="pdf") as pdf:
        return [" ".join(page.get_text().split()) for page in pdf]


def page_count(innhold):
    with pikepdf.open(io.BytesIO(innhold)) as pdf:
        return len(pdf.pages)


def _declarations(xmp):
    """The PDF/A and PDF/UA claims, all from the one rdf:RDF of the packet."""
    roots = etree.fromstring(xmp).findall(f"{{{RDF}}}RDF")
    assert len(roots) == 1
    attributes = {}
    for description in roots[0].findall(f"{{{RDF}}}Description"):
        attributes.update(description.attrib)
    return {
        "pdfa_part": attributes.get(f"{{{PDFA_ID}}}part"),
        "pdfa_conformance": attributes.get(f"{{{PDFA_ID}}}conformance"),
        "pdfua_part": attributes.get(f"{{{PDFUA_ID}}}part"),
    }
