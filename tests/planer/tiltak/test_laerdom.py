"""What an evaluation concluded comes up where the next decision is made: beside the measure that goes on, and in next
year's plan of the unit."""

import datetime as dt

import pytest
from django.urls import reverse

from planer.aaret import rullering
from planer.models import Kompetanseplan, Tiltak
from planer.tiltak.laerdom import laerdommer, laert_foer
from tests.klokke import aar, dag
from tests.planer.factories import evaluer, lag_plan, lag_tiltak

LAERT = "Øv mer på egne saker."
I_ORD = "Øv mer på egne saker. Neste gang: gjør det igjen, men annerledes."
VEDTATT = {"status": Kompetanseplan.Status.VEDTATT}


@pytest.fixture
def i_fjor(tre):
    return lag_plan(tre.prosjekt, aar=aar(-1), gjelder_fra=dt.date(aar(-1), 1, 1), **VEDTATT)


def test_what_was_learnt_stays_with_the_measure_and_is_found_from_those_that_carry_it_on(i_fjor, leder, soker):
    forst = evaluer(lag_tiltak(i_fjor, status=Tiltak.Status.I_GANG))

    neste = rullering.rull(i_fjor, bruker=leder).tiltak.get()
    deretter = lag_tiltak(lag_plan(i_fjor.enhet, aar=aar(1)), forgjenger=neste)

    assert (neste.forgjenger, neste.laering, neste.anbefaling, neste.evaluert, neste.evaluering_adresse) == (
        forst,
        "",
        "",
        None,
        "",
    )
    assert {pk: ett.tiltak for pk, ett in laerdommer([neste, deretter], leder).items()} == {
        neste.pk: forst,
        deretter.pk: forst,
    }
    assert laerdommer([neste], leder)[neste.pk].rapport == forst.evaluering_adresse
    assert laerdommer([neste], soker)[neste.pk].rapport == ""


def test_its_own_conclusion_counts_before_that_of_what_it_carries_on(i_fjor, leder):
    gammelt = evaluer(lag_tiltak(i_fjor), "Det gamle.")
    nytt = evaluer(lag_tiltak(lag_plan(i_fjor.enhet), forgjenger=gammelt), "Det nye")

    assert laerdommer([nytt], leder)[nytt.pk].i_ord == "Det nye. Neste gang: gjør det igjen, men annerledes."


def test_a_measure_taken_from_another_unit_brings_what_that_one_learnt(tre, i_fjor, leder):
    deres = evaluer(lag_tiltak(lag_plan(tre.barnehager, aar=aar(-1))))
    vaart = lag_tiltak(i_fjor, hentet_fra=deres)

    laert = laerdommer([vaart], leder)[vaart.pk]

    assert (laert.tiltak, laert.rapport) == (deres, "")


def test_next_years_plan_says_what_the_unit_has_learnt_of_what_is_over(tre, i_fjor, leder, soker):
    plan = lag_plan(tre.prosjekt)
    felles = evaluer(lag_tiltak(lag_plan(tre.stab, aar=aar(-1)), "Felles fagdag"), evaluert=dag(-3))
    felles.felles_for.add(tre.ikt)
    kurs = evaluer(lag_tiltak(i_fjor, "Kurs"), evaluert=dag(-2))
    evaluer(lag_tiltak(i_fjor, "For lenge siden"), evaluert=dt.date(aar(-4), 12, 31))
    evaluer(lag_tiltak(lag_plan(tre.barnehager, aar=aar(-1)), "Hos andre"))
    evaluer(lag_tiltak(lag_plan(tre.prosjekt, nivaa="person", person=soker.person), "I en persons plan"))
    lag_tiltak(i_fjor, "Ikke evaluert")

    assert [(ett.tiltak, ett.rapport) for ett in laert_foer(plan, leder)] == [
        (kurs, kurs.evaluering_adresse),
        (felles, ""),
    ]
    assert laert_foer(plan, leder, unntatt=[kurs, felles]) == []


def test_the_sentence_stands_where_the_plan_is_written_reported_and_rolled_over(client, i_fjor, leder):
    videre = evaluer(lag_tiltak(i_fjor, "Smidig dag", status=Tiltak.Status.I_GANG))
    ferdig = evaluer(
        lag_tiltak(i_fjor, "Kurs", status=Tiltak.Status.FERDIG), "Kurset var for langt.", anbefaling="la_vaere"
    )
    ny = rullering.rull(i_fjor, bruker=leder)
    client.force_login(leder)

    def side(navn, pk):
        return " ".join(client.get(reverse(f"planer:{navn}", args=[pk])).content.decode().split())

    assert f"Lært: {I_ORD}" in (tiltakene := side("plan-tiltak", ny.pk))
    assert "Kurset var for langt." in tiltakene
    assert I_ORD in (overgangen := side("plan-overgang", ny.pk))
    assert "Kurset var for langt. Neste gang: gjør det ikke igjen." in overgangen
    assert f"Lært: {I_ORD}" in side("plan-underveis", i_fjor.pk)
    assert LAERT in (evaluer_planen := side("plan-evaluer", i_fjor.pk))
    assert "Kurset var for langt." in evaluer_planen
    assert f"Lært: {I_ORD}" in side("plan-handlingsplan", ny.pk)
    for ett in (videre, ny.tiltak.get()):
        assert LAERT in side("tiltak-update", ett.pk)
        assert videre.evaluering_adresse in side("tiltak-detail", ett.pk)
    assert ferdig.evaluering_adresse in side("tiltak-detail", ferdig.pk)


@pytest.mark.parametrize("antall", [1, 3])
def test_what_was_learnt_is_found_by_a_statement_for_each_period_back(i_fjor, leder, antall, django_assert_num_queries):
    plan = lag_plan(i_fjor.enhet)
    nye = [lag_tiltak(plan, f"{nr}", forgjenger=evaluer(lag_tiltak(i_fjor, f"{nr}"))) for nr in range(antall)]
    assert laerdommer(nye, leder)

    with django_assert_num_queries(1):  # those that were carried on
        assert len(laerdommer(nye, leder)) == antall
    with django_assert_num_queries(0):
        assert laerdommer([Tiltak(plan=plan)], leder) == {}
