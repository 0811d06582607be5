"""HR keeps a meeting in a real browser: two keys a decision, at 320 and 1280 px, with axe on every page."""

import pytest
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.formats import dato
from soknader.models import Mote, Motesak, Vedtak
from tests.klokke import dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.soknader.factories import lag_ramme, lag_satsingsomraade
from tests.soknader.moter import lag_klar

pytestmark = pytest.mark.django_db(transaction=True)


def tittel():
    return f"Etatsledergruppen {dato(dag())}".replace("\xa0", " ")


@pytest.fixture
def saker(etatsdirektor, gruppemedlem, soker, avdelingsdirektor, hr_leder):
    lag_ramme(total=1_120_000, oremerket={lag_satsingsomraade(): 20_000})
    for tittel, innstilt in (("Videokurs", None), ("Smidig dag", 20_000), ("Nytt utstyr", 0), ("Personvern", None)):
        lag_klar(soker, avdelingsdirektor, hr_leder, tittel=tittel, innstilt=innstilt, kommentar="Kontrollert.")


@pytest.fixture
def side(page, client, live_server, hr, saker):
    """A browser page where HR is signed in."""
    logg_inn(page, client, live_server, hr)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(live_server.url + reverse("soknader:mote-list"))
    return page


def to_taster(page, bokstav):
    """The letter moves to the button, Enter presses it."""
    page.keyboard.press(bokstav)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skriv(page, felt, tekst):
    page.get_by_label(felt).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(tekst)


def lag_og_start(page):
    undersok(page, "Møter")
    page.get_by_role("link", name="Nytt møte").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    undersok(page, "Nytt møte")
    skriv(page, "Dato", f"{dag():%d.%m.%Y}")
    skriv(page, "Klokkeslett", "9")
    trykk(page, "button", "Lag møtet")
    undersok(page, tittel())
    trykk(page, "button", "Flytt Personvern opp")
    trykk(page, "link", "Start møtet")
    undersok(page, "Start møtet")
    trykk(page, "button", "Start møtet")


def utsett_sak_3(page):
    to_taster(page, "u")
    undersok(page, "Utsett sak 3")
    skriv(page, "Grunn til utsettelsen", "Vi venter på tilbudet.")
    trykk(page, "button", "Utsett saken")


def test_a_meeting_is_kept_by_keyboard(side, kommune):
    lag_og_start(side)
    undersok(side, tittel())
    side.get_by_text("Les saken: Videokurs").focus()
    side.keyboard.press("Enter")
    assert side.get_by_text("Kontrollert.").first.is_visible()
    undersok(side, tittel())

    to_taster(side, "i")
    assert "Sak 1: innvilget 35\xa0000\xa0kr." in side.text_content("main")
    trykk(side, "button", "Angre vedtaket i sak 1")
    undersok(side, tittel())
    to_taster(side, "i")
    to_taster(side, "d")
    undersok(side, "Innvilg sak 2 delvis")
    skriv(side, "Begrunnelse", "Én dag er nok, if, and, or, but.")
    trykk(side, "button", "Innvilg sak 2 delvis")
    utsett_sak_3(side)
    undersok(side, tittel())
    trykk(side, "button", "Angre utsettelsen av sak 3")
    utsett_sak_3(side)
    to_taster(side, "a")
    undersok(side, "Avslå sak 4")
    trykk(side, "button", "Avslå sak 4")
    assert "Skriv en begrunnelse." in side.inner_text("main")
    undersok(side, "Avslå sak 4")
    skriv(side, "Begrunnelse", "Utstyr er ikke kompetanse.")
    trykk(side, "button", "Avslå sak 4")

    trykk(side, "link", "Avslutt møtet")
    undersok(side, "Avslutt møtet")
    trykk(side, "button", "Avslutt møtet")
    undersok(side, tittel())
    assert side.get_by_role("link", name="Brevet til søkeren").count() == 3
    with vegg.innenfor(kommune.pk):
        assert Mote.objects.get().status == Mote.Status.AVSLUTTET
        assert sorted(Vedtak.objects.values_list("utfall", "belop")) == [
            ("avslaatt", 0),
            ("delvis", 20_000),
            ("innvilget", 35_000),
        ]
        assert [str(sak.soknad) for sak in Motesak.objects.filter(utsatt=True)] == ["Personvern"]


def test_the_letters_can_be_switched_off_and_never_press_anything_themselves(side, kommune):
    lag_og_start(side)

    side.keyboard.press("i")
    assert side.evaluate("document.activeElement.dataset.tast") == "i"
    side.get_by_label("Slå av hurtigtastene").check()
    side.reload()
    side.keyboard.press("i")

    assert side.evaluate("document.activeElement.dataset.tast") is None
    with vegg.innenfor(kommune.pk):
        assert not Vedtak.objects.exists()
