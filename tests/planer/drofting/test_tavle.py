"""The wall: what is done twice or by two is the same, and what has ended does not change."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.samskriving import Endring, Uenig, avtrykk
from planer.drofting import bilde, forberedelse, mote, tavle
from planer.models import Innspill, Innspillsgruppe, Moterom, Punkt
from tests.planer.drofting.conftest import holdt, innspill, les, skriv
from tests.planer.factories import lag_plan


@pytest.fixture
def brettet(client, rom, leder):
    """Posts to the wall as its keys do, signed in as the leader."""
    client.force_login(leder)
    adresse = reverse("planer:kompetansedrofting-brett", args=[rom.drofting_id])
    return lambda **data: client.post(adresse, data, headers={"HX-Request": "true"})


def test_notes_are_gathered_named_marked_and_moved(rom, brettet):
    skriv(rom, "Veilede nye", "God første uke", "Vakt alene")
    nye = innspill(rom, "Veilede nye", "God første uke")

    brettet(handling="samle", innspill=nye, navn="Ta imot nye")
    gruppe = Innspillsgruppe.objects.get()
    for _gang in range(2):
        brettet(handling="merk", gruppe=gruppe.pk, kritisk="1")
    brettet(handling="flytt", innspill=innspill(rom, "Vakt alene"), gruppe=gruppe.pk)
    brettet(handling="flytt", innspill=nye[:1], gruppe="")
    brettet(handling="skjul", innspill=nye[1:])

    assert les(gruppe).kritisk
    assert list(Innspill.objects.values_list("tekst", "gruppe__navn", "status")) == [
        ("Veilede nye", None, "vist"),
        ("God første uke", "Ta imot nye", "skjult"),
        ("Vakt alene", "Ta imot nye", "vist"),
    ]


def test_the_groups_stand_in_their_order(rom):
    for plass, navn in ((3, "Natten"), (1, "Nye"), (2, "Språk")):
        Innspillsgruppe.objects.create(drofting=rom.drofting, navn=navn, rekkefolge=plass)

    kolonner = bilde.tavlen(rom).kolonner

    assert [kolonne.gruppe and kolonne.gruppe.navn for kolonne in kolonner] == ["Nye", "Språk", "Natten", None]


def test_two_moderators_who_gather_by_the_same_name_have_one_group(rom, brettet):
    skriv(rom, "a", "b")

    brettet(handling="samle", innspill=innspill(rom, "a"), navn="Natten")
    brettet(handling="samle", innspill=innspill(rom, "b"), navn="natten")

    assert list(Innspill.objects.values_list("gruppe__navn", flat=True)) == ["Natten", "Natten"]


def test_a_group_that_another_moderator_has_taken_apart_is_told_and_the_note_stays(rom, brettet, leder):
    skriv(rom, "a")
    gruppe = tavle.samle(rom.drofting, [], "Borte", bruker=leder)
    tavle.los_opp(gruppe, bruker=leder)

    response = brettet(handling="flytt", innspill=innspill(rom, "a"), gruppe=gruppe.pk)

    assert "Noen andre har løst opp gruppen." in response.content.decode()
    assert Innspill.objects.get().gruppe is None


def test_two_who_name_the_same_group_see_both_names(rom, leder):
    gruppe = tavle.samle(rom.drofting, [], "Natten", bruker=leder)
    sett = avtrykk({"navn": "Natten"})
    tavle.gi_navn(gruppe, Endring({"navn": "Nattevakten"}, sett), bruker=leder)

    with pytest.raises(Uenig):
        tavle.gi_navn(gruppe, Endring({"navn": "Alene om natten"}, sett), bruker=leder)

    assert les(gruppe).navn == "Nattevakten"


@pytest.mark.parametrize(
    "data",
    [
        {"handling": "spreng"},
        {"handling": "samle", "navn": ""},
        {"handling": "merk"},
        {"handling": "samle", "navn": "x" * 121},
        {"handling": "flytt", "innspill": ["-1", "abc", "9" * 40], "gruppe": "x"},
    ],
)
def test_what_cannot_be_done_is_told_on_the_wall_and_nothing_is(rom, brettet, data):
    response = brettet(**data)

    assert response.status_code == 200
    assert "melding feil" in response.content.decode()
    assert not Innspillsgruppe.objects.exists()


def test_a_note_of_another_meeting_cannot_be_moved(rom, brettet, tre, avdelingsdirektor):
    annen = forberedelse.begynn(lag_plan(tre.ikt), bruker=avdelingsdirektor)
    mote.start(annen, bruker=avdelingsdirektor)
    note = tavle.skriv(annen, "Deres", bruker=avdelingsdirektor)

    brettet(handling="skjul", innspill=[note.pk])

    assert les(note).status == "vist"


def test_the_meeting_works_without_phones(rom, client, leder):
    client.force_login(leder)
    adresse = reverse("planer:kompetansedrofting-styr", args=[rom.drofting_id])

    client.post(adresse, {"tekst": "Sagt høyt"})
    client.post(
        reverse("planer:kompetansedrofting-brett", args=[rom.drofting_id]),
        {"handling": "samle", "navn": "Sagt", "innspill": innspill(rom, "Sagt høyt")},
    )

    assert list(Innspill.objects.values_list("tekst", "status", "gruppe__navn")) == [("Sagt høyt", "vist", "Sagt")]


def test_the_wall_is_told_nothing_when_it_shows_what_is(client, rom, leder):
    client.force_login(leder)
    merke = client.get(reverse("planer:kompetansedrofting-tavle", args=[rom.drofting_id])).context["tavle"].merke
    brett = reverse("planer:kompetansedrofting-brett", args=[rom.drofting_id])

    assert client.get(brett, {"merke": merke}).status_code == 204
    skriv(rom, "Noe nytt")
    response = client.get(brett, {"merke": merke})

    assert (response.status_code, "Noe nytt" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("antall", [1, 3])
def test_the_wall_asks_the_same_few_questions_however_many_notes(client, rom, leder, antall, django_assert_num_queries):
    skriv(rom, *(f"Nr. {nummer}" for nummer in range(antall)))
    for nummer in range(antall):
        tavle.samle(rom.drofting, [], f"Gruppe {nummer}", bruker=leder)
    client.force_login(leder)

    # Session, user, the wall, person and roles; the meeting (twice) and its rights; the room, the
    # agenda, the notes, the groups and the proposals.
    with django_assert_num_queries(13):
        client.get(reverse("planer:kompetansedrofting-brett", args=[rom.drofting_id]))


def test_a_wall_left_open_for_a_day_says_that_the_session_has_ended_and_loses_nothing(client, rom, leder):
    skriv(rom, "Står der fortsatt")
    client.force_login(leder)
    client.logout()
    Moterom.objects.update(aapnet=timezone.now() - dt.timedelta(days=1))
    brett = reverse("planer:kompetansedrofting-brett", args=[rom.drofting_id])

    response = client.get(brett, headers={"HX-Request": "true"})
    client.force_login(leder)
    igjen = client.get(reverse("planer:kompetansedrofting-tavle", args=[rom.drofting_id])).content.decode()

    assert response.status_code == 200
    assert "Du er logget ut" in response.content.decode()
    assert "Står der fortsatt" not in response.content.decode()
    assert "Står der fortsatt" in igjen
    assert "Koden er gått ut." in igjen


@pytest.mark.parametrize("hva", ["endre", "ny", "slette"])
def test_the_database_refuses_to_change_what_was_said_in_a_meeting_that_has_ended(rom, leder, hva):
    skriv(rom, "Sagt")
    drofting = holdt(rom, leder)
    gjor = {
        "endre": lambda: drofting.innspill.update(tekst="Ikke sagt"),
        "ny": lambda: Innspill.objects.create(drofting=drofting, tekst="Etterpå"),
        "slette": lambda: drofting.innspill.all().delete(),
    }

    with pytest.raises(DatabaseError, match="avsluttet"), transaction.atomic():
        gjor[hva]()

    assert list(drofting.innspill.values_list("tekst", flat=True)) == ["Sagt"]


# Who leads what in each state: each name of the cast, and what becomes of an attempt.
def _proev(handling):
    try:
        with transaction.atomic():
            handling()
    except PermissionDenied:
        return "nei"
    except ValidationError:
        return "for sent"
    return "ja"


@pytest.mark.parametrize(
    ("hvem", "forberedes", "paagaar", "avsluttet"),
    [
        ("leder", "for sent", "ja", "for sent"),
        ("avdelingsdirektor", "for sent", "ja", "for sent"),
        ("hr", "for sent", "ja", "for sent"),
        ("moteleder", "for sent", "ja", "for sent"),
        ("soker", "nei", "nei", "nei"),
        ("kollega", "nei", "nei", "nei"),
        ("tillitsvalgt", "nei", "nei", "nei"),
        ("utenforstaende", "nei", "nei", "nei"),
        ("hr_enhet", "nei", "nei", "nei"),
    ],
)
def test_who_may_lead_in_each_state(request, drofting, leder, mbu_medlem, hvem, forberedes, paagaar, avsluttet):
    forberedelse.endre(drofting, Endring({}), [mbu_medlem.person], bruker=leder)
    bruker = mbu_medlem if hvem == "moteleder" else request.getfixturevalue(hvem)
    gamle = les(drofting)

    assert _proev(lambda: mote.gaa_til(drofting, Punkt.BEHOV, bruker=bruker)) == forberedes
    mote.start(drofting, bruker=leder)
    paagaaende = les(drofting)
    assert _proev(lambda: mote.gaa_til(paagaaende, Punkt.BEHOV, bruker=bruker)) == paagaar
    mote.avslutt(paagaaende, Endring({}), bruker=leder)
    assert _proev(lambda: mote.gaa_til(gamle, Punkt.BEHOV, bruker=bruker)) == avsluttet


def test_only_those_who_answer_for_the_unit_change_the_frame(drofting, leder, mbu_medlem, soker):
    forberedelse.endre(drofting, Endring({}), [mbu_medlem.person], bruker=leder)

    for bruker in (mbu_medlem, soker):
        assert _proev(lambda b=bruker: forberedelse.slett(drofting, bruker=b)) == "nei"
        assert _proev(lambda b=bruker: forberedelse.endre(drofting, Endring({}), [], bruker=b)) == "nei"
