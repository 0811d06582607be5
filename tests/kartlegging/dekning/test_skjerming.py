"""Who tries to subtract finds nobody: no figure, sum or difference is about fewer than five."""

from collections import defaultdict
from itertools import chain, combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.dekning.skjerming import (
    kan_fornyes,
    kan_vises,
    naermeste_over,
    som_kan_fornyes,
    uten_smaa_forskjeller,
)
from tests.eksempler import eksempler

ROT = "0001"


def folk(antall, fra=0):
    return set(range(fra, fra + antall))


def test_a_unit_of_four_is_hidden_and_one_of_five_is_shown():
    assert kan_vises({ROT: folk(4)}) == set()
    assert kan_vises({ROT: folk(5)}) == {ROT}


def test_one_small_unit_takes_the_smallest_of_its_siblings_with_it():
    grupper = {ROT: folk(14), "00010001": folk(6), "00010002": folk(5, 6), "00010003": folk(3, 11)}

    # 14 − 6 − 5 would tell about the three; 14 − 6 is eight.
    assert kan_vises(grupper) == {ROT, "00010001"}


def test_the_few_who_work_in_the_unit_itself_are_not_what_is_left_over():
    grupper = {ROT: folk(12), "00010001": folk(10)}

    assert kan_vises(grupper) == {ROT}


def test_the_one_who_works_in_two_units_is_not_found_by_their_sum():
    grupper = {ROT: folk(19), "00010001": folk(10), "00010002": folk(10, 9)}

    assert kan_vises(grupper) == {ROT, "00010001"}


def test_units_below_a_hidden_one_are_hidden():
    grupper = {ROT: folk(9), "00010001": folk(6), "000100010001": folk(6)}

    assert kan_vises(grupper) == {ROT}


def test_few_who_came_or_went_keep_the_old_figure():
    assert kan_fornyes(folk(6), folk(6))
    assert not kan_fornyes(folk(6), folk(5))
    assert not kan_fornyes(folk(6), folk(7))
    assert not kan_fornyes(folk(6), folk(6, 1))
    assert kan_fornyes(folk(6), folk(11))
    assert kan_fornyes(set(), folk(5))


PLASSER = st.lists(st.sampled_from(["", "0001", "0002", "0003", "00010001", "00010002"]), min_size=1, max_size=40)


@eksempler(200)
@given(PLASSER)
def test_no_parent_minus_some_of_the_units_below_it_is_one_to_four_people(plasser):
    grupper = {}
    for person, sti in enumerate(plasser):
        for lengde in range(0, len(sti) + 1, 4):
            grupper.setdefault(ROT + sti[:lengde], set()).add(person)
    vises = kan_vises(grupper)

    for sti in vises:
        assert len(grupper[sti]) >= 5
        under = [annen for annen in vises if annen != sti and naermeste_over(annen, vises) == sti]
        for antall in range(1, len(under) + 1):
            for noen in combinations(under, antall):
                rest = grupper[sti] - set().union(*(grupper[en] for en in noen))
                assert len(rest) == 0 or len(rest) >= 5


# --- Night after night ----------------------------------------------------------------------------


def kan_skilles_ut(figurer):
    """One to four people that some combination of the figures is about, found by trying all; empty when there are none.

    Those who are in the same figures have the same sum. A combination is about nobody but some when it is zero for all the
    others: there is one when the figures say more (are of higher rank) with those few than without them.
    """
    like = defaultdict(set)
    for person in set().union(*figurer):
        like[tuple(person in figur for figur in figurer)].add(person)
    faa = [(monster, personer) for monster, personer in like.items() if len(personer) < 5]
    rang = _rang(like)
    for noen in chain.from_iterable(combinations(faa, antall) for antall in range(1, 5)):
        personer = set().union(*(en for _monster, en in noen))
        if len(personer) < 5 and _rang([monster for monster in like if monster not in dict(noen)]) < rang:
            return personer
    return set()


def _rang(monstre):
    return np.linalg.matrix_rank(np.array(list(monstre), dtype=float)) if monstre else 0


def grupper(plasser):
    """Path → people, from the paths below the root where each works."""
    svar = {}
    for person, stier in plasser.items():
        for sti in stier:
            for lengde in range(0, len(sti) + 1, 4):
                svar.setdefault(ROT + sti[:lengde], set()).add(person)
    return svar


def etter_en_natt(husket, plasser):
    """(what is shown, what is remembered) when the figures have been counted anew."""
    naa = grupper(plasser)
    vises = kan_vises(naa)
    nye = {sti: naa[sti] for sti in som_kan_fornyes(husket, {sti: naa[sti] for sti in vises})}
    husket = husket | nye
    return {sti: husket[sti] for sti in vises if sti in husket}, husket


def test_the_finder_finds_the_one_who_is_left_when_parent_and_child_are_renewed_the_same_night():
    foer, etter = {ROT: folk(20), "00010001": folk(10)}, {ROT: folk(26), "00010001": folk(10) | {20, 21, 22, 23, 24}}

    # 26 − 15 less 20 − 10 is the one who came to the parent alone. Each figure by itself may be renewed.
    assert all(kan_fornyes(foer[sti], etter[sti]) for sti in foer)
    assert kan_skilles_ut([*foer.values(), *etter.values()]) == {25}
    assert som_kan_fornyes(foer, etter) == {"00010001"}


def test_all_are_renewed_when_five_come_everywhere_and_when_the_same_people_are_there():
    foer = {ROT: folk(20), "00010001": folk(10)}
    etter = {ROT: folk(30), "00010001": folk(10) | folk(5, 20)}

    assert som_kan_fornyes(foer, etter) == set(foer)
    assert som_kan_fornyes(foer, foer) == set(foer)


def test_many_leave_one_by_one_each_from_a_unit_of_their_own():
    under = [f"0001{nr:04}" for nr in range(1, 9)]
    foer = {sti: folk(10, 10 * nr) for nr, sti in enumerate(under)}
    foer[ROT] = folk(80)
    etter = {sti: personer - {min(personer)} for sti, personer in foer.items() if sti != ROT}
    etter[ROT] = set().union(*etter.values())

    # The whole has lost eight, and says so; no unit has lost more than one, and none says so.
    assert som_kan_fornyes(foer, etter) == {ROT}


STEDER = ["", "0001", "0002", "0003", "00010001", "00010002"]
ENDRING = st.tuples(st.integers(0, 45), st.lists(st.sampled_from(STEDER), max_size=2))


@eksempler(150)
@given(
    st.lists(st.sampled_from(STEDER), min_size=15, max_size=40),
    st.lists(st.lists(ENDRING, max_size=14), min_size=1, max_size=4),
)
def test_nobody_is_found_by_one_who_remembers_what_last_stood_in_each_place(plasser, netter):
    plasser = {person: [sti] for person, sti in enumerate(plasser)}
    vist, husket = etter_en_natt({}, plasser)
    assert not kan_skilles_ut(list(vist.values()))
    for natt in netter:
        plasser = plasser | dict(natt)
        foer = husket
        vist, husket = etter_en_natt(husket, plasser)
        assert not kan_skilles_ut([*foer.values(), *vist.values()])


def test_a_figure_is_held_back_when_another_takes_it_down_to_few():
    ansatte, sluttet = folk(30), folk(28)

    assert uten_smaa_forskjeller({"ansatte": ansatte, "andre": sluttet}) == {"ansatte"}
    assert uten_smaa_forskjeller({"ansatte": ansatte, "andre": folk(25)}) == {"ansatte", "andre"}


def test_two_figures_that_are_large_can_tell_of_few_together_with_what_was_told_last_year():
    # Thirty last year; of them ten left, and ten new came: thirty now. One of the twelve who came is from elsewhere here.
    i_fjor, sluttet, nye = folk(30), folk(10), folk(10, 100)
    i_aar = (i_fjor - sluttet) | nye | folk(2, 200)

    assert uten_smaa_forskjeller({"ansatte": i_aar, "sluttet": sluttet, "nye": nye}) == {"ansatte", "sluttet", "nye"}
    vist = uten_smaa_forskjeller({"ansatte": i_aar, "sluttet": sluttet, "nye": nye}, [i_fjor])
    assert vist == {"ansatte", "sluttet"}


@eksempler(60)
@given(st.lists(st.sets(st.integers(0, 20)), min_size=1, max_size=4), st.lists(st.sets(st.integers(0, 20)), max_size=2))
def test_no_sum_with_signs_of_what_is_shown_is_about_few(figurer, kjente):
    figurer = dict(enumerate(figurer))
    vist = uten_smaa_forskjeller(figurer, kjente)

    alle = [*kjente, *(figurer[navn] for navn in vist)]
    for tegn in product((-1, 0, 1), repeat=len(alle)):
        if any(tegn[len(kjente) :]):
            vekt = [sum(t for t, figur in zip(tegn, alle, strict=True) if person in figur) for person in range(21)]
            antall = sum(1 for en in vekt if en)
            assert antall == 0 or antall >= 5
