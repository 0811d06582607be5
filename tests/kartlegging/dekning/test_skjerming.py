"""Who tries to subtract finds nobody: no figure, sum or difference is about fewer than five."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegging.dekning.skjerming import kan_fornyes, kan_vises, naermeste_over

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


@settings(max_examples=200, deadline=None)
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
