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
    pytest.mark.parametrize("skjerm", ["smal"], indirect=True),
]


def test_an_application_is_written_sent_and_recommended(reisende, folk, tmp_path):
    reisende.logg_inn(folk.soker)
    soknaden.begynn(reisende)
    soknaden.skriv_hva(reisende)
    soknaden.skriv_hvorfor(reisende)
    soknaden.skriv_budsjett(reisende, ny_linje=lambda: reisende.trykk("button", "Legg til linje"))
    soknaden.skriv_effekt(reisende)
    soknaden.legg_ved(reisende, tmp_path)
    soknaden.send(reisende)

    reisende.bytt_til(folk.avdelingsdirektor)
    reisende.trykk("link", OPPGAVE)
    reisende.trykk("button", "Anbefal og send videre")

    assert "Anbefalt av Ada Test" in reisende.tekst()


def test_the_preview_of_a_case_to_mbu_is_updated_by_a_button(reisende, folk, kommune):
    with vegg.innenfor(kommune.pk):
        sak = saksgang.opprett(bruker=folk.hr, per_dato=dag())
    reisende.logg_inn(folk.hr)
    reisende.trykk("link", "MBU-saker")
    reisende.trykk("link", f"{sak.saksnummer} {sak.tittel}")
    reisende.trykk("link", "Rediger")

    reisende.skriv("Møtedato", skrevet())
    reisende.skriv("Forslag til vedtak", "Saken tas til orientering.")
    reisende.trykk("button", "Oppdater forhåndsvisning")

    assert "Saken tas til orientering." in reisende.page.inner_text("#forhandsvisning")


def test_what_was_sent_after_the_session_ended_is_sent_again_by_a_button(reisende, folk):
    reisende.logg_inn(folk.soker)
    soknaden.begynn(reisende)
    Session.objects.all().delete()
    soknaden.skriv_hva(reisende)
    reisende.logg_inn(folk.soker)

    assert reisende.overskrift() == "Dette skrev du"
    assert "En dag der vi øver på å arbeide smidig." in reisende.tekst()
    assert folk.soker.soknader.get().beskrivelse == ""
    reisende.trykk("button", "Fortsett der du slapp")

    assert folk.soker.soknader.get().beskrivelse == "En dag der vi øver på å arbeide smidig."
    soknaden.skriv_hvorfor(reisende)


def test_someone_else_who_signs_in_does_not_see_it(reisende, folk):
    reisende.logg_inn(folk.soker)
    reisende.trykk("link", "Ny søknad")
    Session.objects.all().delete()
    reisende.skriv("Hva søker dere om?", "Noe bare Siri vet om")
    reisende.trykk("button", "Start søknaden")
    reisende.logg_inn(folk.kollega)

    assert reisende.overskrift() == "Ny søknad om sentrale kompetansemidler"
    assert "bare Siri vet" not in reisende.page.content()
