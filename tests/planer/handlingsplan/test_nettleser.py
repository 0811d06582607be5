"""Step 3 and the handlingsplan in a real browser, by keyboard: a measure written, a cell changed, another met in it."""

import pytest
from django.urls import reverse

from planer.models import Tiltak
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side(page):
    page.set_default_timeout(15_000)
    return page


def i_cellen(side):
    """The value of the field that has focus."""
    side.wait_for_selector(".celleskjema [name=verdi]:focus")
    return side.evaluate("document.activeElement.value")


def fokus(side):
    """The id of the cell that has focus, once no cell is open."""
    side.wait_for_selector(".celleskjema", state="detached")
    side.wait_for_selector("a.celle:focus")
    return side.evaluate("document.activeElement.closest('td').id")


def test_a_need_is_met_and_the_table_is_kept_up_by_keyboard(side, client, live_server, tre, leder):
    plan = lag_plan(tre.prosjekt)
    behov = lag_behov(plan, "Flere med fagbrev", kritisk=True)
    andre = lag_tiltak(plan, "Hospitering", rekkefolge=50)
    logg_inn(side, client, live_server, leder)
    side.goto(live_server.url + reverse("planer:plan-tiltak", args=[plan.pk]))
    undersok(side, plan.tittel)
    trykk(side, "link", f"Nytt tiltak for {behov}")
    side.locator("#id_navn").fill("Fagbrev på jobb")
    side.locator("#id_frist").fill("hele året")
    side.get_by_role("textbox", name="Kostnad (valgfritt)").fill("25 000")
    side.locator("summary", has_text="Flere opplysninger").press("Enter")
    undersok(side, "Nytt tiltak")
    trykk(side, "button", "Lagre tiltaket")
    nytt = Tiltak.objects.get(behov=behov)

    side.goto(live_server.url + reverse("planer:plan-handlingsplan", args=[plan.pk]))
    undersok(side, "Handlingsplan")
    side.set_viewport_size({"width": 1280, "height": 800})
    side.locator(f"#celle-{andre.pk}-behov a").focus()
    for tast in ("ArrowRight", "ArrowRight", "Enter"):
        side.keyboard.press(tast)
    assert i_cellen(side) == ""
    undersok(side)
    side.set_viewport_size({"width": 1280, "height": 800})
    side.locator(".celleskjema [name=verdi]").focus()
    side.keyboard.type("Enhetsleder")
    side.keyboard.press("Enter")
    assert fokus(side) == f"celle-{nytt.pk}-ansvarlig"

    side.keyboard.press("ArrowUp")
    side.keyboard.press("Enter")
    assert i_cellen(side) == "Enhetsleder"
    side.keyboard.press("Escape")
    assert fokus(side) == f"celle-{andre.pk}-ansvarlig"

    side.keyboard.press("Enter")
    i_cellen(side)
    Tiltak.objects.filter(pk=andre.pk).update(ansvarlig_tekst="HR")
    side.keyboard.type("Fagleder")
    side.keyboard.press("Tab")
    side.wait_for_selector(".konflikt")
    side.keyboard.press("Enter")
    assert Tiltak.objects.get(pk=andre.pk).ansvarlig_tekst == "HR"
    undersok(side)
    side.get_by_role("button", name="Lagre mitt").press("Enter")
    side.wait_for_selector(".celleskjema", state="detached")

    assert Tiltak.objects.get(pk=andre.pk).ansvarlig_tekst == "Fagleder"
