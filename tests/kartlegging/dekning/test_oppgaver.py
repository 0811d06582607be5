"""What runs out is a line on Min side: for the employee, and for the nearest leader."""

import pytest

from kartlegging.oppgaver import slag_for
from kompetanse.felles.oppgaver import oppgavene
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, om
from tests.klokke import senere

pytestmark = pytest.mark.django_db


def linjer(bruker):
    return [(oppgave.hva, oppgave.hvorfor, oppgave.frist_dato) for oppgave in oppgavene(slag_for(bruker))]


def test_the_employee_and_the_nearest_leader_each_have_one_line(soker, kollega, leder, avdelingsdirektor, hr):
    for bruker, dager in ((soker, 40), (kollega, 20)):
        gi_kompetanse(bruker, lag_bevis(f"Kurs {dager}"), til=om(dager))
    gi_kompetanse(soker, lag_bevis("Kran"), til=om(90))
    gi_kompetanse(soker, lag_bevis("Truck"), til=om(91))

    assert linjer(soker) == [("Forny 2 bevis som går ut", "Kurs 40", om(40))]
    assert linjer(kollega) == [("Forny et bevis som går ut", "Kurs 20", om(20))]
    assert linjer(leder) == [("3 bevis går ut hos dem du leder", "Prosjektkontoret", om(20))]
    assert linjer(avdelingsdirektor) == linjer(hr) == []


def test_a_leaders_own_is_her_own_line_and_goes_when_it_has_run_out(leder, avdelingsdirektor):
    gi_kompetanse(leder, lag_bevis("Kran"), til=om(3))

    assert linjer(leder) == [("Forny et bevis som går ut", "Kran", om(3))]
    with senere(days=4):
        assert linjer(leder) == []
