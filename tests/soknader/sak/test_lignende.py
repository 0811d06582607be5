"""What earlier grants have taught comes up in the next similar application, and in the meeting that decides on it."""

import pytest
from django.urls import reverse

from planer.tiltak.laerdom import laerdom
from soknader.mote.bilde import Motebilde
from soknader.sak.lignende import VISES, lignende, lignende_for
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import aar, dag
from tests.planer.factories import evaluer, lag_behov, lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.mbu_factories import lag_avgjort
from tests.soknader.moter import lag_klar, lag_mote

I_ORD = "Øv mer på egne saker. Neste gang: gjør det igjen, men annerledes."


@pytest.fixture
def plan(tre):
    return lag_plan(tre.barnehager, aar=aar(-1))


@pytest.fixture
def gi(utenforstaende, plan):
    """A function that gives a grant in another unit, with an evaluated measure."""

    def lag(navn="Smidig dag", *, evaluert=0, behov=(), **felt):
        tiltak = evaluer(lag_tiltak(plan, navn, behov=behov), evaluert=dag(evaluert))
        return lag_avgjort(utenforstaende, **{"tiltak": tiltak, "tittel": navn, "aar": aar(-1), **felt})

    return lag


def laert(soknad):
    return [str(ett.tiltak) for ett in lignende(soknad)]


def test_an_application_of_the_same_priority_area_in_the_last_three_years_is_similar(soker, gi):
    ledelse = lag_satsingsomraade("Ledelse")
    gi("I fjor", evaluert=-2)
    gi("For tre år siden", evaluert=-1, aar=aar(-3))
    gi("For fire år siden", aar=aar(-4))
    gi("Et annet område", satsingsomraade=ledelse)
    gi("Avslått", utfall="avslaatt")

    assert laert(lag_soknad(soker)) == ["For tre år siden", "I fjor"]
    assert laert(lag_soknad(soker, satsingsomraade=None)) == []


def test_an_application_for_the_same_competence_is_similar(soker, tre, plan, gi):
    saar, legemidler = lag_kompetanse("Sårbehandling"), lag_kompetanse("Legemiddelhåndtering")
    gi("Sår", behov=[lag_behov(plan, kompetanse=saar)], satsingsomraade=None)
    gi("Legemidler", behov=[lag_behov(plan, kompetanse=legemidler)], satsingsomraade=None)
    min_plan = lag_plan(tre.prosjekt)
    mitt = lag_tiltak(min_plan, behov=[lag_behov(min_plan, kompetanse=saar), lag_behov(min_plan, "Uten kompetanse")])

    assert laert(lag_soknad(soker, tiltak=mitt, satsingsomraade=None)) == ["Sår"]


def test_the_newest_few_are_shown_each_measure_once(soker, gi):
    forst = gi("0")
    gi("Samme tiltak", tiltak=forst.tiltak)
    for nr in range(1, VISES + 1):
        gi(f"{nr}", evaluert=-nr)

    assert laert(lag_soknad(soker)) == [f"{nr}" for nr in range(VISES)]


def test_the_report_is_for_those_who_answer_for_the_unit_and_the_sentence_for_all(soker, utenforstaende, hr, gi):
    tiltak = gi().tiltak

    assert [laerdom(tiltak, bruker).rapport for bruker in (soker, utenforstaende, hr)] == [
        "",
        tiltak.evaluering_adresse,
        tiltak.evaluering_adresse,
    ]


def test_it_stands_beside_the_expected_effect_in_the_case_and_on_the_agenda(
    client, soker, avdelingsdirektor, hr_leder, hr, gi
):
    lag_ramme()
    gi()
    utkast = lag_soknad(soker)
    client.force_login(soker)
    assert "Øv mer på egne saker." in side(client, reverse("soknader:soknad-edit", args=[utkast.pk, "effekt"]))
    assert "Øv mer på egne saker." not in side(client, reverse("soknader:soknad-edit", args=[utkast.pk, "hva"]))

    klar = lag_klar(soker, avdelingsdirektor, hr_leder)

    assert "Øv mer på egne saker." in side(client, klar.get_absolute_url())
    (rad,) = Motebilde(lag_mote(hr), bruker=hr).rader
    assert ("Dette lærte lignende tiltak oss", f"«Smidig dag»: {I_ORD}") in rad.saken


def side(client, adresse):
    return client.get(adresse).content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_what_similar_applications_taught_is_found_for_all_at_once(soker, gi, antall, django_assert_num_queries):
    for nr in range(antall):
        gi(f"{nr}")
    soknader = [lag_soknad(soker) for _nr in range(antall)]

    with django_assert_num_queries(3):  # the grants, what they are known by, the measures
        assert len(lignende_for(soknader)) == antall
