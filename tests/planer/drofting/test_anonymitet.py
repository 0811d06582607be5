"""Nobody can find out who wrote what: not from any table, the history or the log, while the meeting goes on or after."""

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.urls import reverse

from planer.drofting import mote, tavle
from planer.models import Gruppestemme, Innspill
from tests.planer.drofting.conftest import Gjest, holdt, innspill, les
from tests.planer.drofting.test_telefon import adressen

TEKST = "Lederen vår hører ikke etter"
MERKER = {"Innspill", "Gruppestemme", "Moterom"}


def alt():
    """Every row of every table, as text, by table."""
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        svar = {}
        for (tabell,) in cursor.fetchall():
            cursor.execute(f'select row_to_json(t) from "{tabell}" t')
            svar[tabell] = [json.dumps(rad, cls=DjangoJSONEncoder, ensure_ascii=False) for (rad,) in cursor.fetchall()]
    return svar


@pytest.fixture
def skrevet(rom, soker, leder):
    """Siri writes and votes, signed in on the very phone. Returns the key that it keeps."""
    client = Gjest(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Siris telefon")
    client.force_login(soker)
    client.get(adressen(rom))
    client.post(adressen(rom), {"tekst": TEKST})
    client.post(adressen(rom), {"tekst": "Tid til å lære"})
    gruppe = tavle.samle(rom.drofting, innspill(rom, TEKST), "Ledelse", bruker=leder)
    mote.la_stemme(rom.drofting, True, bruker=leder)
    client.post(adressen(rom, "stem", gruppe.pk))
    assert (Innspill.objects.count(), Gruppestemme.objects.count()) == (2, 1)
    return client.cookies["moterom"].value


# In one transaction the history would take the phone's request for that of the leader who changes something after it.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("avsluttet", [False, True])
def test_no_row_of_any_table_joins_a_note_with_a_person_or_a_phone(skrevet, rom, soker, leder, avsluttet):
    if avsluttet:
        holdt(rom, leder)
    rader = alt()

    med_teksten = {tabell for tabell, alle in rader.items() if any(TEKST in rad for rad in alle)}
    samlet = "\n".join(rad for alle in rader.values() for rad in alle)

    # The note stands in one place, with nothing that is a person's or a phone's.
    assert med_teksten == {"planer_innspill"}
    notatet = next(rad for rad in map(json.loads, rader["planer_innspill"]) if rad["tekst"] == TEKST)
    assert set(notatet) == {"id", "kommune_id", "drofting_id", "punkt", "tekst", "status", "gruppe_id", "avtrykk"}
    assert "203.0.113.77" not in samlet
    assert "Siris telefon" not in samlet
    assert skrevet not in samlet
    assert "/d/" not in "".join(rader["pghistory_context"])
    assert (rom.kode in samlet) is not avsluttet


def test_two_notes_of_one_phone_look_no_more_alike_than_those_of_two(skrevet):
    merker = [*Innspill.objects.values_list("avtrykk", flat=True), Gruppestemme.objects.get().avtrykk]

    assert len(set(merker)) == 3
    assert {len(merke) for merke in merker} == {64}


def test_every_mark_is_gone_when_the_meeting_has_ended_and_the_votes_are_a_number(skrevet, rom, leder):
    drofting = holdt(rom, leder)

    assert set(Innspill.objects.values_list("avtrykk", flat=True)) == {""}
    assert not Gruppestemme.objects.exists()
    assert les(drofting).telefoner == 1
    assert list(drofting.grupper.values_list("navn", "stemmer")) == [("Ledelse", 1)]


def test_what_was_never_shown_is_gone_when_the_meeting_has_ended(skrevet, rom, leder):
    tavle.sett_status(rom.drofting, innspill(rom, "Tid til å lære"), "skjult", bruker=leder)

    holdt(rom, leder)

    assert list(Innspill.objects.values_list("tekst", flat=True)) == [TEKST]


def test_what_the_phones_write_has_no_history_and_no_user():
    for navn in MERKER:
        modell = apps.get_model("planer", navn)
        assert not hasattr(modell, "pgh_event_model"), navn
        assert not any(felt.related_model in BRUKERE for felt in modell._meta.fields), navn
    with pytest.raises(LookupError):
        apps.get_model("planer", "InnspillEvent")


BRUKERE = {apps.get_model("organisasjon", navn) for navn in ("Bruker", "Person")}


def test_the_log_line_of_a_refused_page_does_not_hold_the_note(rom, caplog):
    client = Gjest()
    client.get(adressen(rom))
    client.post(adressen(rom), {"tekst": TEKST * 20})
    client.get(reverse("telefon:rom", args=["BBBBBBBB"]))

    assert TEKST not in caplog.text
