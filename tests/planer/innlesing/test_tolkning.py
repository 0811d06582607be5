import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planer.innlesing import tolkning
from planer.models import Tiltak


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Kr. 93.000 eks. mva.", "93000"),
        ("Kr. 35.000,-", "35000"),
        ("93 000", "93000"),
        ("12 500,50 kr", "12500.50"),
        ("kr 40.000 inkl. mva", "40000"),
        ("ca. 10 000 pr. stk.", None),
        ("10 000 pr. deltaker", None),
        ("dekkes av egen drift", None),
        ("20-30 000", None),
        ("1,2 mill.", None),
    ],
)
def test_an_amount_is_read_only_when_it_can_mean_one_thing(tekst, ventet):
    assert tolkning.belop(tekst) == (Decimal(ventet) if ventet else None)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("15. juni 2027", dt.date(2027, 6, 15)),
        ("15.06.2027", dt.date(2027, 6, 15)),
        ("1. mars", dt.date(2027, 3, 1)),
        ("innen 2. kvartal", dt.date(2027, 6, 30)),
        ("2. halvår 2028", dt.date(2028, 12, 31)),
        ("uke 12–14", dt.date(2027, 4, 11)),
        ("Innen uke 8", dt.date(2027, 2, 28)),
        ("August", dt.date(2027, 8, 31)),
        ("innen februar 2028", dt.date(2028, 2, 29)),
        ("2027", dt.date(2027, 12, 31)),
        ("høsten 2027", None),
        ("6 mnd.", None),
        ("hele året", None),
        ("fortløpende", None),
        ("uke 60", None),
        ("5. kvartal", None),
        ("31. februar", None),
    ],
)
def test_a_deadline_is_read_only_when_it_names_a_day(tekst, ventet):
    assert tolkning.frist(tekst, 2027) == ventet


@pytest.mark.parametrize("tekst", ["August", "uke 12", "1. mars", "2. kvartal"])
def test_what_names_no_year_is_no_day_in_a_plan_of_several_years(tekst):
    assert tolkning.frist(tekst, None) is None


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [("90", 90), ("12 personer", 12), ("Alle prosjektledere", None), ("0", None), ("ca. 20", None), ("5-10", None)],
)
def test_the_number_of_participants_is_known_or_unknown_and_never_nought(tekst, ventet):
    assert tolkning.antall(tekst) == ventet


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [("I gang", Tiltak.Status.I_GANG), ("Gjennomført.", Tiltak.Status.FERDIG), ("Nesten ferdig", None)],
)
def test_a_status_is_one_of_the_words_that_we_know(tekst, ventet):
    assert tolkning.status(tekst) == ventet


@given(st.text(max_size=60), st.one_of(st.none(), st.integers(2000, 2090)))
def test_no_text_stops_the_reading(tekst, aar):
    tolkning.belop(tekst), tolkning.antall(tekst), tolkning.frist(tekst, aar), tolkning.status(tekst)
