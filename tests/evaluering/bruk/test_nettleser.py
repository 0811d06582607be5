"""The overview and the comparison in a real browser: they fit a phone, and axe is silent."""

import pytest
from django.urls import reverse

from tests.evaluering.rapport import saken
from tests.nettleser import logg_inn, undersok


@pytest.mark.django_db(transaction=True)
def test_the_overview_and_the_comparison_fit_a_phone_and_axe_is_silent(page, client, live_server, kommune, tre, leder):
    evaluering = saken.lag_hele_saken(tre)
    logg_inn(page, client, live_server, leder)

    for navn, overskrift in (
        ("evaluering-oversikt", "Oversikt over evalueringene"),
        ("evaluering-sammenlikn", "Sammenlikn evalueringene"),
    ):
        page.goto(live_server.url + reverse(f"evaluering:{navn}"))
        undersok(page, overskrift)
        assert str(evaluering) in page.inner_text("main")


@pytest.mark.django_db(transaction=True)
def test_how_leader_and_participant_differ_is_seen_on_a_phone_without_scrolling_sideways(
    page, client, live_server, kommune, tre, hr
):
    evaluering = saken.lag_hele_saken(tre)
    evaluering.evaluator = hr.person
    evaluering.save()
    logg_inn(page, client, live_server, hr)

    page.goto(live_server.url + reverse("evaluering:niva-svar", args=[evaluering.nivaaer.get(niva=3).pk]))
    undersok(page, "Anvendelse")

    rammer = page.locator(".deltakersvar .tabellramme")
    assert rammer.count() > 0
    assert page.evaluate(
        "[...document.querySelectorAll('.deltakersvar .tabellramme')].every(r => r.scrollWidth <= r.clientWidth)"
    )
