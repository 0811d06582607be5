"""How many have an agreed plan: counted right, and never so few, or so many less some, that it tells of one person."""

import pytest

from kartlegging.dekning.ferdigtall import tell_alle
from kompetanse.organisasjon.models import Rollekode
from planer.models import Kompetanseplan, Plannivaa, Planoppsett
from planer.oversikt.bilde import oversikt
from planer.person.andel import Andel, andeler
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, lag_bruker, lag_enhet

pytestmark = pytest.mark.django_db
Status = Kompetanseplan.Status


def lag_personplan(person, enhet, **felt):
    felt = {"fra": dag(-10), "til": dag(100), "status": Status.VEDTATT, "gjelder_fra": dag(-10), **felt}
    return Kompetanseplan.objects.create(
        enhet=enhet, nivaa=Plannivaa.PERSON, person=person, tittel="Utviklingsplan", **felt
    )


def ansett(enhet, antall, *, med_plan=0):
    folk = [lag_bruker(f"Ola{nr}", enhet).person for nr in range(antall)]
    for person in folk[:med_plan]:
        lag_personplan(person, enhet)
    return folk


@pytest.fixture
def gren(tre):
    """Home care with two units below it, in a sector where others work too: so that it is not what is left over."""
    ansett(tre.rot, 5)
    ansett(tre.oppvekst, 5)
    hjemme = lag_enhet(tre.oppvekst, "Hjemmetjenesten")
    stor, liten = lag_enhet(hjemme, "Dag"), lag_enhet(hjemme, "Natt")
    return hjemme, stor, liten


def test_it_counts_those_who_have_a_plan_that_is_agreed_and_holds_today(gren, hr):
    hjemme, stor, _liten = gren
    folk = ansett(stor, 8, med_plan=3)
    for person, felt in zip(
        folk[3:],
        (
            {"status": Status.UTKAST, "gjelder_fra": None},
            {"status": Status.TIL_BEHANDLING, "gjelder_fra": None},
            {"status": Status.AVLOST},
            {"fra": dag(-400), "til": dag(-1)},
            {"fra": dag(1)},
        ),
        strict=True,
    ):
        lag_personplan(person, stor, **felt)
    tell_alle()

    assert andeler(hr)[stor.pk] == andeler(hr)[hjemme.pk] == Andel(3, 8)


def test_few_are_not_told_of_nor_by_the_difference(gren, hr):
    hjemme, stor, liten = gren
    ansett(hjemme, 8, med_plan=1)
    ansett(stor, 6, med_plan=6)
    ansett(liten, 3, med_plan=3)
    tell_alle()

    tallene = andeler(hr)
    assert (tallene[hjemme.pk], tallene[stor.pk]) == (Andel(10, 17), Andel(6, 6))
    assert liten.pk not in tallene


def test_a_unit_that_leaves_too_few_for_the_rest_is_held_back(gren, hr):
    hjemme, stor, _liten = gren
    ansett(hjemme, 2, med_plan=2)
    ansett(stor, 6)
    tell_alle()

    assert hjemme.pk in andeler(hr)
    assert stor.pk not in andeler(hr)


def test_a_newcomer_is_not_found_by_what_stood_there_yesterday(gren, hr):
    _hjemme, stor, _liten = gren
    ansett(stor, 6, med_plan=2)
    tell_alle()
    ansett(stor, 1, med_plan=1)
    tell_alle()

    assert andeler(hr)[stor.pk] == Andel(2, 6)


def test_a_leader_who_knows_some_by_name_is_not_told_of_the_few_others(gren, hr):
    hjemme, _stor, liten = gren
    ansett(hjemme, 8, med_plan=1)
    ansett(liten, 3, med_plan=3)
    natt, leder = lag_bruker("Nils", liten), lag_bruker("Nina", hjemme)
    gi_rolle(natt, Rollekode.LEDER, liten)
    gi_rolle(leder, Rollekode.LEDER, hjemme)
    tell_alle()

    # 13 less the nine that Nina leads are herself and the three on nights.
    assert hjemme.pk in andeler(hr)
    assert hjemme.pk not in andeler(leder)


def test_nothing_is_told_before_the_people_are_counted_nor_of_units_one_does_not_answer_for(tre, gren, hr, leder):
    ansett(gren[1], 8, med_plan=3)
    assert andeler(hr) == {}

    tell_alle()
    assert gren[1].pk not in andeler(leder)


def test_the_overview_has_the_figures_on_the_page_on_top_and_in_the_file(client, tre, gren, hr):
    Planoppsett.objects.create(til_nivaa=7)
    hjemme, stor, liten = gren
    ansett(hjemme, 8, med_plan=1)
    ansett(stor, 6, med_plan=6)
    ansett(liten, 3, med_plan=3)
    tell_alle()

    bilde = oversikt(hr, dag(0), {})
    per_enhet = {rad[0]: rad[-2:] for rad in bilde.regneark()[1]}
    assert (per_enhet["Hjemmetjenesten"], per_enhet["Dag"], per_enhet["Natt"]) == ([10, 17], [6, 6], [None, None])
    topp = next(ett for ett in bilde.talliste if ett["navn"] == "Har utviklingsplan")
    rot = andeler(hr)[tre.rot.pk]
    assert (topp["verdi"], topp["tillegg"]) == (str(rot.med_plan), f"av {rot.ansatte} ansatte")

    client.force_login(hr)
    tekst = " ".join(client.get("/planer/oversikt/").content.decode().split())
    assert "10 av 17" in tekst
    assert "Vises ikke" in tekst


@pytest.mark.parametrize("antall", [1, 3])
def test_the_figures_are_read_in_the_same_number_of_statements(tre, hr, antall, django_assert_num_queries):
    ansett(tre.rot, 5)
    ansett(tre.oppvekst, 5)
    for nr in range(antall):
        ansett(lag_enhet(tre.oppvekst, f"Enhet {nr}"), 6, med_plan=2)
    tell_alle()
    hr.aktive_roller  # noqa: B018  (read once for a request)

    with django_assert_num_queries(2):  # the people by unit, and who has a plan
        assert len(andeler(hr)) > antall
