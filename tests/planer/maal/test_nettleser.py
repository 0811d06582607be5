"""Step 1 of a plan and the page of a goal in a real browser: with the keyboard, on a phone and on a laptop."""

import pytest
from django.urls import reverse

from planer.models import Maal
from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_dokument, lag_maal, lag_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_keeps_one_goal_sets_one_aside_and_measures_it(page, client, live_server, tre, leder):
    page.set_default_timeout(TIMEOUT)
    dokument = lag_dokument("Samfunnsdelen", tre.rot)
    for nummer, navn in (("1.1", "Rett kompetanse"), ("1.2", "Læring på jobben")):
        lag_maal(dokument, navn, nummer=nummer, indikator="Andel med fagbrev", maaleenhet="%", maaltall=85)
    plan = lag_plan(tre.prosjekt)
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + reverse("planer:plan-maal", args=[plan.pk]))

    page.get_by_role("button", name="Vi bidrar").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Slik bidrar vi").fill("Tre tar fagbrev.")
    trykk(page, "button", "Lagre")
    page.get_by_role("link", name="Legg til side").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    undersok(page)
    page.get_by_label("Hvorfor legger dere det til side?").fill("Vi tok det i fjor.")
    trykk(page, "button", "Lagre")
    trykk(page, "link", "Rett kompetanse")
    page.get_by_label("Verdi").fill("45 av 60")
    trykk(page, "button", "Legg inn måling")
    trykk(page, "link", "Flere, fra fil eller limt inn")
    undersok(page, "Flere målinger")
    page.get_by_label("Målingene").fill("31.3.2021\t70\n31.6.2021\t71")
    trykk(page, "button", "Se hva som blir lagret")
    undersok(page, "Flere målinger")
    trykk(page, "button", "Lagre én måling")

    undersok(page, "Rett kompetanse")
    assert list(plan.maal.values_list("valg", "bidrag")) == [
        (Maal.Valg.BIDRAR, "Tre tar fagbrev."),
        (Maal.Valg.LAGT_TIL_SIDE, "Vi tok det i fjor."),
    ]
    assert list(plan.maal.first().maalinger.values_list("verdi", "nevner")) == [(70, None), (75, 60)]
