"""The room in a real browser, at both widths and with the keyboard: found while typing, in within a minute, confirmed."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from kartlegging.models import MiniCv, Personkompetanse
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav, om
from tests.nettleser import logg_inn, trykk, undersok

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side(page):
    page.set_default_timeout(15_000)
    return page


def foto():
    innhold = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(innhold, "JPEG")
    return {"name": "bevis.jpg", "mimeType": "image/jpeg", "buffer": innhold.getvalue()}


def test_a_certificate_is_found_while_typing_photographed_saved_and_confirmed(
    side, client, live_server, tre, soker, leder
):
    bevis = lag_bevis("Hjerte- og lungeredning", gyldig_mnd=12)
    bevis.synonymer.create(ord="HLR")
    lag_krav(tre.prosjekt, bevis, maa_bekreftes=True)
    logg_inn(side, client, live_server, soker)
    side.goto(live_server.url + "/kompetanse/")
    undersok(side, "Min kompetanse")

    trykk(side, "link", "Legg til")
    side.get_by_label("Kompetanse, kurs, sertifikat eller utdanning").press_sequentially("hlr")
    side.get_by_role("link", name="Hjerte- og lungeredning").wait_for()
    undersok(side, "Legg til det du kan")
    trykk(side, "link", "Hjerte- og lungeredning")
    undersok(side, "Legg til «Hjerte- og lungeredning»")
    side.get_by_label("Velg bevis").set_input_files(foto())
    trykk(side, "button", "Lagre")
    undersok(side, "Min kompetanse")
    assert "Venter på bekreftelse" in side.inner_text("main")

    side.context.clear_cookies()
    logg_inn(side, client, live_server, leder)
    side.goto(live_server.url + reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]))
    undersok(side, "Bekreft kompetanse")
    trykk(side, "button", "Bekreft de valgte")
    undersok(side, "Bekreft kompetanse")
    trykk(side, "link", "Bekreftet før")
    undersok(side, "Bekreftet før")

    assert Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET


def test_the_page_says_what_the_confirmation_changes_and_again_when_a_tick_is_taken_out(
    side, client, live_server, tre, soker, leder
):
    lag_krav(tre.prosjekt, demens := lag_kompetanse("Demens"), maa_bekreftes=True)
    gi_kompetanse(soker, demens, 1, tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(soker, lag_kompetanse("Stell"), 1, tilstand=Tilstand.EGENVURDERT)
    logg_inn(side, client, live_server, leder)
    side.goto(live_server.url + reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]))
    sagt = "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 2 til mangler 1."
    assert sagt in side.inner_text("#virkning")

    side.get_by_label("Siri Test: Demens").uncheck()
    side.get_by_text("1 er valgt.").wait_for()

    assert sagt not in side.inner_text("#virkning")
    undersok(side, "Bekreft kompetanse")


def test_all_states_and_the_three_way_choice_work_with_the_keyboard(side, client, live_server, tre, soker):
    for nr, (navn, felt) in enumerate(
        {
            "Snart ute": {"til": om(20)},
            "Gått ut": {"fra": om(-400), "til": om(-2)},
            "I orden": {},
        }.items()
    ):
        bevis = lag_bevis(navn)
        lag_krav(tre.prosjekt, bevis)
        gi_kompetanse(soker, bevis, **felt)
        gi_kompetanse(soker, lag_kompetanse(f"Nivå {nr}"), nr + 1, tilstand=list(Tilstand)[nr], forventet=om(9))
    gi_kompetanse(soker, lag_kompetanse("Tilbake"), 2, tilstand=Tilstand.RETURNERT, vurdering="Ta et kurs.")
    logg_inn(side, client, live_server, soker)

    side.goto(live_server.url + "/kompetanse/")
    undersok(side, "Min kompetanse")
    valg = side.get_by_role("radio", name="Ingen")
    valg.focus()
    side.keyboard.press("ArrowRight")
    trykk(side, "button", "Lagre valget")
    assert MiniCv.objects.get().deling == "enhet"

    for adresse, overskrift in (
        ("minicv", "Mini-CV for Siri Test"),
        ("minicv-update", "Rediger mini-CV"),
        ("kompetanse-list", "Alt jeg har registrert"),
    ):
        side.goto(live_server.url + reverse(f"kartlegging:{adresse}"))
        undersok(side, overskrift)


def test_a_leader_looks_at_one_person_and_hr_at_the_settings_and_the_import(
    side, client, live_server, tre, soker, leder, hr
):
    lag_bevis("Politiattest fremlagt", kun_fremvises=True)
    rad = gi_kompetanse(soker, lag_kompetanse("Demens"), 3, tilstand=Tilstand.EGENVURDERT)
    logg_inn(side, client, live_server, leder)
    for adresse, pk in (
        ("person-kompetanse", soker.person_id),
        ("person-fremlagt", soker.person_id),
        ("registrering-adjust", rad.pk),
        ("registrering-return", rad.pk),
    ):
        side.goto(live_server.url + reverse(f"kartlegging:{adresse}", args=[pk]))
        undersok(side)
    side.context.clear_cookies()
    logg_inn(side, client, live_server, hr)
    for adresse in ("bekreftere-update", "bevisimport-list"):
        side.goto(live_server.url + reverse(f"kartlegging:{adresse}"))
        undersok(side)
