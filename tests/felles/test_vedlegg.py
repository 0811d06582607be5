import hashlib
import io
import zipfile

import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kompetanse.felles import vedlegg
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
