"""One's own data: all that is declared, one's own alone, as a page, JSON and PDF."""

import io
import json

import pikepdf
import pytest
from django.urls import reverse

from kompetanse.organisasjon import egne_data
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_oppgave, om
from tests.soknader.factories import lag_ramme, lag_soknad

pytestmark = pytest.mark.django_db


@pytest.fixture
def soker_med_alt(tre, soker, kollega):
    selvkost = lag_kompetanse("Selvkost")
    for bruker in (soker, kollega):
        gi_kompetanse(bruker, selvkost, 3, til=om(90), kommentar=f"Hemmelig for {bruker.person.fornavn}")
    lag_oppgave(tre.prosjekt, "Beregn gebyrene", utforere=[soker])
    lag_ramme()
    lag_soknad(soker)
    return soker


def test_it_holds_every_declared_kind_and_no_rows_of_others(soker_med_alt):
    sett = {ett.navn: len(ett.rader) for ett in egne_data.om(soker_med_alt.person)}

    assert sett == {
        "De som utfører oppgaven": 1,
        "Personer": 1,
        "Registrerte kompetanser": 1,
        "Stillinger": 1,
        "Søknader": 1,
    }


def test_every_model_that_declares_personal_data_of_someone_says_what_it_is_for(soker_med_alt):
    assert [ett.navn for ett in egne_data.om(soker_med_alt.person) if not ett.formaal] == []


def test_the_file_has_what_is_held_and_nothing_of_a_colleague_and_the_page_says_how_much(client, soker_med_alt):
    client.force_login(soker_med_alt)
    tekst = client.get(reverse("organisasjon:mine-data-json")).content.decode()
    side = client.get(reverse("organisasjon:mine-data")).content.decode()

    (kompetanse,) = next(s["rader"] for s in json.loads(tekst)["opplysninger"] if s["hva"] == "Registrerte kompetanser")
    assert (kompetanse["Kompetanse"], kompetanse["Nivå"], kompetanse["Gyldig til"]) == (
        "Selvkost",
        3,
        om(90).isoformat(),
    )
    assert "Hemmelig for Siri" in tekst
    assert "Hemmelig for Kari" not in tekst
    assert "Registrerte kompetanser" in side
    assert "Hemmelig" not in side


def test_the_pdf_is_about_the_one_who_asks(client, soker_med_alt):
    client.force_login(soker_med_alt)
    fil = client.get(reverse("organisasjon:mine-data-pdf")).content

    with pikepdf.open(io.BytesIO(fil)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Opplysninger om Siri Test"
