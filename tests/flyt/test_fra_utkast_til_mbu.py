"""One application from the first word to the frozen case for MBU: by keyboard on a phone, each page on a laptop too."""

import hashlib

import pytest

from tests.flyt import soknaden
from tests.flyt.sidevakt import Tobreddevakt
from tests.flyt.soknaden import OPPGAVE, TITTEL
from tests.klokke import skrevet

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]
MBU_TITTEL = "Sentrale kompetansemidler høsten"


@pytest.fixture
def vakt(page):
    return Tobreddevakt(page)


def test_an_application_becomes_a_frozen_case_for_mbu(reisende, folk, tmp_path):
    reisende.logg_inn(folk.soker)
    soker_skriver_og_sender(reisende, tmp_path)

    reisende.bytt_til(folk.avdelingsdirektor)
    avdelingsdirektoren_anbefaler(reisende)
    reisende.bytt_til(folk.hr_leder)
    hr_lederen_innstiller(reisende)
    reisende.bytt_til(folk.hr)
    hr_lager_motet(reisende)
    hr_gjennomforer_motet(reisende)

    reisende.bytt_til(folk.soker)
    soker_leser_vedtaket(reisende)

    reisende.bytt_til(folk.hr)
    hr_lager_mbu_saken(reisende)
    reisende.bytt_til(folk.etatsdirektor)
    etatsdirektoren_sender(reisende)
    reisende.bytt_til(folk.mbu_medlem)
    mbu_leser(reisende)
    reisende.bytt_til(folk.mbu_sekretaer)
    sekretaeren_forer_inn_vedtaket(reisende)


def soker_skriver_og_sender(reisende, mappe):
    """Siri fills in the application step by step."""
    soknaden.begynn(reisende)
    soknaden.skriv_hva(reisende)
    soknaden.skriv_hvem(reisende)
    soknaden.skriv_hvorfor(reisende)
    soknaden.skriv_budsjett(reisende, ny_linje=lambda: reisende.trykk_her("button", "Legg til linje"))
    soknaden.skriv_effekt(reisende)
    soknaden.legg_ved(reisende, mappe)
    soknaden.send(reisende)


def avdelingsdirektoren_anbefaler(reisende):
    """Ada finds the case among what waits for her."""
    reisende.trykk("link", OPPGAVE)
    reisende.skriv("Kommentar (valgfritt)", "Treffer flere seksjoner.")
    reisende.trykk("button", "Anbefal og send videre")


def hr_lederen_innstiller(reisende):
    reisende.trykk("link", OPPGAVE)
    assert "Treffer flere seksjoner." in reisende.tekst()
    reisende.trykk("button", "Innstill og send til etatsledergruppen")


def hr_lager_motet(reisende):
    """Ivar makes a meeting; the case stands on its agenda."""
    reisende.trykk("link", "Sett 1 sak på sakslisten")
    reisende.trykk("link", "Nytt møte")
    reisende.skriv("Dato", skrevet())
    reisende.skriv("Klokkeslett (valgfritt)", "09.00")
    reisende.skriv("Sted (valgfritt)", "Møterom Fjorden")
    reisende.trykk("button", "Lag møtet")
    assert TITTEL in reisende.tekst()
    assert reisende.aapne_pdf("Saksliste").startswith(b"%PDF")


def hr_gjennomforer_motet(reisende):
    """Attendance, one grant, and the close that makes minutes and letter."""
    reisende.trykk("link", "Start møtet")
    reisende.kryss("Eva Test, Etatsdirektør, Fjordby kommune", False)
    reisende.velg_fra_liste("Møteleder", "Gro Test")
    reisende.trykk("button", "Start møtet")
    reisende.trykk("button", "Innvilg")
    assert "innvilget 30 000 kr" in reisende.tekst()
    reisende.trykk("link", "Avslutt møtet")
    reisende.trykk("button", "Avslutt møtet")
    assert reisende.aapne_pdf("Protokoll").startswith(b"%PDF")


def soker_leser_vedtaket(reisende):
    reisende.trykk("link", TITTEL)
    assert "Innvilget: 30 000 kr" in reisende.tekst()
    assert reisende.aapne_pdf("Vedtaksbrev").startswith(b"%PDF")


def hr_lager_mbu_saken(reisende):
    """Ivar collects the case, edits its words beside the preview, and passes it on."""
    reisende.trykk("link", "Orienter MBU om 1 vedtak")
    reisende.trykk("link", "Ny MBU-sak")
    reisende.trykk("button", "Lag utkastet")
    reisende.skriv("Saksnummer", "7/26")
    reisende.skriv("Møtedato", skrevet())
    reisende.skriv("Saksbehandler", "Ivar Test")
    reisende.skriv("Tittel", MBU_TITTEL)
    forhandsvisning = reisende.page.get_by_role("region", name="Forhåndsvisning")
    forhandsvisning.get_by_text(MBU_TITTEL).first.wait_for()
    reisende.trykk("button", "Lagre og gå til saken")
    reisende.trykk("link", "Send til etatsdirektøren")
    reisende.trykk("button", "Send til etatsdirektøren")


def etatsdirektoren_sender(reisende):
    reisende.trykk("link", f"Les og send «{MBU_TITTEL}»")
    reisende.trykk("link", "Send til MBU")
    reisende.trykk("button", "Send til MBU")
    assert "låst" in reisende.tekst()


def mbu_leser(reisende):
    """Mona reads the case that cannot change any more."""
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", f"7/26 {MBU_TITTEL}")
    pdf = reisende.aapne_pdf("Åpne PDF")
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() in reisende.tekst()


def sekretaeren_forer_inn_vedtaket(reisende):
    reisende.trykk("link", "Før inn vedtaket i sak 7/26")
    reisende.trykk("link", "Før inn vedtaket")
    reisende.skriv("Vedtaksdato", skrevet())
    reisende.skriv("Vedtak", "Saken tas til orientering.")
    reisende.trykk("button", "Lagre vedtaket")
    assert "Saken tas til orientering." in reisende.tekst()
