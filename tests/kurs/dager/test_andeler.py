"""Who took part in learning, worked out once more by plain loops."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.organisasjon.models import Rollekode, Stilling
from kurs.dager.andeler import andeler, lederlag, storrelsesnavn
from kurs.models import Kursoppsett
from tests.kurs.dager.verden import lag_ekstern, lag_laering
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-16T12:00")]


@pytest.fixture
def verden(tre, etatsdirektor, avdelingsdirektor, leder, soker, kollega, utenforstaende):
    """Two who lead leaders, two who lead others, and four who lead nobody: one of them in two small positions, two part
    time; and one who has left."""
    halv, liten = lag_bruker("Hilde", tre.barnehager, prosent=50), lag_bruker("Lise", tre.barnehager, prosent="49.9")
    Stilling.objects.filter(person=kollega.person).update(prosent=30)
    Stilling.objects.create(person=kollega.person, enhet=tre.ikt, tittel="Vikar", prosent=19, fra=dt.date(2021, 1, 1))
    sluttet = lag_bruker("Sverre", tre.barnehager)
    Stilling.objects.filter(person=sluttet.person).update(til=dt.date(2025, 6, 30))
    for bruker in (etatsdirektor, leder, halv, sluttet):
        lag_laering(tre.ikt, bruker.person, dt.date(2025, 3, 5))
    lag_ekstern(kollega.person, dt.date(2023, 1, 1), None)
    lag_ekstern(soker.person, dt.date(2022, 12, 31))
    lag_laering(tre.ikt, soker.person, dt.date(2026, 1, 2))
    return {"halv": halv, "liten": liten}


def som_tall(rader):
    return {rad.navn: (rad.i_aaret, rad.i_tre_aar, rad.ansatte) for rad in rader}


def test_shares_of_last_year_and_three_years_by_leadership_and_size(verden):
    assert som_tall(andeler(2025, med_smaa=True)) == {
        "Alle ansatte": (3, 4, 8),
        "Toppledere og mellomledere": (1, 1, 2),
        "Førstelinjeledere": (1, 1, 2),
        "Uten lederansvar": (1, 2, 4),
        # 30 and 19 per cent are 49 together; 49,9 is less than 50.
        "Under 50\N{NO-BREAK SPACE}%": (0, 1, 2),
        "50–99\N{NO-BREAK SPACE}%": (1, 1, 1),
        "100\N{NO-BREAK SPACE}%": (2, 2, 5),
    }


def test_another_year_and_other_sizes_give_other_shares(verden):
    Kursoppsett.objects.create(storrelser=[80])

    rader = som_tall(andeler(2026, med_smaa=True))

    assert rader["Alle ansatte"] == (1, 4, 8)
    assert {navn: tall for navn, tall in rader.items() if "%" in navn} == {
        "Under 80\N{NO-BREAK SPACE}%": (0, 1, 3),
        "80\N{NO-BREAK SPACE}% og mer": (1, 3, 5),
    }


def test_a_share_is_of_those_who_are_there(verden):
    rad = andeler(2025, med_smaa=True)[0]

    assert (rad.prosent_i_aaret, rad.prosent_i_tre_aar) == (Decimal("37.5"), Decimal(50))


def test_who_leads_leaders_is_no_first_line_leader_and_a_deputy_leads_nobody(
    tre, etatsdirektor, avdelingsdirektor, leder, soker, kollega
):
    # Also the leader of the unit right below, as long as that is someone else.
    gi_rolle(avdelingsdirektor, Rollekode.LEDER, tre.prosjekt)
    gi_stedfortreder(leder.person.roller.get(), kollega)

    topp, ledere = lederlag(dt.date(2026, 11, 16))

    assert topp == {etatsdirektor.person_id, avdelingsdirektor.person_id}
    assert ledere == {*topp, leder.person_id}


def test_one_who_leads_two_levels_alone_leads_no_leaders(tre, avdelingsdirektor):
    gi_rolle(avdelingsdirektor, Rollekode.LEDER, tre.prosjekt)

    assert lederlag(dt.date(2026, 11, 16)) == (set(), {avdelingsdirektor.person_id})


@pytest.mark.parametrize(
    ("grenser", "navn"),
    [
        ([50, 100], ["Under 50 %", "50–99 %", "100 %"]),
        ([20, 21, 75], ["Under 20 %", "20 %", "21–74 %", "75 % og mer"]),
        ([], ["Alle stillinger"]),
    ],
)
def test_sizes_are_called_by_their_limits(grenser, navn):
    assert [ett.replace("\N{NO-BREAK SPACE}", " ") for ett in storrelsesnavn(grenser)] == navn


def test_one_without_names_sees_no_group_of_fewer_than_five_nor_what_is_left_of_all(client, verden, tillitsvalgt, hr):
    sett = {}
    for bruker in (tillitsvalgt, hr):
        client.force_login(bruker)
        sett[bruker] = client.get(reverse("kurs:dager-andeler")).context["liste"].rader

    # Four lead, and the two groups of them, by themselves or taken from all, are too few.
    assert {rad.navn for rad in sett[tillitsvalgt]} == {"Alle ansatte"}
    assert len(sett[hr]) == 7


def test_the_file_has_the_numbers_behind(client, verden, hr):
    client.force_login(hr)

    linjer = client.get(reverse("kurs:dager-andeler"), {"format": "csv", "aar": 2025}).content.decode("utf-8-sig")

    assert linjer.splitlines()[2] == "Lederansvar;Toppledere og mellomledere;2;1;50;1;50"
