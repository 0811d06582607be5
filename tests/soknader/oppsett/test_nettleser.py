"""Who decides after adoption, in a real browser: HR answers by keyboard, at 320 and 1280 px, with axe."""

import pytest
from django.urls import reverse

from soknader.models import Beslutningsvurdering
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_plan
from tests.soknader.oppsett.test_beslutning import VEDTATT

pytestmark = pytest.mark.django_db(transaction=True)


def test_hr_answers_who_decides_now_that_the_strategy_is_adopted(page, client, live_server, tre, hr):
    strategi = lag_plan(tre.rot, **VEDTATT)
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("oversikt:min-side"))

    page.locator(f"a[href='{reverse('soknader:beslutning-update', args=[strategi.pk])}']").press("Enter")
    page.wait_for_url("**/oppsett/beslutning/**")
    undersok(page, "Hvem beslutter sentrale midler?")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Etatsledergruppen fortsetter, nå etter strategien.")
    trykk(page, "button", "Lagre svaret")

    vurdering = Beslutningsvurdering.objects.get()
    assert (vurdering.plan, vurdering.grunn) == (strategi, "Etatsledergruppen fortsetter, nå etter strategien.")
    page.goto(live_server.url + reverse("soknader:beslutning-update", args=[strategi.pk]))
    undersok(page, "Hvem beslutter sentrale midler?")
