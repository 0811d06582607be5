"""The phones: in by a code, without login; limited, and told the same whatever is wrong with a code."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles import kode
from planer.drofting import inngang, mote, tavle, telefon
from planer.models import Gruppestemme, Innspill, Kompetansedrofting, Moterom, Punkt
from tests.planer.drofting.conftest import Gjest, holdt, innspill, les, ny_telefon, skriv


def adressen(rom, navn="rom", *mer):
    return reverse(f"telefon:{navn}", args=[rom.kode, *mer])


@pytest.fixture
def gjest():
    return Gjest()


@pytest.fixture
def inne(rom):
    """A browser that has come in."""
    client = Gjest()
    assert client.get(adressen(rom)).status_code == 200
    return client


def test_a_code_is_long_made_of_letters_that_cannot_be_mistaken_and_never_the_same():
    koder = {kode.ny() for _ in range(200)}

    assert len(koder) == 200
    assert {len(ett) for ett in koder} == {8}
    assert set("".join(koder)) <= set("BCDFGHJKMNPQRSTVWXYZ23456789")
    assert len(kode.ALFABET) ** kode.LENGDE > 10**11


@pytest.mark.parametrize("skrevet", ["{}", " {} ", "{}".lower(), "{0[0]}{0[1]}{0[2]}{0[3]} {0[4]}{0[5]}{0[6]}{0[7]}"])
def test_a_code_is_read_as_people_type_it(gjest, rom, skrevet):
    response = gjest.post(reverse("telefon:kode"), {"kode": skrevet.format(rom.kode)})

    assert (response.status_code, response.url) == (302, adressen(rom))


def test_a_phone_sends_a_note_and_sees_it_in_its_own_list_only(rom, inne):
    response = inne.post(adressen(rom), {"tekst": "Veilede nye"})

    assert (response.status_code, response.url) == (302, adressen(rom) + "#sendt")
    assert list(Innspill.objects.values_list("tekst", "status", "punkt")) == [("Veilede nye", "vist", "behov")]
    assert b"Veilede nye" in inne.get(adressen(rom)).content
    assert b"Veilede nye" not in Gjest().get(adressen(rom)).content


def test_a_note_waits_and_can_be_taken_back_until_it_is_shown(rom, leder):
    Moterom.objects.update(moderert=True)
    rom = les(rom)
    egen = skriv(rom, "Ukulturen her", "Vaktplan")
    forst, andre = innspill(rom, "Ukulturen her", "Vaktplan")

    tavle.sett_status(rom.drofting, [andre], "vist", bruker=leder)
    telefon.trekk(egen, rom, forst)
    with pytest.raises(ValidationError, match="allerede vist"):
        telefon.trekk(egen, rom, andre)

    assert list(Innspill.objects.values_list("tekst", "status")) == [("Vaktplan", "vist")]


def test_a_phone_cannot_take_back_what_another_has_sent(rom):
    Moterom.objects.update(moderert=True)
    rom = les(rom)
    skriv(rom, "Vaktplan")

    with pytest.raises(ValidationError):
        telefon.trekk(ny_telefon(rom), rom, innspill(rom, "Vaktplan")[0])

    assert Innspill.objects.count() == 1


@pytest.mark.parametrize("sporsmaal", ["ukjent", "utlopt", "over", "galt"])
def test_a_code_that_does_not_work_is_answered_the_same_whatever_is_wrong(gjest, rom, leder, sporsmaal):
    kode_ = {"ukjent": "BBBBBBBB", "galt": "x"}.get(sporsmaal, rom.kode)
    if sporsmaal == "utlopt":
        Moterom.objects.update(aapnet=timezone.now() - dt.timedelta(hours=12, minutes=1))
    if sporsmaal == "over":
        holdt(rom, leder)

    response = gjest.get(reverse("telefon:rom", args=[kode_]))

    assert response.status_code == 404
    assert response.context["feil"] == "Koden virker ikke. Se på veggen, og skriv den en gang til."
    assert "Prosjektkontoret" not in response.content.decode()
    assert gjest.cookies.get("moterom") is None


def test_who_guesses_is_stopped_and_who_is_in_goes_on(rom, inne):
    gjetter = Gjest()

    svar = [
        gjetter.get(reverse("telefon:rom", args=[kode.ny()])).status_code for _ in range(inngang.FEILTASTET.hoyst + 1)
    ]

    assert svar == [404] * inngang.FEILTASTET.hoyst + [429]
    assert gjetter.get(adressen(rom)).status_code == 429
    assert inne.get(adressen(rom)).status_code == 200
    assert Gjest(REMOTE_ADDR="10.0.0.9").get(adressen(rom)).status_code == 200


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [("a" * 10_000, "for lang: 10000 tegn"), ("", "Skriv innspillet først"), (" \n\t ", "Skriv innspillet først")],
)
def test_a_note_that_is_too_long_or_empty_is_told_and_nothing_typed_is_lost(rom, inne, tekst, melding):
    response = inne.post(adressen(rom), {"tekst": tekst})

    assert response.status_code == 422
    assert melding in response.content.decode()
    assert response.context["form"]["tekst"].value() == tekst
    assert not Innspill.objects.exists()


def test_a_note_with_a_script_is_text_on_the_wall_and_on_the_phone(client, rom, inne, leder):
    inne.post(adressen(rom), {"tekst": "<script>alert(1)</script>"})
    client.force_login(leder)
    sider = [
        inne.get(adressen(rom)),
        *(client.get(reverse(f"planer:kompetansedrofting-{n}", args=[rom.drofting_id])) for n in ("tavle", "styr")),
    ]

    for side in sider:
        assert b"<script>alert" not in side.content
        assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in side.content


def test_a_phone_has_thirty_notes_and_ten_a_minute(rom, time_machine):
    egen = ny_telefon(rom)
    time_machine.move_to(timezone.localtime().replace(second=0, microsecond=0), tick=False)
    for nummer in range(10):
        telefon.send(egen, rom, f"Nr. {nummer}")

    with pytest.raises(ValidationError, match="Vent litt"):
        telefon.send(egen, rom, "For fort")
    for minutt in (1, 2):
        time_machine.move_to(timezone.now() + dt.timedelta(minutes=1), tick=False)
        for nummer in range(10):
            telefon.send(egen, rom, f"Nr. {minutt} {nummer}")
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=1), tick=False)
    with pytest.raises(ValidationError, match="30 innspill"):
        telefon.send(egen, rom, "For mange")

    assert Innspill.objects.count() == 30
    assert telefon.send(ny_telefon(rom), rom, "En annen").status == "vist"


@pytest.mark.parametrize("punkt", [Punkt.INNLEDNING, Punkt.MAAL, Punkt.OPPSUMMERING])
def test_notes_are_taken_only_at_the_points_that_ask_for_them(rom, inne, leder, punkt):
    mote.gaa_til(rom.drofting, punkt, bruker=leder)

    response = inne.post(adressen(rom), {"tekst": "Nå?"})

    assert response.status_code == 422
    assert response.context["form"]["tekst"].value() == "Nå?"
    assert not Innspill.objects.exists()


def test_a_phone_that_keeps_no_cookie_cannot_send(gjest, rom):
    response = gjest.post(adressen(rom), {"tekst": "Uten kapsel"})

    assert "informasjonskapsler" in gjest.get(response.url).content.decode()
    assert not Innspill.objects.exists()


def test_votes_are_few_and_one_for_each_group_and_can_be_taken_back(rom, leder):
    skriv(rom, "a", "b", "c", "d")
    grupper = [tavle.samle(rom.drofting, innspill(rom, navn), navn, bruker=leder) for navn in "abcd"]
    egen = ny_telefon(rom)
    with pytest.raises(ValidationError, match="stengt"):
        telefon.stem(egen, rom, grupper[0])
    mote.la_stemme(rom.drofting, True, bruker=leder)
    rom = les(rom)

    for gruppe in (*grupper[:3], grupper[0]):
        telefon.stem(egen, rom, gruppe)
    with pytest.raises(ValidationError, match="brukt alle"):
        telefon.stem(egen, rom, grupper[3])
    telefon.ta_tilbake(egen, rom, grupper[0])
    telefon.stem(egen, rom, grupper[3])

    assert sorted(Gruppestemme.objects.values_list("gruppe__navn", flat=True)) == ["b", "c", "d"]


def test_a_phone_of_another_kommune_is_in_the_room_that_the_code_is_of(rom, annen_kommune):
    gjest = Gjest()
    gjest.force_login(annen_kommune.hr)

    gjest.get(adressen(rom))
    response = gjest.post(adressen(rom), {"tekst": "Fra nabokommunen"})

    assert response.status_code == 302
    assert Innspill.objects.get().kommune_id == rom.kommune_id
    assert "Nils" not in gjest.get(adressen(rom)).content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_poll_of_a_phone_asks_the_same_few_questions(rom, inne, antall, django_assert_num_queries):
    for nummer in range(antall):
        inne.post(adressen(rom), {"tekst": f"Nr. {nummer}"})
    merke = inne.get(adressen(rom)).context["bilde"].merke

    # The wall set six times (none, all, none, the kommune, none, and back by the test), the room, the agenda, one's notes.
    with django_assert_num_queries(9):
        response = inne.get(adressen(rom, "naa"), {"merke": merke}, headers={"HX-Request": "true"})

    assert (response.status_code, response.content) == (204, b"")


def test_a_phone_is_told_when_the_meeting_is_over(rom, inne, leder):
    holdt(rom, leder)

    response = inne.get(adressen(rom, "naa"), headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert "Takk for at du var med" in response.content.decode()


def test_a_new_code_shuts_the_old_one_out(rom, inne, leder):
    ny = mote.ny_kode(Kompetansedrofting.objects.get(pk=rom.drofting_id), bruker=leder)

    assert Gjest().get(adressen(rom)).status_code == 404
    assert Gjest().get(adressen(ny)).status_code == 200
    assert inne.post(adressen(rom), {"tekst": "Gammel kode"}).status_code == 200
    assert not Innspill.objects.exists()
