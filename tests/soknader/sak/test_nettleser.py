"""The form in a real browser: saved while typing, kept when the session ends, and whole without JavaScript."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.urls import reverse

from soknader.models import Soknad
from soknader.sak import saksgang
from soknader.sak.utkast import Steg
from tests.flyt.sidevakt import Sidevakt
from tests.rollebesetning import PASSORD
from tests.soknader.factories import lag_ramme, lag_soknad

pytestmark = pytest.mark.django_db(transaction=True)
BEVART = "Vi har tatt vare på det du skrev sist"


def logg_inn(page, client, live_server, bruker):
    client.force_login(bruker)
    nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])


def adresse(live_server, soknad, steg):
    return live_server.url + reverse("soknader:soknad-edit", args=[soknad.pk, steg])


@pytest.fixture
def utkast(soker):
    soker.password = make_password(PASSORD)
    soker.save(update_fields=["password"])
    return lag_soknad(soker, forventet_effekt="", evaluering="")


@pytest.fixture
def side(page, client, live_server, soker, utkast):
    logg_inn(page, client, live_server, soker)
    page.set_default_timeout(15_000)
    return page


def logg_inn_igjen(page, bruker):
    page.get_by_label("E-post").fill(bruker.epost)
    page.get_by_label("Passord").fill(PASSORD)
    with page.expect_navigation():
        page.get_by_label("Passord").press("Enter")


def test_a_pause_saves_and_the_page_says_when(side, live_server, utkast):
    side.goto(adresse(live_server, utkast, "effekt"))

    side.get_by_label("Forventet effekt").fill("Bedre svar til innbyggerne")
    side.get_by_label("Slik skal tiltaket evalueres").focus()
    side.get_by_text("Lagret kl.").wait_for()
    side.reload()

    utkast.refresh_from_db()
    assert utkast.forventet_effekt == "Bedre svar til innbyggerne"
    assert side.get_by_label("Forventet effekt").input_value() == "Bedre svar til innbyggerne"
    assert side.get_by_text(BEVART).count() == 0


def test_what_is_typed_is_there_after_login_when_the_session_ended_at_the_submit(side, live_server, utkast, soker):
    side.goto(adresse(live_server, utkast, "effekt"))
    side.get_by_label("Slik skal tiltaket evalueres").fill("En lang tekst som ikke må bli borte. " * 20)
    Session.objects.all().delete()

    with side.expect_navigation():
        side.get_by_role("button", name="Lagre og gå videre").click()
    logg_inn_igjen(side, soker)

    side.get_by_text(BEVART).wait_for()
    assert side.get_by_label("Slik skal tiltaket evalueres").input_value().startswith("En lang tekst som ikke må")
    with side.expect_navigation():
        side.get_by_role("button", name="Lagre og gå videre").click()
    utkast.refresh_from_db()
    assert len(utkast.evaluering) > 700


def test_a_pause_after_the_session_has_ended_leads_to_the_login_and_the_text_is_there_after(
    side, live_server, utkast, soker
):
    side.goto(adresse(live_server, utkast, "hvorfor"))
    Session.objects.all().delete()

    side.get_by_label("Begrunnelse").fill("Skrevet etter at økten var slutt.")
    side.get_by_label("Strategisk forankring").focus()
    side.get_by_label("Passord").wait_for()
    logg_inn_igjen(side, soker)

    side.get_by_text(BEVART).wait_for()
    assert side.get_by_label("Begrunnelse").input_value() == "Skrevet etter at økten var slutt."


def test_a_comment_is_there_after_login_when_the_session_ended_at_the_answer(
    side, live_server, utkast, soker, avdelingsdirektor, hr_leder, client
):
    avdelingsdirektor.password = make_password(PASSORD)
    avdelingsdirektor.save(update_fields=["password"])
    sendt = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    logg_inn(side, client, live_server, avdelingsdirektor)
    side.goto(live_server.url + sendt.get_absolute_url())
    side.get_by_label("Kommentar").fill("Skriv mer om hvem som skal delta.")
    Session.objects.all().delete()

    with side.expect_navigation():
        side.get_by_role("button", name="Returner til søker").click()
    logg_inn_igjen(side, avdelingsdirektor)
    side.get_by_text(BEVART).wait_for()
    with side.expect_navigation():
        side.get_by_role("button", name="Returner til søker").click()

    sendt.refresh_from_db()
    assert sendt.status == Soknad.Status.RETURNERT
    assert sendt.steg.get(avgjorelse="returnert").kommentar == "Skriv mer om hvem som skal delta."


def test_the_budget_sums_while_one_types_and_rows_are_added(side, live_server, utkast):
    side.goto(adresse(live_server, utkast, "budsjett"))

    side.locator("[name=linjer-0-belop]").fill("48.000,50")
    side.get_by_role("button", name="Legg til linje").click()
    ny = side.get_by_role("group", name="Linje 4")
    ny.get_by_label("Hva").fill("Reise")
    ny.get_by_label("Beløp").fill("93.000")
    side.get_by_label("Egenandel").fill("kr 1.000,-")
    vist = [sum_.replace("\xa0", " ") for sum_ in side.locator("output").all_inner_texts()]
    with side.expect_navigation():
        side.get_by_role("button", name="Lagre og gå videre").click()

    utkast.refresh_from_db()
    assert vist == ["148 000,50 kr", "147 000,50 kr"]
    assert (utkast.budsjett.count(), str(utkast.soknadsbelop)) == (3, "147000.50")


def test_an_answer_that_asks_for_words_shows_their_field(side, live_server, utkast):
    side.goto(adresse(live_server, utkast, "hvem"))
    felt = side.get_by_label("Beskriv målgruppen")

    foer = felt.is_visible()
    side.get_by_role("radiogroup", name="Hvem er målgruppen?").get_by_label("Beskriv med egne ord").check()

    assert (foer, felt.is_visible()) == (False, True)


@pytest.mark.parametrize("bredde", [320, 1280])
def test_every_step_and_the_case_are_accessible_and_fit_the_screen(
    side, live_server, utkast, soker, avdelingsdirektor, hr_leder, client, bredde
):
    lag_ramme()
    vakt = Sidevakt(side)
    side.set_viewport_size({"width": bredde, "height": 800})
    for steg in Steg.values:
        side.goto(adresse(live_server, utkast, steg))
        vakt.undersok()
    for sti in (reverse("soknader:soknad-create"), reverse("soknader:soknad-list"), utkast.get_absolute_url()):
        side.goto(live_server.url + sti)
        vakt.undersok()

    sendt = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    logg_inn(side, client, live_server, avdelingsdirektor)
    for sti in (sendt.get_absolute_url(), reverse("soknader:soknad-answer", args=[sendt.pk, "avslaa"])):
        side.goto(live_server.url + sti)
        vakt.undersok()


@pytest.mark.parametrize(("bredde", "ved_siden_av"), [(320, False), (1280, True)])
def test_the_chain_comes_before_the_details_on_a_phone_and_beside_the_answer_on_a_screen(
    side, live_server, soker, avdelingsdirektor, hr_leder, client, bredde, ved_siden_av
):
    lag_ramme()
    sendt = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    logg_inn(side, client, live_server, avdelingsdirektor)
    side.set_viewport_size({"width": bredde, "height": 800})
    side.goto(live_server.url + sendt.get_absolute_url())

    navn = {"svar": "Hva svarer du som", "kjeden": "Saksgang", "soknaden": "Søknaden"}
    plass = {
        ett: side.locator("section.kort").filter(has=side.get_by_role("heading", name=tekst)).first.bounding_box()
        for ett, tekst in navn.items()
    }
    assert min(en["width"] for en in plass.values()) > 250
    if ved_siden_av:
        assert plass["kjeden"]["y"] == plass["svar"]["y"] < plass["soknaden"]["y"]
    else:
        assert plass["svar"]["y"] < plass["kjeden"]["y"] < plass["soknaden"]["y"]


def test_errors_are_named_and_get_the_focus(side, live_server, utkast):
    vakt = Sidevakt(side)
    side.goto(adresse(live_server, utkast, "hva"))
    side.get_by_label("Kompetanseområde").fill("")
    side.get_by_label("Fra dato").fill("snart")
    with side.expect_navigation():
        side.get_by_role("button", name="Lagre og gå videre").click()

    vakt.undersok()
    assert side.title().startswith("Feil: ")
    assert side.evaluate("document.activeElement.hasAttribute('data-feilliste')")


@pytest.mark.parametrize("steg", ["hva", "effekt"])
def test_the_form_is_whole_without_javascript(browser, client, live_server, soker, utkast, steg):
    kontekst = browser.new_context(java_script_enabled=False, locale="nb-NO")
    page = kontekst.new_page()
    logg_inn(page, client, live_server, soker)
    page.goto(adresse(live_server, utkast, steg))

    if steg == "hva":
        page.get_by_label("Beskrivelse").fill("Uten skript")
    else:
        page.get_by_label("Forventet effekt").fill("Uten skript")
    page.get_by_role("button", name="Lagre og gå videre").click()

    assert page.url != adresse(live_server, utkast, steg)
    assert Soknad.objects.filter(
        pk=utkast.pk, **{"beskrivelse" if steg == "hva" else "forventet_effekt": "Uten skript"}
    )
    kontekst.close()
