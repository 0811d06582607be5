"""The last seat, taken by two at the same instant."""

import pytest

from kompetanse.felles import vegg
from kurs.models import Kursplass
from kurs.paamelding import paamelding
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.parallelt import samtidig

pytestmark = pytest.mark.django_db(transaction=True)
Status = Kursplass.Status


def meld_paa(kjoring, bruker):
    return lambda: paamelding.meld_paa(kjoring, [bruker.person], bruker=bruker).plasser[0].status


def test_of_two_who_take_the_last_seat_at_once_one_gets_it_and_one_waits(tre, soker, kollega):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), plasser=1)

    fikk = samtidig(tre.rot.kommune_id, meld_paa(kjoring, soker), meld_paa(kjoring, kollega))

    assert sorted(fikk) == [Status.PLASS, Status.VENTELISTE]


def test_a_seat_given_up_while_another_signs_up_goes_to_the_one_who_waits(tre, soker, kollega, leder):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), plasser=1)
    plass = lag_plass(kjoring, soker.person)
    lag_plass(kjoring, kollega.person, Status.VENTELISTE)

    def gi_opp():
        return paamelding.meld_av(plass, bruker=soker).status

    samtidig(tre.rot.kommune_id, gi_opp, meld_paa(kjoring, leder))

    with vegg.innenfor(tre.rot.kommune_id):
        naa = dict(kjoring.plasser_tatt.values_list("person__fornavn", "status"))
    assert naa == {"Siri": Status.AVMELDT, "Kari": Status.PLASS, "Lars": Status.VENTELISTE}
