"""The search and the questions in a real browser, on a phone and a screen, and with the keyboard alone."""

import pytest
from django.conf import settings
from django.urls import reverse

from kartlegging.finn import foresporsler
from kartlegging.models import Foresporsel, MiniCv, Synonym
from tests.flyt.sidevakt import Sidevakt
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.nettleser import undersok
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def logg_inn(page, client, live_server):
    page.set_default_timeout(15_000)

    def logg_inn(bruker):
        client.force_login(bruker)
        nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])
        return page

    return logg_inn


@pytest.fixture
def saar(soker):
    kompetanse = lag_kompetanse("Sårbehandling", inkluderer=[lag_kompetanse("Diabetesfot")])
    Synonym.objects.create(kompetanse=kompetanse, ord="sårstell")
    gi_kompetanse(soker, kompetanse, 3)
    MiniCv.objects.create(person=soker.person, deling="kommune", tekst="Har hatt ansvar for sårstell i sonen.")
    return kompetanse


def test_a_leader_finds_who_can_and_asks_who_would_like_to_by_keyboard(logg_inn, live_server, leder, soker, saar):
    side = logg_inn(leder)
    side.goto(live_server.url + reverse("kartlegging:finn"))
    side.get_by_label("Hvem kan …").fill("sårsteill")
    side.get_by_label("Hvem kan …").press("Enter")
    side.get_by_text("Viser treff på sårstell.").wait_for()
    assert side.get_by_role("heading", name="Kan det").is_visible()
    assert side.locator(".treff .hva").all_inner_texts() == ["Siri Test"]

    side.get_by_role("link", name="Spør hvem som kan og vil").press("Enter")
    side.get_by_label("Hva gjelder det?").fill("Lære opp to nye")
    side.get_by_label("Beskriv oppgaven").fill("To timer i uken")
    side.get_by_label("Siste dag å svare").fill(om(9).strftime("%d.%m.%Y"))
    with side.expect_navigation():
        side.get_by_role("button", name="Spør").press("Enter")

    assert Foresporsel.objects.get().kompetanse == saar
    assert side.get_by_text("Ingen har svart ennå.").is_visible()


def test_a_leader_who_finds_too_few_says_that_more_are_needed(logg_inn, live_server, tre, leder, saar):
    side = logg_inn(leder)
    side.goto(f"{live_server.url}{reverse('kartlegging:finn')}?q=sårstell&nivaa=4")
    with side.expect_navigation():
        side.get_by_role("link", name="Lag et behov for Sårbehandling").press("Enter")
    undersok(side, "Meld behov")
    side.get_by_label("Hvorfor").fill("To går av")
    with side.expect_navigation():
        side.get_by_role("button", name="Meld behovet").press("Enter")

    assert side.get_by_text("Sårbehandling, minst nivå 4").is_visible()
    undersok(side, "Hva vi må kunne")


def test_an_employee_answers_on_a_phone(logg_inn, live_server, tre, leder, soker):
    sporsmaal = foresporsler.Sporsmaal(tre.prosjekt, "Lære opp to nye", "To timer i uken", om(9))
    foresporsel = foresporsler.spor(sporsmaal, bruker=leder)
    side = logg_inn(soker)
    side.set_viewport_size({"width": 320, "height": 700})
    side.goto(live_server.url + foresporsel.get_absolute_url())
    side.get_by_label("Ja, spør meg").check()
    side.get_by_label("Noen ord").fill("Gjerne på tirsdager")
    with side.expect_navigation():
        side.get_by_role("button", name="Svar", exact=True).click()

    assert [(ett.vil, ett.ord) for ett in foresporsel.svar.all()] == [(True, "Gjerne på tirsdager")]
    assert side.get_by_role("link", name="Trekk svaret").is_visible()


@pytest.mark.parametrize("bredde", [320, 1280])
def test_the_pages_can_be_used_by_all(logg_inn, live_server, tre, leder, hr, soker, saar, bredde):
    gi_kompetanse(lag_bruker("Lav", tre.prosjekt), saar, 1)
    gi_kompetanse(lag_bruker("Bevis", tre.prosjekt), lag_bevis("Sårkurs"))
    sporsmaal = foresporsler.Sporsmaal(tre.prosjekt, "Lære opp to nye", "To timer i uken", om(9))
    foresporsel = foresporsler.spor(sporsmaal, bruker=leder)
    foresporsler.svar(foresporsel, vil=True, ord="Gjerne", bruker=soker)
    adresser = {
        leder: [
            reverse("kartlegging:finn"),
            reverse("kartlegging:finn") + "?q=sårsteill&nivaa=2",
            reverse("kartlegging:finn") + "?q=sår&enhet=Ukjent",
            reverse("kartlegging:finn") + "?q=ingenting",
            reverse("kartlegging:foresporsel-list"),
            reverse("kartlegging:foresporsel-create"),
            foresporsel.get_absolute_url(),
            reverse("kartlegging:foresporsel-lukk", args=[foresporsel.pk]),
        ],
        soker: [foresporsel.get_absolute_url(), reverse("kartlegging:foresporsel-trekk", args=[foresporsel.pk])],
        hr: [reverse("kartlegging:apentsok-update")],
    }
    for bruker, sider in adresser.items():
        side = logg_inn(bruker)
        side.set_viewport_size({"width": bredde, "height": 900})
        vakt = Sidevakt(side)
        for adresse in sider:
            side.goto(live_server.url + adresse)
            vakt.undersok()
