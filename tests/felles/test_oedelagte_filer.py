"""Files that begin as they should and are broken further in: always an answer in words, never an error of a library."""

import io
import random
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from kompetanse.felles.spreadsheets import TabellFeil, read_table
from kompetanse.felles.vedlegg import kontroller_vedlegg
from kompetanse.organisasjon.kommuneoppsett import les_logo

ANTALL = 150


def excel():
    bok, data = Workbook(), io.BytesIO()
    for rad in (("Navn", "Prosent"), ("Kari", 0.5), ("Ola", 80)):
        bok.active.append(rad)
    bok.save(data)
    return data.getvalue()


def bilde(slag):
    data = io.BytesIO()
    Image.effect_noise((40, 30), 50).save(data, slag, **({"exif": Image.Exif()} if slag == "JPEG" else {}))
    return data.getvalue()


def pdf():
    data = io.BytesIO()
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        dokument.save(data)
    return data.getvalue()


def pakket_om(innhold, maate):
    """The same package with its parts packed in another way."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(innhold)) as gammel, zipfile.ZipFile(data, "w", maate) as ny:
        for navn in gammel.namelist():
            ny.writestr(navn, gammel.read(navn))
    return data.getvalue()


FILER = {
    "a.xlsx": excel(),
    "b.xlsx": pakket_om(excel(), zipfile.ZIP_STORED),
    "c.xlsx": pakket_om(excel(), zipfile.ZIP_BZIP2),
    "d.xlsx": pakket_om(excel(), zipfile.ZIP_LZMA),
    "a.png": bilde("PNG"),
    "a.jpg": bilde("JPEG"),
    "a.pdf": pdf(),
}


def oedelagte(innhold):
    """The file with bytes changed, cut off, doubled or taken out, the same way each time."""
    tilfeldig = random.Random(len(innhold))
    for _nr in range(ANTALL):
        data = bytearray(innhold)
        sted = tilfeldig.randrange(4, len(data))
        hva = tilfeldig.randrange(4)
        if hva == 0:
            for _byte in range(tilfeldig.randint(1, 8)):
                data[tilfeldig.randrange(4, len(data))] = tilfeldig.randrange(256)
        elif hva == 1:
            del data[sted:]
        elif hva == 2:
            data[sted:sted] = data[sted : sted + 50]
        else:
            del data[sted : sted + tilfeldig.randint(1, 30)]
        yield bytes(data)


def melding(les, *argumenter):
    """What the reader is told about a file: «godtatt», or the refusal. Any other error goes through."""
    try:
        les(*argumenter)
    except ValidationError as feil:
        return feil.messages[0]
    except TabellFeil as feil:
        return str(feil)
    return "godtatt"


@pytest.mark.parametrize("navn", FILER)
def test_a_broken_attachment_is_taken_in_or_refused_in_words(navn):
    for innhold in [FILER[navn], *oedelagte(FILER[navn])]:
        assert navn in melding(kontroller_vedlegg, SimpleUploadedFile(navn, innhold)).replace("godtatt", navn)


@pytest.mark.parametrize("navn", [navn for navn in FILER if navn.endswith("xlsx")])
def test_a_broken_table_is_read_or_refused_in_words(navn):
    for innhold in [FILER[navn], *oedelagte(FILER[navn])]:
        assert melding(read_table, io.BytesIO(innhold), navn).endswith((".", "godtatt"))


@pytest.mark.parametrize("navn", ["a.png", "a.jpg"])
def test_a_broken_logo_is_drawn_or_refused_in_words(navn):
    for innhold in [FILER[navn], *oedelagte(FILER[navn])]:
        assert melding(les_logo, SimpleUploadedFile(navn, innhold)).endswith((".", "godtatt"))


def test_a_logo_that_the_camera_turned_is_drawn_upright():
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    Image.new("RGB", (60, 20)).save(data, "JPEG", exif=exif)

    with Image.open(io.BytesIO(les_logo(SimpleUploadedFile("a.jpg", data.getvalue())))) as logo:
        assert logo.size == (20, 60)
