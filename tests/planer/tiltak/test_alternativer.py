"""Ways to meet a critical need side by side, and the one that is chosen."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from planer.models import Listeverdi, Tiltaksalternativ
from planer.tiltak import alternativer
from tests.planer.factories import lag_behov, lag_plan, verdi

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def behov(plan):
    return lag_behov(plan, kritisk=True)


def lag(behov, navn="Lære opp to", **felt):
    return Tiltaksalternativ.objects.create(behov=behov, navn=navn, **felt)


def test_written_on_the_page_of_the_need_with_cost_effect_and_risk(client, leder, behov):
    client.force_login(leder)
    data = {
        "navn": "Lære opp to",
        "maate": verdi(Listeverdi.Liste.MAATE, "utvikle").pk,
        "kostnad": "93 000",
        "virker_fra": "1.9.2030",
        "dekker": "2",
        "risiko": "Vikar mangler",
    }

    client.post(reverse("planer:tiltaksalternativ-create", args=[behov.pk]), data)

    alternativ = behov.alternativer.get()
    assert (alternativ.kostnad, str(alternativ.virker_fra), alternativ.dekker) == (Decimal("93000.00"), "2030-09-01", 2)
    tekst = client.get(behov.get_absolute_url()).content.decode()
    assert "Vikar mangler" in tekst


def test_the_chosen_one_becomes_a_measure_that_meets_the_need(plan, behov, leder):
    maate = verdi(Listeverdi.Liste.MAATE, "utvikle")
    valgt = lag(behov, maate=maate, kostnad=Decimal("93000"), dekker=2)
    lag(behov, "Kjøpe tjenesten")

    tiltak = alternativer.velg(valgt, "Raskest.", bruker=leder)

    assert (tiltak.plan, tiltak.navn, tiltak.antall) == (plan, "Lære opp to", 2)
    assert (list(tiltak.behov.all()), list(tiltak.maater.all())) == ([behov], [maate])
    assert [(ett.aar, ett.belop) for ett in tiltak.kostnader.all()] == [(plan.aar, Decimal("93000.00"))]
    assert [(ett.navn, ett.valgt, ett.grunn) for ett in behov.alternativer.all()] == [
        ("Lære opp to", True, "Raskest."),
        ("Kjøpe tjenesten", False, ""),
    ]


def test_chosen_twice_is_one_measure_and_another_is_refused(plan, behov, leder):
    valgt, annet = lag(behov), lag(behov, "Kjøpe tjenesten")
    tiltak = alternativer.velg(valgt, "Raskest.", bruker=leder)

    assert alternativer.velg(valgt, "Raskest.", bruker=leder) == tiltak
    with pytest.raises(ValidationError, match="allerede valgt"):
        alternativer.velg(annet, "Billigst.", bruker=leder)
    assert plan.tiltak.count() == 1


def test_without_a_reason_nothing_is_chosen(client, plan, behov, leder):
    alternativ = lag(behov)
    client.force_login(leder)

    response = client.post(reverse("planer:tiltaksalternativ-choose", args=[alternativ.pk]), {"grunn": " "})

    assert "Fyll ut dette feltet." in response.content.decode()
    assert plan.tiltak.count() == 0


def test_what_is_chosen_is_neither_changed_nor_deleted_before_the_choice_is_taken_back(plan, behov, leder):
    alternativ = lag(behov)
    alternativer.velg(alternativ, "Raskest.", bruker=leder)
    with pytest.raises(ValidationError, match="Angre valget først"):
        alternativer.slett(alternativ, bruker=leder)

    alternativer.angre(alternativ, bruker=leder)
    alternativer.slett(alternativ, bruker=leder)
    assert (behov.alternativer.count(), plan.tiltak.count()) == (0, 1)
