"""What of the wheel is done by itself, as the page where it is done knows it."""

import pytest
from django.utils import timezone

from planer.gjort import sett_gjort
from planer.models import Aarsutforelse, Ring
from planer.samtale import gjennomforing
from tests.planer.aarshjul.hjelp import lag_aktivitet
from tests.planer.samtale.factories import inviter

pytestmark = pytest.mark.django_db
AAR = timezone.localdate().year


@pytest.fixture
def aktiviteter(tre):
    return {
        "enhet": lag_aktivitet(tre.rot, ring=Ring.ENHET, side="drofting"),
        "kommune": lag_aktivitet(tre.rot, ring=Ring.KOMMUNE, side="drofting"),
        "ansatt": lag_aktivitet(tre.rot, ring=Ring.ANSATT, side="samtale"),
        "annen": lag_aktivitet(tre.rot, ring=Ring.ENHET, side="planer"),
        "andres": lag_aktivitet(tre.barnehager, ring=Ring.ENHET, side="drofting"),
        "i fjor": lag_aktivitet(tre.rot, ring=Ring.ENHET, side="drofting", bare_aar=AAR - 1),
    }


def gjort():
    return list(Aarsutforelse.objects.values_list("aktivitet", "aar", "enhet", "person"))


def test_a_meeting_that_is_held_does_the_activities_of_its_page_that_are_the_units_own(tre, leder, aktiviteter):
    for _gang in range(2):
        sett_gjort("drofting", AAR, bruker=leder, enhet=tre.prosjekt)

    assert gjort() == [(aktiviteter["enhet"].pk, AAR, tre.prosjekt.pk, None)]


def test_a_talk_that_is_held_is_done_for_the_one_whose_it_is(soker, kollega, leder, aktiviteter):
    samtale, _annen = inviter(leder, soker, kollega)

    gjennomforing.hold(samtale, timezone.localdate(), bruker=leder)

    assert gjort() == [(aktiviteter["ansatt"].pk, samtale.aar, None, soker.person_id)]
