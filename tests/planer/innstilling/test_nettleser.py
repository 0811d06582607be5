"""The whole way in a real browser by keyboard, at both widths: from what two units proposed to the plans of both."""

import pytest
from django.urls import reverse
from django.utils import timezone

from planer.models import Innstilling, Iverksetting, Tiltak
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan
from tests.planer.innstilling_factories import lag_forslag

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]


def skriv(page, navn, tekst):
    page.get_by_role("textbox", name=navn, exact=True).focus()
    page.keyboard.type(tekst)


def kryss(page, rolle, navn):
    page.get_by_role(rolle, name=navn).focus()
    page.keyboard.press("Space")


def test_what_two_units_propose_stands_in_both_plans_when_it_is_decided(page, client, live_server, tre, hr, leder):
    page.set_default_timeout(TIMEOUT)
    aar = timezone.localdate().year + 1
    lag_plan(tre.rot, aar=aar)
    planer = [lag_plan(enhet, aar=aar) for enhet in (tre.prosjekt, tre.barnehager)]
    lag_forslag(tre.prosjekt, "Veilederkurs", kritisk=True, hvorfor="Nye slutter.")
    lag_forslag(tre.barnehager, "Veilederkurs for alle")
    logg_inn(page, client, live_server, hr)

    # Begun, gathered and weighed.
    page.goto(live_server.url + reverse("planer:innstilling-list"))
    undersok(page)
    trykk(page, "link", "Ny innstilling")
    trykk(page, "button", "Begynn")
    undersok(page)
    kryss(page, "checkbox", "Veilederkurs, Prosjektkontoret")
    kryss(page, "checkbox", "Veilederkurs for alle, Barnehager")
    trykk(page, "button", "Samle forslagene")
    trykk(page, "link", "Vei og tilrå : Veilederkurs")
    undersok(page)
    kryss(page, "radio", "Felles tiltak")
    trykk(page, "button", "Lagre")

    # Written beside its document, and sent.
    page.set_viewport_size({"width": 1280, "height": 800})
    trykk(page, "link", "Skriv teksten")
    skriv(page, "Til", "Etatsledergruppen")
    page.locator("#ark").get_by_text("Etatsledergruppen").wait_for()
    undersok(page)
    trykk(page, "button", "Lagre og gå til saken")
    trykk(page, "link", "Send")
    trykk(page, "button", "Send innstillingen")

    # Decided, and in both plans.
    trykk(page, "link", "Før inn det som ble avgjort : Veilederkurs")
    undersok(page)
    trykk(page, "button", "Før inn")
    undersok(page)
    tiltak = Tiltak.objects.get()
    for plan in planer:
        page.goto(live_server.url + reverse("planer:plan-handlingsplan", args=[plan.pk]))
        page.get_by_text(tiltak.navn).first.wait_for()
    assert Innstilling.objects.get().status == Innstilling.Status.VEDTATT

    # The leader holds the meeting in the unit.
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("oversikt:min-side"))
    trykk(page, "link", "Hold møte i Prosjektkontoret om tiltakene som er avgjort")
    undersok(page)
    skriv(page, "Møte i enheten (valgfritt)", f"15.1.{aar}")
    trykk(page, "button", "Lagre")
    assert Iverksetting.objects.get(enhet=tre.prosjekt).mote.year == aar
