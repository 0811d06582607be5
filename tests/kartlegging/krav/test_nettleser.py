"""A requirement set in a real browser: suggestions, the levels that follow, and what follows for people."""

import pytest
from django.conf import settings
from django.urls import reverse

from kartlegging.models import Kompetansekrav
from tests.flyt.sidevakt import Sidevakt
from tests.kartlegging.factories import lag_kompetanse, lag_krav, lag_oppgave

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side(page, client, live_server, leder):
    client.force_login(leder)
    nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])
    page.set_default_timeout(15_000)
    return page


def test_a_leader_sets_a_requirement_by_keyboard(side, live_server, tre, soker, leder):
    lag_kompetanse("Sårbehandling")
    side.goto(live_server.url + reverse("kartlegging:enhet-krav", args=[tre.prosjekt.pk]))
    side.get_by_role("link", name="Nytt krav").press("Enter")

    with side.expect_response(lambda svar: "nivaaer" in svar.url):
        side.get_by_label("Kompetanse").press_sequentially("Sårbehandling")
        side.get_by_label("Kompetanse").press("Tab")
    side.get_by_label("Minst nivå").select_option("3")
    side.get_by_role("button", name="Se hva som følger").press("Enter")
    side.get_by_text("Gjelder 2 medarbeidere i dag").wait_for()
    assert side.get_by_label("Minst nivå").input_value() == "3"
    with side.expect_navigation():
        side.get_by_role("button", name="Sett kravet").press("Enter")

    assert Kompetansekrav.objects.get().nivaa == 3
    assert side.get_by_role("heading", level=1).inner_text() == "Sårbehandling"


@pytest.mark.parametrize("bredde", [320, 1280])
def test_the_pages_of_requirements_can_be_used_by_all(side, live_server, tre, soker, leder, bredde):
    saar = lag_kompetanse("Sårbehandling")
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, hvorfor="Mange sår")
    lag_krav(tre.prosjekt, saar, nivaa=3)
    oppgave = lag_oppgave(tre.prosjekt, utforere=[soker])
    lag_krav(tre.stab, saar, nivaa=1)
    side.set_viewport_size({"width": bredde, "height": 900})
    vakt = Sidevakt(side)

    enhet = tre.prosjekt.pk
    for navn, nokkel in (
        ("enhet-krav", enhet),
        ("enhet-krav-create", enhet),
        ("enhet-kravsett", enhet),
        ("enhet-kopier", enhet),
        ("enhet-oppgave-create", enhet),
        ("krav-detail", krav.pk),
        ("krav-update", krav.pk),
        ("krav-end", krav.pk),
        ("oppgave-detail", oppgave.pk),
    ):
        side.goto(live_server.url + reverse(f"kartlegging:{navn}", args=[nokkel]))
        vakt.undersok()
