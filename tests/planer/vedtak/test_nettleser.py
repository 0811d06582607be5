"""The case about a plan in a real browser: begun, written beside its document and sent, by keyboard, at both widths."""

import pytest
from django.urls import reverse

from planer.models import Saksframlegg
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]


def test_hr_writes_the_case_beside_its_document_and_sends_it(page, client, live_server, tre, hr):
    page.set_default_timeout(TIMEOUT)
    plan = lag_plan(tre.stab, status="til_behandling")
    lag_tiltak(plan, kostnader=[("eget", 25_000)])
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("planer:plan-vedtak", args=[plan.pk]))
    undersok(page)
    trykk(page, "button", "Skriv saksframlegg")
    sak = Saksframlegg.objects.get()
    undersok(page, "Rediger saksframlegget")

    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("textbox", name="Vurdering").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("Dette er rett vei.")
    page.locator("#ark").get_by_text("Dette er rett vei.").wait_for()
    undersok(page)
    okonomi = sak.deler.get(kode="okonomi")
    page.get_by_role("button", name="Lagre og gå til saken").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    undersok(page, "Saksframlegg")
    trykk(page, "link", "Send saksframlegget")
    trykk(page, "button", "Send saksframlegget")

    sak.refresh_from_db()
    assert "Dette er rett vei." in sak.deler.get(kode="vurdering").tekst
    assert (sak.er_sendt, sak.deler.get(kode="okonomi").tekst) == (True, okonomi.tekst)
    undersok(page)
