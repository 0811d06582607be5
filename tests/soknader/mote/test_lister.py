"""The lists of meetings and MBU cases: filters, order, files, and how much they ask the database."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from soknader.models import Mote
from soknader.mote import beslutningsmote, liste
from tests.soknader import mbu_factories
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote

MOTER, MBU = reverse("soknader:mote-list"), reverse("soknader:mbusak-list")
I_AAR = dt.date(2026, 3, 5)
pytestmark = pytest.mark.time_machine("2026-03-05T12:00")


@pytest.fixture
def moter(hr):
    """Three meetings in two years, one of them closed."""
    ramme = lag_ramme()
    laget = [
        beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dato, tittel=tittel)
        for tittel, dato in (("Øst", dt.date(2025, 5, 1)), ("Aas", I_AAR), ("=1+1", dt.date(2026, 9, 1)))
    ]
    saldo = {"saldo_innvilget_for": 0, "saldo_innvilget": 0, "saldo_ledig": 0}
    Mote.objects.filter(pk=laget[0].pk).update(status=Mote.Status.AVSLUTTET, **saldo)
    return laget


@pytest.fixture
def hr_klient(client, hr):
    client.force_login(hr)
    return client


def titler(client, **valg):
    return [mote.tittel for mote in client.get(MOTER, valg).context["liste"].rader]


def csv_av(client, sti, **valg):
    tekst = client.get(sti, {"format": "csv", **valg}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";"))


def excel_av(client, sti, **valg):
    svar = client.get(sti, {"format": "xlsx", **valg})
    bok = openpyxl.load_workbook(io.BytesIO(svar.content), data_only=True)
    return list(bok.active.iter_rows(values_only=True))


# --- Meetings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valg", "funnet"),
    [
        ({}, ["=1+1", "Aas", "Øst"]),
        ({"aar": "2026"}, ["=1+1", "Aas"]),
        ({"status": "avsluttet"}, ["Øst"]),
        ({"aar": "2026", "status": "avsluttet"}, []),
        ({"sorter": "mote"}, ["=1+1", "Øst", "Aas"]),
        ({"sorter": "-mote"}, ["Aas", "Øst", "=1+1"]),
        ({"sorter": "dato"}, ["Øst", "Aas", "=1+1"]),
        ({"aar": "1999", "status": "x", "sorter": "passord", "side": "x"}, ["=1+1", "Aas", "Øst"]),
    ],
)
def test_meetings_are_filtered_and_ordered(hr_klient, moter, valg, funnet):
    assert titler(hr_klient, **valg) == funnet


@pytest.mark.parametrize("kolonne", liste.MOTER.sorteringer)
def test_every_column_of_the_meetings_orders_both_ways(hr_klient, moter, kolonne):
    assert len(titler(hr_klient, sorter=kolonne)) == len(titler(hr_klient, sorter=f"-{kolonne}")) == 3


def test_a_filter_without_hits_says_so_and_not_that_there_are_no_meetings(hr_klient, moter):
    html = hr_klient.get(MOTER, {"aar": "2025", "status": "planlagt"}).content.decode()

    assert "Ingen møter passer med det du har valgt" in html
    assert "Ingen møter ennå" not in html


def test_the_pages_keep_the_choices(hr_klient, moter, monkeypatch):
    monkeypatch.setattr(liste, "MOTER", replace(liste.MOTER, per_side=1))

    html = hr_klient.get(MOTER, {"aar": "2026", "sorter": "dato"}).content.decode()

    assert "?aar=2026&amp;sorter=dato&amp;side=2" in html


def test_the_file_of_meetings_has_what_the_page_has_with_types_and_sums(hr_klient, moter):
    rader = excel_av(hr_klient, MOTER, sorter="mote", aar="2026")

    assert rader[2][:8] == ("Aas", dt.datetime(2026, 3, 5), None, None, moter[1].ramme.aar, 0, 0, None)
    assert (rader[-1][0], rader[-1][7]) == ("Sum", 0)
    assert [rad["Møte"] for rad in csv_av(hr_klient, MOTER, sorter="mote")] == ["'=1+1", "Øst", "Aas"]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_file_of_meetings_is_for_those_who_see_the_page(client, moter, leder, gruppemedlem, annen_kommune, format):
    svar = {}
    for bruker in (leder, gruppemedlem):
        client.force_login(bruker)
        svar[bruker] = client.get(MOTER, {"format": format}).status_code

    assert svar == {leder: 403, gruppemedlem: 200}
    client.force_login(annen_kommune.hr)
    assert csv_av(client, MOTER) == []


@pytest.mark.parametrize("antall", [1, 3])
def test_the_file_of_meetings_query_count(hr_klient, hr, antall, django_assert_num_queries):
    ramme = lag_ramme()
    for _nr in range(antall):
        beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=I_AAR)

    # session, account, wall, person, roles; the years, how many, the meetings
    with django_assert_num_queries(8):
        hr_klient.get(MOTER, {"format": "csv"})


# --- Cases to MBU ---------------------------------------------------------------------------------
@pytest.fixture
def saker(hr, soker):
    """Two drafts: one with two applications in it, one empty."""
    for belop in (93_000, 35_000):
        mbu_factories.lag_avgjort(soker, linjer=[("Kurs", belop)])
    return [
        mbu_factories.lag_klar_sak(hr, saksnummer=nummer, tittel=tittel)
        for nummer, tittel in (("18/26", "Ål"), ("19/26", "@Ære"))
    ]


@pytest.mark.parametrize(
    ("sorter", "numre"),
    [
        ("", ["19/26", "18/26"]),
        ("sak", ["19/26", "18/26"]),
        ("-sak", ["18/26", "19/26"]),
        ("soknader", ["19/26", "18/26"]),
        ("-soknader", ["18/26", "19/26"]),
        ("passord", ["19/26", "18/26"]),
    ],
)
def test_mbu_cases_are_ordered_on_page_and_in_file(hr_klient, saker, sorter, numre):
    side = hr_klient.get(MBU, {"sorter": sorter}).context["liste"].rader

    assert [sak.saksnummer for sak in side] == numre
    assert [rad["Saksnummer"] for rad in csv_av(hr_klient, MBU, sorter=sorter)] == numre


def test_the_file_of_mbu_cases_has_types_and_sums(hr_klient, saker):
    rader = excel_av(hr_klient, MBU, sorter="-sak", q="26")

    assert rader[1][:2] == ("18/26", "Ål")
    assert isinstance(rader[1][2], dt.datetime)
    assert rader[1][4:7] == (2, Decimal(128_000), "Utkast")
    assert rader[-1][5] == 128_000
    assert [rad["Tittel"] for rad in csv_av(hr_klient, MBU, q="19/26")] == ["'@Ære"]


def test_the_file_of_mbu_cases_hides_drafts_from_the_board(client, saker, mbu_medlem, leder):
    client.force_login(mbu_medlem)
    assert csv_av(client, MBU) == []
    client.force_login(leder)
    assert client.get(MBU, {"format": "csv"}).status_code == 403


@pytest.mark.parametrize("antall", [1, 3])
def test_the_file_of_mbu_cases_query_count(hr_klient, hr, antall, django_assert_num_queries):
    for nr in range(antall):
        mbu_factories.lag_klar_sak(hr, saksnummer=f"{nr}/26")

    # session, account, wall, person, roles; the years, how many, the cases
    with django_assert_num_queries(8):
        hr_klient.get(MBU, {"format": "csv"})


# --- The cases of one meeting ---------------------------------------------------------------------


def test_the_cases_of_a_meeting_are_a_file_for_those_who_see_it(
    client, hr, soker, avdelingsdirektor, hr_leder, gruppemedlem, leder
):
    lag_ramme()
    for tittel, innstilt in (("Kurs", 20_000), ("Samling", None)):
        lag_klar(soker, avdelingsdirektor, hr_leder, tittel=tittel, innstilt=innstilt)
    adresse = lag_mote(hr).get_absolute_url()

    svar = {}
    for bruker in (gruppemedlem, leder):
        client.force_login(bruker)
        svar[bruker] = client.get(adresse, {"format": "csv"}).status_code
    assert svar == {gruppemedlem: 200, leder: client.get(adresse).status_code}

    client.force_login(hr)
    rader = excel_av(client, adresse)
    assert [(rad[2], rad[6], rad[8]) for rad in rader[1:3]] == [("Kurs", 35_000, 20_000), ("Samling", 35_000, 35_000)]
    assert (rader[-1][0], rader[-1][6]) == ("Sum", 70_000)
