"""Which goals come to a plan, and how they are set up under what they serve."""

import datetime as dt

import pytest

from planer.maal.arv import arvede, tilbys
from planer.models import Maal
from tests.klokke import dag
from tests.planer.factories import lag_dokument, lag_maal, lag_plan


@pytest.fixture
def samfunnsdel(tre):
    """The kommune's own document, with two goals."""
    dokument = lag_dokument(enhet=tre.rot)
    lag_maal(dokument, "Rett kompetanse", nummer="1.1", rekkefolge=10)
    lag_maal(dokument, "Læring på jobben", nummer="2.1", rekkefolge=20)
    return dokument


def navn(maal):
    return sorted(maal.values_list("navn", flat=True))


def test_without_a_plan_above_goals_come_from_documents_of_the_units_above_and_of_none(tre, samfunnsdel):
    lag_maal(lag_dokument("Loven"), "Forsvarlig")
    lag_maal(lag_dokument("Temaplan", tre.stab), "Mer digitalt")
    lag_maal(lag_dokument("Vår egen", tre.prosjekt), "Korte møter")
    lag_maal(lag_dokument("Oppvekstplan", tre.oppvekst), "Trygge barn")

    assert navn(tilbys(lag_plan(tre.prosjekt))) == [
        *("Forsvarlig", "Korte møter", "Læring på jobben", "Mer digitalt", "Rett kompetanse")
    ]


def test_a_document_that_runs_out_before_the_plan_begins_is_left_out(tre):
    plan = lag_plan(tre.prosjekt)
    ute, siste_dag = plan.fra - dt.timedelta(days=1), plan.fra
    lag_maal(lag_dokument("Utgått", gyldig_til=ute), "Gammelt")
    lag_maal(lag_dokument("Gjelder", gyldig_til=siste_dag), "Gjeldende")

    assert navn(tilbys(plan)) == ["Gjeldende"]


def test_with_a_plan_above_come_its_own_goals_and_those_it_contributes_to(tre, samfunnsdel):
    rett, laering = samfunnsdel.maal.all()
    sektor = lag_plan(tre.stab)
    lag_maal(sektor, "Rett kompetanse", over=rett, valg=Maal.Valg.BIDRAR)
    lag_maal(sektor, "Læring på jobben", over=laering, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Ikke nå")
    lag_maal(sektor, "Flere med fagutdanning", over=rett)
    lag_maal(lag_dokument("Vår egen", tre.prosjekt), "Korte møter")

    plan = lag_plan(tre.prosjekt, overordnet=sektor)

    assert navn(tilbys(plan)) == ["Flere med fagutdanning", "Korte møter", "Rett kompetanse"]
    assert set(tilbys(plan).filter(dokument__isnull=True).values_list("plan", flat=True)) == {sektor.pk}


def test_a_document_goal_that_the_same_unit_s_strategy_has_answered_comes_by_that_answer_alone(tre, samfunnsdel):
    rett, _laering = samfunnsdel.maal.all()
    strategi = lag_plan(tre.rot, slag="strategi")
    lag_maal(strategi, rett.navn, over=rett, valg=Maal.Valg.BIDRAR)

    plan = lag_plan(tre.rot, overordnet=strategi)

    assert navn(tilbys(plan)) == ["Læring på jobben", "Rett kompetanse"]
    assert not tilbys(plan).filter(pk=rett.pk).exists()


def test_goals_hang_under_the_one_they_serve_where_it_was_first_set(tre, samfunnsdel):
    rett, laering = samfunnsdel.maal.all()
    kommunens = lag_plan(tre.rot)
    svar = lag_maal(kommunens, rett.navn, over=rett, valg=Maal.Valg.BIDRAR)
    sektor = lag_plan(tre.stab, overordnet=kommunens)
    fag = lag_maal(sektor, "Flere med fagutdanning", over=svar, rekkefolge=10)
    vakt = lag_maal(sektor, "Kyndig på hver vakt", over=svar, rekkefolge=20)
    egen = lag_maal(sektor, "Felles verktøy")
    plan = lag_plan(tre.prosjekt, overordnet=sektor)
    lag_maal(plan, vakt.navn, over=vakt, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Vi har ingen vakter")

    grupper = arvede(plan)

    assert [(gruppe.tjener, gruppe.kilde, [ett.maal for ett in gruppe.arvede]) for gruppe in grupper] == [
        (rett, samfunnsdel, [fag, vakt]),
        (None, sektor, [egen]),
    ]
    assert [(ett.bidrar, ett.lagt_til_side) for ett in grupper[0].arvede] == [(False, False), (False, True)]
    assert laering not in [gruppe.tjener for gruppe in grupper]


def test_a_goal_passed_on_as_it_is_hangs_under_its_document(tre, samfunnsdel):
    rett, _laering = samfunnsdel.maal.all()
    kommunens = lag_plan(tre.rot)
    svar = lag_maal(kommunens, rett.navn, over=rett, valg=Maal.Valg.BIDRAR)
    sektor = lag_plan(tre.stab, overordnet=kommunens)
    videre = lag_maal(sektor, rett.navn, over=svar, valg=Maal.Valg.BIDRAR)

    (gruppe,) = arvede(lag_plan(tre.prosjekt, overordnet=sektor))

    assert (gruppe.tjener, gruppe.kilde, [ett.maal for ett in gruppe.arvede]) == (None, samfunnsdel, [videre])


def test_an_answer_stays_when_its_goal_no_longer_comes_from_above(tre, samfunnsdel):
    rett, _laering = samfunnsdel.maal.all()
    plan = lag_plan(tre.prosjekt)
    svar = lag_maal(plan, rett.navn, over=rett, valg=Maal.Valg.BIDRAR)
    samfunnsdel.gyldig_til = plan.fra - dt.timedelta(days=1)
    samfunnsdel.save()

    (gruppe,) = arvede(plan)

    assert [(ett.maal, ett.svar, ett.tilbys) for ett in gruppe.arvede] == [(rett, svar, False)]


def test_a_circle_in_the_data_does_not_hang_the_page(tre, samfunnsdel):
    rett, laering = samfunnsdel.maal.all()
    Maal.objects.filter(pk=rett.pk).update(over=laering)
    Maal.objects.filter(pk=laering.pk).update(over=rett)

    assert sum(len(gruppe.arvede) for gruppe in arvede(lag_plan(tre.prosjekt))) == 2


@pytest.mark.parametrize("antall", [1, 3])
def test_arvede_query_count(tre, antall, django_assert_num_queries):
    dokument = lag_dokument(gyldig_til=dag(1000))
    for nummer in range(antall):
        lag_maal(dokument, f"Mål {nummer}")
    plan = lag_plan(tre.prosjekt)

    with django_assert_num_queries(4):  # answers; keys of what comes; the chain, and its goals
        grupper = arvede(plan)

    assert sum(len(gruppe.arvede) for gruppe in grupper) == antall
