import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.fields import BelopField, DatoField, KlokkeField, TekstField, belop_som_tekst


def error_code(field, value):
    with pytest.raises(ValidationError) as error:
        field.clean(value)
    return error.value.error_list[0].code


READ = {
    "93 000": "93000",
    "93\u00a0000": "93000",
    "93\u202f000,5": "93000.50",
    "93.000": "93000",
    "48.000,50": "48000.50",
    "1.250.000": "1250000",
    "1.093.000,50": "1093000.50",
    "1'250'000": "1250000",
    "93000,50": "93000.50",
    "93000.50": "93000.50",
    "kr 93 000,-": "93000",
    "93 000 kr": "93000",
    "93 000,- NOK": "93000",
    "Kr. 93 000,–": "93000",
    "0": "0",
    "9 999 999 999,99": "9999999999.99",
}
REFUSED = {
    "1e9": "invalid",
    "-5": "negative",
    "−5": "negative",
    "12,345": "decimals",
    "NaN": "invalid",
    "Infinity": "invalid",
    "1,234,567": "invalid",
    "1.23.456": "invalid",
    "٣٤": "invalid",
    "mange": "invalid",
    "kr": "invalid",
    "10 000 000 000": "too_big",
    "9" * 5000: "too_big",
    "": "required",
}


@pytest.mark.parametrize(("typed", "expected"), READ.items())
def test_belop_is_read_as_norwegians_write_it(typed, expected):
    assert BelopField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize(("typed", "code"), REFUSED.items())
def test_belop_that_cannot_be_meant_is_refused(typed, code):
    assert error_code(BelopField(), typed) == code


def test_the_browser_reads_amounts_as_the_server_does(page):
    page.add_script_tag(path=settings.BASE_DIR / "static/js/app.js")
    expected = {typed: float(amount) for typed, amount in READ.items()} | dict.fromkeys(REFUSED, 0)

    assert (
        page.evaluate("typed => Object.fromEntries(typed.map((text) => [text, amount(text)]))", [*expected]) == expected
    )


def test_belop_may_be_negative_where_the_form_says_so():
    assert BelopField(tillat_negativ=True).clean("-5 000") == Decimal(-5000)


def test_belop_shows_the_stored_amount_and_keeps_what_was_typed():
    class Form(forms.Form):
        belop = BelopField()

    assert 'value="93 000,50"' in str(Form(initial={"belop": Decimal("93000.50")})["belop"])
    assert 'value="masse penger"' in str(Form({"belop": "masse penger"})["belop"])


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2))
def test_any_amount_shown_can_be_typed_back(belop):
    assert BelopField().clean(belop_som_tekst(belop)) == belop


@given(st.text(max_size=40))
def test_belop_gives_a_decimal_with_two_places_or_a_message(typed):
    try:
        belop = BelopField(required=False).clean(typed)
    except ValidationError:
        return
    assert belop is None or (0 <= belop < Decimal(10**10) and -belop.as_tuple().exponent <= 2)


@pytest.mark.parametrize(
    "typed",
    [
        "5.3.2026",
        "05.03.2026",
        "2026-03-05",
        "2026-03-05 00:00:00",
        "2026-03-05T12:30",
        "5/3-2026",
        "5,3,2026",
        "5. 3. 2026",
    ],
)
def test_dato_is_read_as_norwegians_and_excel_write_it(typed):
    assert DatoField().clean(typed) == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.1.0001", "year"),
        ("0001-01-01", "year"),
        ("31.12.1899", "year"),
        ("1.1.2201", "year"),
        ("1.1.20260", "year"),
        ("1.1.26", "short_year"),
        ("30.2.2026", "no_such_date"),
        ("13.13.2026", "no_such_date"),
        ("i morgen", "invalid"),
        ("2026", "invalid"),
    ],
)
def test_dato_that_cannot_be_meant_is_refused(typed, code):
    assert error_code(DatoField(), typed) == code


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_any_date_shown_can_be_typed_back(dato):
    field = DatoField()

    assert field.clean(field.prepare_value(dato)) == dato
    assert field.clean(dato.isoformat()) == dato


@given(st.text(max_size=30))
def test_dato_gives_a_date_or_a_message(typed):
    try:
        dato = DatoField(required=False).clean(typed)
    except ValidationError:
        return
    assert dato is None or 1900 <= dato.year <= 2200


def test_tekst_loses_control_characters_and_keeps_emoji_and_line_breaks():
    field = TekstField(max_length=100, flere_linjer=True)

    assert field.clean("Hei\x00\x07 👩‍🏫\r\næ\u0061\u030a\u202e") == "Hei 👩‍🏫\næå"


def test_tekst_on_one_line_has_no_line_breaks():
    assert TekstField(max_length=100).clean(" Kurs\ti\nledelse ") == "Kurs i ledelse"


def test_tekst_that_is_too_long_tells_how_long_it_is():
    with pytest.raises(ValidationError) as error:
        TekstField(max_length=5000, flere_linjer=True).clean("x" * 100_000)

    assert error.value.messages == ["Teksten er for lang: 100000 tegn. Kort den ned til høyst 5000 tegn."]


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", " \u2060\n\ufeff "])
def test_tekst_that_no_one_can_see_is_empty(typed):
    assert error_code(TekstField(max_length=100, flere_linjer=True), typed) == "required"


@given(st.text(max_size=200))
def test_cleaned_tekst_can_be_stored_and_cleaned_again(typed):
    field = TekstField(max_length=1000, flere_linjer=True, required=False)
    cleaned = field.clean(typed)

    assert "\x00" not in cleaned
    assert cleaned.encode("utf-8").decode() == cleaned
    assert field.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("skrevet", "klokken"),
    [("9", (9, 0)), ("13", (13, 0)), (" 7 ", (7, 0)), ("13.30", (13, 30)), ("13:30", (13, 30)), ("1330", (13, 30))],
)
def test_a_time_of_the_day_is_read_as_people_write_it(skrevet, klokken):
    assert KlokkeField().clean(skrevet) == dt.time(*klokken)


@pytest.mark.parametrize("skrevet", ["25", "24", "9.75", "abc", "13.3.2026", "²"])
def test_a_time_that_is_none_is_refused(skrevet):
    with pytest.raises(ValidationError):
        KlokkeField().clean(skrevet)
