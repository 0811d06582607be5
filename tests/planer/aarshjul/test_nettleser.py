"""The wheel in a real browser: read, added to and marked by keyboard, at both widths."""

import pytest
from django.urls import reverse

from planer.models import Aarsaktivitet, Aarsutforelse
from planer.standard import opprett_aarshjul
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_leader_adds_to_the_wheel_follows_its_number_and_marks_it_as_done(page, client, live_server, tre, leder):
    page.set_default_timeout(TIMEOUT)
    opprett_aarshjul()
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:aarshjul-detail", args=[tre.prosjekt.pk]))
    undersok(page)

    trykk(page, "link", "Ny aktivitet")
    undersok(page)
    page.get_by_label("Hva skal gjøres?").fill("Fagdag i enheten")
    page.get_by_label("Når").fill("en gang i vår")
    trykk(page, "button", "Lagre")
    undersok(page)
    page.get_by_role("textbox", name="Når").fill("31. desember")
    trykk(page, "button", "Lagre")
    aktivitet = Aarsaktivitet.objects.get(navn="Fagdag i enheten")

    bue = page.locator(f'.hjul a[href="#{aktivitet.anker}"]')
    nummer = bue.locator("text").text_content()
    assert bue.get_attribute("aria-label").startswith(f"{nummer} Fagdag i enheten, 31. desember")
    bue.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{aktivitet.anker}")
    rad = page.locator(f"#{aktivitet.anker}")
    assert rad.locator(".nrmerke").text_content() == nummer
    rad.get_by_role("button", name="Merk som gjort").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Aarsutforelse.objects.values_list("aktivitet", "enhet").get() == (aktivitet.pk, tre.prosjekt.pk)
    assert page.locator(f".hendelser.gjort #{aktivitet.anker}.ferdig").count() == 1

    trykk(page, "button", "Lag kalenderadresse")
    assert page.get_by_label("Adressen til kalenderen din").input_value().endswith(".ics")
    undersok(page)
