"""The door: each comes in by oneself, by a button or a link, on the day alone; and never for anyone else."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Engangslenke
from kurs.models import Kjoring, Oppmote, Samling
from kurs.oppmote import dor
from tests.kurs.factories import lag_kjoring, lag_plass
from tests.kurs.oppmote.conftest import Gjest

pytestmark = pytest.mark.django_db


@pytest.fixture
def aapen(samling, plass, kollega):
    """The date, with its door open."""
    return dor.ny_kode(samling, bruker=kollega)


@pytest.fixture
def gjest():
    return Gjest()


def adressen(samling, navn="samling", *mer):
    return reverse(f"dor:{navn}", args=[samling.kode, *mer])


def kom():
    return [(rad.kursplass.person.fornavn, rad.maate) for rad in Oppmote.objects.select_related("kursplass__person")]


def test_who_is_signed_in_comes_in_by_one_button(client, aapen, soker):
    client.force_login(soker)

    side = client.get(adressen(aapen))
    assert "Jeg er her" in side.content.decode()
    assert kom() == []

    response = client.post(adressen(aapen), follow=True)
    assert "Velkommen, Siri" in response.content.decode()
    assert kom() == [("Siri", "qr")]


def test_a_phone_that_lost_the_answer_asks_again_and_is_noted_once(client, aapen, soker):
    client.force_login(soker)
    client.post(adressen(aapen))
    foerst = Oppmote.objects.get()

    client.post(adressen(aapen))
    igjen = client.get(adressen(aapen))

    assert Oppmote.objects.get() == foerst
    assert igjen.context["oppmote"] == foerst
    assert "Jeg er her" not in igjen.content.decode()


def test_what_the_teacher_has_written_is_not_changed_at_the_door(client, aapen, plass, soker):
    Oppmote.objects.create(samling=aapen, kursplass=plass, halvdager=1, timer=3)
    client.force_login(soker)

    client.post(adressen(aapen))

    assert [(str(rad.halvdager), rad.maate) for rad in Oppmote.objects.all()] == [("1.0", "liste")]


def test_one_without_a_place_is_told_so_and_comes_for_nobody(aapen, leder, annen_kommune):
    for hvem in (leder, annen_kommune.hr):
        fremmed = Gjest()
        fremmed.force_login(hvem)

        response = fremmed.post(adressen(aapen), {"plass": "1", "person": "1"})

        assert "Du står ikke på deltakerlisten" in response.content.decode()
        assert "Siri" not in response.content.decode()
    assert kom() == []


# --- The link ---------------------------------------------------------------------------------------


def test_one_who_is_not_signed_in_gets_a_link_by_mail_and_comes_in(gjest, aapen, soker, annen_plass, settings):
    settings.EMAIL_HOST = "localhost"
    response = gjest.post(adressen(aapen, "lenke"), {"epost": soker.epost.upper()}, follow=True)
    assert "en lenke på vei" in response.content.decode()
    assert [(lenke.mottaker, lenke.lag) for lenke in Engangslenke.objects.all()] == [(soker, "kurs.oppmote.dor.brev")]

    emne, _tekst, sti = dor.brev(soker)
    assert emne == "Jeg er her: Kurs i førstehjelp"
    assert "Siri Test" in gjest.get(sti).content.decode()
    assert kom() == []
    gjest.post(sti)
    assert kom() == [("Siri", "qr")]


def test_nobody_is_told_who_is_on_the_list(gjest, aapen, leder, settings):
    settings.EMAIL_HOST = "localhost"

    svar = [
        gjest.post(adressen(aapen, "lenke"), {"epost": adresse}) for adresse in (leder.epost, "ingen@eksempel.test")
    ]

    assert {(en.status_code, en.url) for en in svar} == {(302, adressen(aapen) + "?sendt")}
    assert not Engangslenke.objects.exists()


def test_a_link_is_asked_for_three_times_and_no_more(gjest, aapen, soker, settings):
    settings.EMAIL_HOST = "localhost"

    svar = [gjest.post(adressen(aapen, "lenke"), {"epost": soker.epost}).status_code for _ in range(4)]

    assert svar == [302, 302, 302, 429]


def test_a_link_is_for_one_person_and_one_code(gjest, aapen, soker, utenforstaende, annen_plass, kollega):
    _emne, _tekst, sti = dor.brev(soker)
    bevis = sti.rstrip("/").rpartition("/")[2]

    fusk = adressen(aapen, "meg", bevis[:-3] + ("abc" if bevis[-3:] != "abc" else "cba"))
    assert gjest.post(fusk).url == adressen(aapen)
    ny = dor.ny_kode(aapen, bruker=kollega)
    assert gjest.post(sti).status_code == 404
    assert gjest.post(adressen(ny, "meg", bevis)).url == adressen(ny)

    assert kom() == []


def test_no_link_is_sent_when_the_door_is_shut(aapen, soker):
    Kjoring.objects.update(status=Kjoring.Status.AVLYST)

    assert dor.brev(soker) is None


# --- The code ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["soker", "leder"])
def test_others_open_no_door(samling, request, hvem):
    with pytest.raises(PermissionDenied):
        dor.ny_kode(samling, bruker=request.getfixturevalue(hvem))


def test_a_new_code_shuts_the_one_before(gjest, aapen, kollega):
    foer = adressen(aapen)

    ny = dor.ny_kode(aapen, bruker=kollega)

    assert gjest.get(foer).status_code == 404
    assert gjest.get(adressen(ny)).status_code == 200


def test_the_code_lives_for_the_day_alone(gjest, aapen):
    slutt = timezone.localtime(aapen.slutt)
    sent = slutt.replace(hour=23, minute=59)

    with time_machine.travel(sent, tick=False):
        assert gjest.get(adressen(aapen)).status_code == 200
    with time_machine.travel(sent + dt.timedelta(minutes=2), tick=False):
        assert gjest.get(adressen(aapen)).status_code == 404


def test_the_day_that_the_clocks_go_back_is_an_hour_longer(kurs, soker, kollega, gjest):
    def naar(tekst):
        return timezone.make_aware(dt.datetime.fromisoformat(tekst))

    kjoring = lag_kjoring(kurs, dager=())
    lag_plass(kjoring, soker.person)
    samling = Samling.objects.create(
        kjoring=kjoring, start=naar("2027-10-31T18:00"), slutt=naar("2027-10-31T21:00"), halvdager=1
    )
    with time_machine.travel(naar("2027-10-31T01:30"), tick=False):
        aapen = dor.ny_kode(samling, bruker=kollega)
    for klokken, ventet in (("2027-10-31T23:30", 200), ("2027-11-01T00:01", 404)):
        with time_machine.travel(naar(klokken), tick=False):
            assert gjest.get(adressen(aapen)).status_code == ventet


def test_no_code_is_made_when_the_day_is_over(kurs, kollega):
    samling = lag_kjoring(kurs, dager=(-1,)).samlinger.get()

    with pytest.raises(ValidationError, match="er over"):
        dor.ny_kode(samling, bruker=kollega)


@pytest.mark.parametrize("endring", ["avlyst", "flyttet", "gjettet"])
def test_all_that_is_wrong_with_a_code_is_told_alike(gjest, aapen, endring):
    kode = aapen.kode
    if endring == "avlyst":
        Kjoring.objects.update(status=Kjoring.Status.AVLYST)
    elif endring == "flyttet":
        en_dag = dt.timedelta(days=1)
        Samling.objects.update(start=aapen.start + en_dag, slutt=aapen.slutt + en_dag)
    else:
        kode = "BBBBBBBB"

    response = gjest.get(reverse("dor:samling", args=[kode]))

    assert response.status_code == 404
    assert "Koden virker ikke" in response.content.decode()


def test_one_who_guesses_is_stopped(gjest, aapen):
    svar = [gjest.get(reverse("dor:samling", args=["BBBBBBBB"])).status_code for _ in range(dor.FEILTASTET.hoyst + 1)]

    assert svar == [404] * dor.FEILTASTET.hoyst + [429]


def test_the_wall_shows_the_code_and_how_many_have_come(client, aapen, plass, kollega):
    client.force_login(kollega)
    vegg = reverse("kurs:samling-dor", args=[aapen.pk])
    naa = reverse("kurs:samling-dor-naa", args=[aapen.pk])
    dora = client.get(vegg).context["dor"]
    assert (dora.her, dora.alle) == (0, 1)
    assert client.get(naa, {"merke": dora.merke}).status_code == 204

    dor.kom_inn(aapen, plass)

    assert "av 1 er her" in client.get(naa, {"merke": dora.merke}).content.decode()
