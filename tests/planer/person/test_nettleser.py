"""The plan of one person in a real browser: begun by the employee, agreed by the leader, by keyboard, on a phone and on a
laptop."""

import pytest
from django.urls import reverse

from planer.models import Kompetanseplan
from tests.flyt.sidevakt import TIMEOUT
from tests.kartlegging.factories import lag_kompetanse, lag_krav
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_employee_writes_a_plan_and_the_leader_agrees(page, client, live_server, tre, soker, leder, kollega):
    page.set_default_timeout(TIMEOUT)
    lag_krav(tre.prosjekt, lag_kompetanse("Sårbehandling"), nivaa=2)
    logg_inn(page, client, live_server, soker)
    page.goto(live_server.url + reverse("planer:personplan-mine"))
    undersok(page, "Begynn på en utviklingsplan")
    trykk(page, "button", "Begynn på planen")
    trykk(page, "link", "Lag et mål for Sårbehandling")
    page.get_by_label("Hva vil du lære eller bli bedre til?").fill("Ta over sårbehandlingen")
    undersok(page, "Nytt mål")
    trykk(page, "button", "Lagre målet")
    trykk(page, "link", "Nytt eget tiltak til Ta over sårbehandlingen")
    page.get_by_label("Tiltak", exact=True).fill("Hospitere på legevakten")
    page.get_by_label("Omfang").fill("15")
    undersok(page, "Nytt eget tiltak")
    trykk(page, "button", "Lagre tiltaket")
    undersok(page)
    trykk(page, "button", "Godta planen")

    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:personplan-list"))
    undersok(page, "Medarbeidernes utviklingsplaner")
    trykk(page, "link", "Åpne planen Siri Test")
    trykk(page, "button", "Godta planen")
    undersok(page)

    plan = Kompetanseplan.objects.get(person=soker.person)
    assert plan.status == plan.Status.VEDTATT
    assert list(plan.tiltak.values_list("navn", "maal__navn")) == [
        ("Hospitere på legevakten", "Ta over sårbehandlingen"),
    ]
