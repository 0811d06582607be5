"""When the overall plan is adopted: HR is asked who decides on the central money, once for each plan."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from kompetanse.felles.oppgaver import oppgavene
from planer.models import Kompetanseplan
from soknader.models import Beslutningsvurdering
from soknader.oppgaver import slag_for
from soknader.oppsett import beslutning
from tests.klokke import dag
from tests.planer.factories import lag_plan

VEDTATT = {"status": Kompetanseplan.Status.VEDTATT, "gjelder_fra": dag(-5), "slag": Kompetanseplan.Slag.STRATEGI}


@pytest.fixture
def strategi(tre):
    return lag_plan(tre.rot, **VEDTATT)


def spurt_om(bruker):
    return [oppgave.url for oppgave in oppgavene(slag_for(bruker)) if "sentrale midler" in oppgave.hva]


def adresse(plan):
    return reverse("soknader:beslutning-update", args=[plan.pk])


@pytest.mark.parametrize(
    ("hvem", "ser"), [("hr", True), ("hr_leder", True), ("hr_enhet", False), ("etatsdirektor", False), ("leder", False)]
)
def test_hr_for_the_kommune_has_the_task_and_the_page(request, client, strategi, hvem, ser):
    bruker = request.getfixturevalue(hvem)
    client.force_login(bruker)

    assert spurt_om(bruker) == ([adresse(strategi)] if ser else [])
    assert client.get(adresse(strategi)).status_code == (200 if ser else 403)


@pytest.mark.parametrize(
    "endret",
    [
        {"status": Kompetanseplan.Status.UTKAST, "gjelder_fra": None},
        {"status": Kompetanseplan.Status.TIL_BEHANDLING, "gjelder_fra": None},
        {"status": Kompetanseplan.Status.AVLOST},
        {"nivaa": "sektor"},
    ],
)
def test_other_plans_ask_nothing(client, strategi, hr, endret):
    Kompetanseplan.objects.filter(pk=strategi.pk).update(**endret)
    client.force_login(hr)

    assert spurt_om(hr) == []
    assert client.get(adresse(strategi)).status_code == 404


def test_a_yearly_plan_asks_the_first_time_and_each_new_strategy_again(tre, strategi, hr):
    felt = {**VEDTATT, "slag": Kompetanseplan.Slag.HANDLINGSPLAN}
    forste = lag_plan(tre.rot, **felt)
    lag_plan(tre.rot, aar=forste.aar + 1, forgjenger=forste, **felt)
    ny = lag_plan(tre.rot, aar=forste.aar + 1, forgjenger=strategi, **VEDTATT)

    assert set(spurt_om(hr)) == {adresse(plan) for plan in (strategi, forste, ny)}


def test_the_page_shows_the_chain_and_an_answer_with_a_reason_closes_the_task(client, strategi, hr):
    client.force_login(hr)
    side = client.get(adresse(strategi)).content.decode()
    assert "etatsledergruppen" in side
    assert reverse("soknader:oppsett-detail") in side
    uten = client.post(adresse(strategi), {"svar": "endret", "grunn": " "})
    assert set(uten.context["form"].errors) == {"grunn"}

    client.post(adresse(strategi), {"svar": "uendret", "grunn": "Etatsledergruppen fortsetter."})
    vurdering = Beslutningsvurdering.objects.get()
    assert (vurdering.plan, vurdering.svar, vurdering.vurdert_av) == (strategi, "uendret", hr)
    assert spurt_om(hr) == []
    hendelse = Hendelse.objects.get(handling="oppsett.beslutning_vurdert")
    assert hendelse.data["svar"] == "uendret"
    assert "Etatsledergruppen fortsetter." in client.get(adresse(strategi)).content.decode()
    assert str(strategi) in client.get(reverse("soknader:oppsett-detail")).content.decode()


def test_it_is_answered_once_and_by_hr_alone(strategi, hr, leder):
    svar = {"svar": "uendret", "grunn": "Som før."}
    with pytest.raises(PermissionDenied):
        beslutning.vurder(strategi, **svar, bruker=leder)
    beslutning.vurder(strategi, **svar, bruker=hr)

    with pytest.raises(ValidationError) as feil:
        beslutning.vurder(strategi, **svar, bruker=hr)
    assert feil.value.code == "stale"
