"""Who took part: said by the run, else by the measure, else by a list."""

import pytest

from evaluering.deltakere import antall_deltakere, deltakere
from evaluering.models import Evaluering, Evalueringsdeltaker
from kurs.models import Kursplass, Oppmote
from planer.models import Tiltaksdeltaker
from tests.evaluering.factories import lag_evaluering
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


def test_a_measure_names_them_or_a_list_does_or_nobody_knows(tre, soker, leder):
    evaluering = lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt)))
    assert (list(deltakere(evaluering)), antall_deltakere(evaluering)) == ([], None)

    Evalueringsdeltaker.objects.create(evaluering=evaluering, person=leder.person)
    Tiltaksdeltaker.objects.create(tiltak=evaluering.tiltak, person=soker.person)
    Tiltaksdeltaker.objects.create(tiltak=evaluering.tiltak, person=leder.person)

    assert set(deltakere(evaluering)) == {soker.person, leder.person}
    assert antall_deltakere(evaluering) == 2


def test_a_number_is_enough_to_count_by(tre):
    assert antall_deltakere(lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), antall=90))) == 90


def test_those_with_a_place_took_part_until_attendance_says_who_was_there(tre, soker, leder, hr):
    kjoring = lag_kjoring(lag_kurs(tre.prosjekt))
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=tre.prosjekt)
    plasser = [
        Kursplass.objects.create(kjoring=kjoring, person=bruker.person, status=status)
        for bruker, status in ((soker, "plass"), (leder, "plass"), (hr, "venteliste"))
    ]
    assert set(deltakere(evaluering)) == {soker.person, leder.person}

    samling = kjoring.samlinger.first()
    Oppmote.objects.create(samling=samling, kursplass=plasser[0], timer=6)
    Oppmote.objects.create(samling=samling, kursplass=plasser[1], timer=0, halvdager=0)

    assert list(deltakere(evaluering)) == [soker.person]
