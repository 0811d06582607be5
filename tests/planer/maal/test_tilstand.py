"""How a goal is doing: nådd, i rute, etter, ikke målt."""

import datetime as dt

import pytest

from planer.maal.tilstand import Tilstand, tilstand
from planer.models import Maal, Maaling

# From 70 on the first day to 80 a hundred days later: a tenth a day.
START, FRIST = dt.date(2027, 1, 1), dt.date(2027, 4, 11)
HALVVEIS = dt.date(2027, 2, 20)


def maal(**felt):
    tall = {"utgangspunkt": 70, "utgangspunkt_dato": START, "maaltall": 80, "frist": FRIST, "indikator": "Andel"}
    return Maal(**{**tall, **felt})


def se(ett, verdi, maalt=HALVVEIS, dag=HALVVEIS):
    return tilstand(ett, Maaling(dato=maalt, verdi=verdi), dag)


@pytest.mark.parametrize(
    ("verdi", "ventet"),
    [(80, Tilstand.NAADD), (95, Tilstand.NAADD), (75, Tilstand.I_RUTE), (74.99, Tilstand.ETTER), (60, Tilstand.ETTER)],
)
def test_halfway_it_is_asked_for_half_of_the_way(verdi, ventet):
    assert se(maal(), verdi) == ventet


@pytest.mark.parametrize(
    ("verdi", "ventet"), [(3, Tilstand.NAADD), (8.5, Tilstand.I_RUTE), (8.51, Tilstand.ETTER), (14, Tilstand.ETTER)]
)
def test_where_lower_is_better_the_line_falls(verdi, ventet):
    assert se(maal(utgangspunkt=14, maaltall=3, retning="ned"), verdi) == ventet


def test_the_lowest_acceptable_value_is_where_the_line_ends():
    ett = maal(minste=74)

    assert [se(ett, verdi) for verdi in (72, 71)] == [Tilstand.I_RUTE, Tilstand.ETTER]
    assert se(ett, 79) == Tilstand.I_RUTE


def test_when_the_deadline_has_passed_the_end_of_the_line_is_asked_for():
    etter_fristen = FRIST + dt.timedelta(days=1)

    assert se(maal(), 79, dag=etter_fristen) == Tilstand.ETTER
    assert se(maal(minste=78), 79, dag=etter_fristen) == Tilstand.I_RUTE
    assert se(maal(), 75, dag=FRIST) == Tilstand.I_RUTE


@pytest.mark.parametrize("mangler", ["utgangspunkt", "utgangspunkt_dato", "frist"])
def test_without_a_line_the_target_or_the_lowest_acceptable_is_asked_for(mangler):
    assert se(maal(**{mangler: None}), 79) == Tilstand.ETTER
    assert se(maal(**{mangler: None}, minste=78), 79) == Tilstand.I_RUTE


@pytest.mark.parametrize("felt", [{"indikator": ""}, {"maaltall": None}])
def test_what_has_no_indicator_or_no_target_is_not_measured(felt):
    assert se(maal(**felt), 99) == Tilstand.IKKE_MAALT


def test_without_a_measurement_it_is_not_measured():
    assert tilstand(maal(), None, HALVVEIS) == Tilstand.IKKE_MAALT


def test_a_measurement_from_before_the_baseline_is_compared_with_the_baseline():
    assert se(maal(), 70, maalt=START - dt.timedelta(days=30)) == Tilstand.I_RUTE
