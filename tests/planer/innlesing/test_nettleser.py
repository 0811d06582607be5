"""A plan that exists comes in by way of the pages, in a real browser and by keyboard: pasted, mapped, shown, stored."""

import pytest
from django.urls import reverse

from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)
LIMT = (
    "Behov\tTiltak\tAnsvar\tNår\nSårstell\tHospitere\tEnhetsleder\tinnen 2. kvartal\nMakt og tvang\tFagdag\tHR\thøsten"
)


def test_a_leader_pastes_a_plan_and_sees_what_becomes_of_it_by_keyboard(page, client, live_server, tre, leder):
    page.set_default_timeout(15_000)
    plan = lag_plan(tre.prosjekt)
    lag_tiltak(plan, "Fra før", rekkefolge=1)
    logg_inn(page, client, live_server, leder)
    page.goto(f"{live_server.url}{reverse('planer:planimport-list')}?kompetanseplan={plan.pk}")
    undersok(page, "Hent inn en plan dere har")

    page.get_by_label("Eller lim inn tabellen her").fill(LIMT)
    trykk(page, "button", "Last opp og kontroller")
    undersok(page, "Hva er hva i filen?")
    trykk(page, "button", "Kontroller filen")
    undersok(page)
    assert plan.tiltak.count() == 1
    trykk(page, "button", "Lagre importen")

    undersok(page)
    assert list(plan.tiltak.values_list("navn", "ansvarlig_tekst", "frist_tekst")) == [
        ("Fra før", "", ""),
        ("Hospitere", "Enhetsleder", "innen 2. kvartal"),
        ("Fagdag", "HR", "høsten"),
    ]
