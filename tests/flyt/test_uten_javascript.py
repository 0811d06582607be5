"""Everything works without JavaScript: an application is written, sent and answered, and a case to MBU is edited."""

import pytest
from django.contrib.sessions.models import Session

from kompetanse.felles import vegg
from soknader.mbu import saksgang
from tests.flyt import soknaden
from tests.flyt.soknaden import OPPGAVE
from tests.klokke import dag, skrevet

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(java_script_enabled=False),
]


def test_an_application_is_written_sent_and_recommended(reisende, folk, tmp_path):
    reisende.logg_inn(folk.soker)
    soknaden.begynn(reisende)
    soknaden.skriv_hva(reisende)
    soknaden.skriv_hvem(reisende)
    soknaden.skriv_hvorfor(reisende)
    soknaden.skriv_budsjett(reisende, ny_linje=lambda: reisende.trykk("button", "Legg til linje"))
    soknaden.skriv_effekt(reisende)
    soknaden.legg_ved(reisende, tmp_path)
    soknaden.send(reisende)

    reisende.bytt_til(folk.avdelingsdirektor)
    reisende.trykk("link", OPPGAVE)
    reisende.trykk("button", "Anbefal og send videre")

    assert "Anbefalt av Ada Test" in reisende.tekst()


def test_the_document_of_a_case_to_mbu_is_read_after_the_one_button(reisende, folk, kommune):
    with vegg.innenfor(kommune.pk):
        sak = saksgang.opprett(bruker=folk.hr, per_dato=dag())
    reisende.logg_inn(folk.hr)
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", f"{sak.saksnummer} {sak.tittel}")
    reisende.trykk("link", "Rediger")

    reisende.skriv("Møtedato", skrevet())
    reisende.skriv("Forslag til vedtak", "Saken tas til orientering.")
    reisende.trykk("button", "Lagre og gå til saken")

    assert "Saken tas til orientering." in reisende.page.inner_text(".saksark")


def test_the_login_says_what_was_lost_when_the_session_had_ended(reisende, folk):
    reisende.logg_inn(folk.soker)
    soknaden.begynn(reisende)
    stod_paa = reisende.page.url
    Session.objects.all().delete()
    soknaden.skriv_hva(reisende)

    assert reisende.overskrift() == "Logg inn"
    assert "Det du skrev, er ikke lagret, og det er ikke tatt vare på." in reisende.tekst()
    assert "Slå på JavaScript" in reisende.tekst()
    reisende.logg_inn(folk.soker)
    assert reisende.page.url == stod_paa
    assert "En dag der vi øver på å arbeide smidig." not in reisende.page.content()
