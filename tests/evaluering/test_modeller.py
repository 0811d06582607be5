"""What the database itself holds the evaluations to."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from evaluering.models import BruktLenke, Evaluering, Evalueringsoppsett, Lenke, Metode, Svar
from planer.tiltak.styring import slett
from tests.evaluering.factories import lag_evaluering, lag_innsamling, lag_niva
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluering(tre):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt)))


def _avvist(gjor):
    with transaction.atomic(), pytest.raises(IntegrityError):
        gjor()


def test_too_few_answers_are_never_shown_by_a_setting(tre):
    _avvist(lambda: Evalueringsoppsett.objects.create(minste_svar=2))


def test_what_was_not_done_has_a_reason(evaluering):
    _avvist(lambda: lag_niva(evaluering, status="rakk_ikke"))
    lag_niva(evaluering, status="rakk_ikke", grunn="Kurset ble flyttet")


def test_a_user_survey_says_what_else_may_explain_the_change(evaluering):
    _avvist(lambda: lag_niva(evaluering, 4, metode=Metode.BRUKERUNDERSOKELSE))
    lag_niva(evaluering, 4, metode=Metode.BRUKERUNDERSOKELSE, annet="Nye lokaler")


def test_anonymous_answers_hold_nothing_that_leads_to_a_person_or_a_time():
    felter = {felt.name: type(felt) for felt in Svar._meta.fields}

    assert felter == {
        "kommune": models.ForeignKey,
        "id": models.UUIDField,
        "innsamling": models.ForeignKey,
        "verdier": models.JSONField,
    }


@pytest.mark.parametrize("modell", [Svar, Lenke, BruktLenke])
def test_what_could_join_person_and_answer_has_neither_history_nor_a_running_number(modell):
    assert not hasattr(modell, "pgh_event_models") or modell.pgh_event_models == {}
    assert not isinstance(modell._meta.pk, models.AutoField)
    assert not any(isinstance(felt, (models.DateField, models.TimeField)) for felt in modell._meta.fields)


def test_a_link_is_used_up_once(evaluering):
    innsamling = lag_innsamling(lag_niva(evaluering))
    BruktLenke.objects.create(innsamling=innsamling, avtrykk="a" * 64)

    _avvist(lambda: BruktLenke.objects.create(innsamling=innsamling, avtrykk="a" * 64))


def test_a_measure_takes_its_planned_evaluation_along_but_not_what_was_collected(evaluering, hr):
    tiltak = evaluering.tiltak
    innsamling = lag_innsamling(lag_niva(evaluering))

    with pytest.raises(ValidationError, match="Deltakere har svart"):
        slett(tiltak, bruker=hr)
    innsamling.delete()
    slett(tiltak, bruker=hr)

    assert not Evaluering.objects.exists()
