"""The thread in a real browser: drawn for both widths, silent to axe, and walked by keyboard to where a break is mended."""

import pytest
from django.urls import reverse

from kompetanse.oversikt.rodtraad import samling
from tests.klokke import dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.oversikt.rodtraad.verden import lag_gjeldende
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_tiltak

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maal(tre):
    """Under the kommune's goal, past the sektor: one need without a measure, and one that is met and over its day."""
    over = lag_maal(lag_dokument(), "Arbeidsplassen er læringsarena")
    plan = lag_gjeldende(tre.prosjekt)
    maal = lag_maal(plan, "Alle nye har en veileder fra første vakt", over=over)
    lag_behov(plan, "Flere som kan ta imot nye", maal=[maal])
    lag_tiltak(plan, maal=[maal], kostnader=[("eget", 5_000)], frist=dag(-1), evaluering="Vi spør dem")
    return maal


def test_a_break_is_found_in_the_thread_and_mended_by_keyboard(page, client, live_server, lager, hr, maal):
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + maal.get_absolute_url())
    trykk(page, "link", "Vis rød tråd")

    undersok(page, "Rød tråd: Alle nye har en veileder fra første vakt")
    assert [page.locator(f".{form} > svg").is_visible() for form in ("liggende", "staaende")] == [False, True]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert [page.locator(f".{form} > svg").is_visible() for form in ("liggende", "staaende")] == [True, False]
    knute = page.locator('.liggende a[href="#ledd-tiltak"]')
    knute.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#ledd-tiltak")

    trykk(page, "link", "Lag et tiltak")
    assert page.get_by_label("Flere som kan ta imot nye").is_checked()


def test_a_thread_to_many_goals_is_opened_by_part_until_it_is_a_list(
    page, client, live_server, lager, hr, tre, maal, monkeypatch
):
    monkeypatch.setattr(samling, "STOR", 1)
    lag_maal(lag_gjeldende(tre.barnehager), over=maal.over)
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("oversikt:traad-detail", args=["maal", maal.over_id]))
    undersok(page, "Rød tråd: Arbeidsplassen er læringsarena")

    trykk(page, "link", str(tre.stab))
    undersok(page, f"Rød tråd: Arbeidsplassen er læringsarena – {tre.stab}")
    assert page.get_by_role("heading", name="Etter del av kommunen").count() == 0
    trykk(page, "link", "Lag et tiltak")
    assert page.get_by_label("Flere som kan ta imot nye").is_checked()


def test_the_breaks_of_the_kommune_are_counted_and_each_list_leads_to_the_place(
    page, client, live_server, lager, hr, maal
):
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + reverse("oversikt:brudd-list"))
    undersok(page, "Der tråden ryker")
    trykk(page, "link", "Behov uten tiltak")
    undersok(page, "Behov uten tiltak")
    trykk(page, "link", "Lag et tiltak : Flere som kan ta imot nye")
    assert page.get_by_label("Flere som kan ta imot nye").is_checked()
