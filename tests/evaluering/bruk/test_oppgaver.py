"""Who evaluates is told when it is time to write what was learnt."""

import pytest
from django.urls import reverse

from evaluering.bruk.oppgaver import slag_for
from evaluering.bruk.tilstand import ETTERARBEID
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon.models import Bruker
from tests.evaluering.factories import lag_evaluering
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak


@pytest.fixture
def lag(tre):
    plan = lag_plan(tre.prosjekt)

    def en(navn, frist, evaluator, **felt):
        """An evaluation whose last level has its day when the measure ends."""
        tiltak = lag_tiltak(plan, navn, fra=dag(-90), frist=dag(frist))
        return lag_evaluering(tiltak, 1, evaluator=evaluator.person, **felt)

    return en


def test_what_has_been_measured_waits_for_who_evaluates_until_it_is_concluded(lag, leder, hr):
    venter = lag("Sårstell", -1, leder)
    lag("Slutter i dag", 0, leder)
    lag("Konkludert", -1, leder, laering="Øv mer.", anbefaling="endre", avsluttet=dag())
    lag("En annens", -1, hr)

    (oppgave,) = oppgavene(slag_for(leder))

    assert oppgave.hva == "Skriv hva dere lærte av «Sårstell»"
    assert oppgave.url == reverse("evaluering:konklusjon-update", args=[venter.pk])
    assert oppgave.frist_dato == dag(-1) + ETTERARBEID


def test_what_nobody_evaluates_waits_for_no_account_without_a_person(lag, hr):
    evaluering = lag("Sårstell", -1, hr)
    evaluering.evaluator = None
    evaluering.save()
    drift = Bruker.objects.create(epost="drift@eksempel.test", kommune=hr.kommune)

    assert (oppgavene(slag_for(drift)), oppgavene(slag_for(hr))) == ([], [])
