"""Attachments: checked by content, several at once, opened by those who may see the case, and by nobody else."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kompetanse.felles.models import Hendelse
from soknader.models import Vedlegg
from soknader.sak import saksgang
from soknader.sak import vedlegg as vedleggene
from tests.soknader.factories import lag_soknad


@pytest.fixture(autouse=True)
def _lager(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def bilde(navn="tilbud.png", farge="red"):
    ut = io.BytesIO()
    Image.new("RGB", (4, 4), farge).save(ut, "PNG")
    return SimpleUploadedFile(navn, ut.getvalue(), "image/png")


def steg(soknad):
    return reverse("soknader:soknad-edit", args=[soknad.pk, "vedlegg"])


@pytest.fixture
def utkast(soker):
    return lag_soknad(soker)


@pytest.fixture
def som_soker(client, soker):
    client.force_login(soker)
    return client


@pytest.fixture
def fil(utkast, soker):
    return vedleggene.legg_ved(utkast, [bilde("Tilbud æøå.png")], bruker=soker)[0][0]


def test_several_files_are_attached_at_once(som_soker, utkast):
    svar = som_soker.post(steg(utkast), {"filer": [bilde("a.png"), bilde("b.png", "blue")], "last_opp": ""})

    assert svar.url == steg(utkast)
    assert [rad.filnavn for rad in utkast.vedlegg.all()] == ["a.png", "b.png"]


def test_the_same_content_is_attached_once(som_soker, utkast):
    for navn in ("a.png", "kopi.png"):
        som_soker.post(steg(utkast), {"filer": [bilde(navn)], "last_opp": ""})

    assert [rad.filnavn for rad in utkast.vedlegg.all()] == ["a.png"]


def _zip():
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as pakke:
        pakke.writestr("skadevare.exe", "MZ")
    return ut.getvalue()


@pytest.mark.parametrize(
    ("navn", "innhold"),
    [
        ("program.exe", b"MZ"),
        ("tilbud.pdf", b"MZ ikke en pdf"),
        ("regneark.xlsx", _zip()),
        ("tilbud.docx", _zip()),
        ("bilde.png", b"<svg onload=alert(1)>"),
        ("tom.pdf", b""),
        ("uten_ending", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name_and_the_others_kept(som_soker, utkast, navn, innhold):
    svar = som_soker.post(
        steg(utkast), {"filer": [bilde("god.png"), SimpleUploadedFile(navn, innhold)], "last_opp": ""}
    )

    assert list(svar.context["form"].errors) == ["filer"]
    assert {rad.filnavn for rad in utkast.vedlegg.all()} <= {"god.png"}


def test_a_file_that_is_too_big_is_refused(som_soker, utkast, settings):
    settings.MAX_VEDLEGG_BYTES = 50

    svar = som_soker.post(steg(utkast), {"filer": [bilde()], "last_opp": ""})

    assert "større enn" in str(svar.context["form"].errors)
    assert utkast.vedlegg.count() == 0


def test_no_more_than_twenty(som_soker, utkast, soker, monkeypatch):
    monkeypatch.setattr(vedleggene, "MAKS_ANTALL", 1)

    svar = som_soker.post(steg(utkast), {"filer": [bilde("a.png"), bilde("b.png", "blue")], "last_opp": ""})

    assert "høyst 1 vedlegg" in str(svar.context["form"].errors)
    assert utkast.vedlegg.count() == 1


def test_no_file_chosen_is_told_at_the_field_and_going_on_needs_none(som_soker, utkast):
    feil = som_soker.post(steg(utkast), {"last_opp": ""})
    videre = som_soker.post(steg(utkast), {"neste": ""})

    assert feil.context["form"].errors == {"filer": ["Velg minst én fil."]}
    assert videre.url == reverse("soknader:soknad-edit", args=[utkast.pk, "oppsummering"])


def test_the_file_is_fetched_whole_under_its_own_name(som_soker, utkast, fil):
    svar = som_soker.get(reverse("soknader:vedlegg-download", args=[utkast.pk, fil.pk]))

    assert svar.content == bilde().read()
    assert svar.headers["Content-Type"] == "image/png"
    assert svar.headers["Content-Disposition"] == "attachment; filename*=utf-8''Tilbud%20%C3%A6%C3%B8%C3%A5.png"


@pytest.mark.parametrize(
    ("hvem", "kode"),
    [("soker", 200), ("avdelingsdirektor", 200), ("hr", 200), ("kollega", 404), ("utenforstaende", 404)],
)
def test_a_sent_case_shows_its_files_to_those_who_may_see_it(client, utkast, fil, soker, request, hvem, kode):
    bruker = request.getfixturevalue(hvem)
    saksgang.send_inn(utkast, bruker=soker)
    client.force_login(bruker)

    assert client.get(reverse("soknader:vedlegg-download", args=[utkast.pk, fil.pk])).status_code == kode


def test_a_file_is_not_reached_through_another_case(som_soker, utkast, fil, soker):
    annen = lag_soknad(soker)

    assert som_soker.get(reverse("soknader:vedlegg-download", args=[annen.pk, fil.pk])).status_code == 404


def test_another_kommune_cannot_tell_whether_the_file_is_there(client, utkast, fil, annen_kommune):
    client.force_login(annen_kommune.hr)
    sider = [reverse("soknader:vedlegg-download", args=[utkast.pk, pk]) for pk in (fil.pk, 10**9)]

    assert [client.get(side).status_code for side in sider] == [404, 404]


def test_a_file_is_taken_away_while_the_case_may_be_edited(som_soker, utkast, fil):
    som_soker.post(reverse("soknader:vedlegg-delete", args=[utkast.pk, fil.pk]))

    assert utkast.vedlegg.count() == 0
    assert [(rad.handling, rad.kommentar) for rad in Hendelse.objects.for_objekt(utkast)] == [
        ("soknad.vedlegg_lagt_til", "Tilbud æøå.png"),
        ("soknad.vedlegg_fjernet", "Tilbud æøå.png"),
    ]


def test_a_file_of_a_sent_case_stays(client, som_soker, utkast, fil, soker, avdelingsdirektor):
    saksgang.send_inn(utkast, bruker=soker)

    eier = som_soker.post(reverse("soknader:vedlegg-delete", args=[utkast.pk, fil.pk]))
    client.force_login(avdelingsdirektor)
    annen = client.post(reverse("soknader:vedlegg-delete", args=[utkast.pk, fil.pk]))

    assert (eier.status_code, annen.status_code) == (302, 403)
    assert Vedlegg.objects.count() == 1


def test_a_lost_file_is_said_in_words(som_soker, utkast, fil, tmp_path):
    next(sti for sti in tmp_path.rglob("*") if sti.is_file()).unlink()

    svar = som_soker.get(reverse("soknader:vedlegg-download", args=[utkast.pk, fil.pk]), follow=True)

    assert "borte fra lageret" in svar.content.decode()
