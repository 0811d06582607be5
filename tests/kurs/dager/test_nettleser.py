"""Kompetansedager in a real browser: HR sets a target, and walks to the units and the shares, by keyboard."""

import pytest
from django.urls import reverse

from kurs.models import Dagmaal
from tests.klokke import aar, dag
from tests.kurs.dager.verden import lag_ekstern, lag_laering
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def test_hr_sets_a_target_and_sees_who_has_come_how_far(page, client, live_server, lager, tre, hr, soker, leder):
    lag_laering(tre.ikt, soker.person, dag(-1), halvdager=2)
    lag_ekstern(hr.person, dag(-2))
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("kurs:kalender"))

    trykk(page, "link", "Kompetansedager")
    undersok(page, "Mine kompetansedager")
    trykk(page, "link", "Innstillinger")
    undersok(page, "Innstillinger for kompetansedager")
    trykk(page, "link", "Sett et mål")
    page.get_by_label("Fra og med år").fill(str(aar() - 1))
    page.get_by_label("Dager for hver ansatt i året").fill("2,5")
    trykk(page, "button", "Lagre målet")
    assert Dagmaal.objects.get().dager == 2.5

    page.goto(live_server.url + reverse("kurs:dager-enhet", args=[tre.rot.pk]) + f"?aar={dag(-1).year}")
    undersok(page, "Kompetansedager i Fjordby kommune")
    trykk(page, "link", "Stab")
    trykk(page, "link", "IKT-tjenester")
    trykk(page, "link", "Prosjektkontoret")
    undersok(page, "Kompetansedager i Prosjektkontoret")
    trykk(page, "link", "Siri Test")
    undersok(page, "Siri Test")
    trykk(page, "link", "Andel som har lært noe")
    undersok(page, "Andel som har lært noe")
