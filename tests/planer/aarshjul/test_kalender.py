"""One's own calendar: what its address gives, and to whom."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from planer.aarshjul import adresse
from planer.models import Aarsaktivitet, Kalenderadresse, Ring
from tests.planer.aarshjul.hjelp import lag_aktivitet

pytestmark = pytest.mark.django_db
FOER = dt.date(2020, 1, 1)
AAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def _ingen_har_spurt():
    cache.clear()


@pytest.fixture
def gjest(client):
    """Asks as a calendar does: nobody is signed in, and no kommune is known."""

    def hent(hemmelighet, **hoder):
        vegg.bruk_kommune(None)
        return client.get(reverse("planer:kalender", args=[hemmelighet]), headers=hoder)

    return hent


def ny_adresse(bruker):
    adresse.lag_ny(bruker)
    return adresse.hemmeligheten(bruker)


def hendelser(svar):
    return list(Calendar.from_ical(svar.content).walk("VEVENT"))


def test_the_calendar_holds_ones_own_activities_as_whole_days(gjest, tre, leder):
    aktivitet = lag_aktivitet(
        tre.rot,
        "Drøfting",
        "Mars–mai",
        beskrivelse="Hva er kritisk?\nHva foreslår vi?",
        fora="Lederforum",
        opprettet=FOER,
    )
    lag_aktivitet(tre.rot, "HR sin", ring=Ring.KOMMUNE, opprettet=FOER)
    lag_aktivitet(tre.barnehager, "Andres", opprettet=FOER)

    svar = gjest(ny_adresse(leder))

    assert svar.status_code == 200
    assert svar["Content-Type"] == "text/calendar; charset=utf-8"
    assert svar["Cache-Control"] == "private, max-age=3600"
    alle = hendelser(svar)
    assert [(str(ett["summary"]), ett["dtstart"].dt, ett["dtend"].dt) for ett in alle] == [
        ("Drøfting", dt.date(aar, 3, 1), dt.date(aar, 6, 1)) for aar in (AAR - 1, AAR, AAR + 1)
    ]
    assert str(alle[0]["description"]) == "Hva er kritisk?\nHva foreslår vi?\n\nLederforum"
    assert [str(ett["uid"]).split("@")[0] for ett in alle] == [
        f"aktivitet-{aktivitet.pk}-{aar}" for aar in (AAR - 1, AAR, AAR + 1)
    ]
    assert [str(ett["transp"]) for ett in alle] == ["TRANSPARENT"] * 3


def test_an_event_is_the_same_event_when_its_activity_has_been_changed(gjest, tre, leder):
    aktivitet = lag_aktivitet(tre.rot, opprettet=FOER)
    hemmelighet = ny_adresse(leder)
    Aarsaktivitet.objects.update(endret=timezone.now() - dt.timedelta(days=1))
    foer = hendelser(gjest(hemmelighet))
    with vegg.innenfor(tre.rot.kommune_id):
        aktivitet.naar = "Juni"
        aktivitet.save()

    etter = hendelser(gjest(hemmelighet))

    assert [ett["uid"] for ett in etter] == [ett["uid"] for ett in foer]
    assert [ett["dtstart"].dt.month for ett in etter] == [6, 6, 6]
    assert etter[0]["last-modified"].dt > foer[0]["last-modified"].dt


@pytest.mark.parametrize(
    "naa", [(2026, 10, 25, 2, 30), (2027, 3, 28, 2, 30), (2026, 12, 31, 23, 50), (2028, 2, 29, 12, 0)]
)
def test_days_are_the_same_in_the_hours_that_come_twice_and_never(gjest, tre, leder, time_machine, naa):
    lag_aktivitet(tre.rot, naar="29. februar", opprettet=FOER)
    hemmelighet = ny_adresse(leder)
    time_machine.move_to(dt.datetime(*naa, tzinfo=ZoneInfo("Europe/Oslo")))

    dagene = [ett["dtstart"].dt for ett in hendelser(gjest(hemmelighet))]

    assert dagene == [dt.date(aar, 2, 29 if aar == 2028 else 28) for aar in (naa[0] - 1, naa[0], naa[0] + 1)]


def test_a_new_address_ends_the_one_that_leaked_at_once(client, gjest, tre, leder):
    gammel = ny_adresse(leder)
    assert gjest(gammel).status_code == 200
    client.force_login(leder)

    client.post(reverse("planer:kalenderadresse-create"))
    client.logout()

    assert gjest(gammel).status_code == 404
    with vegg.innenfor(leder.kommune_id):
        ny = adresse.hemmeligheten(leder)
    assert gjest(ny).status_code == 200


def test_the_database_shows_no_address(tre, leder):
    hemmelighet = ny_adresse(leder)

    signatur = hemmelighet.partition(".")[2]
    lagret = [*map(str, Kalenderadresse.objects.values_list()), *map(str, Hendelse.objects.values_list("data"))]
    assert signatur
    assert not any(signatur in rad for rad in lagret)


def test_an_address_lives_on_when_the_key_of_the_installation_is_changed(gjest, tre, leder, settings):
    hemmelighet = ny_adresse(leder)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "en-ny-og-lang-nok-nokkel-for-installasjonen",
    )

    assert gjest(hemmelighet).status_code == 200


@pytest.mark.parametrize("hemmelighet", ["x", "1-abc", "1-abc.def", "..", "1.2.3", "ø", "%00", "a" * 500])
def test_an_address_that_is_none_of_ours_is_not_found(gjest, tre, hemmelighet):
    assert gjest(hemmelighet).status_code == 404


def test_the_number_of_another_gives_nothing(gjest, tre, leder, soker):
    min_, din = ny_adresse(leder), ny_adresse(soker)

    assert gjest(f"{din.partition('.')[0]}.{min_.partition('.')[2]}").status_code == 404


def test_who_has_left_has_no_calendar(gjest, tre, leder):
    hemmelighet = ny_adresse(leder)
    leder.person.stillinger.update(til=timezone.localdate() - dt.timedelta(days=1))
    leder.person.roller.update(til=timezone.localdate() - dt.timedelta(days=1))

    assert gjest(hemmelighet).status_code == 404


def test_the_wall_stands_between_two_kommuner(gjest, tre, hr, annen_kommune):
    lag_aktivitet(tre.rot, "Vår", ring=Ring.KOMMUNE, opprettet=FOER)
    with vegg.innenfor(annen_kommune.kommune.pk):
        lag_aktivitet(annen_kommune.rot, "Deres", ring=Ring.KOMMUNE, opprettet=FOER)
        deres = ny_adresse(annen_kommune.hr)
    vaar = ny_adresse(hr)

    assert {str(ett["summary"]) for ett in hendelser(gjest(vaar))} == {"Vår"}
    assert {str(ett["summary"]) for ett in hendelser(gjest(deres))} == {"Deres"}


def test_a_calendar_that_has_not_changed_is_not_sent_again(gjest, tre, leder):
    lag_aktivitet(tre.rot, opprettet=FOER)
    hemmelighet = ny_adresse(leder)
    foer = gjest(hemmelighet)

    igjen = gjest(hemmelighet, **{"if-none-match": foer["ETag"]})

    assert (igjen.status_code, igjen.content) == (304, b"")


def test_guesses_are_stopped_and_so_is_one_who_asks_all_the_time(gjest, tre, leder, monkeypatch):
    hemmelighet = ny_adresse(leder)
    for _nr in range(60):
        assert gjest(hemmelighet).status_code == 200
    assert gjest(hemmelighet).status_code == 429
    cache.clear()

    for _nr in range(30):
        assert gjest("1-abc.def").status_code == 404
    svar = gjest("1-abc.def")
    assert (svar.status_code, svar["Retry-After"]) == (429, "600")


def test_the_address_stands_on_the_own_page_alone(client, tre, leder, soker):
    lag_aktivitet(tre.rot)
    hemmelighet = ny_adresse(leder)
    adressen = reverse("planer:aarshjul-detail", args=[tre.prosjekt.pk])
    client.force_login(soker)
    assert hemmelighet not in client.get(adressen).content.decode()
    client.force_login(leder)
    assert hemmelighet in client.get(adressen).content.decode()
