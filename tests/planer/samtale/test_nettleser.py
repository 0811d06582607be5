"""The talk in a real browser, the employee and the leader side by side: by keyboard, on a phone and on a laptop."""

import pytest
from django.test import Client
from django.urls import reverse

from planer.models import Kompetanseplan, Samtale
from tests.flyt.sidevakt import TIMEOUT
from tests.klokke import dag, skrevet
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_prepare_share_hold_and_agree(page, browser, live_server, tre, soker, leder):
    plan = lag_plan(tre.prosjekt, gjelder_fra=dag(-10), status=Kompetanseplan.Status.VEDTATT, til=dag(700))
    lag_tiltak(plan, "Hospitere hos sårsykepleier", behov=[lag_behov(plan, "To som kan sår", kritisk=True)])
    sin = browser.new_context(locale="nb-NO").new_page()
    for side, bruker in ((page, leder), (sin, soker)):
        side.set_default_timeout(TIMEOUT)
        logg_inn(side, Client(), live_server, bruker)

    page.goto(live_server.url + reverse("planer:samtale-invite"))
    page.get_by_label("Siri Test").check()
    page.get_by_label("Første samtale").fill(skrevet(0))
    page.get_by_label("Klokken").fill("13.00")
    undersok(page, "Inviter til medarbeidersamtale")
    trykk(page, "button", "Inviter")
    undersok(page, "Medarbeidersamtaler")

    sin.goto(live_server.url + reverse("planer:samtale-mine"))
    sin.locator(".spm textarea").fill("Usikker på sår")
    sin.locator(".spm textarea").blur()
    sin.get_by_text("Lagret ").wait_for()
    sin.get_by_label("Hospitere hos sårsykepleier").check()
    undersok(sin, "Samtale med Lars")
    trykk(sin, "button", "Del med Lars")
    undersok(sin)

    trykk(page, "link", "Åpne samtalen Siri Test")
    assert page.get_by_text("Usikker på sår").count() == 1
    undersok(page, "Samtale med Siri")
    trykk(page, "link", "Samtalen er holdt")
    trykk(page, "button", "Ja, den er holdt")
    trykk(page, "button", "Ta med Hospitere hos sårsykepleier")
    undersok(page)
    trykk(page, "button", "Godta planen")

    sin.goto(live_server.url + reverse("planer:samtale-mine"))
    undersok(sin, "Samtale med Lars")
    trykk(sin, "button", "Godta planen")
    sin.context.close()
    assert Samtale.objects.get().plan.status == Kompetanseplan.Status.VEDTATT
