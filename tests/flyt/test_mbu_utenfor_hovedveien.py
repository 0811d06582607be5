"""A case to MBU off the main path: told the year after, with a sign that cannot be drawn, and corrected once it is sent."""

import datetime as dt

import pytest
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from soknader.models import Motesak
from tests.felles.pdf_sjekk import pdf_text
from tests.klokke import aar, skrevet
from tests.soknader.factories import lag_ramme
from tests.soknader.mbu_factories import avslutt, lag_avgjort, lag_mote_i_gang, lag_sendt

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("skjerm", ["bred"], indirect=True),
]
MOTTATT = "Vi har mottatt fire søknader. Én er avgjort, én er utsatt, én er under behandling og én er trukket."


def test_what_last_year_decided_is_told_mended_and_corrected(reisende, folk, kommune):
    with vegg.innenfor(kommune.pk):
        fire_soknader(folk.soker)
    reisende.logg_inn(folk.hr)
    hr_lager_saken(reisende)
    reisende.bytt_til(folk.etatsdirektor)
    direktoren_faar_vite_om_tegnet_og_sender(reisende)
    reisende.bytt_til(folk.hr)
    hr_retter(reisende)
    reisende.bytt_til(folk.etatsdirektor)
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", "8/21 Informasjon om fordeling av sentrale kompetansemidler")
    send(reisende)
    tekst = pdf_text(reisende.aapne_pdf("Åpne PDF"))
    assert "Saken retter sak MBU 7/21" in tekst
    assert "Står nå: Saken tas til etterretning." in tekst


def fire_soknader(soker):
    """Of last year's money: one granted in part, one postponed, one under way, one withdrawn."""
    mote = lag_mote_i_gang(lag_ramme(aar() - 1, total=1_900_000), timezone.localdate() - dt.timedelta(days=1))
    lag_avgjort(soker, utfall="delvis", belop=12_000, mote=mote, aar=aar() - 1)
    utsatt, _underveis, trukket = (lag_sendt(soker, status=status) for status in ("til_mote", "til_mote", "trukket"))
    Motesak.objects.create(mote=mote, soknad=utsatt, rekkefolge=2, utsatt=True)
    avslutt(mote)
    for soknad, handling in ((utsatt, "utsatt"), (trukket, "trukket")):
        Hendelse.objects.create(objekt=soknad, handling=f"soknad.{handling}")


def hr_lager_saken(reisende):
    """Ivar reads that the frame is last year's, and writes a sign that no font has."""
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", "Ny MBU-sak")
    reisende.trykk("button", "Lag utkastet")
    ark = reisende.page.inner_text("#ark")
    assert f"Kompetansemidler {aar() - 1}" in ark
    assert "Det er satt av 1\N{NO-BREAK SPACE}900\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in ark
    assert MOTTATT in ark
    reisende.skriv("Saksnummer", "7/21")
    reisende.page.locator("h1").get_by_text("Rediger sak 7/21").wait_for()
    reisende.skriv("Møtedato", skrevet())
    reisende.skriv("Forslag til vedtak", "Saken tas 🎓 til orientering.")
    reisende.trykk("button", "Lagre og gå til saken")
    reisende.trykk("link", "Send til etatsdirektøren")
    reisende.trykk("button", "Send til etatsdirektøren")


def send(reisende):
    reisende.trykk("link", "Send til MBU")
    reisende.trykk("button", "Send til MBU")


def direktoren_faar_vite_om_tegnet_og_sender(reisende):
    """Eva is told before anything is frozen, mends it herself, and sends."""
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", "7/21 Informasjon om fordeling av sentrale kompetansemidler")
    send(reisende)
    assert "Disse tegnene kan ikke skrives i PDF-en: 🎓 (U+1F393)." in reisende.tekst()
    reisende.trykk("link", "Rediger")
    reisende.skriv("Forslag til vedtak", "Saken tas til orientering.")
    reisende.trykk("button", "Lagre og gå til saken")
    send(reisende)
    assert "låst" in reisende.tekst()


def hr_retter(reisende):
    """Ivar makes a new case of the one that is sent; it goes nowhere until something is changed."""
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", "7/21 Informasjon om fordeling av sentrale kompetansemidler")
    reisende.trykk("link", "Lag ny sak fra denne")
    reisende.trykk("button", "Lag ny sak")
    assert "Saken retter sak MBU 7/21" in reisende.page.inner_text("#ark")
    reisende.skriv("Saksnummer", "8/21")
    reisende.skriv("Møtedato", skrevet())
    reisende.trykk("button", "Lagre og gå til saken")
    assert "Ennå er ingenting endret" in reisende.tekst()
    reisende.trykk("link", "Fyll inn")
    reisende.skriv("Forslag til vedtak", "Saken tas til etterretning.")
    reisende.trykk("button", "Lagre og gå til saken")
    reisende.trykk("link", "Send til etatsdirektøren")
    reisende.trykk("button", "Send til etatsdirektøren")
