"""The lists of people, roles and units as files, and in the order that is asked for."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Person, Rolle, Stilling
from tests.rollebesetning import START, gi_stedfortreder, lag_bruker

PERSONER, ROLLER, ENHETER = (reverse(f"organisasjon:{navn}") for navn in ("person-list", "rolle-list", "enhet-list"))


def csv_av(client, sti, **valg):
    tekst = client.get(sti, {"format": "csv", **valg}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";"))


def excel_av(client, sti, **valg):
    svar = client.get(sti, {"format": "xlsx", **valg})
    return list(openpyxl.load_workbook(io.BytesIO(svar.content)).active.iter_rows(values_only=True))


# --- People ---------------------------------------------------------------------------------------


def test_the_file_of_people_has_types_and_every_position(client, hr, soker, tre):
    Stilling.objects.create(
        person=soker.person, enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=START, hovedstilling=False
    )
    client.force_login(hr)

    rad = next(rad for rad in excel_av(client, PERSONER) if rad[2] == "Siri")

    assert rad == (
        soker.person.ansattnummer, "Test", "Siri", soker.person.epost, "Rådgiver", Decimal(100), "Prosjektkontoret",
        dt.datetime(2020, 1, 1), "Vikar, Barnehager",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hvem", "navn"),
    [
        ("soker", ["Siri"]),
        ("leder", ["Kari", "Lars", "Siri"]),
        ("utenforstaende", ["Ulf"]),
        ("gruppemedlem", ["Gro"]),
    ],
)
def test_the_file_of_people_holds_those_of_the_page(
    client, request, soker, kollega, leder, utenforstaende, gruppemedlem, hvem, navn
):
    client.force_login(request.getfixturevalue(hvem))

    assert [rad["Fornavn"] for rad in csv_av(client, PERSONER)] == navn


def test_the_file_of_people_follows_search_unit_and_order(client, hr, soker, kollega, tre):
    client.force_login(hr)

    assert [rad["Fornavn"] for rad in csv_av(client, PERSONER, q="siri")] == ["Siri"]
    assert [rad["Fornavn"] for rad in csv_av(client, PERSONER, enhet="Prosjektkontoret")] == ["Kari", "Siri"]
    nedover = [rad["Fornavn"] for rad in csv_av(client, PERSONER, enhet="Prosjektkontoret", sorter="-navn")]
    assert nedover == ["Siri", "Kari"]


def test_people_are_ordered_the_norwegian_way(client, hr, tre):
    for etternavn in ("Ås", "Øst", "Aas", "Ære", "Zorn"):
        Person.objects.filter(pk=lag_bruker("Ola", tre.ikt).person_id).update(etternavn=etternavn)
    client.force_login(hr)

    rader = csv_av(client, PERSONER, enhet="IKT-tjenester", sorter="navn")

    assert [rad["Etternavn"] for rad in rader] == ["Zorn", "Ære", "Øst", "Ås", "Aas"]


def test_a_formula_in_a_name_is_text(client, hr, soker):
    Person.objects.filter(pk=soker.person_id).update(etternavn="=cmd()|'/C calc'!A0")
    client.force_login(hr)

    assert "'=cmd()|'/C calc'!A0" in [rad["Etternavn"] for rad in csv_av(client, PERSONER)]
    ark = openpyxl.load_workbook(io.BytesIO(client.get(PERSONER, {"format": "xlsx"}).content)).active
    assert {celle.data_type for rad in ark.iter_rows(max_col=5) for celle in rad} <= {"s", "n"}


def test_a_file_of_people_is_noted_as_a_look_at_each_once_an_hour(client, leder, soker, kollega):
    client.force_login(leder)

    csv_av(client, PERSONER)
    csv_av(client, PERSONER, sorter="-navn")

    sett = Oppslag.objects.filter(bruker=leder, hva="personfil")
    assert sorted(sett.values_list("person_id", flat=True)) == sorted([soker.person_id, kollega.person_id])
    assert {ett.i_rolle for ett in sett} == {"Leder, Prosjektkontoret"}
    client.force_login(soker)
    logg = client.get(reverse("organisasjon:person-log", args=[soker.person_id])).content.decode()
    assert "Lastet ned i en liste" in logg


def test_the_log_leaves_out_downloaded_lists_until_they_are_asked_for(client, leder, soker, kollega, hr):
    client.force_login(leder)
    csv_av(client, PERSONER)
    client.get(soker.person.get_absolute_url())
    client.force_login(hr)
    om_soker = f"Siri Test ({soker.person.ansattnummer})"

    def antall(**filter_):
        return client.get(reverse("organisasjon:oppslag-list"), filter_).context["liste"].summer["antall"]

    assert [antall(), antall(vis="alle"), antall(om=om_soker)] == [1, 3, 2]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_file_of_people_query_count(client, tre, leder, antall, django_assert_num_queries):
    for _nr in range(antall):
        lag_bruker("Ny", tre.prosjekt)
    client.force_login(leder)

    # session, account, wall, person, roles; count, looks within the hour, people to note, the notes; people, positions
    with django_assert_num_queries(11):
        client.get(PERSONER, {"format": "csv"})


# --- Roles ----------------------------------------------------------------------------------------


def test_the_file_of_roles_has_dates_and_deputies(client, hr, avdelingsdirektor, leder):
    rolle = Rolle.objects.get(person=avdelingsdirektor.person)
    gi_stedfortreder(rolle, leder, fra=dt.date(2026, 1, 1), til=dt.date(2099, 1, 1))
    client.force_login(hr)

    rad = next(rad for rad in excel_av(client, ROLLER) if rad[2] == "Avdelingsdirektør")

    assert rad[0] == "Ada Test"
    assert rad[3:7] == ("IKT-tjenester", "ja", dt.datetime(2020, 1, 1), None)
    assert rad[8].startswith("Lars Test (")


def test_the_file_of_roles_is_ones_own_for_others(client, leder, avdelingsdirektor, hr):
    client.force_login(leder)

    assert [rad["Person"] for rad in csv_av(client, ROLLER)] == ["Lars Test"]


@pytest.mark.parametrize("kolonne", ["person", "rolle", "enhet", "fra"])
def test_roles_are_ordered_both_ways_on_page_and_in_file(client, hr, leder, avdelingsdirektor, kolonne):
    client.force_login(hr)

    side = client.get(ROLLER, {"sorter": f"-{kolonne}"})

    opp, ned = (csv_av(client, ROLLER, sorter=sorter) for sorter in (kolonne, f"-{kolonne}"))
    assert opp == ned[::-1]
    assert [str(rolle.person) for rolle in side.context["liste"].rader] == [rad["Person"] for rad in ned]
    assert 'aria-sort="descending"' in side.content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_file_of_roles_query_count(client, tre, hr, request, antall, django_assert_num_queries):
    for navn in ("leder", "avdelingsdirektor", "mbu_medlem")[:antall]:
        request.getfixturevalue(navn)
    client.force_login(hr)

    # session, account, wall, person, roles; count, roles, deputies
    with django_assert_num_queries(8):
        client.get(ROLLER, {"format": "csv"})


# --- Units ----------------------------------------------------------------------------------------


def test_the_file_of_units_has_level_parents_leader_and_head_count(client, hr, leder, soker, avdelingsdirektor):
    client.force_login(soker)

    rader = excel_av(client, ENHETER)

    assert [rad[0] for rad in rader[1:4]] == ["Fjordby kommune", "Oppvekst", "Barnehager"]
    assert next(rad for rad in rader if rad[0] == "Prosjektkontoret") == (
        "Prosjektkontoret", None, "Seksjon", 4, "IKT-tjenester", "Fjordby kommune › Stab › IKT-tjenester", "Lars Test",
        2, 2,
    )  # fmt: skip
    assert next(rad for rad in rader if rad[0] == "IKT-tjenester")[6:] == ("Ada Test", 1, 3)


def test_the_file_of_units_follows_search_and_day(client, soker):
    client.force_login(soker)

    assert [rad["Enhet"] for rad in csv_av(client, ENHETER, q="barnehag")] == ["Barnehager"]
    assert csv_av(client, ENHETER, dato="1.1.2019") == []


def test_the_file_of_units_query_count_does_not_grow(client, soker, leder, django_assert_num_queries):
    client.force_login(soker)

    # session, account, wall, person; the tree's version, tree, positions, double positions, codes, leaders
    with django_assert_num_queries(10):
        client.get(ENHETER, {"format": "csv"})


@pytest.mark.parametrize("sti", [PERSONER, ROLLER, ENHETER])
def test_the_page_offers_both_formats_with_its_choices(client, hr, sti):
    client.force_login(hr)

    html = client.get(sti, {"sorter": "person"}).content.decode()

    assert "sorter=person&amp;format=xlsx" in html
    assert "sorter=person&amp;format=csv" in html


# --- Who works in a unit, and the log -------------------------------------------------------------


def test_the_file_of_a_units_employees_holds_those_of_the_page_and_is_logged(client, tre, leder, soker, tillitsvalgt):
    ikt = reverse("organisasjon:enhet-people", args=[tre.ikt.pk])
    client.force_login(tillitsvalgt)

    assert [rad["Fornavn"] for rad in csv_av(client, ikt)] == ["Tor"]
    assert client.get(ikt, {"format": "csv", "under": "1"}).status_code == 403

    client.force_login(leder)
    prosjekt = reverse("organisasjon:enhet-people", args=[tre.prosjekt.pk])
    rader = csv_av(client, prosjekt)
    assert [(rad["Fornavn"], rad["Stilling"], rad["Enhet"]) for rad in rader] == [
        ("Lars", "Seksjonsleder", "Prosjektkontoret"),
        ("Siri", "Rådgiver", "Prosjektkontoret"),
    ]
    assert Oppslag.objects.filter(bruker=leder, person_id=soker.person_id).exists()


def test_the_file_of_a_units_employees_is_closed_to_those_who_work_elsewhere(
    client, tre, utenforstaende, annen_kommune
):
    adresse = reverse("organisasjon:enhet-people", args=[tre.prosjekt.pk])

    svar = {}
    for bruker in (utenforstaende, annen_kommune.hr):
        client.force_login(bruker)
        svar[bruker] = client.get(adresse, {"format": "xlsx"}).status_code
    assert svar == {utenforstaende: 403, annen_kommune.hr: 404}


def test_the_log_is_a_file_too_with_the_names_of_those_looked_at(client, hr, leder, soker):
    client.force_login(leder)
    client.get(soker.person.get_absolute_url())
    client.force_login(hr)

    [rad] = csv_av(client, reverse("organisasjon:oppslag-list"))

    assert (rad["Gjort av"], rad["Om"]) == ("Lars Test", "Siri Test")
