"""Measurements that are pasted, in a real browser: with the keyboard, on a phone and on a laptop."""

import pytest

from tests.flyt.sidevakt import TIMEOUT
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_maal, lag_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_pastes_measurements_of_a_goal(page, client, live_server, tre, leder):
    page.set_default_timeout(TIMEOUT)
    maal = lag_maal(lag_plan(tre.prosjekt), "Rett kompetanse", indikator="Andel med fagbrev", maaleenhet="%")
    logg_inn(page, client, live_server, leder)
    page.goto(live_server.url + maal.get_absolute_url())

    trykk(page, "link", "Flere, fra fil eller limt inn")
    undersok(page, "Flere målinger")
    page.get_by_label("Målingene").fill("31.3.2021\t70\n31.6.2021\t71")
    trykk(page, "button", "Se hva som blir lagret")
    undersok(page, "Flere målinger")
    trykk(page, "button", "Lagre én måling")

    undersok(page, "Rett kompetanse")
    assert list(maal.maalinger.values_list("verdi", "nevner")) == [(70, None)]
