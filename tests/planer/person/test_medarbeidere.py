"""The leader's list of own people: who is on it, where each plan stands, and what is never shown there."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kompetanse.organisasjon.models import Rollekode
from kompetanse.oversikt.oppgaver import oppgaver_for
from planer.models import Kompetanseplan, Maal, Planavtale
from planer.person import avtale, opprettelse, skriving
from planer.person.folk import Stand, egne_folk, medarbeidere
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(soker, leder):
    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)
    skriving.lagre(Maal(plan=plan, navn="Ta over sårbehandlingen"), bruker=soker)
    return plan


def si_ja(plan, *brukere):
    for bruker in brukere:
        avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)


def stand(leder):
    return {rad.person.fornavn: rad.stand for rad in medarbeidere(leder)}


def test_the_list_is_of_those_who_have_the_leader_as_the_nearest(tre, soker, kollega, leder, avdelingsdirektor):
    lag_bruker("Ola", tre.barnehager)

    assert stand(leder) == {"Siri": Stand.IKKE_BEGYNT, "Kari": Stand.IKKE_BEGYNT}
    assert egne_folk(avdelingsdirektor) == {leder.person_id}


def test_each_state_has_its_name(plan, soker, kollega, leder):
    assert stand(leder)["Siri"] == Stand.SKRIVES
    si_ja(plan, leder)
    assert stand(leder)["Siri"] == Stand.VENTER
    si_ja(plan, soker)
    assert stand(leder)["Siri"] == Stand.AVTALT
    avtale.trekk(plan, bruker=leder)
    si_ja(plan, soker)
    assert stand(leder)["Siri"] == Stand.VENTER_PAA_DEG


@pytest.mark.parametrize(("dager", "ventet"), [(365, Stand.AVTALT), (366, Stand.GAMMEL)])
def test_a_plan_agreed_more_than_a_year_ago_is_old_and_one_task_for_the_leader(plan, soker, leder, dager, ventet):
    si_ja(plan, soker, leder)
    Planavtale.objects.update(godtatt=timezone.now() - dt.timedelta(days=dager))

    assert stand(leder)["Siri"] == ventet
    er_gammel = ventet == Stand.GAMMEL
    hva = "Se på én utviklingsplan som er eldre enn ett år"
    assert [ett.url for ett in oppgaver_for(leder) if ett.hva == hva] == [plan.get_absolute_url()] * er_gammel
    assert hva not in [ett.hva for ett in oppgaver_for(soker)]


def test_what_waits_for_the_leader_stands_first(plan, soker, kollega, leder):
    si_ja(plan, soker)

    assert [rad.person for rad in medarbeidere(leder)] == [soker.person, kollega.person]


def test_a_deputy_has_no_list_sees_no_plan_and_begins_none(client, tre, plan, soker, leder, kollega, utenforstaende):
    rolle = leder.person.roller.get()
    gi_stedfortreder(rolle, utenforstaende)

    assert opprettelse.ledere(kollega.person) == [leder.person]
    assert plan not in Kompetanseplan.objects.visible_to(utenforstaende)
    assert utenforstaende.roller_som(Rollekode.LEDER)
    assert not {soker.person_id, kollega.person_id} & egne_folk(utenforstaende)
    with pytest.raises(PermissionDenied):
        opprettelse.begynn(kollega.person, leder.person, bruker=utenforstaende)


def test_a_deputy_alone_does_not_open_the_list(client, leder, kollega):
    gi_stedfortreder(leder.person.roller.get(), kollega)
    client.force_login(kollega)

    assert client.get(reverse("planer:personplan-list")).status_code == 403


def test_who_works_mainly_elsewhere_is_on_the_list_of_that_leader(tre, soker, leder):
    nina = lag_bruker("Nina", tre.barnehager)
    gi_rolle(nina, Rollekode.LEDER, tre.barnehager)
    soker.person.stillinger.create(enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=dt.date(2020, 1, 1))

    assert soker.person_id in egne_folk(leder)
    assert soker.person_id not in egne_folk(nina)


def test_a_plan_with_another_leader_is_known_to_be_there_and_no_more(client, tre, soker, leder):
    nina = lag_bruker("Nina", tre.barnehager)
    gi_rolle(nina, Rollekode.LEDER, tre.barnehager)
    soker.person.stillinger.create(enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=dt.date(2020, 1, 1))
    plan = opprettelse.begynn(soker.person, nina.person, bruker=soker)
    client.force_login(leder)

    tekst = client.get(reverse("planer:personplan-list")).content.decode()

    assert stand(leder)["Siri"] == Stand.IKKE_DELT
    assert plan.get_absolute_url() not in tekst
    assert stand(nina)["Siri"] == Stand.SKRIVES


def test_the_page_leads_to_the_plan_or_to_a_new_one_and_can_be_filtered(client, plan, soker, kollega, leder):
    client.force_login(leder)
    adresse = reverse("planer:personplan-list")

    tekst = client.get(adresse).content.decode()
    assert plan.get_absolute_url() in tekst
    assert reverse("planer:personplan-create", args=[kollega.person_id]) in tekst
    assert "sårbehandlingen" not in tekst

    rader = client.get(adresse, {"stand": "ikke_begynt"}).context["liste"].rader
    assert [rad.person for rad in rader] == [kollega.person]
    assert len(client.get(adresse, {"stand": "tull"}).context["liste"].rader) == 2


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, tre, plan, soker, leder, antall, django_assert_num_queries):
    for nr in range(antall - 1):
        annen = lag_bruker(f"Ola{nr}", tre.prosjekt)
        opprettelse.begynn(annen.person, leder.person, bruker=leder)
    client.force_login(leder)

    with django_assert_num_queries(13):
        svar = client.get(reverse("planer:personplan-list"))

    assert len(svar.context["liste"].rader) == antall
