"""The line on top of a plan that says when it was saved: polite, and only when something was."""

import re

import pytest
from django.urls import reverse

from planer.models import Listeverdi
from tests.planer.factories import lag_dokument, lag_maal, lag_plan, lag_tiltak

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-05T10:15+01:00")]


@pytest.fixture
def plan(tre, client, leder):
    client.force_login(leder)
    return lag_plan(tre.prosjekt)


def linjen(svar):
    """What the live region says."""
    (tekst,) = re.findall(
        r'<span class="ferskhet" id="lagret" role="status"[^>]*>(.*?)</span>', svar.content.decode(), re.S
    )
    return " ".join(tekst.split())


@pytest.mark.parametrize("side", ["maal", "behov", "tiltak", "handlingsplan"])
def test_a_page_that_answers_nothing_says_nothing(client, plan, side):
    assert linjen(client.get(reverse(f"planer:plan-{side}", args=[plan.pk]))) == ""


def test_a_step_says_when_it_was_saved_beside_its_receipt_and_once(client, plan, tre):
    over = lag_maal(lag_dokument(enhet=tre.prosjekt))

    svar = client.post(reverse("planer:maal-answer", args=[plan.pk, over.pk]), {"valg": "bidrar"}, follow=True)

    assert linjen(svar) == "Lagret 10.15"
    assert "Lagret." in svar.content.decode()
    assert linjen(client.get(reverse("planer:plan-maal", args=[plan.pk]))) == ""


def test_a_finding_that_is_gone_is_not_said_to_be_saved(client, plan):
    svar = client.post(reverse("planer:funn-answer", args=[plan.pk]), {"ta_inn": "gap-1"}, follow=True)

    assert linjen(svar) == ""


def test_a_factor_is_saved_while_one_types(client, plan):
    faktor = Listeverdi.objects.filter(liste=Listeverdi.Liste.FAKTOR).first()
    adresse = reverse("planer:faktornotat-update", args=[plan.pk, faktor.pk])

    svar = client.post(
        adresse,
        {"ser": "Mange nye."},
        headers={"HX-Request": "true"},
    )

    assert linjen(svar) == "Lagret 10.15"
    assert 'hx-swap-oob="true"' in svar.content.decode()


@pytest.mark.parametrize("kolonne", ["ansvarlig", "status"])
def test_a_cell_says_it_whether_the_sum_changes_or_not(client, plan, kolonne):
    adresse = reverse("planer:tiltak-celle", args=[lag_tiltak(plan).pk, kolonne])
    htmx = {"HX-Request": "true"}
    sett = client.get(adresse, headers=htmx).context["sett"]

    svar = client.post(adresse, {"verdi": "i_gang", "sett": sett}, headers=htmx)

    assert linjen(svar) == "Lagret 10.15"
