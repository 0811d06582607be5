"""A responsible who leaves: the plan says so, and the leader is asked to find another."""

import pytest
from django.urls import reverse

from kompetanse.felles.oppgaver import oppgavene
from planer.models import Tiltak
from planer.tiltak.oppgaver import slag_for
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def siri_slutter(soker):
    soker.person.stillinger.update(til=dag(-1))
    return soker.person


def test_the_leader_of_the_unit_is_asked_to_find_another(plan, leder, hr, avdelingsdirektor, siri_slutter):
    lag_tiltak(plan, ansvarlig=siri_slutter)
    lag_tiltak(plan, ansvarlig=siri_slutter)

    (oppgave,) = oppgavene(slag_for(leder))

    assert oppgave.hva == "Finn ny ansvarlig for 2 tiltak"
    assert oppgave.hvorfor == f"Siri Test har sluttet. {plan}, Prosjektkontoret"
    assert oppgave.url == reverse("planer:plan-tiltak", args=[plan.pk])
    assert [oppgavene(slag_for(hr)), oppgavene(slag_for(avdelingsdirektor))] == [[], []]


def test_a_single_one_leads_straight_to_it_and_what_is_done_asks_for_nobody(plan, leder, siri_slutter):
    aapent = lag_tiltak(plan, ansvarlig=siri_slutter)
    lag_tiltak(plan, ansvarlig=siri_slutter, status=Tiltak.Status.FERDIG)
    lag_tiltak(plan, ansvarlig=leder.person)

    (oppgave,) = oppgavene(slag_for(leder))

    assert oppgave.url == aapent.get_absolute_url()


def test_step_three_says_that_the_responsible_has_left(client, plan, leder, siri_slutter):
    lag_tiltak(plan, ansvarlig=siri_slutter)
    lag_tiltak(plan, ansvarlig=leder.person)
    client.force_login(leder)

    svar = client.get(reverse("planer:plan-tiltak", args=[plan.pk]))

    assert [rad.ansvarlig_har_sluttet for rad in svar.context["bilde"].egne] == [True, False]
    assert svar.content.decode().count("Har sluttet") == 1


@pytest.mark.parametrize("antall", [1, 3])
def test_the_task_asks_once_whatever_the_number_of_measures(
    plan, leder, siri_slutter, antall, django_assert_num_queries
):
    for _nr in range(antall):
        lag_tiltak(plan, ansvarlig=siri_slutter)
    oppgavene(slag_for(leder))

    # whether there is any, and which
    with django_assert_num_queries(2):
        oppgavene(slag_for(leder))
