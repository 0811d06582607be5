"""The budget in a real browser, by keyboard: from the year to the measures behind an amount."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_way_from_a_year_to_the_measures_behind_an_amount(page, client, live_server, tre, hr):
    page.set_default_timeout(15_000)
    aar = timezone.localdate().year
    lag_ramme(aar=aar)
    for ett in (aar - 1, aar):
        plan = lag_plan(tre.prosjekt, aar=ett)
        lag_tiltak(plan, f"Kurs {ett}", kostnader=[("eget", 25_000), ("sentralt", 10_000), ("uavklart", 5_000)])
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("oversikt:budsjett-detail"))
    undersok(page, f"Budsjett for kompetanse {aar}")

    trykk(page, "link", f"{aar - 1}")
    assert page.inner_text("h1") == f"Budsjett for kompetanse {aar - 1}"
    trykk(page, "link", "Plan")
    page.locator("tbody a", has_text="40\N{NO-BREAK SPACE}000").press("Enter")
    page.wait_for_url("**/poster/**")
    undersok(page, "Tiltakene bak summene")
    assert page.locator("tbody th").all_inner_texts() == [f"Kurs {aar - 1}"] * 3
