"""An application for several units in a real browser: named with the keyboard, seen by their leader, who says no."""

import pytest

from soknader.models import Soknad
from soknader.sak import saksgang
from tests.nettleser import logg_inn, trykk, undersok
from tests.soknader.factories import lag_soknad
from tests.soknader.sak.test_nettleser import adresse

pytestmark = pytest.mark.django_db(transaction=True)


def test_units_are_named_by_writing_and_their_leader_says_no_on_a_phone_as_on_a_screen(
    page, client, live_server, soker, tre, avdelingsdirektor, utenforstaende
):
    utkast = lag_soknad(soker)
    page.set_default_timeout(15_000)
    logg_inn(page, client, live_server, soker)
    page.goto(adresse(live_server, utkast, "hvem"))
    felt = page.get_by_label("Gjelder søknaden en avdeling eller enhet til?")
    felt.press_sequentially("Barnehag")
    page.locator("#id_ny_enhet-forslag option").first.wait_for(state="attached")
    felt.fill(page.locator("#id_ny_enhet-forslag option").first.get_attribute("value"))
    trykk(page, "button", "Legg til enheten")

    assert page.get_by_role("checkbox", name="Barnehager").is_checked()
    undersok(page)
    assert Soknad.objects.get().andre_enheter == [tre.barnehager]

    saksgang.send_inn(utkast, bruker=soker)
    logg_inn(page, client, live_server, utenforstaende)
    page.goto(live_server.url + utkast.get_absolute_url())
    undersok(page)
    page.get_by_role("link", name="Si nei for enheten din").click()
    undersok(page)
    page.get_by_label("Begrunnelse").fill("Vi har eget kurs i høst.")
    with page.expect_navigation():
        page.get_by_role("button", name="Si nei for enheten din").click()

    assert "Vi har eget kurs i høst." in page.inner_text("main")
    logg_inn(page, client, live_server, avdelingsdirektor)
    page.goto(live_server.url + utkast.get_absolute_url())
    undersok(page)
    assert "Barnehager (Ulf Test, Avdelingsdirektør, Barnehager" in page.inner_text("main")
