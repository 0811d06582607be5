"""When something is, as people write it: read, and found in each year."""

import calendar
import contextlib
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from planer.naar import MAANEDER, les

AAR = st.integers(2000, 2100)
MAANED = st.integers(1, 12)
UKE = st.integers(1, 53)


def dager(tekst, aar):
    periode = les(tekst).i(aar)
    return periode.fra, periode.til


@pytest.mark.parametrize(
    ("tekst", "fra", "til"),
    [
        ("August", (8, 1), (8, 31)),
        ("mars–mai", (3, 1), (5, 31)),
        ("jan - feb", (1, 1), (2, 28)),
        ("Januar til mars", (1, 1), (3, 31)),
        ("uke 35", (8, 24), (8, 30)),
        ("Veke 35–37", (8, 24), (9, 13)),
        ("20. desember", (12, 20), (12, 20)),
        ("innen 20.12", (12, 20), (12, 20)),
        ("15.–20. september", (9, 15), (9, 20)),
        ("15. sept.–8. nov.", (9, 15), (11, 8)),
        ("15/9 - 8/11", (9, 15), (11, 8)),
    ],
)
def test_what_people_write_is_found_in_the_year(tekst, fra, til):
    assert dager(tekst, 2026) == (dt.date(2026, *fra), dt.date(2026, *til))


@pytest.mark.parametrize(
    ("tekst", "kode"),
    [
        ("snart", "uleselig"),
        ("", "uleselig"),
        ("13", "uleselig"),
        ("35–37", "uleselig"),
        ("20. desember 2026", "uleselig"),
        ("mars–20. mai", "uleselig"),
        ("mars–mai–juni", "uleselig"),
        ("uke 0", "uke"),
        ("uke 54", "uke"),
        ("30. februar", "dato"),
        ("1.13", "dato"),
        ("desember–januar", "snudd"),
        ("uke 50–2", "snudd"),
        ("20. mai–15. mai", "snudd"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tekst, kode):
    with pytest.raises(ValidationError) as feil:
        les(tekst)

    assert feil.value.code == kode


def test_29_february_is_the_28th_in_a_common_year_and_says_so():
    assert les("29. februar").i(2028) == (dt.date(2028, 2, 29), dt.date(2028, 2, 29), "")
    assert les("29. februar").i(2027) == (
        dt.date(2027, 2, 28),
        dt.date(2027, 2, 28),
        "29. februar finnes ikke i 2027. Da gjelder 28. februar.",
    )


def test_week_53_is_the_last_week_of_a_year_without_it_and_says_so():
    assert les("uke 53").i(2026) == (dt.date(2026, 12, 28), dt.date(2027, 1, 3), "")
    assert les("uke 53").i(2027) == (
        dt.date(2027, 12, 27),
        dt.date(2028, 1, 2),
        "Uke 53 finnes ikke i 2027. Da gjelder uke 52.",
    )


@given(AAR, UKE, UKE)
def test_weeks_are_whole_and_those_of_the_calendar(aar, en, annen):
    forste, siste = sorted((en, annen))
    periode = les(f"uke {forste}–{siste}").i(aar)

    assert (periode.fra.weekday(), periode.til.weekday()) == (0, 6)
    assert periode.fra <= periode.til
    assert periode.fra.isocalendar()[:2] in {(aar, forste), (aar, 52)}
    assert bool(periode.merknad) == (siste == 53 and dt.date(aar, 12, 28).isocalendar().week == 52)


@given(AAR, MAANED, MAANED)
def test_months_are_whole_and_in_order(aar, en, annen):
    forste, siste = sorted((en, annen))
    periode = les(f"{MAANEDER[forste - 1]}–{MAANEDER[siste - 1]}").i(aar)

    assert periode == (dt.date(aar, forste, 1), dt.date(aar, siste, calendar.monthrange(aar, siste)[1]), "")


@given(AAR, st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
def test_a_date_is_in_its_month_every_year(aar, dag):
    periode = les(f"{dag.day}.{dag.month}.").i(aar)

    assert (periode.fra.year, periode.fra.month) == (aar, dag.month)
    assert bool(periode.merknad) == (dag.day != periode.fra.day)


@given(st.text(max_size=40))
def test_no_text_is_anything_but_read_or_refused(tekst):
    with contextlib.suppress(ValidationError):
        les(tekst).i(2027)
