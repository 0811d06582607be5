"""Where things stand in the drawings, and the word for what came out."""

import datetime as dt

import pytest

from evaluering.rapport import dom, tegning
from evaluering.rapport.dom import Dom, Terskler
from evaluering.rapport.tegning import ANDELER, Maalt, Skala
from evaluering.statistikk import Andel, Intervall

TERSKLER = Terskler(nesten=10, ulikt=15)


def test_a_track_has_the_mark_its_interval_and_the_promise_in_their_places():
    svar = tegning.spor(ANDELER, [Maalt(86.36, Intervall(66.66, 95.25))], (80, "lovet 80 %"))

    assert (svar.merker[0].x, svar.merker[0].intervall) == ("86.36%", ("66.66%", "95.25%"))
    assert (svar.lovet.x, svar.lovet.anker) == ("80.00%", "middle")
    assert [(tikk.x, tikk.anker) for tikk in svar.tikk] == [
        ("0.00%", "start"),
        ("50.00%", "middle"),
        ("100.00%", "end"),
    ]


def test_two_marks_stand_below_each_other_with_their_names_inside_the_drawing():
    begge = [Maalt(84, Intervall(62, 94), "Deltakere"), Maalt(20, Intervall(5, 40), "Ledere", True)]

    svar = tegning.spor(ANDELER, begge, None)

    assert svar.hoyde == tegning.SPORHOYDE + tegning.SPOR_AVSTAND
    assert [(en.navn.x, en.navn.anker, en.navn_dx) for en in svar.merker] == [
        ("62.00%", "end", -10),
        ("40.00%", "start", 10),
    ]


def test_what_lies_outside_the_axis_stands_at_its_end():
    assert [Skala(0, 10, ()).sted(verdi) for verdi in (-5, 5, 50)] == [0, 50, 100]


def test_the_parts_of_a_bar_fill_it_and_the_empty_take_no_room():
    deler = tegning.delt({1: 0, 2: 1, 3: 2, 4: 6, 5: 13})

    assert [(en.plass, en.antall, en.bredde) for en in deler] == [
        (1, 1, "4.55%"),
        (2, 2, "9.09%"),
        (3, 6, "27.27%"),
        (4, 13, "59.09%"),
    ]
    assert deler[-1].x == "40.91%"
    assert tegning.delt({1: 0, 2: 0}) == []


def test_there_is_a_dot_for_each_person_and_none_above_another_than_its_equal():
    foer, etter = tegning.prikkplott([(1, 4), (1, 5), (2, 4)], Skala(1, 5, ())).rader

    assert [prikk.x for prikk in foer.prikker] == ["0.00%", "0.00%", "25.00%"]
    assert len({(prikk.x, prikk.y) for prikk in etter.prikker}) == 3
    assert (foer.snitt, etter.er_etter) == ("8.33%", True)


def _maaned(nr, verdi):
    return dt.date(2025, 1 + nr, 1), verdi


def test_bars_leave_a_gap_where_the_measure_came_and_carry_their_means():
    svar = tegning.soyler([_maaned(0, 8), _maaned(1, 4)], [_maaned(3, 2)], lambda dag: str(dag.month))

    assert [(en.hoyde, en.etter, en.navn.ord) for en in svar.soyler] == [
        ("120.0", False, "1"),
        ("60.0", False, "2"),
        ("30.0", True, "4"),
    ]
    assert [(linje.fra, linje.til, linje.y) for linje in svar.snitt] == [
        ("0.00%", "50.00%", "30.0"),
        ("75.00%", "100.00%", "90.0"),
    ]
    assert svar.skille == "62.50%"


@pytest.mark.parametrize(("verdier", "tegnes"), [([], False), ([-1, 2], False), ([0, 0], True)])
def test_bars_are_drawn_of_what_is_measured_and_not_below_nothing(verdier, tegnes):
    rekke = [_maaned(nr, verdi) for nr, verdi in enumerate(verdier)]

    assert (tegning.soyler(rekke, [], str) is not None) == tegnes


@pytest.mark.parametrize(
    ("teller", "lovet", "sagt"),
    [
        (16, 80, Dom.NAADD),
        (15, 80, Dom.NESTEN),
        (14, 80, Dom.NESTEN),
        (13, 80, Dom.IKKE_NAADD),
        (20, 100, Dom.NAADD),
        (1, None, Dom.MAALT),
    ],
)
def test_a_share_is_kept_nearly_kept_or_not(teller, lovet, sagt):
    assert dom.av_andel(Andel(teller, 20), lovet, TERSKLER) == sagt


@pytest.mark.parametrize(
    ("ledere", "sagt"), [(Andel(13, 20), Dom.SER_ULIKT), (Andel(14, 20), Dom.NAADD), (None, Dom.NAADD)]
)
def test_where_leaders_see_something_else_that_is_the_verdict(ledere, sagt):
    assert dom.av_to(Andel(16, 20), ledere, 80, TERSKLER) == sagt
