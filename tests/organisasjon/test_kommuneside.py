"""The municipality's settings: colour with contrast, logo without anything but the picture, names of levels."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Enhet, Kommune

ADRESSE = reverse("organisasjon:kommune-update")


@pytest.fixture(autouse=True)
def _egne_filer(settings, tmp_path):
    lager = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lager}


def bilde(format_="PNG", storrelse=(300, 400)):
    data = io.BytesIO()
    Image.new("RGB", storrelse, "#0d7a5f").save(data, format_)
    return data.getvalue()


def skjema(**endret):
    svar = {
        "navn": "Fjordby kommune",
        "malform": "nb",
        "varselrytme": "straks",
        "nivaanavn": "Kommune\nEtat\nEnhet",
        "temafarge": "",
    }
    return svar | endret


def lagre(client, hr, **endret):
    client.force_login(hr)
    return client.post(ADRESSE, skjema(**endret), follow=True).content.decode()


def test_hr_changes_what_the_kommune_calls_things(client, kommune, hr):
    assert "Innstillingene er lagret." in lagre(client, hr, navn="Fjordbyen kommune", malform="nn")

    kommune.refresh_from_db()
    assert (kommune.navn, kommune.malform, kommune.nivaanavn) == (
        "Fjordbyen kommune",
        "nn",
        ["Kommune", "Etat", "Enhet"],
    )
    linje = Hendelse.objects.for_objekt(kommune).get()
    assert linje.data["endret"]["navn"] == ["Fjordby kommune", "Fjordbyen kommune"]
    rot = Enhet.objects.get(depth=1)
    assert list(rot.perioder.values_list("navn", flat=True)) == ["Fjordby kommune", "Fjordbyen kommune"]


def test_the_theme_colour_is_served_as_a_style_sheet(client, kommune, hr):
    lagre(client, hr, temafarge="#1B4F9C")

    css = client.get("/tema.css")
    assert css["content-type"] == "text/css; charset=utf-8"
    assert "--ds-color-brand1-base-default: #1b4f9c;" in css.content.decode()
    client.logout()
    assert client.get("/tema.css").content == b""


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("temafarge", "#ffe000", "Fargen er for lys: kontrasten mot hvitt er 1,3, og må være minst 4,5."),
        ("temafarge", "grønn", "Skriv fargen som # og seks tegn"),
        ("temafarge", "#12345", "Skriv fargen som # og seks tegn"),
        ("temafarge", "#0d7a5f;}", "sju tegn"),
        ("navn", "", "Rett dette før du går videre"),
        ("navn", "N" * 100_000, "Teksten er for lang"),
        ("nivaanavn", "Kommune\nEtat", "mellom tre og sju nivåer"),
        ("nivaanavn", "\n".join("abcdefgh"), "mellom tre og sju nivåer"),
        ("nivaanavn", "Kommune\nEtat\n" + "x" * 60, "høyst 40 tegn"),
        ("malform", "en", "Velg et gyldig valg"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client, kommune, hr, felt, verdi, melding):
    svar = lagre(client, hr, **{felt: verdi})

    assert "Innstillingene er lagret." not in svar
    assert melding in svar or "Rett dette før du går videre" in svar
    assert not Hendelse.objects.for_objekt(kommune).exists()


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_the_logo_is_drawn_anew_and_served_to_the_own_kommune(client, kommune, hr, annen_kommune, format_):
    skjult = bilde(format_) + b"<script>alert(1)</script>"
    lagre(client, hr, logo=SimpleUploadedFile("../../logo.php", skjult))

    svar = client.get(reverse("organisasjon:logo"))
    data = b"".join(svar.streaming_content)
    assert svar["content-type"] == "image/png"
    assert Image.open(io.BytesIO(data)).size == (150, 200)
    assert b"script" not in data
    client.force_login(annen_kommune.hr)
    assert client.get(reverse("organisasjon:logo")).status_code == 404
    client.logout()
    assert client.get(reverse("organisasjon:logo")).status_code == 404


def test_the_logo_can_be_removed(client, kommune, hr):
    lagre(client, hr, logo=SimpleUploadedFile("logo.png", bilde()))
    lagre(client, hr, fjern_logo="on")

    assert not Kommune.objects.get(pk=kommune.pk).logo


@pytest.mark.parametrize(
    ("fil", "melding"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "ikke et PNG- eller JPEG-bilde"),
        (b"%PDF-1.7", "ikke et PNG- eller JPEG-bilde"),
        (bilde()[:200], "ikke et PNG- eller JPEG-bilde"),
        (bilde("GIF"), "ikke et PNG- eller JPEG-bilde"),
        (b"\x89PNG" + b"0" * 1_100_000, "større enn 1 MB"),
        (bilde(storrelse=(6000, 6000)), "for mange bildepunkter"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(client, kommune, hr, fil, melding):
    assert melding in lagre(client, hr, logo=SimpleUploadedFile("logo.png", fil, "image/png"))
    assert not Kommune.objects.get(pk=kommune.pk).logo
