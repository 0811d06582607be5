"""What the search across everything finds of evaluations."""

import pytest

from evaluering.sok import finn
from tests.evaluering.factories import lag_evaluering
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hvem", "uttrykk", "antall"),
    [
        ("leder", "sårb", 1),
        ("leder", "Øv mer", 1),
        ("leder", "brann", 0),
        ("hr", "SÅRB", 1),
        ("utenforstaende", "sårb", 0),
    ],
)
def test_an_evaluation_is_found_by_its_name_or_what_was_learnt_by_those_who_see_it(tre, request, hvem, uttrykk, antall):
    laert = {"laering": "Øv mer på egne saker", "anbefaling": "endre"}
    lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), "Kurs i sårbehandling"), **laert)

    ((_navn, treff),) = finn(uttrykk, request.getfixturevalue(hvem))

    assert [ett.navn for ett in treff] == ["Kurs i sårbehandling"] * antall


def test_an_employee_without_the_place_in_the_menu_is_not_searched_for(tre, soker):
    assert finn("sår", soker) == []
