"""One's own account by keyboard: a forgotten password, the invitation, and login in two steps."""

from urllib.parse import urlsplit

import pytest

from kompetanse.felles import vegg
from kompetanse.organisasjon import innlogging, invitasjon
from kompetanse.organisasjon.models import Person
from tests.organisasjon.test_innlogging import kode
from tests.rollebesetning import PASSORD

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
]
NYTT = "et-helt-nytt-passord"


def test_a_forgotten_password_is_replaced(reisende, folk, live_server):
    reisende.skriv("E-post", folk.soker.epost)
    reisende.skriv("Passord", "husker-ikke")
    reisende.trykk("button", "Logg inn", feil=True)
    reisende.trykk("link", "Glemt passordet?")
    reisende.skriv("E-post", folk.soker.epost)
    reisende.trykk("button", "Send lenken")

    _emne, _tekst, lenke = innlogging.nytt_passord(folk.soker)
    reisende.page.goto(live_server.url + lenke)
    reisende.vakt.undersok()
    reisende.skriv("Nytt passord", "12345")
    reisende.skriv("Nytt passord en gang til", "12345")
    reisende.trykk("button", "Lagre passordet", feil=True)
    assert "Passordet er for kort. Det må ha minst 12 tegn." in reisende.tekst()
    reisende.skriv("Nytt passord", NYTT)
    reisende.skriv("Nytt passord en gang til", NYTT)
    reisende.trykk("button", "Lagre passordet")
    reisende.trykk("link", "Logg inn")
    reisende.logg_inn(folk.soker, NYTT)

    assert reisende.overskrift().endswith("Siri")


def test_one_who_is_invited_comes_in(reisende, folk, kommune, live_server):
    with vegg.innenfor(kommune.pk):
        nina = Person.objects.create(ansattnummer="9", fornavn="Nina", etternavn="Ny", epost="nina@eksempel.test")
        lenke = invitasjon.inviter(nina, bruker=folk.hr)
    reisende.page.goto(live_server.url + urlsplit(lenke).path)
    reisende.vakt.undersok()
    reisende.skriv("Passord", NYTT)
    reisende.skriv("Passord en gang til", NYTT)
    reisende.trykk("button", "Lagre og logg inn")

    assert reisende.overskrift().endswith("Nina")


def test_login_in_two_steps_and_with_a_recovery_code(reisende, folk):
    reisende.logg_inn(folk.hr)
    slaa_paa(reisende)
    reisende.trykk("link", "Se kodene")
    reservekode = reisende.page.locator("main li code").first.inner_text()

    reisende.logg_ut()
    reisende.logg_inn(folk.hr)
    reisende.skriv("Kode", "000000")
    reisende.trykk("button", "Logg inn", feil=True)
    reisende.skriv("Kode", reservekode)
    reisende.trykk("button", "Logg inn")

    assert reisende.overskrift().endswith("Ivar")


def slaa_paa(reisende):
    """From the menu to the page that says it is on, past the question for the password."""
    reisende.aapne_meny()
    reisende.trykk("link", "Innlogging og sikkerhet")
    reisende.trykk("link", "Slå på")
    reisende.skriv("Passord", PASSORD)
    reisende.trykk("button", "Bekreft")
    hemmelighet = reisende.page.locator("main code").inner_text()
    reisende.skriv("Koden som appen viser nå", kode(hemmelighet))
    reisende.trykk("button", "Slå på")
    if reisende.overskrift() != "Min konto":
        reisende.trykk("link", "Ferdig")
    assert "Slått på" in reisende.tekst()
