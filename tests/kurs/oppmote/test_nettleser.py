"""The day of a course in a real browser: the wall at the door, a phone that comes in, the list, and what it becomes."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kartlegging.models import Personkompetanse
from kurs.models import Kurs, Kursplass
from tests.flyt.sidevakt import TIMEOUT
from tests.kartlegging.factories import lag_kompetanse
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.nettleser import axe, logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


def undersok_telefon(page):
    """The page fits a narrow phone, and axe is silent."""
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    funn = axe(page)
    assert funn.violations_count == 0, funn.generate_report()


def test_a_course_is_attended_at_the_door_and_completed(
    page, browser, client, live_server, tre, avdelingsdirektor, soker, leder, settings
):
    settings.NETTADRESSE, settings.EMAIL_HOST = live_server.url, "localhost"
    page.set_default_timeout(TIMEOUT)
    forstehjelp = lag_kompetanse("Førstehjelp", nivaaer=False)
    kurs = lag_kurs(tre.ikt, "Kurs i førstehjelp", ansvarlig=avdelingsdirektor.person, kompetanser=[forstehjelp])
    kjoring = lag_kjoring(kurs, dager=(0,), varer=dt.timedelta(hours=6), halvdager=2, sted="Rådhuset")
    for en in (soker, leder):
        lag_plass(kjoring, en.person)
    samling = kjoring.samlinger.get()
    logg_inn(page, client, live_server, avdelingsdirektor)
    page.goto(live_server.url + reverse("kurs:samling-oppmote", args=[samling.pk]))
    trykk(page, "button", "Åpne døra med en QR-kode")
    undersok(page, "Velkommen! Skann koden, og trykk «Jeg er her»")

    samling.refresh_from_db()
    telefon = browser.new_context().new_page()
    telefon.goto(live_server.url + reverse("dor:samling", args=[samling.kode]))
    undersok_telefon(telefon)
    logg_inn(telefon, Client(), live_server, soker)
    telefon.goto(live_server.url + reverse("dor:samling", args=[samling.kode]))
    trykk(telefon, "button", "Jeg er her")
    undersok_telefon(telefon)

    trykk(page, "link", "Til listen")
    assert page.get_by_text("1 av 2 er her").is_visible()
    trykk(page, "button", "Alle er her")
    undersok(page, "Oppmøte: Kurs i førstehjelp")
    samling.start, samling.slutt = (tid - dt.timedelta(days=1) for tid in (samling.start, samling.slutt))
    samling.save()
    page.goto(live_server.url + kjoring.get_absolute_url())
    trykk(page, "link", "Kurset er gjennomført")
    undersok(page, "Fullfør: Kurs i førstehjelp")
    trykk(page, "button", "Kurset er gjennomført")

    assert set(kjoring.plasser_tatt.values_list("status", flat=True)) == {Kursplass.Status.FULLFORT}
    assert Personkompetanse.objects.filter(kompetanse=forstehjelp, tilstand="bekreftet").count() == 2
    telefon.goto(live_server.url + kjoring.get_absolute_url())
    assert telefon.get_by_role("link", name="Kursbevis").is_visible()


def test_a_group_logs_a_meeting_by_a_press_on_a_phone(page, client, live_server, tre, soker, leder):
    page.set_default_timeout(TIMEOUT)
    gruppa = lag_kjoring(lag_kurs(tre.ikt, "Refleksjonsgruppe", form=Kurs.Form.REFLEKSJONSGRUPPE), dager=())
    for en in (soker, leder):
        lag_plass(gruppa, en.person)
    logg_inn(page, client, live_server, soker)
    page.goto(live_server.url + gruppa.get_absolute_url())
    trykk(page, "link", "Logg møte")
    undersok(page, "Logg møte: Refleksjonsgruppe")

    trykk(page, "button", "Lagre møtet")

    assert gruppa.samlinger.get().oppmoter.count() == 2
