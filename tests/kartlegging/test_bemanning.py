"""Who works in each category, who came and left, and the turnover: counted here the long way too."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.bemanning import Bemanning, Stillingsrad, aaret_foer, landstall
from tests.eksempler import eksempler

TIL = dt.date(2025, 12, 1)
FOER = dt.date(2024, 12, 1)
LENGE_SIDEN = dt.date(2010, 1, 1)
HUNDRE = Decimal(100)


def rad(person, kategori=1, fra=LENGE_SIDEN, til=None, prosent=HUNDRE):
    return Stillingsrad(person, kategori, prosent, fra, til)


# Somebody who left long ago, so that the data are known to reach back.
DEN_FOERSTE = rad(1_000_000, 9, til=dt.date(2019, 6, 30))


def test_a_position_counts_on_its_first_and_last_day():
    en = Bemanning([rad(1, fra=FOER, til=TIL)])

    dager = (FOER - dt.timedelta(1), FOER, TIL, TIL + dt.timedelta(1))
    assert [bool(en.personer(dag)) for dag in dager] == [False, True, True, False]


def test_who_left_changed_and_came_are_three_things():
    aaret = Bemanning(
        [
            DEN_FOERSTE,
            rad(1),
            rad(2, til=dt.date(2025, 3, 1)),
            rad(3, til=dt.date(2025, 5, 1)),
            rad(3, 2, fra=dt.date(2025, 5, 2)),
            rad(4, fra=dt.date(2025, 2, 1)),
            rad(5, fra=dt.date(2025, 2, 1), til=dt.date(2025, 4, 1)),
        ]
    ).aaret(TIL)

    assert (aaret.sluttet[1], aaret.byttet[1], aaret.nye[1]) == ({2}, {3}, {4})
    assert aaret.nye[2] == set()


def test_the_person_with_two_positions_counts_once_in_each_category_and_their_size_is_added():
    en = Bemanning([rad(1, prosent=Decimal(50)), rad(1, prosent=Decimal(30)), rad(1, 2, prosent=Decimal(20))])

    assert en.personer(TIL) == {1: {1}, 2: {1}}
    assert en.aarsverk(TIL) == {1: Decimal("0.8"), 2: Decimal("0.2")}


@pytest.mark.parametrize("rader", [[rad(1)], [rad(1), rad(2, til=dt.date(2024, 12, 2))], []])
def test_what_happened_before_the_first_who_left_cannot_be_told(rader):
    assert Bemanning(rader).aaret(TIL) is None


def test_the_day_that_nobody_has_left_before_is_no_day_on_which_somebody_changed_position():
    assert Bemanning([rad(1, til=dt.date(2020, 1, 1)), rad(1, 2, fra=dt.date(2020, 1, 2))]).foerste_avgang is None


@pytest.mark.parametrize(
    ("ansatte", "foerste", "regnes"),
    [
        (34, dt.date(2022, 11, 30), True),
        (33, dt.date(2022, 11, 30), False),
        (400, dt.date(2022, 12, 2), False),
    ],
)
def test_own_turnover_asks_for_three_full_years_and_a_hundred_person_years(ansatte, foerste, regnes):
    rader = [rad(nr) for nr in range(ansatte)] + [rad(999, 9, til=foerste)]

    assert (1 in Bemanning(rader).turnover(TIL)) is regnes


def test_own_turnover_is_those_who_left_of_those_who_were_there_as_each_year_began():
    rader = [DEN_FOERSTE, *(rad(nr) for nr in range(60)), *(rad(nr, til=dt.date(2024, 3, 1)) for nr in range(60, 70))]
    tallene = Bemanning(rader).turnover(TIL)[1]

    # 70 people in each of four years, 60 in the fifth; ten left.
    assert (tallene.sluttet, tallene.personaar, tallene.prosent) == (10, 340, Decimal("2.9"))
    assert (tallene.fra, tallene.til) == (dt.date(2020, 12, 1), TIL)


def test_the_national_table_is_by_code_and_else_that_of_the_whole_sector():
    assert landstall(["7174"])[1:] == (Decimal("13.9"), Decimal("13.9"), True)
    assert landstall(["7963", "7962", "0001"])[1:] == (Decimal("6.6"), Decimal("7.9"), True)
    assert landstall(["0001"])[1:] == (Decimal("13.6"), Decimal("13.6"), False)


def test_the_year_before_a_leap_day_begins_on_the_28th():
    assert aaret_foer(dt.date(2028, 2, 29)) == dt.date(2027, 2, 28)


DAGER = st.dates(dt.date(2023, 1, 1), dt.date(2026, 6, 1))
STILLINGER = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from([1, 2, None]), DAGER, st.none() | DAGER).filter(
        lambda en: en[3] is None or en[2] <= en[3]
    ),
    max_size=25,
)


@eksempler(60)
@given(STILLINGER)
def test_the_year_is_what_one_finds_by_asking_of_each_person(stillinger):
    rader = [DEN_FOERSTE, *(rad(person, kategori, fra, til) for person, kategori, fra, til in stillinger)]
    aaret = Bemanning(rader).aaret(TIL)

    def har(person, dag, kategori=...):
        return any(ett.person == person and ett.gjelder(dag) and kategori in (..., ett.kategori) for ett in rader)

    for kategori in (1, 2, None):
        folk = range(1, 13)
        sluttet = {en for en in folk if har(en, FOER, kategori) and not har(en, TIL)}
        byttet = {en for en in folk if har(en, FOER, kategori) and har(en, TIL) and not har(en, TIL, kategori)}
        nye = {en for en in folk if har(en, TIL, kategori) and not har(en, FOER)}
        fikk = [getattr(aaret, navn).get(kategori, set()) for navn in ("sluttet", "byttet", "nye")]
        assert fikk == [sluttet, byttet, nye]
