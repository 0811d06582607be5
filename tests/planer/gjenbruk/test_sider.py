"""The pages of taking from another plan, and of examples."""

import pytest
from django.urls import reverse

from planer.models import Kompetanseplan
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import lag_enhet


def lag_kilde(enhet, **felt):
    return lag_plan(enhet, **{"status": "vedtatt", "gjelder_fra": dag(-90), **felt})


@pytest.fixture
def kilde(tre):
    return lag_kilde(tre.barnehager, tittel="Plan for barnehagene")


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


def adresse(plan, kilde):
    return reverse("planer:plan-hent", args=[plan.pk, kilde.pk])


def test_examples_stand_first(client, tre, plan, kilde, leder):
    eksempel = lag_kilde(tre.stab, aar=2019, er_eksempel=True)
    client.force_login(leder)

    svar = client.get(reverse("planer:plan-kilder", args=[plan.pk]))

    assert list(svar.context["liste"].rader) == [eksempel, kilde]
    assert adresse(plan, eksempel) in svar.content.decode()


def test_the_lists_can_show_examples_alone(client, tre, plan, kilde, leder):
    eksempel = lag_kilde(tre.stab, aar=2019, er_eksempel=True)
    client.force_login(leder)

    for siden in (reverse("planer:plan-kilder", args=[plan.pk]), reverse("planer:plan-list")):
        assert list(client.get(siden, {"er_eksempel": "on"}).context["liste"].rader) == [eksempel]


def test_what_is_ticked_comes_and_what_is_there_already_is_said(client, plan, kilde, leder):
    behov, tiltak = lag_behov(kilde, "Samtaleteknikk"), lag_tiltak(kilde, "Fagdag")
    lag_tiltak(kilde, "Ikke denne")
    lag_behov(plan, "samtaleteknikk")
    client.force_login(leder)

    vist = client.get(adresse(plan, kilde)).content.decode()
    svar = client.post(adresse(plan, kilde), {"tiltak": [tiltak.pk], "behov": [behov.pk]}, follow=True)

    assert "Står i planen deres" in vist
    assert 'name="behov"' not in vist
    assert "1 rad er hentet. 1 sto der fra før." in svar.content.decode()
    assert [str(ett) for ett in plan.tiltak.all()] == ["Fagdag"]
    assert plan.behov.count() == 1


def test_nothing_ticked_is_asked_for_again(client, plan, kilde, leder):
    lag_tiltak(kilde)
    client.force_login(leder)

    assert "Kryss av for det dere vil hente" in client.post(adresse(plan, kilde)).content.decode()


def test_what_stands_in_a_plan_that_one_does_not_see_cannot_be_named(client, tre, plan, kilde, leder):
    tiltak = lag_tiltak(kilde)
    hemmelig = lag_tiltak(lag_plan(tre.oppvekst, tittel="Utkast"), "Hemmelig tiltak")
    client.force_login(leder)

    svar = client.post(adresse(plan, kilde), {"tiltak": [tiltak.pk, hemmelig.pk]})

    assert "Velg noe fra listen" in svar.content.decode()
    assert "Hemmelig" not in svar.content.decode()
    assert f'value="{tiltak.pk}"' in svar.content.decode()
    assert not plan.tiltak.exists()
    assert client.get(adresse(plan, hemmelig.plan)).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, plan, kilde, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        for ett in (plan, kilde):
            maal = lag_maal(ett, f"Mål {nummer} {ett}")
            lag_tiltak(ett, f"Tiltak {nummer} {ett}", behov=[lag_behov(ett, f"Behov {nummer} {ett}", maal=[maal])])
    client.force_login(leder)

    # session, user, wall, person with kommune, roles; plan, source; its goals (2 with the plan's), needs (3), measures (7);
    # units above
    with django_assert_num_queries(20):
        svar = client.get(adresse(plan, kilde))

    assert [len(rader) for _felt, rader in svar.context["deler"]] == [antall] * 3


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, tre, plan, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_kilde(lag_enhet(tre.oppvekst, f"Team {nummer}"))
    client.force_login(leder)

    # session, user, wall, person with kommune, roles; plan, the same for the list; count, plans; units above
    with django_assert_num_queries(10):
        svar = client.get(reverse("planer:plan-kilder", args=[plan.pk]))

    assert len(svar.context["liste"].rader) == antall


def test_hr_holds_up_an_example_sees_where_it_has_spread_and_takes_it_down(client, plan, kilde, hr, leder):
    tiltak = lag_tiltak(kilde, "Fagdag")
    client.force_login(leder)
    client.post(adresse(plan, kilde), {"tiltak": [tiltak.pk]})
    client.force_login(hr)
    merk = reverse("planer:plan-eksempel", args=[kilde.pk])

    svar = client.post(merk, {"er_eksempel": "1"}, follow=True)
    assert list(svar.context["hentet_av"]) == [plan]
    assert Kompetanseplan.objects.get(er_eksempel=True) == kilde
    client.post(merk)

    assert not Kompetanseplan.objects.filter(er_eksempel=True).exists()


def test_a_draft_is_no_example_and_a_leader_holds_up_none(client, plan, kilde, hr, leder):
    for bruker, ett in ((hr, plan), (leder, kilde)):
        client.force_login(bruker)
        assert client.post(reverse("planer:plan-eksempel", args=[ett.pk]), {"er_eksempel": "1"}).status_code == 403

    assert not Kompetanseplan.objects.filter(er_eksempel=True).exists()


def test_each_thing_says_where_it_came_from(client, plan, kilde, leder):
    alle = {"maal": lag_maal(kilde), "behov": lag_behov(kilde), "tiltak": lag_tiltak(kilde)}
    client.force_login(leder)
    client.post(adresse(plan, kilde), {navn: [ett.pk] for navn, ett in alle.items()})

    for navn in alle:
        side = client.get(getattr(plan, navn).get().get_absolute_url()).content.decode()
        assert f'href="{kilde.get_absolute_url()}"' in side
        assert "Plan for barnehagene</a>, Barnehager" in side
