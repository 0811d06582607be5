import hashlib
import io
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kompetanse.felles import aktivt, vedlegg
from kompetanse.felles.vedlegg import EXCEL_MIME, WORD_MIME, kontroller_vedlegg


def pdf(**save):
    ut = io.BytesIO()
    dokument = pikepdf.new()
    dokument.add_blank_page()
    dokument.save(ut, **save)
    return ut.getvalue()


def xlsx():
    ut = io.BytesIO()
    openpyxl.Workbook().save(ut)
    return ut.getvalue()


def package(hovedtype, **deler):
    """The smallest Office file that says what it is."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as pakke:
        pakke.writestr("[Content_Types].xml", f'<Types><Override ContentType="{hovedtype}"/></Types>')
        for navn, innhold in deler.items():
            pakke.writestr(navn, innhold)
    return ut.getvalue()


def docx(**deler):
    return package(f"{WORD_MIME}.main+xml", **deler)


def pdf_with(**entries):
    """A PDF whose catalogue has these entries."""
    ut = io.BytesIO()
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        for navn, verdi in entries.items():
            dokument.Root[f"/{navn}"] = dokument.make_indirect(verdi) if navn == "OpenAction" else verdi
        dokument.save(ut, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return ut.getvalue()


def action(slag, **mer):
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{slag}"), **mer)


def with_embedded_file():
    ut = io.BytesIO()
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        dokument.attachments["regning.exe"] = b"MZ"
        dokument.save(ut)
    return ut.getvalue()


def hex_named():
    ut = io.BytesIO()
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        dokument.Root.OpenAction = action("JavaScript")
        dokument.save(ut)
    return ut.getvalue().replace(b"/JavaScript", b"/J#61vaScr#69pt")


def relation(slag, target="../x", mode="Internal", encoding="utf-8"):
    """A Word file with one relation."""
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><Relationships><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{slag}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return docx(**{"word/_rels/document.xml.rels": xml.encode(encoding)})


def picture(slag, size=(20, 20)):
    ut = io.BytesIO()
    Image.new("RGB", size, "green").save(ut, slag)
    return ut.getvalue()


def check(innhold, filnavn):
    return kontroller_vedlegg(SimpleUploadedFile(filnavn, innhold))


def error(innhold, filnavn):
    with pytest.raises(ValidationError) as feil:
        check(innhold, filnavn)
    assert filnavn.rpartition("/")[2] in feil.value.messages[0]
    return feil.value.code


@pytest.mark.parametrize(
    ("innhold", "filnavn", "mime"),
    [
        (pdf(), "Tilbud på kurs.PDF", "application/pdf"),
        (docx(), "søknad.docx", WORD_MIME),
        (xlsx(), "budsjett.xlsx", EXCEL_MIME),
        (picture("PNG"), "bilde.png", "image/png"),
        (picture("JPEG"), "bilde.jpg", "image/jpeg"),
        (picture("JPEG"), "bilde.jpeg", "image/jpeg"),
    ],
)
def test_the_kinds_that_may_be_attached(innhold, filnavn, mime):
    info = check(innhold, filnavn)

    assert info == (mime, hashlib.sha256(innhold).hexdigest(), len(innhold), filnavn, innhold)


@pytest.mark.parametrize(
    ("innhold", "filnavn", "code"),
    [
        (b"MZ...", "program.exe", "type"),
        (b"<script>", "side.html", "type"),
        (b"<svg/>", "tegning.svg", "type"),
        (docx(), "makroer.docm", "type"),
        (b"%PDF-1.7", "uten-ending", "type"),
        (b"", "tom.pdf", "empty"),
        (b"MZ program", "kurs.pdf", "mismatch"),
        (xlsx(), "kurs.pdf", "mismatch"),
        (pdf(), "kurs.docx", "mismatch"),
        (xlsx(), "kurs.docx", "mismatch"),
        (docx(), "kurs.xlsx", "mismatch"),
        (picture("PNG"), "kurs.jpg", "mismatch"),
        (picture("JPEG"), "kurs.png", "mismatch"),
        (b"GIF89a", "kurs.png", "mismatch"),
        (b"<html><script>alert(1)</script>", "kurs.png", "mismatch"),
        (picture("PNG")[:-30], "kurs.png", "mismatch"),
        (b"%PDF-1.7 resten mangler", "kurs.pdf", "damaged"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "kurs.pdf", "password"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "kurs.pdf", "password"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "kurs.docx", "password"),
        (package("application/vnd.ms-word.document.macroEnabled.main+xml"), "kurs.docx", "macros"),
    ],
)
def test_what_may_not_be_attached_is_refused_by_name(innhold, filnavn, code):
    assert error(innhold, filnavn) == code


@pytest.mark.parametrize(
    ("innhold", "code"),
    [
        (pdf_with(OpenAction=action("JavaScript", JS=pikepdf.String("app.alert(1)"))), "kjorer"),
        (pdf_with(OpenAction=action("Launch", F=pikepdf.String("cmd.exe"))), "kjorer"),
        (pdf_with(AA=pikepdf.Dictionary(O=action("SubmitForm"))), "kjorer"),
        (pdf_with(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())), "kjorer"),
        (pdf_with(AcroForm=pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("x"))), "kjorer"),
        (hex_named(), "kjorer"),
        (with_embedded_file(), "inneholder"),
        (pdf_with(OpenAction=action("GoToE")), "inneholder"),
    ],
    ids=["JavaScript", "Launch", "SubmitForm", "navnetre", "XFA", "J#61vaScript", "vedlagt fil", "GoToE"],
)
def test_a_pdf_that_does_something_by_itself_or_holds_other_files_is_refused(innhold, code):
    assert error(innhold, "kurs.pdf") == code


def test_a_pdf_that_opens_at_a_page_and_links_to_the_web_is_taken():
    innhold = pdf_with(OpenAction=action("GoTo"), AA=pikepdf.Dictionary(O=action("URI", URI=pikepdf.String("x"))))

    assert check(innhold, "kurs.pdf").mime == "application/pdf"


def test_a_pdf_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(aktivt, "MAX_OBJECTS", 1)

    assert error(pdf(), "kurs.pdf") == "for_mye"


def test_a_pdf_that_unpacks_to_a_hundred_megabytes_is_refused():
    pakket = zlib.compress(b" " * 100_000_000)
    strom = b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(pakket)
    innhold = b"%PDF-1.7\n" + strom + pakket + b"\nendstream endobj\ntrailer <</Root 1 0 R>>"

    assert error(innhold, "kurs.pdf") == "damaged"


@pytest.mark.parametrize(
    ("innhold", "code"),
    [
        (relation("attachedTemplate", "https://ond.example/mal.dotm", "External"), "henter"),
        (relation("attachedTemplate", "https://ond.example/mal.dotm", "External", "utf-16"), "henter"),
        (relation("attachedTemplate", "file://ond.example/mal.dotm", "External"), "henter"),
        (relation("attachedTemplate", r"\\ond.example\mal.dotm", "External"), "henter"),
        (relation("attachedTemplate", r"\\?\UNC\ond.example\mal.dotm", "External"), "henter"),
        (relation("image", "http://ond.example/sporing.png", "External"), "henter"),
        (relation("oleObject", "embeddings/oleObject1.bin"), "inneholder"),
        (relation("aFChunk", "afchunk.rtf"), "inneholder"),
        (relation("control", "activeX/activeX1.xml"), "kjorer"),
        (docx(**{"word/embeddings/oleObject1.bin": b"MZ"}), "inneholder"),
    ],
    ids=["mal på nettet", "i UTF-16", "mal på tjener", "UNC", "lang UNC", "bilde", "OLE", "RTF", "ActiveX", "bin"],
)
def test_a_word_file_that_fetches_or_holds_what_runs_is_refused(innhold, code):
    assert error(innhold, "søknad.docx") == code


@pytest.mark.parametrize(
    "innhold",
    [
        relation("attachedTemplate", "file:///C:\\Users\\kari\\Maler\\brev.dotx", "External"),
        relation("attachedTemplate", "Normal.dotm", "External"),
        relation("hyperlink", "https://kurs.example/", "External"),
        relation("package", "embeddings/Microsoft_Excel_Sheet.xlsx"),
    ],
    ids=["egen maskin", "uten sti", "lenke", "tall bak et diagram"],
)
def test_what_ordinary_word_files_have_is_taken(innhold):
    assert check(innhold, "søknad.docx").mime == WORD_MIME


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE x><x/>".encode("utf-8-sig"),
        "<!DOCTYPE x><x/>".encode("utf-16"),
        "<!DOCTYPE x><x/>".encode("utf-16-le"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>',
        b'<?xml version="1.0" encoding="cp1140"?><x/>',
        b"<!--" + b" " * 500_000 + b"--><!DOCTYPE x><x/>",
        b"<!--" + b" " * 2_000_000 + b"--><x/>",
    ],
    ids=["BOM", "UTF-16", "UTF-16 uten BOM", "UTF-7", "EBCDIC", "langt nede", "uten ende"],
)
@pytest.mark.parametrize("navn", ["word/document.xml", "word/settings.xml.rels"])
def test_a_declared_doctype_is_found_wherever_it_stands_in_the_head(xml, navn):
    assert error(docx(**{navn: xml}), "søknad.docx") == "mismatch"


def test_a_file_over_the_limit_is_refused(settings):
    settings.MAX_VEDLEGG_BYTES = 100

    assert error(pdf(), "kurs.pdf") == "size"


def test_a_packed_bomb_is_refused(settings):
    settings.MAX_VEDLEGG_BYTES = 100_000

    assert error(docx(**{"word/bombe.xml": b" " * 10_000_000}), "kurs.docx") == "bomb"


def test_a_picture_with_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(vedlegg, "MAX_PIXELS", 100)

    assert error(picture("PNG"), "kurs.png") == "pixels"


def test_the_name_is_made_safe():
    fil = SimpleUploadedFile("x.pdf", pdf())
    fil._name = "..\\..\\kurs\r\n.pdf"

    assert kontroller_vedlegg(fil).filnavn == "kurs.pdf"


@given(st.binary(max_size=200), st.sampled_from(sorted(vedlegg.ENDINGS)), st.booleans())
def test_no_content_gives_anything_but_an_answer(innhold, ending, with_magic):
    starts = {".pdf": b"%PDF-1.7\n", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff\xe0", ".jpeg": b"\xff\xd8"}
    innhold = (starts.get(ending, b"PK\x03\x04") if with_magic else b"") + innhold

    with pytest.raises(ValidationError):
        check(innhold, f"fil{ending}")
