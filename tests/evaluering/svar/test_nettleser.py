"""How it was, answered on a phone in a real browser: by keyboard, over a line that breaks, and without JavaScript."""

import pytest
from django.urls import reverse

from evaluering.models import Deltakersvar, Skjemaversjon, Svar
from evaluering.svar import innsamling
from evaluering.svar.lenker import sti
from tests.evaluering.factories import lag_niva
from tests.evaluering.svar.conftest import telt
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def velg(page, sporsmaal, tall):
    """With the keyboard alone: into the group, and to the number."""
    gruppe = page.get_by_role("radiogroup", name=sporsmaal)
    gruppe.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _nr in range(tall - 1):
        page.keyboard.press("ArrowRight")


def test_a_participant_answers_on_a_phone_that_loses_the_line_and_the_leader_follows(
    page, client, live_server, aapen, deltakere, leder
):
    page.set_default_timeout(TIMEOUT)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + sti(aapen.lenker.get(person=deltakere[0].person)))
    assert page.inner_text("[data-besvart]") == "0 av 5 er besvart"
    velg(page, "Hvor fornøyd er du?", 4)
    velg(page, "Jeg kommer til å bruke det", 5)
    page.get_by_label("Hva bør vi gjøre annerledes").fill("Begynn etter lunsj")
    assert page.inner_text("[data-besvart]") == "2 av 5 er besvart"
    undersok(page, "Hvordan var det?")

    assert not page.get_by_text("Telefonen er uten nett").is_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("alert").get_by_text("Telefonen er uten nett").wait_for()
    page.context.set_offline(False)
    # The page itself was lost as well: it comes back with what was chosen and written.
    page.reload()
    assert page.get_by_label("Hva bør vi gjøre annerledes").input_value() == "Begynn etter lunsj"
    assert page.inner_text("[data-besvart]") == "2 av 5 er besvart"
    trykk(page, "button", "Send svaret")
    undersok(page, "Takk for svaret")
    assert Svar.objects.count() == 1

    uten_js = page.context.browser.new_context(java_script_enabled=False).new_page()
    uten_js.goto(live_server.url + reverse("svar:skjema", args=[aapen.kode]))
    uten_js.get_by_role("radiogroup", name="Hvor fornøyd er du?").get_by_role("radio").last.check()
    uten_js.get_by_role("button", name="Send svaret").click()
    assert uten_js.inner_text("h1") == "Takk for svaret"

    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("evaluering:niva-svar", args=[aapen.niva_id]))
    assert "2 av 12 har svart" in page.inner_text("main")
    undersok(page, "Reaksjoner")
    trykk(page, "link", "Vis koden på veggen")
    undersok(page, "Hvordan var det?")
    innsamling.lukk(aapen)
    assert telt(aapen) == [None] * 6


def test_a_file_of_answers_is_seen_on_a_phone_before_it_is_stored_by_the_keyboard(
    page, client, live_server, aapen, leder
):
    page.set_default_timeout(TIMEOUT)
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("evaluering:niva-fil", args=[aapen.niva_id, aapen.moment]))
    undersok(page, "Les inn svar fra Excel")
    forste = aapen.versjon.sporsmal.first().tekst

    def velg_fil(*svar):
        innhold = "\n".join([forste, *svar]).encode()
        page.set_input_files("input[type=file]", {"name": "svar.csv", "mimeType": "text/csv", "buffer": innhold})
        trykk(page, "button", "Se hva som blir lest inn")
        undersok(page, "Les inn svar fra Excel")

    velg_fil("4", "7")
    assert page.get_by_role("button", name="Lagre").count() == 0
    velg_fil("4", "5")
    trykk(page, "button", "Lagre 2 svar")

    undersok(page, "Reaksjoner")
    assert Svar.objects.count() == 2


def test_answers_about_participants_are_seen_on_a_phone_before_they_are_stored(
    page, client, live_server, evaluering, deltakere, leder
):
    page.set_default_timeout(TIMEOUT)
    skjema = Skjemaversjon.objects.get(skjema__navn="Bruk i arbeidet").skjema
    evaluering.atferd.create(tekst="Bruker NEWS2 ved hver måling")
    niva = lag_niva(evaluering, 3, skjema=skjema, dager=30, svarer=["deltaker", "leder"])
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("evaluering:niva-fil", args=[niva.pk, "etter"]))
    linjer = ["Deltaker;Svart av;1", f"{deltakere[0].person};Deltakeren;4", "Ingen Somheter;Deltakeren;4"]

    innhold = "\n".join(linjer).encode()
    page.set_input_files("input[type=file]", {"name": "svar.csv", "mimeType": "text/csv", "buffer": innhold})
    trykk(page, "button", "Se hva som blir lest inn")
    undersok(page, "Les inn svar fra Excel")
    trykk(page, "button", "Lagre ett svar")

    assert Deltakersvar.objects.get().deltaker == deltakere[0].person
