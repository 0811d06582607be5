"""The organisation and the login in a real browser: every page at 320 and 1280 px with axe, by keyboard, without script."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.organisasjon import invitasjon
from kompetanse.organisasjon.models import Enhet, Person, Rolle
from tests.nettleser import logg_inn, undersok
from tests.rollebesetning import PASSORD, gi_stedfortreder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.flyt]


@pytest.fixture
def gaa(page, client, live_server):
    """`gaa(address, as_user)` opens a page of the product."""

    def gaa(adresse, bruker=None):
        if bruker is not None:
            logg_inn(page, client, live_server, bruker)
        page.goto(live_server.url + adresse)
        return page

    return gaa


def side(navn, *args):
    return reverse(f"organisasjon:{navn}", args=args)


def hr_sider(tre, soker, leder, kollega):
    """Every page that HR meets."""
    rolle = Rolle.objects.get(person=leder.person)
    vikar = gi_stedfortreder(rolle, kollega)
    enhet = ("detail", "people", "history", "create", "rename", "move", "merge", "split", "close")
    person = ("detail", "log", "update", "invite", "block")
    return [
        side("enhet-list"),
        side("enhet-list") + "?aapen=alle&q=ikt",
        *(side(f"enhet-{navn}", tre.ikt.pk) for navn in enhet),
        side("enhet-detail", tre.ikt.pk) + "?dato=1.1.2010",
        side("enhet-people", tre.rot.pk) + "?under=1",
        side("person-list"),
        side("person-create"),
        *(side(f"person-{navn}", soker.person_id) for navn in person),
        side("oppslag-list"),
        side("rolle-list"),
        side("rolle-create"),
        side("rolle-end", rolle.pk),
        side("stedfortreder-create", rolle.pk),
        side("stedfortreder-delete", vikar.pk),
        side("rolletype-list"),
        side("rolletype-update", rolle.type_id),
        side("kommune-update"),
        reverse("mfa_index"),
        reverse("account_logout"),
    ]


def test_axe_is_silent_on_the_pages_of_hr(gaa, tre, hr, soker, leder, kollega):
    for adresse in hr_sider(tre, soker, leder, kollega):
        undersok(gaa(adresse, hr))


def test_axe_is_silent_on_the_pages_of_an_employee(gaa, tre, soker):
    for adresse in (side("enhet-list"), side("enhet-detail", tre.ikt.pk), side("person-list"), side("rolle-list")):
        undersok(gaa(adresse, soker))


def test_axe_is_silent_on_the_way_in(gaa, tre, hr):
    with vegg.innenfor(tre.rot.kommune_id):
        person = Person.objects.create(ansattnummer="77", fornavn="Åse", etternavn="Ny", epost="ase@eksempel.test")
        lenke = invitasjon.inviter(person, bruker=hr).removeprefix(settings.NETTADRESSE)
    for adresse in (
        reverse("account_login"),
        reverse("account_reset_password"),
        reverse("account_reset_password_done"),
        reverse("account_signup"),
        lenke,
        side("invitasjon", "brukt"),
    ):
        undersok(gaa(adresse))


def test_one_signs_in_by_keyboard_and_comes_back_to_where_one_was(page, gaa, tre, soker):
    cache.clear()
    soker.set_password(PASSORD)
    soker.save()
    gaa(side("person-list"))

    page.get_by_label("E-post").focus()
    page.keyboard.type(soker.epost)
    page.keyboard.press("Tab")
    page.keyboard.type("feil passord")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    undersok(page)
    assert "E-postadressen eller passordet er feil." in page.inner_text("main")
    page.get_by_label("Passord").fill(PASSORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.inner_text("h1") == "Personer"


def test_branches_and_suggestions_come_while_one_looks(page, gaa, tre, hr):
    gaa(side("enhet-list"), hr)
    page.locator("details details summary").nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="IKT-tjenester").wait_for()
    undersok(page)

    gaa(side("enhet-move", tre.ikt.pk))
    page.get_by_label("Flyttes til").press_sequentially("opp")
    page.locator("datalist option").first.wait_for(state="attached")
    assert page.locator("datalist option").get_attribute("value") == "Oppvekst (Fjordby kommune)"


def test_a_unit_is_moved_without_script(browser, client, live_server, tre, hr):
    client.force_login(hr)
    kontekst = browser.new_context(java_script_enabled=False)
    nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
    kontekst.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])
    page = kontekst.new_page()

    page.goto(live_server.url + side("enhet-list"))
    page.locator("details details summary").nth(1).click()
    page.locator("details details[open] a", has_text="Vis enhetene under").click()
    page.get_by_role("link", name="IKT-tjenester").click()
    page.get_by_text("Endre enheten").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Flytt", exact=True).click()
    page.get_by_label("Flyttes til").fill("Oppvekst")
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("button", name="Flytt enheten").click()

    assert "IKT-tjenester er flyttet." in page.inner_text("main")
    kontekst.close()
    with vegg.innenfor(tre.rot.kommune_id):
        assert Enhet.objects.get(pk=tre.ikt.pk).path.startswith(tre.oppvekst.path)
