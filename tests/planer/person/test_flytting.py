"""A person who comes to another unit takes the plan along."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kompetanse.felles.models import Varsel
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import egne_data
from kompetanse.organisasjon.models import Rollekode
from kompetanse.oversikt.oppgaver import oppgaver_for
from planer.models import Kompetanseplan, Maal
from planer.person import avtale, linjen, opprettelse, skriving
from planer.person.flytting import flytt_alle, velg_leder
from tests.kartlegging.factories import om
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker, lag_enhet

pytestmark = pytest.mark.django_db

Status = Kompetanseplan.Status


@pytest.fixture
def plan(soker, leder):
    """Agreed, with one goal."""
    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)
    skriving.lagre(Maal(plan=plan, navn="Ta over sårbehandlingen"), bruker=soker)
    for bruker in (soker, leder):
        plan = avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)
    return plan


@pytest.fixture
def ny_leder(tre):
    bruker = lag_bruker("Nina", tre.barnehager)
    gi_rolle(bruker, Rollekode.LEDER, tre.barnehager)
    return bruker


def test_nobody_new_sees_it_before_the_person_has_said_so(tre, plan, soker, leder, ny_leder):
    soker.person.stillinger.update(enhet=tre.barnehager)

    assert (flytt_alle(), flytt_alle()) == (1, 0)

    plan.refresh_from_db()
    assert (plan.leder, plan.status, plan.avtaler.count()) == (None, Status.UTKAST, 0)
    assert [bruker for bruker in (soker, leder, ny_leder) if plan in Kompetanseplan.objects.visible_to(bruker)] == [
        soker
    ]
    assert Varsel.objects.latest("pk").mottaker == soker
    assert "Velg hvem du skal avtale utviklingsplanen din med" in [ett.hva for ett in oppgaver_for(soker)]


def test_the_person_chooses_the_new_leader_and_it_is_agreed_anew(client, tre, plan, soker, ny_leder):
    soker.person.stillinger.update(enhet=tre.barnehager)
    flytt_alle()
    client.force_login(soker)

    client.post(reverse("planer:personplan-leader", args=[plan.pk]), {"leder": ny_leder.person_id})

    plan.refresh_from_db()
    assert (plan.leder, plan.enhet, plan.status) == (ny_leder.person, tre.barnehager, Status.UTKAST)
    assert plan in Kompetanseplan.objects.visible_to(ny_leder)


def test_a_leader_who_leaves_is_out_and_the_one_above_is_the_next_to_choose(plan, soker, leder, avdelingsdirektor):
    leder.person.roller.update(til=om(-1))
    leder.person.stillinger.update(til=om(-1))

    assert (flytt_alle(), flytt_alle()) == (1, 0)

    plan.refresh_from_db()
    assert (plan.leder, plan.status) == (None, Status.UTKAST)
    assert opprettelse.ledere(soker.person) == [avdelingsdirektor.person]
    velg_leder(plan, avdelingsdirektor.person, bruker=soker)
    assert plan in Kompetanseplan.objects.visible_to(avdelingsdirektor)


def test_a_leader_who_is_away_keeps_the_plan_and_the_deputy_does_not_see_it(plan, leder, kollega):
    gi_stedfortreder(leder.person.roller.get(), kollega)

    assert flytt_alle() == 0
    assert plan in Kompetanseplan.objects.visible_to(leder)
    assert plan not in Kompetanseplan.objects.visible_to(kollega)


def test_one_who_only_stands_in_for_the_next_leader_does_not_go_on_seeing_it(tre, plan, leder):
    leder.person.roller.update(til=om(-1))
    neste = lag_bruker("Nora", tre.prosjekt)
    gi_stedfortreder(gi_rolle(neste, Rollekode.LEDER, tre.prosjekt), leder)

    assert leder.roller_som(Rollekode.LEDER)
    assert plan not in Kompetanseplan.objects.visible_to(leder)


def test_one_who_goes_on_with_the_same_leader_keeps_what_is_agreed_and_serves_the_new_unit(tre, plan, soker, leder):
    ny = lag_enhet(tre.ikt, "Utvikling")
    gi_rolle(leder, Rollekode.LEDER, ny)
    soker.person.stillinger.update(enhet=ny)
    tiltak = lag_tiltak(lag_plan(ny, gjelder_fra=om(-10), status=Status.VEDTATT))

    assert (flytt_alle(), flytt_alle()) == (1, 0)

    plan.refresh_from_db()
    assert (plan.enhet, plan.leder, plan.status, plan.avtaler.count()) == (ny, leder.person, Status.VEDTATT, 2)
    assert list(linjen.tiltak_over(plan, soker)) == [tiltak]


def test_what_the_goals_were_tied_to_in_the_old_unit_stays_in_words(tre, plan, soker, ny_leder):
    avtale.trekk(plan, bruker=soker)
    tiltak = lag_tiltak(lag_plan(tre.prosjekt, gjelder_fra=om(-10), status=Status.VEDTATT), "Hospitering")
    skriving.lagre(plan.maal.get(), Endring({"knyttet_tiltak": [tiltak]}), bruker=soker)
    soker.person.stillinger.update(enhet=tre.barnehager)
    flytt_alle()
    velg_leder(plan, ny_leder.person, bruker=soker)

    plan.refresh_from_db()
    assert list(linjen.tiltak_over(plan, ny_leder)) == []
    assert [ett.tekst for ett in plan.maal.get().koblinger.all()] == ["Hospitering"]


def test_a_leader_does_not_let_oneself_in(tre, plan, soker, ny_leder):
    soker.person.stillinger.update(enhet=tre.barnehager)
    flytt_alle()

    with pytest.raises(PermissionDenied):
        velg_leder(plan, ny_leder.person, bruker=ny_leder)


def test_who_stays_keeps_the_plan_as_it_is(plan):
    assert flytt_alle() == 0
    assert Kompetanseplan.objects.get(pk=plan.pk).status == Status.VEDTATT


def test_the_other_ones_yes_is_a_task(soker, leder, plan):
    avtale.trekk(plan, bruker=leder)
    plan.refresh_from_db()
    avtale.godta(plan, avtale.avtrykk(plan), bruker=soker)

    assert f"Les og godta {plan.tittel}" in [ett.hva for ett in oppgaver_for(leder)]
    assert f"Les og godta {plan.tittel}" not in [ett.hva for ett in oppgaver_for(soker)]


def test_it_stands_beside_min_kompetanse_and_among_ones_own_data(client, plan, soker, leder):
    client.force_login(soker)
    assert "Ta over sårbehandlingen" in client.get(reverse("kartlegging:min")).content.decode()

    egne = str([ett.rader for ett in egne_data.om(soker.person)])
    assert "Ta over sårbehandlingen" in egne
    assert "Ta over sårbehandlingen" not in str([ett.rader for ett in egne_data.om(leder.person)])
