"""The unit's discussion in a real browser: prepared and shared, read, held with two phones that nobody is signed in on, and
ended with a note. By keyboard, at the width of a phone, a small screen and a projector."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from planer.models import Innspill, Kompetansedrofting, Moterom, Tiltaksforslag
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import axe, logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def undersok_telefon(page):
    """As `undersok`, at the widths of phones."""
    for bredde in (390, 320):
        page.set_viewport_size({"width": bredde, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    funn = axe(page)
    assert funn.violations_count == 0, funn.generate_report()


def trykk_paa(page, knapp, hva):
    """The button of one among many, by keyboard."""
    page.get_by_role("button", name=re.compile(rf"^{knapp}\s*: {re.escape(hva)}$")).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def send(page, tekst):
    page.get_by_label("Ditt innspill").fill(tekst)
    trykk(page, "button", "Send innspillet")


def test_a_unit_prepares_meets_by_phone_and_ends_with_a_note(
    page, browser, client, live_server, plan, leder, soker, settings
):
    settings.NETTADRESSE = live_server.url
    page.set_default_timeout(TIMEOUT)
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:plan-behov", args=[plan.pk]))
    trykk(page, "button", "Forbered drøftingen")
    trykk(page, "link", "Endre tid, sted og møteledere")
    page.get_by_label("Dato").fill("1.12.2099")
    trykk(page, "button", "Lagre")
    trykk(page, "link", "Del med medarbeiderne")
    trykk(page, "button", "Del")
    undersok(page, "Forbered kompetansedrøftingen")

    drofting = Kompetansedrofting.objects.get()
    medarbeider = browser.new_context().new_page()
    logg_inn(medarbeider, Client(), live_server, soker)
    medarbeider.goto(live_server.url + drofting.get_absolute_url())
    undersok(medarbeider, "Før kompetansedrøftingen")

    trykk(page, "link", "Start møtet")
    trykk(page, "button", "Start møtet")
    for _punkt in range(2):
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
    rom = Moterom.objects.get()

    telefoner = [browser.new_context().new_page() for _nr in range(2)]
    telefoner[0].goto(live_server.url + reverse("telefon:kode"))
    telefoner[0].get_by_label("Kode").fill(rom.kode.lower())
    undersok_telefon(telefoner[0])
    trykk(telefoner[0], "button", "Bli med")
    telefoner[1].goto(live_server.url + reverse("telefon:rom", args=[rom.kode]))
    send(telefoner[0], "Veilede nye fra dag én")
    send(telefoner[1], "En god første uke")
    undersok_telefon(telefoner[1])

    trykk(page, "link", "Styr møtet")
    undersok(page, "Kritiske kompetansebehov")
    for tekst in ("Veilede nye fra dag én", "En god første uke"):
        trykk_paa(page, "Vis", tekst)
    trykk(page, "link", "Åpne veggen")

    lapper = [page.get_by_role("button", name=tekst) for tekst in ("Veilede nye", "En god første uke")]
    for lapp in lapper:
        lapp.focus()
        page.keyboard.press("Space")
    page.keyboard.press("g")
    page.get_by_label("Navn på gruppen").fill("Ta imot nye")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ta imot nye").wait_for()
    page.get_by_role("button", name="Veilede nye").focus()
    page.keyboard.press("k")
    page.locator(".kritflagg").wait_for()
    undersok(page)

    page.goto(live_server.url + reverse("planer:kompetansedrofting-styr", args=[drofting.pk]))
    trykk(page, "button", "Åpne avstemningen")
    telefoner[0].reload()
    trykk_paa(telefoner[0], "Stem", "Ta imot nye")
    undersok_telefon(telefoner[0])
    for navn, hvem in (("Mentor", "Enheten vår"), ("Fagdag", "Enheten vår"), ("Veilederkurs", "Hele organisasjonen")):
        trykk(page, "link", "Nytt forslag")
        page.get_by_label("Tiltak", exact=True).fill(navn)
        page.get_by_label(hvem).check()
        trykk(page, "button", "Lagre forslaget")
    trykk(page, "link", "Avslutt møtet")
    page.get_by_label("Hva dere er blitt enige om, og hva som skjer nå").fill("Vi begynner i høst.")
    undersok(page, "Avslutt møtet")
    trykk(page, "button", "Avslutt møtet")
    undersok(page, "Kompetansedrøfting")
    trykk(page, "link", "Legg inn i planen")
    undersok(page, "Legg inn i planen")
    trykk(page, "button", "Legg inn i planen")
    telefoner[1].reload()

    assert telefoner[1].inner_text("h1") == "Takk for at du var med"
    assert list(Tiltaksforslag.objects.til_innstilling().values_list("navn", flat=True)) == ["Veilederkurs"]
    assert list(plan.behov.values_list("navn", "kritisk")) == [("Ta imot nye", True)]
    assert sorted(plan.tiltak.values_list("navn", flat=True)) == ["Fagdag", "Mentor"]
    assert set(Innspill.objects.values_list("avtrykk", flat=True)) == {""}
    client.force_login(soker)
    assert client.get(reverse("planer:kompetansedrofting-pdf", args=[drofting.pk])).content[:5] == b"%PDF-"
