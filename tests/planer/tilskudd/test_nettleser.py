"""Grants in a real browser, by keyboard: HR puts in a deadline, and is done with it."""

import pytest
from django.urls import reverse

from planer.models import Tilskudd
from tests.klokke import dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


def test_hr_puts_in_the_deadline_and_is_done_with_it(page, client, live_server, tre, hr):
    page.set_default_timeout(15_000)
    tilskudd = Tilskudd.objects.get(navn="Kompetanse- og tjenesteutviklingstilskudd")
    plan = lag_plan(tre.prosjekt)
    lag_tiltak(plan, "Fagbrev", tilskudd=tilskudd, behov=[lag_behov(plan)], kostnader=[("tilskudd", 90_000)])
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("planer:tilskudd-list"))
    undersok(page, "Tilskudd")

    trykk(page, "link", str(tilskudd))
    undersok(page, str(tilskudd))
    trykk(page, "link", "Endre")
    undersok(page, "Endre tilskuddet")
    page.get_by_label("Søknadsfrist (valgfritt)").first.fill(f"{dag(10):%d.%m.%Y}")
    trykk(page, "button", "Lagre")
    page.locator("a[href$='/ferdig/frist/']").press("Enter")
    page.wait_for_url("**/ferdig/frist/")
    undersok(page, "Ferdig med fristen")
    trykk(page, "button", "Ferdig")

    tilskudd.refresh_from_db()
    assert tilskudd.frist_ferdig == dag(10)
