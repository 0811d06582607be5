"""HR's pages of those who have left, in a real browser."""

import pytest
from django.conf import settings
from django.urls import reverse

from kartlegging.models import Oppbevaring
from tests.flyt.sidevakt import Sidevakt
from tests.kartlegging.factories import gi_kompetanse, lag_bevis
from tests.kartlegging.oppbevaring.conftest import slutter
from tests.klokke import skrevet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("bredde", [320, 1280])
def test_hr_holds_back_by_keyboard_on_pages_that_all_can_use(
    page, client, live_server, frister, soker, kollega, hr, bredde
):
    kurs = lag_bevis("Truck")
    for bruker in (soker, kollega):
        gi_kompetanse(bruker, kurs)
        slutter(bruker, 2)
    client.force_login(hr)
    nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])
    page.set_default_timeout(15_000)
    page.set_viewport_size({"width": bredde, "height": 900})
    vakt = Sidevakt(page)

    page.goto(live_server.url + reverse("kartlegging:oppbevaring-utsett", args=[soker.person_id]))
    vakt.undersok()
    page.get_by_label("Slettes ikke før").fill(skrevet(40))
    page.get_by_label("Hvorfor").fill("Klage på lønn")
    with page.expect_navigation():
        page.get_by_role("button", name="Utsett").press("Enter")

    page.get_by_text("Klage på lønn").first.wait_for()
    vakt.undersok()
    assert Oppbevaring.objects.get().person == soker.person
