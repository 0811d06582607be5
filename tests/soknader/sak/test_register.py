"""The register: who sees what, filters, search, order, sums of the whole selection, and files."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Rolletype
from soknader.sak import register, saksgang
from tests.klokke import dag
from tests.rollebesetning import lag_bruker
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_klar, vedta

SIDE = "soknader:soknad-list"


def sendt(soker, **felt):
    return saksgang.send_inn(lag_soknad(soker, **felt), bruker=soker)


def titler(client, **valg):
    return [rad.tittel for rad in client.get(reverse(SIDE), valg).context["liste"].rader]


@pytest.fixture
def andre(tre):
    """An applicant in another part of the municipality."""
    return lag_bruker("Berit", tre.barnehager)


# --- Who sees what ----------------------------------------------------------------------------------


def test_each_reader_sees_their_own_the_line_or_all(
    client, soker, kollega, andre, leder, avdelingsdirektor, hr, utenforstaende
):
    lag_soknad(soker, tittel="Utkast")
    sendt(soker, tittel="Sendt")
    sendt(andre, tittel="Annen sektor")
    forventet = {
        soker: {"Utkast", "Sendt"},
        kollega: set(),
        leder: {"Sendt"},
        avdelingsdirektor: {"Sendt"},
        utenforstaende: {"Annen sektor"},
        hr: {"Sendt", "Annen sektor"},
    }

    ser = {}
    for bruker in forventet:
        client.force_login(bruker)
        ser[bruker] = set(titler(client))

    assert ser == forventet


def test_the_empty_register_teaches_and_starts(client, kollega):
    client.force_login(kollega)

    html = client.get(reverse(SIDE)).content.decode()

    assert "Ingen søknader ennå" in html
    assert reverse("soknader:soknad-create") in html


# --- Filters ----------------------------------------------------------------------------------------


@pytest.fixture
def tre_saker(soker, andre, avdelingsdirektor, utenforstaende, hr_leder):
    """One returned, one waiting, one refused."""
    lag_ramme()
    returnert = sendt(soker, tittel="Returnert", aar=2025, linjer=[("Kurs", 1000)])
    saksgang.returner(returnert, bruker=avdelingsdirektor, kommentar="Mer.")
    sendt(soker, tittel="Venter", linjer=[("Kurs", 20_000)], satsingsomraade=lag_satsingsomraade("Ledelse"))
    avslaatt = sendt(andre, tittel="Avslått", linjer=[("Kurs", 300_000)])
    saksgang.avslaa(avslaatt, bruker=utenforstaende, kommentar="Nei.")


@pytest.mark.parametrize(
    ("valg", "funnet"),
    [
        ({}, {"Returnert", "Venter", "Avslått"}),
        ({"status": "returnert"}, {"Returnert"}),
        ({"status": "behandles"}, {"Returnert", "Venter"}),
        ({"status": "avgjort"}, {"Avslått"}),
        ({"aar": "2025"}, {"Returnert"}),
        ({"hvem": "mine"}, set()),
        ({"hvem": "venter"}, set()),
        ({"sok": "vent"}, {"Venter"}),
    ],
)
def test_the_filters_choose(client, tre_saker, hr, valg, funnet):
    lag_ramme(2025)
    client.force_login(hr)

    assert set(titler(client, **valg)) == funnet


def test_a_unit_takes_its_whole_subtree_and_an_area_its_cases(client, tre_saker, hr, tre):
    client.force_login(hr)

    assert set(titler(client, enhet=tre.stab.pk)) == {"Returnert", "Venter"}
    assert set(titler(client, satsingsomraade=lag_satsingsomraade("Ledelse").pk)) == {"Venter"}


def test_what_waits_for_me_is_what_i_can_answer(client, tre_saker, avdelingsdirektor):
    client.force_login(avdelingsdirektor)

    assert titler(client, hvem="venter") == ["Venter"]


@pytest.mark.parametrize(
    "valg",
    [
        {"status": "finnes-ikke"},
        {"aar": "0001"},
        {"aar": "NaN"},
        {"enhet": "x"},
        {"enhet": "999999999999999999999"},
        {"satsingsomraade": "-1"},
        {"hvem": "andre"},
        {"sok": "x" * 100_000},
        {"sok": "\x00' | & ! :* ()<->"},
        {"sok": "🎉"},
        {"sok": "99/999999"},
        {"sorter": "passord"},
        {"sorter": "--tittel"},
        {"side": "9999999999999"},
        {"side": "x"},
    ],
)
def test_an_unknown_filter_is_no_server_error(client, tre_saker, hr, valg):
    client.force_login(hr)

    assert client.get(reverse(SIDE), valg).status_code == 200


def test_a_unit_of_another_kommune_is_not_a_choice(client, tre_saker, hr, annen_kommune):
    client.force_login(hr)

    form = client.get(reverse(SIDE), {"enhet": annen_kommune.rot.pk}).context["liste"].form

    assert list(form.errors) == ["enhet"]


@pytest.mark.parametrize(("nivaa", "dypest"), [(2, 2), (4, 4)])
def test_the_filter_offers_the_units_down_to_the_level_of_the_kommunes_avdelinger(client, tre, hr, nivaa, dypest):
    Rolletype.objects.filter(kode="avdelingsdirektor").update(leder_paa_nivaa=nivaa)
    client.force_login(hr)

    enheter = client.get(reverse(SIDE)).context["liste"].form.fields["enhet"].objekter.values()

    assert max(enhet.depth for enhet in enheter) == dypest


# --- Search -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sok", "finner"),
    [
        ("medarbeidersamtalene", True),  # another form of the word
        ("MEDARBEIDERSAMTALE", True),
        ("medarb", True),  # the beginning
        ("samling trygg", True),  # all words, in any order
        ("samling sykkel", False),
        ("dercoac", True),  # a part of a word in the title
        ("siri test", True),  # the applicant
        ("26/001", True),
        ("26/002", False),
        ("sykkel", False),
    ],
)
def test_search_finds_norwegian_forms_beginnings_names_and_numbers(soker, hr, avdelingsdirektor, sok, finner):
    sendt(
        soker,
        aar=2026,
        tittel="Veiledercoaching",
        beskrivelse="Trygge medarbeidersamtaler, to samlinger.",
        begrunnelse="Behov.",
    )

    assert register.finn(hr, sok=sok).exists() is finner


# --- Order and sums ---------------------------------------------------------------------------------


def test_this_year_stands_first_and_then_the_newest_of_the_others(client, soker, hr):
    naa = timezone.localdate().year
    for aar, tittel in ((naa, "Eldst"), (naa + 1, "Neste år"), (naa - 1, "I fjor"), (naa, "Nyest")):
        sendt(soker, aar=aar, tittel=tittel)
    client.force_login(hr)

    assert titler(client) == ["Nyest", "Eldst", "Neste år", "I fjor"]


def test_a_case_that_is_stuck_is_marked(client, soker, kollega, avdelingsdirektor, hr):
    sendt(soker, tittel="I rute")
    sendt(soker, tittel="Forsinket").steg.ventende().update(frist=dag(-2))
    sendt(kollega, tittel="Uten eier")
    kollega.person.stillinger.update(til=dag(-1))
    client.force_login(hr)

    rader = client.get(reverse(SIDE)).context["liste"].rader

    assert {rad.tittel: str(register._status(rad).under) for rad in rader} == {
        "I rute": "",
        "Forsinket": f"Fristen var {dato_kort(dag(-2))}",
        "Uten eier": "Søkeren er ikke her",
    }


def test_titles_are_ordered_the_norwegian_way(client, soker):
    for tittel in ("Østen", "aas", "Zoo", "Ære", "abel", "Ål"):
        lag_soknad(soker, tittel=tittel)
    client.force_login(soker)

    assert titler(client, sorter="tittel") == ["abel", "Zoo", "Ære", "Østen", "Ål", "aas"]
    assert titler(client, sorter="-tittel") == ["aas", "Ål", "Østen", "Ære", "Zoo", "abel"]


@pytest.mark.parametrize("kolonne", register.REGISTER.sorteringer)
def test_every_column_orders_both_ways(hr, tre_saker, kolonne):
    opp, ned = (register.REGISTER.sortert(register.finn(hr), {"sorter": valg}) for valg in (kolonne, f"-{kolonne}"))

    assert opp.count() == ned.count() == 3


def test_the_sums_are_those_of_the_whole_selection_not_of_the_page(client, tre_saker, hr, monkeypatch):
    monkeypatch.setattr(register, "REGISTER", replace(register.REGISTER, per_side=1))
    client.force_login(hr)

    svar = client.get(reverse(SIDE), {"status": "behandles"})

    assert len(svar.context["liste"].rader) == 1
    assert svar.context["liste"].summer == {
        "antall": 2,
        "sokt": Decimal(21_000),
        "innvilget": Decimal(0),
        "tilbakefort": Decimal(0),
        "telles_ikke": Decimal(0),
    }


def test_the_granted_amount_is_summed(soker, avdelingsdirektor, hr_leder, hr):
    lag_ramme()
    for belop in (Decimal(10_000), Decimal("5000.50")):
        soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
        vedta(soknad, hr, "delvis", belop=belop, begrunnelse="Noe.")

    assert register.REGISTER.summer(register.til_sum(register.finn(hr), None))["innvilget"] == Decimal("15000.50")


# --- Files ------------------------------------------------------------------------------------------


def test_excel_holds_the_whole_selection_and_its_sums(client, tre_saker, hr, monkeypatch):
    monkeypatch.setattr(register, "REGISTER", replace(register.REGISTER, per_side=1))
    client.force_login(hr)

    svar = client.get(reverse(SIDE), {"format": "xlsx", "sorter": "sokt"})

    ark = openpyxl.load_workbook(io.BytesIO(svar.content), data_only=True).active
    rader = list(ark.iter_rows(values_only=True))
    sokt = rader[0].index("Søkt")
    assert [rad[sokt] for rad in rader[1:4]] == [1000, 20_000, 300_000]
    assert rader[-1][sokt] == 321_000


def test_csv_holds_what_is_filtered_in_norwegian_form(client, tre_saker, hr):
    client.force_login(hr)

    svar = client.get(reverse(SIDE), {"format": "csv", "status": "behandles", "sorter": "tittel"})

    rader = list(csv.DictReader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))
    assert [(rad["Kompetanseområde"], rad["Søkt"]) for rad in rader] == [
        ("Returnert", "1000,00"),
        ("Venter", "20000,00"),
    ]


def test_a_formula_in_a_title_is_text_in_the_file(client, soker):
    lag_soknad(soker, tittel="=1+1")
    client.force_login(soker)

    assert "'=1+1" in client.get(reverse(SIDE), {"format": "csv"}).content.decode()


def test_the_file_holds_no_more_than_the_reader_may_see(client, tre_saker, soker):
    client.force_login(soker)

    assert "Avslått" not in client.get(reverse(SIDE), {"format": "csv"}).content.decode()


# --- Statements -------------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3])
@pytest.mark.parametrize(("hvem", "sporringer"), [("hr", 14), ("avdelingsdirektor", 14), ("soker", 13)])
def test_soknad_list_query_count(
    client, soker, avdelingsdirektor, hr, request, hvem, sporringer, antall, django_assert_num_queries
):
    for _nr in range(antall):
        sendt(soker)
    client.force_login(request.getfixturevalue(hvem))

    # session, account, wall, person, roles; years, areas, rounds, (units); sums, keys, rows, waiting steps, units
    with django_assert_num_queries(sporringer):
        svar = client.get(reverse(SIDE))

    assert len(svar.context["liste"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_a_search_asks_once_more_for_who_is_called_that(client, soker, hr, antall, django_assert_num_queries):
    for _nr in range(antall):
        sendt(soker)
    client.force_login(hr)

    with django_assert_num_queries(15):
        svar = client.get(reverse(SIDE), {"sok": str(soker.person)})

    assert len(svar.context["liste"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_the_file_query_count(client, soker, hr, avdelingsdirektor, antall, django_assert_num_queries):
    for _nr in range(antall):
        sendt(soker)
    client.force_login(hr)

    # session, account, wall, person, roles; years, areas, rounds, units; count, rows, units that are named
    with django_assert_num_queries(12):
        client.get(reverse(SIDE), {"format": "csv"})
