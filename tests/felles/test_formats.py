import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from kompetanse.felles import formats

TODAY = dt.date(2026, 3, 5)


def plain(text):
    """Non-breaking spaces as ordinary ones, so that the expectations can be read."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(autouse=True)
def bokmaal():
    with translation.override("nb"):
        yield


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (93000, "93 000 kr"),
        (Decimal("93000.00"), "93 000 kr"),
        (Decimal("93000.5"), "93 000,50 kr"),
        (Decimal("1000000"), "1 000 000 kr"),
        (0, "0 kr"),
        (-5000, "−5 000 kr"),
        (None, "–"),
        ("", "–"),
        ("NaN", "–"),
        ("1e99", "–"),
    ],
)
def test_kr_writes_money_the_norwegian_way(value, expected):
    assert plain(formats.kr(value)) == expected


def test_kr_never_breaks_over_a_line():
    assert " " not in formats.kr(1234567)


def test_kr_oere_always_has_two_decimals():
    assert plain(formats.kr_oere(93000)) == "93 000,00 kr"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1234, 0, "1 234"), (48.55, 1, "48,6"), (Decimal("2.5"), 0, "3"), ("tekst", 0, "–")],
)
def test_tall_groups_and_rounds(value, decimals, expected):
    assert plain(formats.tall(value, decimals)) == expected


def test_prosent_takes_per_cent_and_not_a_share():
    assert plain(formats.prosent(61.2)) == "61 %"


@pytest.mark.parametrize(
    ("value", "kjonn", "expected"),
    [(3, "m", "tre"), (1, "m", "én"), (1, "n", "ett"), (12, "m", "tolv"), (13, "m", "13"), (0, "m", "null")],
)
def test_tallord_spells_small_numbers(value, kjonn, expected):
    assert formats.tallord(value, kjonn) == expected


def test_dato_is_written_in_full():
    assert plain(formats.dato(TODAY)) == "5. mars 2026"


def test_dato_of_a_moment_is_the_day_in_oslo():
    just_before_midnight_utc = dt.datetime(2026, 3, 5, 23, 30, tzinfo=dt.UTC)

    assert plain(formats.dato(just_before_midnight_utc)) == "6. mars 2026"
    assert plain(formats.dato_tid(just_before_midnight_utc)) == "6. mars 2026 kl. 00.30"


def test_dato_kort_tells_the_year_only_when_it_is_another():
    assert plain(formats.dato_kort(dt.date(2026, 12, 12), TODAY)) == "12. desember"
    assert plain(formats.dato_kort(dt.date(2027, 6, 15), TODAY)) == "15. juni 2027"


@pytest.mark.parametrize(
    ("fra", "til", "expected"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 7), "5.–7. mars 2026"),
        (dt.date(2026, 3, 5), dt.date(2026, 4, 7), "5. mars – 7. april 2026"),
        (dt.date(2025, 12, 5), dt.date(2026, 1, 7), "5. desember 2025 – 7. januar 2026"),
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5), "5. mars 2026"),
        (dt.date(2026, 3, 5), None, "fra 5. mars 2026"),
        (None, dt.date(2026, 3, 5), "til 5. mars 2026"),
        (None, None, "–"),
    ],
)
def test_periode_repeats_nothing(fra, til, expected):
    assert plain(formats.periode(fra, til)) == expected


@pytest.mark.parametrize(
    ("days", "expected", "urgent"),
    [
        (0, "i dag", True),
        (1, "i morgen", False),
        (-1, "1 dag over fristen", True),
        (-3, "3 dager over fristen", True),
        (20, "25. mars", False),
    ],
)
def test_frist_says_how_near_it_is(days, expected, urgent):
    day = TODAY + dt.timedelta(days=days)

    assert plain(formats.frist(day, TODAY)) == expected
    assert formats.haster(day, TODAY) is urgent


def test_uke_follows_iso():
    assert plain(formats.uke(dt.date(2026, 12, 31))) == "uke 53"
    assert plain(formats.uke(dt.date(2027, 1, 3))) == "uke 53"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", "lørdag 7. mars"), ("nn", "laurdag 7. mars"), ("en", "Saturday 7. March")],
)
def test_ukedag_follows_the_language(language, expected):
    with translation.override(language):
        assert plain(formats.ukedag(dt.date(2026, 3, 7))) == expected


@pytest.mark.parametrize(
    ("navn", "expected"),
    [("Randi Solvang", "RS"), ("Anne-Grete Bø Lie", "AL"), ("Åse", "Å"), ("", ""), (None, "")],
)
def test_initialer_takes_first_and_last(navn, expected):
    assert formats.initialer(navn) == expected


@pytest.mark.parametrize(
    ("deler", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_og_liste_ends_with_og(deler, expected):
    assert formats.og_liste(deler) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [(12, "12 B"), (1200, "1,2 kB"), (24_000, "24 kB"), (1_240_000, "1,2 MB"), (None, "–")],
)
def test_filstorrelse_uses_the_nearest_unit(size, expected):
    assert plain(formats.filstorrelse(size)) == expected


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("Avdelingsdirektør, IKT", "avdelingsdirektør, IKT"),
        ("HR-rådgiver", "HR-rådgiver"),
        ("I gang", "i gang"),
        ("Å lede", "å lede"),
        ("IT", "IT"),
        ("", ""),
        (None, ""),
    ],
)
def test_i_setning_keeps_abbreviations(tekst, expected):
    assert formats.i_setning(tekst) == expected


@pytest.mark.parametrize(
    ("tekst", "blir"),
    [
        ("Vil du slette «Workshop «Smidig dag»»?", "Vil du slette «Workshop ‘Smidig dag’»?"),
        ("«Kurs» er lagret i «Plan «2026» for alle».", "«Kurs» er lagret i «Plan ‘2026’ for alle»."),
        ("Et løst » og «et helt»", "Et løst » og «et helt»"),
        ("Uten tegn", "Uten tegn"),
    ],
)
def test_quotation_marks_inside_others_become_single(tekst, blir):
    assert formats.enkle_sitater(tekst) == blir
