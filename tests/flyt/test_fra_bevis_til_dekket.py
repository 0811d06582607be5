"""From a photo of a certificate to a row that is covered, and on to the day that it no longer is: phone and laptop."""

import pytest
from PIL import Image

from kartlegging.dekning.utlop import varsle_om_utlop
from kompetanse.felles.formats import dato
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_krav, lag_oppgave, om
from tests.klokke import senere, skrevet

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]
KURS = "Legemiddelhåndtering"


@pytest.fixture
def foto(tmp_path):
    """What a phone makes of a certificate on a kitchen table."""
    sti = tmp_path / "kursbevis.jpg"
    Image.new("RGB", (640, 480), "white").save(sti)
    return sti


def test_a_photographed_certificate_covers_a_requirement_until_it_runs_out(reisende, folk, tre, foto, live_server):
    kurs = lag_bevis(KURS)
    lag_krav(tre.prosjekt, kurs, oppgave=lag_oppgave(tre.prosjekt, utforere=[folk.soker]), antall=2, maa_bekreftes=True)
    gi_kompetanse(folk.kollega, kurs)

    reisende.logg_inn(folk.soker)
    medarbeideren_tar_bilde_av_beviset(reisende, foto)
    reisende.bytt_til(folk.leder)
    lederen_ser_at_det_mangler_en(reisende)
    lederen_bekrefter(reisende)
    raden_er(reisende, "Dekket", "2 av 2")

    with senere(days=54):
        varsle_om_utlop()
        reisende.page.goto(live_server.url)
        reisende.logg_inn(folk.soker)
        medarbeideren_har_faatt_beskjed(reisende)
    with senere(days=61):
        reisende.page.goto(live_server.url)
        reisende.logg_inn(folk.leder)
        til_tabellen(reisende)
        raden_er(reisende, "Mangler 1", "Én alene 1 av 2", "Gått ut: Siri Test")


def medarbeideren_tar_bilde_av_beviset(reisende, foto):
    """Siri finds the course by its name, gives the last day and the photo."""
    reisende.trykk("link", "Kompetanse")
    assert "Mangler" in reisende.tekst()
    reisende.trykk("link", "Legg til")
    reisende.page.get_by_role("searchbox", name="Kompetanse, kurs, sertifikat eller utdanning").fill(KURS)
    reisende.trykk("link", KURS)
    reisende.skriv("Gyldig til (valgfritt)", skrevet(60))
    reisende.velg_fil("Velg bevis (valgfritt)", foto)
    reisende.trykk("button", "Lagre")
    assert "venter på lederen din" in reisende.page.inner_text("body")


def til_tabellen(reisende):
    reisende.trykk("link", "Kompetanse")
    reisende.trykk("link", "Prosjektkontoret")


def lederen_ser_at_det_mangler_en(reisende):
    til_tabellen(reisende)
    raden_er(reisende, "Mangler 1", "Én alene 1 av 2", "Venter på å bli bekreftet: Siri Test")


def lederen_bekrefter(reisende):
    reisende.trykk("link", "Bekreft 1")
    reisende.trykk("button", "Bekreft de valgte")
    reisende.trykk("link", "Kartleggingstabell")


def medarbeideren_har_faatt_beskjed(reisende):
    ventet = " ".join(f"{KURS} går ut {dato(om(6))}".split())
    assert ventet in " ".join(reisende.page.inner_text("body").split())


def raden_er(reisende, *deler):
    tekst = reisende.tekst()
    for del_ in deler:
        assert del_ in tekst, tekst
