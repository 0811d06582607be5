"""The drawing: where each arc is, and that none hides another."""

import datetime as dt
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planer.aarshjul.hjul import Bue, plasser, tegn, vinkel

DATOER = st.dates(dt.date(2025, 12, 1), dt.date(2027, 1, 31))
PERIODER = st.lists(st.tuples(st.integers(0, 3), DATOER, DATOER), max_size=25)


def bue(nummer, ring, fra, til):
    return Bue(nummer, ring, *sorted((fra, til)), tekst=f"{nummer} Noe", lenke=f"#{nummer}", klasser="r1")


@given(PERIODER)
def test_no_arc_lies_on_another_and_each_has_room_within_the_year(perioder):
    buene = plasser([bue(nr, *ett) for nr, ett in enumerate(perioder)], 2026)

    assert sorted(ett.nummer for ett in buene) == list(range(len(perioder)))
    for ett in buene:
        start, slutt = ett.vinkler
        assert 0 <= start < slutt <= 360.001
        assert ett.spor < ett.antall_spor
    for en, annen in combinations(buene, 2):
        if en.ring == annen.ring and en.vinkler[0] < annen.vinkler[1] and annen.vinkler[0] < en.vinkler[1]:
            assert en.ytre <= annen.indre + 1 or annen.ytre <= en.indre + 1


def test_each_month_has_its_twelfth_of_the_wheel():
    assert vinkel(dt.date(2026, 1, 1)) == 0
    assert vinkel(dt.date(2026, 2, 28), slutt=True) == 60
    assert vinkel(dt.date(2028, 2, 29), slutt=True) == 60
    assert vinkel(dt.date(2026, 12, 31), slutt=True) == 360


def test_what_is_typed_is_text_in_the_drawing():
    ond = Bue(1, 0, dt.date(2026, 1, 1), dt.date(2026, 1, 2), '"><script>x</script>', "#a", "r1")

    assert "<script>" not in tegn([ond], 2026, dt.date(2026, 5, 1), "<b>")
