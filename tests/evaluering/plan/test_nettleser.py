"""An evaluation planned in a real browser, by keyboard, from the page of the measure."""

from decimal import Decimal

import pytest

from evaluering.models import Evaluering
from tests.klokke import dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_plans_the_evaluation_in_a_minute(page, client, live_server, tre, leder):
    page.set_default_timeout(15_000)
    plan = lag_plan(tre.prosjekt)
    maal = lag_maal(plan, indikator="Andel med fagbrev", maaleenhet="%", utgangspunkt=Decimal(52), maaltall=Decimal(60))
    behov = lag_behov(plan, maal=[maal])
    tiltak = lag_tiltak(plan, behov=[behov], kostnader=[("eget", 93_000)], fra=dag(10), frist=dag(40))
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + tiltak.get_absolute_url())

    trykk(page, "link", "Planlegg evaluering")
    undersok(page, "Planlegg evaluering")
    page.get_by_label("Det vi skal se at folk gjør etterpå").fill("Vurderer sår hver uke")
    trykk(page, "button", "Planlegg evalueringen")
    undersok(page, str(tiltak))
    page.locator("a[href*='/nivaaer/'][href$='/endre/']").nth(2).press("Enter")
    page.wait_for_url("**/nivaaer/*/endre/")
    undersok(page, "Anvendelse")
    page.locator("input[name=dager]").fill("90")
    trykk(page, "button", "Lagre")

    assert Evaluering.objects.get().nivaaer.get(niva=3).dager == 90
