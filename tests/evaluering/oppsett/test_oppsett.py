"""Rules, standards and what is common: HR's data."""

import pytest
from django.urls import reverse

from evaluering.models import Evaluering, Evalueringsoppsett, Evalueringsregel, Nivaastandard
from evaluering.plan.forslag import foreslaa
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client, hr):
    client.force_login(hr)
    return hr


def test_a_rule_that_hr_makes_is_proposed_by_from_then_on(client, hr, tre):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt), kostnader=[("eget", 9_000)])
    felt = {"gjelder": "alle", "belop_over": "8 000", "laeringsform": "", "nivaaer": ["2"], "i_bruk": "on"}

    client.post(reverse("evaluering:regel-create"), felt)

    assert foreslaa(Evaluering(tiltak=tiltak, enhet=tre.prosjekt)).nivaaer == [1, 2]
    regel = Evalueringsregel.objects.get(belop_over=8_000)
    assert str(regel).replace("\xa0", " ") == "Alle tiltak og kurs, mer enn 8 000 kr"
    client.post(reverse("evaluering:regel-delete", args=[regel.pk]))
    assert not Evalueringsregel.objects.filter(pk=regel.pk).exists()


def test_a_level_gets_another_standard(client, hr, tre):
    standard = Nivaastandard.objects.get(niva=3)
    felt = {"sporsmaal": "Brukes det?", "metode": "praksis", "dager": "90", "regnes_fra": "slutt", "svarer": ["leder"]}

    client.post(reverse("evaluering:standard-update", args=[standard.pk]), felt | {"skjema": "", "lovet": ""})

    standard.refresh_from_db()
    assert (standard.sporsmaal, standard.dager, standard.svarer, standard.ogsaa_foer) == (
        "Brukes det?",
        90,
        ["leder"],
        False,
    )


@pytest.mark.parametrize(("minste", "ventet"), [("2", 5), ("3", 3), ("fem", 5)])
def test_fewer_than_three_answers_are_never_shown(client, hr, tre, minste, ventet):
    felt = {"minste_svar": minste, "svarfrist_dager": "10", "nesten_innen": "10", "ulikt_fra": "15"}

    client.post(reverse("evaluering:oppsett-update"), felt | {"arbeidstime": "", "vikartime": ""})

    assert Evalueringsoppsett.for_kommunen().minste_svar == ventet
