"""Step 2 of a plan in a real browser, by keyboard: a finding taken in, a factor written, a need of one's own."""

import pytest
from django.urls import reverse

from planer.models import Kompetansebehov
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan

pytestmark = pytest.mark.django_db(transaction=True)
Opphav = Kompetansebehov.Opphav


def test_a_leader_finds_what_the_unit_needs_by_keyboard(page, client, live_server, tre, leder, soker):
    page.set_default_timeout(15_000)
    kompetanse = lag_kompetanse("Sårbehandling")
    gi_kompetanse(soker, kompetanse, 3)
    lag_krav(tre.prosjekt, kompetanse, antall=2, nivaa=2)
    plan = lag_plan(tre.prosjekt)
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:plan-behov", args=[plan.pk]))
    undersok(page, plan.tittel)

    trykk(page, "button", "Ta inn Sårbehandling: bare én kan det")
    page.get_by_role("link", name="Skriv", exact=False).first.press("Enter")
    page.locator("#id_ser").fill("To av fire slutter i år.")
    undersok(page)
    trykk(page, "button", "Lagre")
    trykk(page, "link", "Nytt behov")
    page.locator("#id_navn").fill("Veilede nye")
    page.locator("#id_trenger").fill("3")
    page.locator("#id_kritisk").press("Space")
    page.locator("summary", has_text="Flere opplysninger").press("Enter")
    undersok(page, "Nytt behov")
    trykk(page, "button", "Lagre behovet")

    undersok(page, plan.tittel)
    assert list(plan.behov.values_list("navn", "opphav", "trenger", "kritisk")) == [
        ("Sårbehandling", Opphav.FUNN, 2, False),
        ("Veilede nye", Opphav.EGET, 3, True),
    ]
    assert plan.faktorer.get().ser == "To av fire slutter i år."
