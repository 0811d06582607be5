"""Taking from another unit's plan in a real browser, by keyboard."""

import pytest
from django.urls import reverse

from tests.klokke import dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_takes_a_need_and_a_measure_from_an_example_by_keyboard(page, client, live_server, tre, leder):
    page.set_default_timeout(15_000)
    kilde = lag_plan(
        tre.barnehager, tittel="Plan for barnehagene", status="vedtatt", gjelder_fra=dag(-9), er_eksempel=True
    )
    maal, behov = lag_maal(kilde, "Trygge overganger", indikator="Barn med samtale"), lag_behov(kilde, "Samtaleteknikk")
    lag_tiltak(kilde, "Fagdag", behov=[behov], maalgruppe="Alle pedagoger")
    plan = lag_plan(tre.prosjekt)
    lag_maal(plan, maal.navn)
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:plan-maal", args=[plan.pk]))

    trykk(page, "link", "Hent fra en annen plan")
    undersok(page, "Hent fra en annen plan")
    trykk(page, "link", "Barnehager")
    for navn in ("Samtaleteknikk", "Fagdag"):
        page.get_by_role("checkbox", name=navn, exact=True).press("Space")
    undersok(page, "Hent fra Barnehager")
    trykk(page, "button", "Hent inn i planen")

    undersok(page, plan.tittel)
    assert [str(ett) for ett in plan.tiltak.get().behov.all()] == ["Samtaleteknikk"]
    assert plan.maal.count() == 1
