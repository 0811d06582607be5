"""A session that ends while a long form is filled in: what was typed is there after the login, for the one who typed it."""

import pytest
from django.contrib.sessions.models import Session

from kompetanse.felles import vegg
from soknader.sak import saksgang
from tests.soknader.factories import lag_soknad

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("skjerm", ["bred"], indirect=True),
]
SPORSMAAL = "Hva slags kompetanse gjelder det?"
SVAR = "Kompetanse på tvers av avdelinger"
NAVN = "Et langt og gjennomtenkt navn"
BEVART = "Vi har tatt vare på det du skrev sist"


@pytest.fixture
def soknad(folk, kommune):
    """Siri's draft."""
    with vegg.innenfor(kommune.pk):
        return lag_soknad(folk.soker)


def avslutt_sesjonen():
    Session.objects.all().delete()


def begynn(reisende, bruker):
    """A new application with both questions answered, and then the session ends."""
    reisende.logg_inn(bruker)
    reisende.trykk("link", "Ny søknad")
    reisende.velg(SPORSMAAL, SVAR)
    reisende.skriv("Hva søker dere om?", NAVN)
    avslutt_sesjonen()


def aapne(reisende, bruker, adresse):
    """Sign in on the way to an address."""
    reisende.page.goto(adresse)
    reisende.logg_inn(bruker)


def verdi(reisende, navn):
    return reisende.page.get_by_role("textbox", name=navn, exact=True).input_value()


def test_what_was_typed_and_not_sent_is_there_after_the_login(reisende, folk):
    begynn(reisende, folk.soker)

    reisende.page.reload()
    reisende.logg_inn(folk.soker)

    assert verdi(reisende, "Hva søker dere om?") == NAVN
    assert reisende.page.get_by_label(SVAR).is_checked()
    assert BEVART in reisende.tekst()


def test_what_was_sent_too_late_is_there_after_the_login(reisende, folk):
    begynn(reisende, folk.soker)

    reisende.trykk("button", "Start søknaden")
    assert reisende.overskrift() == "Logg inn"
    reisende.logg_inn(folk.soker)

    assert verdi(reisende, "Hva søker dere om?") == NAVN
    reisende.trykk("button", "Start søknaden")
    assert reisende.overskrift() == NAVN


@pytest.mark.parametrize("sendt", [True, False], ids=["sent", "not sent"])
def test_someone_else_who_signs_in_sees_nothing_of_it(reisende, folk, sendt):
    begynn(reisende, folk.soker)

    if sendt:
        reisende.trykk("button", "Start søknaden")
    else:
        reisende.page.reload()
    reisende.logg_inn(folk.kollega)

    assert reisende.overskrift() == "Ny søknad om sentrale kompetansemidler"
    assert verdi(reisende, "Hva søker dere om?") == ""
    assert not reisende.page.get_by_label(SVAR).is_checked()
    assert BEVART not in reisende.tekst()


def test_a_page_that_saves_by_itself_leads_to_the_login_and_back_to_the_text(reisende, folk, soknad, live_server):
    aapne(reisende, folk.soker, f"{live_server.url}/soknader/{soknad.pk}/rediger/hvorfor/")
    avslutt_sesjonen()

    reisende.skriv("Begrunnelse", "Fordi vi trenger det.")
    reisende.page.wait_for_url("**/logg-inn/**")
    reisende.logg_inn(folk.soker)

    assert verdi(reisende, "Begrunnelse") == "Fordi vi trenger det."
    reisende.page.get_by_text("Lagret kl.").wait_for()
    soknad.refresh_from_db()
    assert soknad.begrunnelse == "Fordi vi trenger det."


def test_new_rows_of_the_budget_come_back(reisende, folk, soknad, live_server):
    aapne(reisende, folk.soker, f"{live_server.url}/soknader/{soknad.pk}/rediger/budsjett/")
    reisende.trykk_her("button", "Legg til linje")
    ny = reisende.page.get_by_role("group", name="Linje 4", exact=True)
    reisende.skriv("Hva", "Reise", innenfor=ny)
    avslutt_sesjonen()

    reisende.skriv("Beløp", "4 000", innenfor=ny)
    reisende.trykk("button", "Lagre og gå videre")
    reisende.logg_inn(folk.soker)

    assert ny.get_by_label("Hva").input_value() == "Reise"
    assert ny.get_by_label("Beløp").input_value() == "4 000"


def test_an_answer_that_was_sent_too_late_is_asked_for_again(reisende, folk, soknad, kommune, live_server):
    with vegg.innenfor(kommune.pk):
        saksgang.send_inn(soknad, bruker=folk.soker)
    aapne(reisende, folk.avdelingsdirektor, f"{live_server.url}/soknader/{soknad.pk}/")
    reisende.skriv("Kommentar (valgfritt)", "Treffer flere seksjoner.")
    avslutt_sesjonen()

    reisende.trykk("button", "Anbefal og send videre")
    reisende.logg_inn(folk.avdelingsdirektor)

    assert verdi(reisende, "Kommentar (valgfritt)") == "Treffer flere seksjoner."
    reisende.trykk("button", "Anbefal og send videre")
    assert "Treffer flere seksjoner." in reisende.tekst()


# --- Every form, and for how long -------------------------------------------------------------------

NYTT_OMRAADE = "/planer/satsingsomraader/nytt/"


def bevart(reisende):
    """The places in this tab where something is kept."""
    return [plass for plass in reisende.page.evaluate("Object.keys(sessionStorage)") if plass.startswith("bevart:")]


def skriv_omraade(reisende, folk, live_server):
    """HR fills in a form that nothing marks as worth keeping."""
    aapne(reisende, folk.hr, live_server.url + NYTT_OMRAADE)
    reisende.skriv("Navn", NAVN)


def test_a_form_is_kept_without_being_marked_and_let_go_of_when_it_is_received(reisende, folk, live_server):
    skriv_omraade(reisende, folk, live_server)
    avslutt_sesjonen()
    reisende.trykk("button", "Lagre")
    assert "Vi har tatt vare på det du skrev" in reisende.tekst()
    reisende.logg_inn(folk.hr)

    assert verdi(reisende, "Navn") == NAVN
    assert BEVART in reisende.tekst()
    reisende.trykk("button", "Lagre")
    assert NAVN in reisende.tekst()
    assert bevart(reisende) == []


def test_a_form_that_was_refused_is_kept(reisende, folk, live_server):
    skriv_omraade(reisende, folk, live_server)
    reisende.skriv("Fra år", "aldri")

    reisende.trykk("button", "Lagre", feil=True)

    assert len(bevart(reisende)) == 1


def test_what_is_kept_can_be_thrown_away(reisende, folk, live_server):
    skriv_omraade(reisende, folk, live_server)
    reisende.page.reload()

    reisende.trykk("button", "Forkast, og vis det som er lagret")

    assert verdi(reisende, "Navn") == ""
    assert bevart(reisende) == []


def test_what_is_kept_tells_nobody_whose_it_is_and_goes_when_someone_else_signs_in(reisende, folk, live_server):
    skriv_omraade(reisende, folk, live_server)
    assert len(bevart(reisende)) == 1
    assert f":{folk.hr.pk}:" not in bevart(reisende)[0]
    avslutt_sesjonen()
    reisende.page.reload()

    reisende.logg_inn(folk.hr_leder)

    assert bevart(reisende) == []


def test_what_is_kept_is_gone_an_hour_after_the_session_ended(reisende, folk, live_server):
    reisende.page.clock.install()
    skriv_omraade(reisende, folk, live_server)
    avslutt_sesjonen()
    reisende.page.reload()
    reisende.page.clock.fast_forward("59:00")
    assert len(bevart(reisende)) == 1

    reisende.page.clock.fast_forward("01:01")

    assert bevart(reisende) == []


def test_a_password_is_not_kept(reisende, folk, live_server):
    aapne(reisende, folk.hr, f"{live_server.url}/konto/passord/")

    reisende.skriv("Passordet du har nå", "hemmelig")

    assert bevart(reisende) == []


def test_a_form_from_before_another_login_leads_back_to_its_text(reisende, folk, live_server):
    skriv_omraade(reisende, folk, live_server)
    reisende.page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    reisende.vakt.ventet.add(403)

    reisende.trykk("button", "Lagre")
    assert reisende.overskrift() == "Vi kunne ikke ta imot skjemaet"
    reisende.trykk("link", "Åpne siden igjen")

    assert verdi(reisende, "Navn") == NAVN
