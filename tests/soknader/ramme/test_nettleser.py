"""HR sets up a year in a real browser: by keyboard, at 320 and 1280 px, with axe on every page."""

import pytest
from django.urls import reverse

from tests.klokke import aar
from tests.nettleser import logg_inn, trykk, undersok
from tests.soknader.factories import lag_satsingsomraade

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side(page, client, live_server, hr, soker, kollega):
    """A browser page where HR is signed in."""
    logg_inn(page, client, live_server, hr)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(live_server.url + reverse("soknader:ramme-list"))
    return page


def skriv(page, felt, tekst):
    page.get_by_label(felt).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(tekst)


def test_a_year_is_set_up_by_keyboard(side):
    lag_satsingsomraade("Digital kompetanse")
    undersok(side, "Kompetansemidler")

    trykk(side, "link", "Lag årets ramme")
    undersok(side, "Ny ramme")
    skriv(side, "Samlet beløp", "12,345")
    skriv(side, "Fordeles til avdelingene", "1 000 000")
    trykk(side, "button", "Lag rammen")
    undersok(side, "Ny ramme")
    assert "Et beløp har høyst to desimaler." in side.inner_text("main")
    skriv(side, "Samlet beløp", "2 000 000")
    trykk(side, "button", "Lag rammen")
    undersok(side, f"Kompetansemidler {aar()}")

    trykk(side, "link", "Endre øremerkingen")
    undersok(side, f"Øremerk midler for {aar()}")
    skriv(side, "Digital kompetanse", "250 000")
    trykk(side, "button", "Lagre øremerkingen")

    trykk(side, "link", "Fordel")
    undersok(side, f"Fordel midlene for {aar()}")
    trykk(side, "button", "Lagre fordelingen")

    trykk(side, "link", "Juster rammen")
    undersok(side, f"Juster rammen for {aar()}")
    side.get_by_label("Rammen blir mindre").focus()
    side.keyboard.press("Space")
    skriv(side, "Beløp", "40 000")
    skriv(side, "Grunn", "Innsparing")
    trykk(side, "button", "Juster rammen")
    undersok(side, f"Kompetansemidler {aar()}")

    tekst = side.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")
    assert "710 000 kr" in tekst  # the free part: one million, less the earmark and the adjustment
    assert "666 666,67 kr" in tekst


def test_the_chain_is_changed_by_keyboard(side, live_server):
    side.goto(live_server.url + reverse("soknader:oppsett-detail"))
    undersok(side, "Oppsett for søknader")

    trykk(side, "button", "Flytt ned Avdelingsdirektør")
    undersok(side, "Oppsett for søknader")
    assert side.locator("ol h3").first.inner_text() == "1. Avdelingsdirektør HR og virksomhetsstyring"

    trykk(side, "link", "Fjern MBU orienteres")
    undersok(side, "Fjern steg")
    trykk(side, "button", "Fjern steget")

    assert side.locator("ol h3").count() == 3
