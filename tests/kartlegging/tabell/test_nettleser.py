"""The matrix and what if in a real browser: with the keyboard, on a phone and on a laptop, and without JavaScript."""

import pytest
from django.urls import reverse

from tests.flyt.sidevakt import TIMEOUT
from tests.kartlegging.factories import (
    Tilstand,
    gi_kompetanse,
    lag_bevis,
    lag_kategori,
    lag_kompetanse,
    lag_krav,
    lag_oppgave,
    om,
)
from tests.nettleser import logg_inn, undersok
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db(transaction=True)
I_FOKUS = "document.activeElement.closest('th, td').innerText.trim()"


@pytest.fixture
def folk(tre, leder):
    """Four nurses and three others, with one mark of every kind among them."""
    lag_kategori("Sykepleier", titler=["Sykepleier"])
    navn = ("Ane", "Bo", "Cecilie", "Dag", "Eli", "Finn")
    return [
        lag_bruker(ett, tre.prosjekt, tittel="Sykepleier" if nummer < 4 else "Rådgiver")
        for nummer, ett in enumerate(navn)
    ]


@pytest.fixture
def saar(tre, folk, leder):
    saar, digital = lag_kompetanse("Sårbehandling"), lag_kompetanse("Velferdsteknologi")
    kurs, brann = lag_bevis("Legemiddelhåndtering"), lag_bevis("Brannvern")
    lag_krav(tre.prosjekt, saar, oppgave=lag_oppgave(tre.prosjekt, "Behandle sår"), nivaa=3, antall=2)
    lag_krav(tre.prosjekt, digital, nivaa=2, antall=3)
    lag_krav(tre.prosjekt, kurs)
    lag_krav(tre.prosjekt, brann)
    gi_kompetanse(folk[0], saar, 4)
    gi_kompetanse(folk[1], saar, 2, bruk="mer")
    gi_kompetanse(folk[2], saar, 3, tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(folk[3], digital, 1)
    gi_kompetanse(folk[3], digital, 2, tilstand=Tilstand.PAABEGYNT, forventet=om(40))
    for bruker, felt in zip(
        folk,
        (
            {},
            {"til": om(23)},
            {"til": om(-4)},
            {"tilstand": Tilstand.EGENVURDERT},
            {"tilstand": Tilstand.PAABEGYNT, "forventet": om(9)},
        ),
        strict=False,
    ):
        gi_kompetanse(bruker, kurs, **felt)
        gi_kompetanse(bruker, brann)
    return saar


@pytest.fixture
def side(page, client, live_server, leder, tre, saar):
    """The leader's browser; `page.aapne` goes to the matrix or the table."""
    logg_inn(page, client, live_server, leder)
    page.set_default_timeout(TIMEOUT)

    def aapne(navn="enhet-matrise", sporring=""):
        page.goto(live_server.url + reverse(f"kartlegging:{navn}", args=[tre.prosjekt.pk]) + sporring)

    page.aapne = aapne
    return page


def test_both_pages_fit_and_axe_is_silent_at_both_widths(side):
    side.aapne()
    undersok(side, "Hvem kan hva")
    side.aapne(sporring="?hva_om=1")
    undersok(side, "Hvem kan hva")
    side.aapne("enhet-tabell", "?hva_om=1")
    undersok(side, "Hva vi må kunne")


def test_arrow_keys_go_between_the_cells_and_the_words_of_each_are_told(side):
    side.aapne()
    side.get_by_role("link", name="Ane Test").focus()
    ord = side.locator("#celleord")

    side.keyboard.press("ArrowRight")
    side.keyboard.press("ArrowRight")
    assert ord.inner_text() == "Ane Test · Legemiddelhåndtering: Bevis, bekreftet. Kravet: Møter kravet"
    side.keyboard.press("ArrowDown")
    assert ord.inner_text() == "Bo Test · Legemiddelhåndtering: Bevis, går ut snart. Kravet: Om 23 dager"
    # Past the heading of the next category.
    for _gang in range(3):
        side.keyboard.press("ArrowDown")
    assert ord.inner_text().startswith("Eli Test")
    side.keyboard.press("End")
    assert ord.inner_text() == "Eli Test · Møter egne krav: 1 av 2"
    side.keyboard.press("Home")
    assert side.evaluate(I_FOKUS) == "Eli Test"
    side.keyboard.press("Control+End")
    side.keyboard.press("Control+Home")
    assert ord.inner_text() == "Medarbeider"
    assert side.locator('table.matrise [tabindex="0"]').count() == 1


def test_a_cell_that_is_pressed_says_what_it_shows(side):
    side.aapne()
    side.get_by_role("row", name="Finn Test").get_by_role("gridcell").nth(2).click()

    assert side.inner_text("#celleord") == "Finn Test · Sårbehandling: Ingenting registrert"


def test_on_a_phone_each_person_is_a_list_that_shows_what_is_missing_and_the_rest_when_asked(side):
    side.set_viewport_size({"width": 320, "height": 800})
    side.aapne()
    rad = side.get_by_role("row", name="Cecilie Test")
    gaatt_ut, egenvurdert = (
        rad.get_by_text(ord_) for ord_ in ("Bevis, gått ut. Kravet: Gått ut", "Nivå 3 god, egenvurdert")
    )
    assert gaatt_ut.is_visible()
    assert not egenvurdert.is_visible()

    knapp = rad.get_by_role("button", name="Vis alt Cecilie Test")
    knapp.focus()
    side.keyboard.press("Enter")

    assert egenvurdert.is_visible()
    assert knapp.get_attribute("aria-expanded") == "true"
    assert egenvurdert.locator("..").get_attribute("data-t") == "Sårbehandling"
    assert not side.get_by_role("row", name="Ane Test").get_by_text("Nivå 4 ekspert").is_visible()


def test_on_a_phone_the_keys_pass_what_is_folded_away(side):
    side.set_viewport_size({"width": 320, "height": 800})
    side.aapne()
    side.get_by_role("link", name="Ane Test").focus()

    side.keyboard.press("ArrowRight")
    assert side.evaluate(I_FOKUS).split()[-4:] == ["Vis", "alt", "Ane", "Test"]
    side.keyboard.press("ArrowDown")
    assert side.evaluate(I_FOKUS).split()[-4:] == ["Vis", "alt", "Bo", "Test"]
    side.keyboard.press("ArrowLeft")
    assert side.evaluate(I_FOKUS) == "Bo Test"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_on_a_phone_without_javascript_all_of_it_is_shown(side):
    side.set_viewport_size({"width": 320, "height": 800})
    side.aapne()

    assert side.get_by_role("row", name="Ane Test").get_by_text("Nivå 4 ekspert, bekreftet").is_visible()


@pytest.mark.parametrize("navn", ["enhet-matrise", "enhet-tabell"])
def test_ticking_someone_away_tells_at_once_what_breaks_and_moves_nothing_else(side, navn):
    side.aapne(navn, "?hva_om=1")
    side.evaluate("window.urort = true")
    boks = side.get_by_role("checkbox", name="Ane Test")
    boks.focus()
    side.keyboard.press("Space")

    side.get_by_role("heading", name="Uten Ane Test").wait_for()
    svar = " ".join(side.inner_text("#hva-om-svar").split())
    assert "For få igjen Sårbehandling Behandle sår · trenger 2 · Nærmest: Bo Test, nivå 2, vil bruke det mer" in svar
    assert side.inner_text("#hva-om-status").startswith("Uten Ane Test.")
    assert boks.evaluate("boks => boks === document.activeElement")
    assert side.locator(".borte[data-person]").count() >= 1
    assert side.evaluate("window.urort")

    side.keyboard.press("Space")
    side.get_by_role("heading", name="Hva om noen blir borte?").wait_for()
    assert side.locator(".borte").count() == 0


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_a_button_shows_the_same(side):
    side.aapne(sporring="?hva_om=1")
    side.get_by_role("checkbox", name="Ane Test").check()
    side.get_by_role("checkbox", name="Cecilie Test").check()
    side.get_by_role("button", name="Vis hva som ryker").click()

    assert side.get_by_role("heading", name="Uten Ane Test og Cecilie Test").is_visible()
    assert "Ingen igjen" in side.inner_text("#hva-om-svar")
    assert side.get_by_role("checkbox", name="Ane Test").is_checked()
    assert side.locator("tr.borte").count() == 2
