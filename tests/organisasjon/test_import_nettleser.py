"""HR imports a file in a real browser: by keyboard, at 320 and 1280 px, with axe on every page."""

import pytest
from django.urls import reverse

from kompetanse.organisasjon.models import Person
from tests.nettleser import logg_inn, trykk, undersok
from tests.organisasjon.importhjelp import HELSE, KARI, OLA, OVERSKRIFTER, bytt, csv

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("lager")]


@pytest.fixture
def side(page, client, live_server, hr, soker):
    """A browser page where HR is signed in."""
    logg_inn(page, client, live_server, hr)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(live_server.url + reverse("organisasjon:import-list"))
    return page


def last_opp(page, innhold, navn="ansatte.csv"):
    page.get_by_label("Fil med ansatte").set_input_files({"name": navn, "mimeType": "text/csv", "buffer": innhold})
    trykk(page, "button", "Last opp og kontroller")


def test_a_file_is_imported_by_keyboard(side):
    undersok(side, "Importer ansatte")
    last_opp(side, b"PK\x03\x04 ikke Excel", "ansatte.xlsx")
    undersok(side, "Importer ansatte")
    assert "ikke en Excel-fil" in side.inner_text("main")

    innhold = csv(
        KARI + ";500000;Turnus",
        OLA + ";600000;",
        HELSE + ";700000;",
        bytt(KARI, Ansattnummer="1009", Stillingsprosent="101") + ";1;",
        overskrifter=OVERSKRIFTER + ";Årslønn;Merknad",
    )
    last_opp(side, innhold)
    undersok(side, "Hva er hva i filen?")
    assert "Årslønn" in side.inner_text(".melding").split("\n")
    side.get_by_label("Bare noen ansatte. Resten røres ikke.").focus()
    side.keyboard.press("Space")
    trykk(side, "button", "Kontroller filen")

    undersok(side, "ansatte.csv")
    assert "Stillingsprosenten «101» er over 100." in side.inner_text("main")
    side.get_by_role("link", name="Nye 3").focus()
    with side.expect_navigation():
        side.keyboard.press("Enter")
    undersok(side, "ansatte.csv")
    trykk(side, "button", "Lagre importen")

    undersok(side, "ansatte.csv")
    assert "Importen er lagret." in side.inner_text("main")
    assert Person.objects.filter(ansattnummer__in=["1001", "1002", "1003", "1009"]).count() == 3
    trykk(side, "link", "Ny import")
    undersok(side, "Importer ansatte")
    last_opp(side, innhold)
    undersok(side, "ansatte.csv")
    trykk(side, "link", "Forkast")
    undersok(side, "Forkast importen")
    trykk(side, "button", "Forkast importen")
    undersok(side, "Importer ansatte")
