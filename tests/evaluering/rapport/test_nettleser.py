"""The report and level 4 in a real browser: they fit a phone, and axe is silent."""

import pytest
from django.urls import reverse

from evaluering.rapport import konklusjon
from kompetanse.felles.samskriving import Endring
from tests.evaluering.rapport import saken
from tests.nettleser import logg_inn, undersok


@pytest.mark.django_db(transaction=True)
def test_the_report_and_level_4_fit_a_phone_and_axe_is_silent(page, client, live_server, kommune, tre, leder):
    evaluering = saken.lag_hele_saken(tre, evaluator=leder.person)
    konklusjon.konkluder(evaluering, Endring({"laering": "Øv mer.", "anbefaling": "endre"}), bruker=leder)
    logg_inn(page, client, live_server, leder)

    for navn, overskrift in (("rapport-detail", "Se forverring tidlig"), ("nytte-detail", "Nytte")):
        page.goto(live_server.url + reverse(f"evaluering:{navn}", args=[evaluering.pk]))
        undersok(page, overskrift)

    page.goto(live_server.url + reverse("evaluering:indikator-create", args=[evaluering.pk]))
    undersok(page, "Ny indikator")
