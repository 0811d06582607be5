"""The figures of the overview against a count in plain Python, of rows that could leak between plans and units."""

import datetime as dt

import pytest
from django.utils import timezone

from planer.models import Kompetanseplan, Maal, Planoppsett, Tiltak
from planer.oversikt.tall import Tall, enhetsrader
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak

Status = Tiltak.Status


def lag_gjeldende(enhet, **felt):
    felt = {"fra": dag(-100), "til": dag(200), "gjelder_fra": dag(-90), "status": Kompetanseplan.Status.VEDTATT, **felt}
    return lag_plan(enhet, **felt)


def rad_for(enhet, alle):
    return next(rad for rad in alle if rad.enhet == enhet)


@pytest.fixture
def i_dag():
    return timezone.localdate()


def test_a_unit_shows_its_own_figures_and_those_above_the_sum(tre, i_dag):
    Planoppsett.objects.create(til_nivaa=7)
    over, under = lag_gjeldende(tre.stab), lag_gjeldende(tre.prosjekt)
    maal = lag_maal(under, "Med tiltak")
    lag_maal(under, "Gjennom behov")
    lag_maal(under, "Uten")
    lag_maal(under, "Bort", over=lag_maal(over, "Over"), valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Angår ikke oss.")
    behov = lag_behov(under, maal=[Maal.objects.get(navn="Gjennom behov")])
    gitt_opp = lag_maal(under, "Gitt opp")
    lag_tiltak(under, "Stoppet", maal=[gitt_opp], behov=[lag_behov(under, maal=[gitt_opp])], status=Status.STOPPET)
    lag_tiltak(under, "Sent", maal=[maal], frist=dag(-1), status=Status.I_GANG)
    lag_tiltak(under, "Ferdig", behov=[behov], frist=dag(-1), status=Status.FERDIG)
    for tiltak in Tiltak.objects.all():
        tiltak.kostnader.create(aar=i_dag.year, kilde_id=_kilde(), belop=100)
        tiltak.kostnader.create(aar=i_dag.year + 1, kilde_id=_kilde(), belop=5000)

    rader = enhetsrader([tre.rot], i_dag)

    assert rad_for(tre.prosjekt, rader).egne == Tall(maal=4, med_tiltak=2, over_fristen=1, belop=200)
    assert rad_for(tre.stab, rader).egne == Tall(maal=1)
    assert rad_for(tre.stab, rader).samlet == rad_for(tre.rot, rader).samlet == Tall(5, 2, 1, 200)
    assert rad_for(tre.oppvekst, rader).samlet == Tall()


def _kilde():
    from planer.models import Listeverdi

    return Listeverdi.objects.get(liste="kilde", kode="eget").pk


@pytest.mark.parametrize(
    ("felt", "uten_plan"),
    [
        ({}, False),
        ({"gjelder_fra": None, "status": "utkast"}, True),
        ({"fra": -400, "til": -1}, True),
        ({"fra": 1, "til": 300}, True),
        ({"status": "avlost"}, True),
        ({"status": "utkast"}, False),
    ],
)
def test_a_plan_holds_when_it_has_been_adopted_and_the_day_is_in_it(tre, i_dag, felt, uten_plan):
    lag_gjeldende(tre.stab, **{navn: dag(verdi) if isinstance(verdi, int) else verdi for navn, verdi in felt.items()})

    assert rad_for(tre.stab, enhetsrader([tre.rot], i_dag)).uten_plan is uten_plan


def test_a_plan_adopted_more_than_a_year_ago_is_old(tre, i_dag):
    lag_gjeldende(tre.stab, fra=dag(-800), gjelder_fra=dag(-366))
    lag_gjeldende(tre.oppvekst, fra=dag(-800), gjelder_fra=dag(-365))

    rader = enhetsrader([tre.rot], i_dag)
    assert [rad_for(enhet, rader).er_gammel for enhet in (tre.stab, tre.oppvekst)] == [True, False]


def test_age_counts_whole_months():
    from planer.oversikt.tall import Enhetsrad

    rad = Enhetsrad(None, dt.date(2028, 2, 29), vedtatt=dt.date(2027, 3, 1))
    assert (rad.alder_mnd, rad.alder) == (11, "11 md.")
    assert Enhetsrad(None, dt.date(2027, 1, 30), vedtatt=dt.date(2026, 12, 31)).alder_mnd == 0


def test_a_plan_that_ends_soon_with_none_begun_after_it_is_pointed_out(tre, i_dag):
    lag_gjeldende(tre.stab, til=dag(60))
    lag_gjeldende(tre.oppvekst, til=dag(60))
    lag_plan(tre.oppvekst, fra=dag(61), til=dag(400))

    rader = enhetsrader([tre.rot], i_dag)
    assert [rad_for(enhet, rader).neste_ikke_begynt for enhet in (tre.stab, tre.oppvekst)] == [True, False]


def test_units_below_the_level_that_the_kommune_has_chosen_have_no_row(tre, i_dag):
    Planoppsett.objects.create(til_nivaa=2)

    assert {rad.enhet for rad in enhetsrader([tre.rot], i_dag)} == {tre.rot, tre.stab, tre.oppvekst}


@pytest.mark.parametrize("antall", [1, 3])
def test_the_figures_are_read_in_the_same_number_of_statements(tre, i_dag, antall, django_assert_num_queries):
    Planoppsett.for_kommunen()
    for enhet in (tre.stab, tre.oppvekst, tre.rot)[:antall]:
        plan = lag_gjeldende(enhet)
        lag_tiltak(plan, maal=[lag_maal(plan)], kostnader=[("eget", 5)], frist=dag(-1))

    with django_assert_num_queries(7):
        enhetsrader([tre.rot], i_dag)
