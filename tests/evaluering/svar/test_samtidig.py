"""Many who answer in the same second, and one who presses twice: real connections."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluering.models import BruktLenke, Svar
from evaluering.svar import avlegging, innsamling
from tests.evaluering.svar.conftest import adgang, svar, telt, verdier
from tests.parallelt import samtidig

pytestmark = pytest.mark.django_db(transaction=True)


def test_200_who_answer_in_the_same_second_are_all_counted_once_each(kommune, aapen):
    """By the code, so that no link needs to be made; in threads that each answer several times, as web processes do."""
    innsamling.Innsamling.objects.update(spurt=200)
    aapen.lenker.all().delete()
    innganger = [avlegging.Adgang(aapen, f"telefon-{nr:03}") for nr in range(200)]
    gitt = [verdier(aapen, 1 + nr % 5) for nr in range(200)]

    def noen(fra):
        return lambda: [avlegging.svar(innganger[nr], gitt[nr]) for nr in range(fra, 200, 10)]

    feil = [ett for ett in samtidig(kommune.pk, *map(noen, range(10))) if isinstance(ett, Exception)]

    assert feil == []
    assert (Svar.objects.count(), BruktLenke.objects.count()) == (200, 200)
    assert innsamling.lukk(aapen).besvart == 200
    assert telt(aapen)[0] == {"1": 40, "2": 40, "3": 40, "4": 40, "5": 40}


def test_one_who_presses_twice_at_once_has_answered_once_and_the_form_closes_whole(kommune, aapen, deltakere):
    inn = adgang(aapen, deltakere[0])

    svarene = samtidig(kommune.pk, *[lambda: avlegging.svar(inn, verdier(aapen))] * 4, lambda: innsamling.lukk(aapen))

    avvist = [ett for ett in svarene if isinstance(ett, Exception)]
    assert {ett.code for ett in avvist} <= {"brukt", "lukket"}
    assert not Svar.objects.exists()


@pytest.mark.parametrize("foer", [0, 5])
def test_an_answer_costs_the_same_statements_however_many_came_before(aapen, deltakere, foer):
    for bruker in deltakere[:foer]:
        svar(aapen, bruker)
    inn, gitt = adgang(aapen, deltakere[foer]), verdier(aapen)

    with CaptureQueriesContext(connection) as sporringer:
        avlegging.svar(inn, gitt)

    # begin, the lock, whether it is used, whether the link stands, the two mixings, two counts, commit
    assert len(sporringer) == 9
