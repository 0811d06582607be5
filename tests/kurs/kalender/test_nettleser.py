"""The calendar in a real browser, by keyboard: found in the list and in the month, and signed up for."""

import pytest
from django.urls import reverse

from kurs.models import Kjoring, Kursplass
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_employee_finds_a_course_and_waits_for_a_place(page, client, live_server, tre, soker, kollega):
    page.set_default_timeout(15_000)
    kurs = lag_kurs(tre.ikt, maal="Kunne stelle sår", leverandor="Høgskolen", ansvarlig=kollega.person)
    kjoring = lag_kjoring(kurs, dager=(1, 45), plasser=1, sted="Rådhuset", paameldingsfrist=dag(1), pris=500)
    lag_kjoring(lag_kurs(tre.ikt, "Avlyst kurs", form="webinar"), dager=(1,), status=Kjoring.Status.AVLYST)
    lag_plass(kjoring, kollega.person)
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Mitt kurs", form="nettverk"), dager=(1,)), soker.person)
    logg_inn(page, client, live_server, soker)
    page.goto(f"{live_server.url}{reverse('kurs:kalender')}?vis=maaned&maaned={dag(1):%Y-%m}")
    undersok(page, "Kurs")

    trykk(page, "link", f"09.00 {kurs}")
    undersok(page, str(kurs))
    trykk(page, "link", "Still deg på venteliste")
    undersok(page, "Meld deg på")
    trykk(page, "button", "Meld meg på")
    assert "Kurset er fullt" in page.inner_text(".meldinger")
    page.goto(f"{live_server.url}{reverse('kurs:kalender')}?halvaar={dag(1).year}-{1 if dag(1).month < 7 else 2}")
    undersok(page, "Kurs")

    assert Kursplass.objects.get(kjoring=kjoring, person=soker.person).status == Kursplass.Status.VENTELISTE
    assert "På venteliste" in page.inner_text("section.minekurs")
