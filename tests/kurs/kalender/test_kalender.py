"""The calendar: the half-year as a list, a month day by day, and the feeds."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kompetanse.felles import vegg
from kurs.kalender import bilde
from kurs.kalender.forms import Kalenderfilter
from kurs.kalender.halvaar import Halvaar, Maaned, halvaar, maaned
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Kjoring, Kursplass, Malgruppe, Samling
from planer.aarshjul import adresse
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass

pytestmark = pytest.mark.django_db
KALENDER = reverse("kurs:kalender")
# A Monday in the middle of a half-year, so that what is around it is too.
MANDAG = "2026-10-05T12:00"


def filtrert(bruker, **valg):
    return Kalenderfilter(valg, bruker=bruker)


def i_listen(bruker, naar="2026-2", **valg):
    return bilde.liste(halvaar(naar, timezone.localdate()), bruker, filtrert(bruker, **valg), "")


def navn(rader):
    return [str(rad.kjoring) for rad in rader]


@pytest.mark.parametrize(
    ("dagen", "er", "fra", "til"),
    [
        (dt.date(2026, 6, 30), Halvaar(2026, 1), dt.date(2026, 1, 1), dt.date(2026, 7, 1)),
        (dt.date(2026, 7, 1), Halvaar(2026, 2), dt.date(2026, 7, 1), dt.date(2027, 1, 1)),
        (dt.date(2026, 12, 31), Halvaar(2026, 2), dt.date(2026, 7, 1), dt.date(2027, 1, 1)),
        (dt.date(2028, 2, 29), Halvaar(2028, 1), dt.date(2028, 1, 1), dt.date(2028, 7, 1)),
    ],
)
def test_a_day_is_in_its_half_year(dagen, er, fra, til):
    assert halvaar("", dagen) == er == er.neste.forrige == er.forrige.neste
    assert (er.fra, er.til) == (fra, til)


@pytest.mark.parametrize("tekst", ["", "2026-3", "1066-1", "abc", "2026-1; drop", "99999-1"])
def test_a_half_year_that_is_none_is_the_one_that_it_is(tekst):
    assert halvaar(tekst, dt.date(2026, 8, 1)) == Halvaar(2026, 2)
    assert maaned(tekst, dt.date(2026, 8, 1)) == Maaned(2026, 8)


def test_a_month_is_shown_in_whole_weeks_and_december_is_followed_by_january():
    desember = Maaned(2026, 12)

    assert (desember.neste, desember.neste.forrige) == (Maaned(2027, 1), desember)
    assert (desember.uker[0][0], desember.uker[-1][-1]) == (dt.date(2026, 11, 30), dt.date(2027, 1, 3))


@pytest.mark.time_machine(MANDAG)
def test_the_list_is_by_month_from_now_on_and_what_is_over_is_a_list_of_its_own(tre, soker, hr):
    lag_kjoring(lag_kurs(tre.ikt, "Først"), dager=(-80, -75))
    lag_kjoring(lag_kurs(tre.ikt, "Før"), dager=(-40,))
    lag_kjoring(lag_kurs(tre.ikt, "I gang"), dager=(-40, 3))
    lag_kjoring(lag_kurs(tre.ikt, "Senere"), dager=(40,))
    lag_kjoring(lag_kurs(tre.ikt, "Neste halvår"), dager=(120,))
    lag_kjoring(lag_kurs(tre.ikt, "Utkast"), dager=(20,), status=Kjoring.Status.UTKAST)
    lag_kjoring(lag_kurs(tre.ikt, "Nettverk", form="nettverk"), dager=())

    liste = i_listen(soker)

    assert [(maaned.kode, navn(rader)) for maaned, rader in liste.maaneder] == [
        ("2026-10", ["I gang"]),
        ("2026-11", ["Senere"]),
    ]
    assert (liste.har_tidligere, liste.er_over, navn(liste.uten_dato)) == (True, False, ["Nettverk"])
    over = i_listen(soker, over="1")
    assert [(maaned.kode, navn(rader)) for maaned, rader in over.maaneder] == [
        ("2026-08", ["Før"]),
        ("2026-07", ["Først"]),
    ]
    assert (over.har_tidligere, over.er_over, over.uten_dato) == (False, True, [])
    assert navn(i_listen(hr).alle) == ["I gang", "Utkast", "Senere"]
    assert navn(i_listen(soker, "2027-1").alle) == navn(i_listen(soker, "2027-1", over="1").alle) == ["Neste halvår"]


@pytest.mark.time_machine("2026-12-31T23:50")
def test_what_begins_after_midnight_is_in_the_next_year(tre, soker):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), dager=())
    start = ved_midnatt(dt.date(2027, 1, 1)) + dt.timedelta(minutes=30)
    Samling.objects.create(kjoring=kjoring, start=start, slutt=start + dt.timedelta(hours=1))

    assert not i_listen(soker, "2026-2").alle
    assert len(i_listen(soker, "2027-1").alle) == 1


@pytest.mark.time_machine(MANDAG)
def test_the_filters_leave_what_is_asked_for(tre, soker):
    for_alle = lag_kjoring(lag_kurs(tre.ikt, "Sårstell"))
    nett = lag_kurs(tre.ikt, "Nett", form="webinar", kompetanser=[lag_kompetanse("Sårbehandling")])
    for_andre = lag_kjoring(nett)
    Malgruppe.objects.create(kurs=nett, enhet=tre.barnehager)
    lag_plass(for_andre, soker.person, Kursplass.Status.VENTELISTE)
    lag_plass(for_alle, soker.person, Kursplass.Status.AVMELDT)

    assert navn(i_listen(soker, hvem="meg").alle) == ["Sårstell"]
    assert navn(i_listen(soker, hvem="mine").alle) == ["Nett"]
    assert navn(i_listen(soker, form="webinar").alle) == ["Nett"]
    assert navn(i_listen(soker, q="sår").alle) == ["Sårstell", "Nett"]
    assert len(i_listen(soker, form="tull", hvem="tull").alle) == 2


@pytest.mark.time_machine(MANDAG)
def test_the_month_has_each_date_on_its_day_and_ones_own_first(tre, soker):
    mitt = lag_kjoring(lag_kurs(tre.ikt, "Mitt"), dager=(3, 10))
    lag_plass(mitt, soker.person)
    for nr in range(5):
        lag_kjoring(lag_kurs(tre.ikt, f"Kurs {nr}"), dager=(3,))

    maanedsbilde = bilde.maanedsbilde(Maaned(2026, 10), soker, filtrert(soker))

    dager = {ett.dag: ett for uke in maanedsbilde.uker for ett in uke if ett.punkter}
    assert list(dager) == [dag(3), dag(10)]
    full = dager[dag(3)]
    assert (len(full.punkter), full.flere) == (bilde.PER_DAG, 2)
    assert [str(punkt.kjoring) for punkt in full.punkter if punkt.er_min] == ["Mitt"]
    assert maanedsbilde.antall == 7


# Who it is and what the menu asks; one's own courses; the runs, their dates and how full they are; the address. The month
# has whom the courses are for instead.
@pytest.mark.parametrize(("sporring", "antall_sporringer"), [({}, 14), ({"vis": "maaned", "hvem": "meg"}, 17)])
@pytest.mark.parametrize("antall", [1, 3])
@pytest.mark.time_machine(MANDAG)
def test_the_calendar_asks_as_much_for_one_run_as_for_three(
    client, tre, soker, antall, sporring, antall_sporringer, django_assert_num_queries
):
    for nr in range(antall):
        kurs = lag_kurs(tre.ikt, f"Kurs {nr}")
        Malgruppe.objects.create(kurs=kurs, enhet=tre.rot)
        lag_plass(lag_kjoring(kurs, dager=(1, 2)), soker.person)
    client.force_login(soker)
    client.get(KALENDER)

    with django_assert_num_queries(antall_sporringer):
        response = client.get(KALENDER, sporring)

    assert len(response.context["mine"]) == antall


# --- The feeds --------------------------------------------------------------------------------------


@pytest.fixture
def gjest(client):
    cache.clear()

    def hent(navn, hemmelighet):
        vegg.bruk_kommune(None)
        return client.get(reverse(navn, args=[hemmelighet]))

    return hent


def titler(response):
    return [str(ett["summary"]) for ett in Calendar.from_ical(response.content).walk("VEVENT")]


def test_ones_own_calendar_holds_the_courses_that_one_goes_to(gjest, tre, soker):
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Har plass"), dager=(3, 10)), soker.person)
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Venter")), soker.person, Kursplass.Status.VENTELISTE)
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Avlyst"), status=Kjoring.Status.AVLYST), soker.person)
    lag_kjoring(lag_kurs(tre.ikt, "Andres"))
    adresse.lag_ny(soker)

    response = gjest("planer:kalender", adresse.hemmeligheten(soker))

    assert [ett for ett in titler(response) if ett != "Drøfting"] == ["Har plass", "Har plass"]


@pytest.mark.time_machine(MANDAG)
def test_the_calendar_of_all_holds_what_is_announced_this_half_year_and_the_next(gjest, tre, soker):
    lag_kjoring(lag_kurs(tre.ikt, "I høst"))
    lag_kjoring(lag_kurs(tre.ikt, "Til våren"), dager=(150,))
    lag_kjoring(lag_kurs(tre.ikt, "Om lenge"), dager=(300,))
    lag_kjoring(lag_kurs(tre.ikt, "Utkast"), status=Kjoring.Status.UTKAST)
    adresse.lag_ny(soker)

    response = gjest("kurs:kalender-ical", adresse.hemmeligheten(soker))

    assert titler(response) == ["I høst", "Til våren"]
    assert response["Cache-Control"] == "private, max-age=3600"


def test_a_secret_that_is_none_leads_nowhere(gjest, tre):
    assert gjest("kurs:kalender-ical", "1-abc.ugyldig").status_code == 404


def test_a_date_is_one_moment_also_in_the_hour_that_comes_twice(client, tre, soker):
    """09.00 is another hour in UTC before and after the clocks go back."""
    kjoring = lag_kjoring(lag_kurs(tre.ikt), dager=())
    for dagen in (dt.date(2026, 10, 24), dt.date(2026, 10, 26)):
        start = timezone.make_aware(dt.datetime.combine(dagen, dt.time(9)))
        Samling.objects.create(kjoring=kjoring, start=start, slutt=start + dt.timedelta(hours=2))
    client.force_login(soker)

    response = client.get(reverse("kurs:kjoring-ical", args=[kjoring.pk]))

    hendelser = Calendar.from_ical(response.content).walk("VEVENT")
    assert [ett["dtstart"].dt.hour for ett in hendelser] == [7, 8]
    assert [ett["dtend"].dt.hour for ett in hendelser] == [9, 10]
