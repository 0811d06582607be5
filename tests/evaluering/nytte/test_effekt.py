"""Indicators before and after: what is compared, where it was heading, and what is missing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from evaluering.models import Indikator, Indikatormaaling
from evaluering.nytte.bilde import indikatorrad
from evaluering.nytte.effekt import effekt, effekter
from evaluering.nytte.maaling import registrer
from planer.maal.maaling import Maalt
from planer.models import Maaling
from tests.evaluering.factories import lag_evaluering
from tests.klokke import dag
from tests.planer.factories import lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db
START, SLUTT = dt.date(2025, 3, 1), dt.date(2025, 3, 31)
# The months of the sketch: twelve before, six after.
FOER, ETTER = [7, 5, 6, 8, 6, 7, 5, 6, 7, 6, 5, 6], [5, 4, 4, 5, 4, 4]


def lag_indikator(evaluering, navn="Akutte innleggelser", **felt):
    return Indikator.objects.create(evaluering=evaluering, navn=navn, **{"retning": "ned", **felt})


def maal_rekke(indikator, verdier, fra, *, sammenligning=False):
    """A measurement each 28 days."""
    Indikatormaaling.objects.bulk_create(
        Indikatormaaling(
            indikator=indikator, dato=fra + dt.timedelta(days=28 * nr), verdi=verdi, sammenligning=sammenligning
        )
        for nr, verdi in enumerate(verdier)
    )


@pytest.fixture
def evaluering(tre):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), fra=START, frist=SLUTT), 4)


def virkning(indikator):
    return effekt(Indikator.objects.get(pk=indikator.pk), START, SLUTT)


def test_what_is_measured_while_it_lasts_is_neither_before_nor_after(evaluering):
    indikator = lag_indikator(evaluering)
    for dato, verdi in ((START - dt.timedelta(days=1), 6), (START, 99), (SLUTT, 99), (SLUTT + dt.timedelta(days=1), 4)):
        Indikatormaaling.objects.create(indikator=indikator, dato=dato, verdi=verdi)

    svar = virkning(indikator)

    assert (svar.endring.foer, svar.endring.etter, svar.endring.antall) == (6, 4, 2)


def test_the_sketch_has_the_figures_that_an_independent_calculation_gives(evaluering):
    indikator = lag_indikator(evaluering, maaltall=Decimal("4.5"))
    maal_rekke(indikator, FOER, START - dt.timedelta(days=28 * 12))
    maal_rekke(indikator, ETTER, SLUTT + dt.timedelta(days=28))

    svar = virkning(indikator)

    snitt_foer, snitt_etter = sum(FOER) / 12, sum(ETTER) / 6
    assert svar.endring.foer == pytest.approx(snitt_foer)
    assert svar.vist(svar.endring.differanse) == pytest.approx(100 * (snitt_etter - snitt_foer) / snitt_foer)
    # scipy.stats.bootstrap of the two means, 400 000 drawings: −2.5 to −1.1667.
    assert svar.vist_intervall == pytest.approx((-2.5 / snitt_foer * 100, -1.1667 / snitt_foer * 100), abs=1.5)
    assert (svar.naadd, svar.kan_vaere_tilfeldig) == (True, False)


def test_the_trend_before_is_carried_on_from_four_measurements(evaluering):
    tre, fire = lag_indikator(evaluering, "Tre"), lag_indikator(evaluering, "Fire")
    maal_rekke(tre, [8, 7, 6], START - dt.timedelta(days=28 * 3))
    maal_rekke(fire, [8, 7, 6, 5], START - dt.timedelta(days=28 * 4))
    for indikator in (tre, fire):
        Indikatormaaling.objects.create(indikator=indikator, dato=START + dt.timedelta(days=56), verdi=3)

    assert virkning(tre).ventet is None
    # One less each 28 days: two steps past the day of the start.
    assert virkning(fire).ventet == pytest.approx(2)
    assert virkning(fire).mot_trend.verdi == pytest.approx(1)


def test_a_group_that_was_not_part_of_it_is_set_against_it(evaluering):
    indikator = lag_indikator(evaluering)
    maal_rekke(indikator, [6, 6], START - dt.timedelta(days=60))
    maal_rekke(indikator, [4, 4], SLUTT + dt.timedelta(days=10))
    maal_rekke(indikator, [5], START - dt.timedelta(days=60), sammenligning=True)
    maal_rekke(indikator, [4.5], SLUTT + dt.timedelta(days=10), sammenligning=True)

    svar = virkning(indikator)

    assert svar.endring.differanse == -2
    assert svar.mot_gruppe.verdi == pytest.approx(-1.5)


def setningene(indikator):
    return indikatorrad(virkning(indikator)).setninger


def test_how_sure_the_distance_from_the_trend_and_from_the_group_is_stands_after_each(evaluering):
    indikator = lag_indikator(evaluering)
    maal_rekke(indikator, FOER, START - dt.timedelta(days=28 * 12))
    maal_rekke(indikator, ETTER, SLUTT + dt.timedelta(days=28))
    maal_rekke(indikator, [6, 5, 7, 6, 6, 5, 6, 7], START - dt.timedelta(days=28 * 8), sammenligning=True)
    maal_rekke(indikator, [6, 6, 5, 6, 7, 5], SLUTT + dt.timedelta(days=28), sammenligning=True)

    _endring, mot_trend, mot_gruppe = setningene(indikator)

    assert "Intervallet går fra" in mot_trend
    assert mot_trend.endswith("det kan være tilfeldig.")
    # −2.625 to −0.7083 of 6.1667.
    assert mot_gruppe.endswith("Med 95 % sikkerhet mellom −43 % og −11 %.")


def test_of_too_few_measurements_it_is_said_that_nobody_knows_how_sure_it_is(evaluering):
    indikator = lag_indikator(evaluering)
    maal_rekke(indikator, [8, 7, 6, 5], START - dt.timedelta(days=28 * 4))
    maal_rekke(indikator, [4], SLUTT + dt.timedelta(days=28))
    for fra, verdi in ((START - dt.timedelta(days=60), 5), (SLUTT + dt.timedelta(days=10), 4)):
        maal_rekke(indikator, [verdi], fra, sammenligning=True)

    ukjent = "For få målinger til å si hvor sikkert det er."
    assert [ett.endswith(ukjent) for ett in setningene(indikator)] == [False, True, True]


def test_a_share_changes_by_percentage_points(evaluering):
    indikator = lag_indikator(evaluering, maaleenhet="%", retning="opp", utgangspunkt=40, maaltall=60)
    Indikatormaaling.objects.create(indikator=indikator, dato=SLUTT + dt.timedelta(days=1), verdi=55)

    svar = virkning(indikator)

    assert (svar.vist(svar.endring.differanse), svar.lovet, svar.mangler) == (15, 20, 5)
    assert indikatorrad(svar).setninger == ["1 målt før og 1 etter: for få til å si hvor sikkert det er."]


def test_nothing_before_makes_no_division_by_nothing(evaluering):
    indikator = lag_indikator(evaluering, maaleenhet="avvik", utgangspunkt=0)
    Indikatormaaling.objects.create(indikator=indikator, dato=SLUTT + dt.timedelta(days=1), verdi=3)

    assert virkning(indikator).vist(3) == 3


@pytest.mark.parametrize(
    ("maalt", "utgangspunkt", "sagt"),
    [
        ([], None, "Mangler tall fra før. Legg inn minst én måling fra før start, eller et utgangspunkt."),
        ([1], None, "Mangler tall fra før. Legg inn minst én måling fra før start, eller et utgangspunkt."),
        ([], 6, "Mangler tall fra etter at det var slutt."),
    ],
)
def test_no_baseline_or_nothing_after_is_said_and_not_counted(evaluering, maalt, utgangspunkt, sagt):
    indikator = lag_indikator(evaluering, utgangspunkt=utgangspunkt)
    maal_rekke(indikator, maalt, SLUTT + dt.timedelta(days=1))

    svar = virkning(indikator)

    assert (svar.endring, indikatorrad(svar).setninger) == (None, [sagt])


def test_without_dates_nothing_is_before_or_after(evaluering):
    indikator = lag_indikator(evaluering)
    maal_rekke(indikator, [5, 6], START)

    assert effekt(indikator, None, None).endring is None


def test_an_indicator_of_a_goal_has_the_measurements_of_the_goal(evaluering, django_assert_num_queries):
    maal = lag_maal(evaluering.tiltak.plan)
    for om, verdi in ((-1, 8), (60, 5)):
        Maaling.objects.create(maal=maal, dato=START + dt.timedelta(days=om), verdi=verdi)
    for navn in "ABC":
        lag_indikator(evaluering, navn, maal=maal)

    with django_assert_num_queries(3):  # indicators with their goal, own measurements, the goals' measurements
        svar = effekter(evaluering)

    assert [(ett.endring.foer, ett.endring.etter) for ett in svar] == [(8, 5)] * 3


def test_a_measurement_tomorrow_is_refused(evaluering, leder):
    with pytest.raises(ValidationError, match="frem i tid"):
        registrer(lag_indikator(evaluering), dag(1), Maalt(Decimal(3)), bruker=leder)
