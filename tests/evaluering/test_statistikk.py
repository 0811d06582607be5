"""The figures, against published values and against SciPy 1.17 (400 000 drawings, `scipy.stats.bootstrap`, percentile)."""

import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluering import statistikk
from evaluering.statistikk import Andel, Anslag, Grunnlag

# Student 1908 (Cushny and Peebles): extra hours of sleep, each person with both drugs.
SOVN = [(0.7, 1.9), (-1.6, 0.8), (-0.2, 1.1), (-1.2, 0.1), (-0.1, -0.1), (3.4, 4.4), (3.7, 5.5), (0.8, 1.6), (0.0, 4.6)]
SOVN += [(2.0, 3.4)]
# Darwin 1876, as in Fisher's «The Design of Experiments»: crossed minus self-fertilised, in eighths of an inch.
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
PAR = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("teller", "av", "lav", "hoy"),
    [
        # Newcombe 1998, «Two-sided confidence intervals for the single proportion», table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # scipy.stats.binomtest(…).proportion_ci(method="wilson")
        (19, 22, 0.66665, 0.95251),
        (5, 5, 0.565518, 1.0),
    ],
)
def test_wilson_is_the_published_interval(teller, av, lav, hoy):
    assert statistikk.wilson(teller, av) == pytest.approx((lav, hoy), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda av: st.tuples(st.integers(0, av), st.just(av))))
def test_wilson_holds_the_share_within_nothing_and_all_and_mirrors(svar):
    teller, av = svar
    ja, nei = statistikk.wilson(teller, av), statistikk.wilson(av - teller, av)

    assert 0 <= ja.lav <= teller / av <= ja.hoy <= 1
    assert (1 - nei.hoy, 1 - nei.lav) == pytest.approx(ja)


@pytest.mark.parametrize(("teller", "av"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_wilson_refuses_what_is_no_share(teller, av):
    with pytest.raises(ValueError, match="no share"):
        statistikk.wilson(teller, av)


@pytest.mark.parametrize(
    ("par", "snitt", "lav", "hoy"),
    [(SOVN, 1.58, 0.95, 2.38), ([(0, tall) for tall in DARWIN], 20.9333, 1.4, 38.1333)],
)
def test_a_paired_difference_has_the_interval_that_scipy_gives(par, snitt, lav, hoy):
    svar = statistikk.parvis(par)

    assert svar.differanse == pytest.approx(snitt, abs=1e-4)
    # Ten thousand drawings land within a fiftieth of the interval's width of four hundred thousand.
    assert svar.intervall == pytest.approx((lav, hoy), abs=(hoy - lav) / 50)


def test_the_interval_is_that_of_every_drawing_there_is():
    tall = [-1, 0, 2, 2, 5]
    alle = [sum(trekk) / 5 for trekk in itertools.product(tall, repeat=5)]

    svar = statistikk.parvis((0, ett) for ett in tall).intervall

    assert svar == pytest.approx(tuple(np.quantile(alle, [0.025, 0.975])), abs=0.2)


def test_an_indicator_before_and_after_has_the_interval_that_scipy_gives():
    svar = statistikk.endring([7, 5, 6, 8, 6, 7, 5, 6, 7, 6, 5, 6], [5, 4, 4, 5, 4, 4])

    assert (svar.foer, svar.etter) == pytest.approx((6.1667, 4.3333), abs=1e-4)
    # Means of twelve whole numbers stand a twelfth apart, and 2.5 % falls on the edge between two of them.
    assert svar.intervall == pytest.approx((-2.5, -1.1667), abs=1 / 12 + 1e-4)


@given(PAR, st.randoms())
def test_the_same_pairs_give_the_same_figure_in_any_order(par, tilfeldig):
    stokket = tilfeldig.sample(par, len(par))

    assert statistikk.parvis(stokket) == statistikk.parvis(par)


@given(PAR)
def test_a_paired_difference_lies_in_its_interval_which_is_given_from_five(par):
    svar = statistikk.parvis(par)

    assert (svar.intervall is None) == (len(par) < 5)
    assert svar.intervall is None or svar.intervall.rommer(round(svar.differanse, 9))


def test_nothing_before_or_after_is_no_difference():
    assert statistikk.parvis([]) is None
    assert statistikk.endring([], [3.0]) is None
    assert statistikk.endring([3.0], []) is None


@pytest.mark.parametrize(
    ("antall", "minst", "sagt"),
    [
        (0, 5, Grunnlag.FOR_FAA),
        (4, 5, Grunnlag.FOR_FAA),
        (5, 5, Grunnlag.FAA),
        (9, 5, Grunnlag.FAA),
        (10, 5, Grunnlag.NOK),
        (3, 3, Grunnlag.FAA),
        (11, 12, Grunnlag.FOR_FAA),
        (12, 12, Grunnlag.NOK),
    ],
)
def test_nothing_is_said_of_fewer_than_five_and_fewer_than_ten_are_few(antall, minst, sagt):
    assert statistikk.grunnlag(antall, minst) is sagt


@given(st.lists(st.integers(1, 5), max_size=60))
def test_a_distribution_counts_every_answer_once_and_its_upper_part_is_the_share(svar):
    fordelt = statistikk.fordeling(svar, range(1, 6))

    assert list(fordelt) == [1, 2, 3, 4, 5]
    assert sum(fordelt.values()) == len(svar)
    assert statistikk.andel_hoye(svar) == (Andel(fordelt[4] + fordelt[5], len(svar)) if svar else None)


def test_a_share_of_nothing_or_of_an_unknown_is_none():
    assert statistikk.andel(0, 0) is None
    assert statistikk.andel(3, None) is None
    assert statistikk.andel(3, 4).verdi == 0.75


def test_the_median_of_none_is_none():
    assert statistikk.median([]) is None
    assert statistikk.median([5, 1, 3, 4]) == 3.5


def test_the_trend_before_goes_on_along_the_line_that_scipy_fits():
    # scipy.stats.linregress: slope 2.2, intercept 9.7; at 4 and 6.
    assert statistikk.fortsatt_trend([(0, 10), (1, 12), (2, 13), (3, 17)], [4, 6]) == pytest.approx(20.7)


@pytest.mark.parametrize(
    ("foer", "naar"), [([(0, 1), (1, 2), (2, 3)], [4]), ([(0, 1)] * 4, [4]), ([(0, 1), (1, 2), (2, 3), (3, 4)], [])]
)
def test_there_is_no_trend_in_fewer_than_four_measurements_or_on_one_day(foer, naar):
    assert statistikk.fortsatt_trend(foer, naar) is None


# The published table of Student's t, two sides of 95 %, with more digits from scipy.stats.t.ppf(0.975, …).
@pytest.mark.parametrize(
    ("frihetsgrader", "t"),
    [(1, 12.706205), (2, 4.302653), (3, 3.182446), (4, 2.776445), (5, 2.570582), (10, 2.228139), (30, 2.042272)],
)
def test_students_t_is_the_published_one(frihetsgrader, t):
    assert statistikk.student(frihetsgrader) == pytest.approx(t, abs=1e-6)


MOT_TREND_FOER = [(0, 10), (1, 12), (2, 13), (3, 17), (4, 16), (5, 18)]
MOT_TREND_ETTER = [(8, 20), (9, 19), (10, 22), (11, 21), (12, 20)]


def test_the_distance_from_the_trend_has_the_interval_of_new_measurements_about_scipys_line():
    svar = statistikk.mot_trend(MOT_TREND_FOER, MOT_TREND_ETTER)

    # By scipy.stats.linregress and scipy.stats.t: the mean of five new measurements about the line.
    assert svar.verdi == pytest.approx(-5.933333, abs=1e-6)
    assert svar.intervall == pytest.approx((-11.526622, -0.340045), abs=1e-6)


def test_the_interval_against_the_trend_holds_nothing_in_nineteen_of_twenty_where_the_trend_went_on():
    trekk, funnet = np.random.default_rng(7), 0
    for _gang in range(2000):
        stoy = trekk.normal(size=13)
        alle = [(dag, 3 + 0.4 * dag + stoy[dag]) for dag in range(13)]
        funnet += statistikk.mot_trend(alle[:7], alle[8:]).intervall.rommer(0)

    assert funnet / 2000 == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(("foer", "etter"), [(4, 5), (6, 4)])
def test_of_fewer_than_five_measurements_nobody_says_how_sure_the_distance_from_the_trend_is(foer, etter):
    svar = statistikk.mot_trend(MOT_TREND_FOER[:foer], MOT_TREND_ETTER[:etter])

    assert (svar.intervall, svar.kan_vaere_tilfeldig) == (None, False)


def test_the_effect_is_what_we_changed_more_than_those_we_compare_with():
    svar = statistikk.mot_gruppe(([6.2], [4.3]), ([5.1], [5.0]))

    assert svar.verdi == pytest.approx(-1.8)
    assert svar.intervall is None


def test_the_effect_against_a_group_has_the_interval_that_scipy_gives():
    foer, etter = [7, 5, 6, 8, 6, 7, 5, 6, 7, 6, 5, 6], [5, 4, 4, 5, 4, 4]
    gruppen = ([6, 5, 7, 6, 6, 5, 6, 7], [6, 6, 5, 6, 7, 5])

    svar = statistikk.mot_gruppe((foer, etter), gruppen)

    assert svar.verdi == pytest.approx(-1.666667, abs=1e-6)
    assert svar.intervall == pytest.approx((-2.625, -0.708333), abs=1 / 24)
    assert not svar.kan_vaere_tilfeldig


def test_without_one_of_the_four_series_there_is_no_effect_against_a_group():
    assert statistikk.mot_gruppe(([1], [2]), ([1], [])) is None


@pytest.mark.parametrize(
    ("kostnad", "fullforte", "svar"),
    [
        (Decimal(93000), 90, Decimal("1033.33")),
        (Decimal(186000), 24, Decimal("7750.00")),
        (Decimal(0), 12, Decimal("0.00")),
        (Decimal(35000), None, None),
        (Decimal(35000), 0, None),
        (None, 12, None),
    ],
)
def test_cost_per_participant_is_missing_when_cost_or_participants_are_unknown(kostnad, fullforte, svar):
    assert statistikk.per_deltaker(kostnad, fullforte) == svar


def _anslag(*tall):
    return Anslag(*map(Decimal, tall))


def test_net_is_benefit_less_cost_and_return_is_that_of_the_cost():
    svar = statistikk.lonnsomhet(_anslag(0, 110_000, 205_000), _anslag(90_000, 100_000, 120_000))

    assert svar.netto == _anslag(-120_000, 10_000, 115_000)
    assert svar.avkastning == Decimal("0.1")


def test_net_of_an_unknown_is_unknown_and_return_on_nothing_is_none():
    assert statistikk.lonnsomhet(None, _anslag(1, 2, 3)) is None
    assert statistikk.lonnsomhet(_anslag(1, 2, 3), None) is None
    assert statistikk.lonnsomhet(_anslag(1, 2, 3), _anslag(0, 0, 0)).avkastning is None
    assert statistikk.summer([]) is None
    assert statistikk.summer([_anslag(1, 2, 3), _anslag(0, 5, 5)]) == _anslag(1, 7, 8)
