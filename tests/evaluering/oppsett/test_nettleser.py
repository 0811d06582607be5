"""The forms in a real browser, by keyboard: HR changes a question, moves it, and sees it as on a phone."""

import pytest
from django.urls import reverse

from evaluering.models import Skjema
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def test_hr_changes_a_question_and_sees_it_as_on_a_phone(page, client, live_server, tre, hr):
    page.set_default_timeout(15_000)
    skjema = Skjema.objects.get(navn="Bruk i arbeidet")
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("evaluering:oppsett-detail"))
    undersok(page, "Oppsett for evaluering")

    trykk(page, "link", str(skjema))
    undersok(page, str(skjema))
    trykk(page, "button", "Flytt «Hva har hindret deg mest?» ned")
    page.locator("a[href*='/sporsmal/']", has_text="Endre").first.press("Enter")
    page.wait_for_url("**/sporsmal/*/")
    undersok(page, "Endre spørsmålet")
    page.get_by_label("Spørsmål", exact=True).fill("Slik gjør jeg det: {atferd}")
    trykk(page, "button", "Lagre")
    trykk(page, "link", "Vis på telefon")
    undersok(page, str(skjema))

    tekster = [ett.tekst for ett in skjema.nyeste.sporsmal.all()]
    assert tekster[:3] == ["Slik gjør jeg det: {atferd}", "Hva har hjulpet deg mest?", "Hva har hindret deg mest?"]
