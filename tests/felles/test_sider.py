"""The pages of felles in a real browser: axe is silent, nothing overflows, the content policy stops nothing."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kompetanse.felles import jobber
from kompetanse.felles.models import Jobb
from kompetanse.felles.varsler import varsle
from tests.nettleser import axe

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def innlogget(page, client, ada, live_server):
    """Ada's browser."""
    client.force_login(ada)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.refused = []
    page.on("console", lambda line: page.refused.append(line.text) if "Content Security Policy" in line.text else None)
    return page


def check(page, url, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)

    report = axe(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.refused == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("antall", [0, 3])
def test_the_messages_are_accessible_and_fit(innlogget, live_server, ada, width, antall):
    with transaction.atomic():
        for nummer in range(antall):
            varsle([ada], lambda n=nummer: (f"Søknad {n} er innvilget", "Gratulerer.\nLes vedtaket."), "/varsler/")

    check(innlogget, live_server.url + reverse("felles:varsel-list"), width)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("status", ["venter", "ferdig", "feilet"])
def test_a_job_is_accessible_and_fits(innlogget, live_server, ada, width, status):
    jobb = Jobb.objects.create(
        navn="Importer ansatte fra fil",
        bruker=ada,
        status=status,
        melding="" if status == "venter" else "12 nye, 3 endrede.",
        resultat_lenke="/varsler/",
    )

    check(innlogget, live_server.url + reverse("felles:jobb-detail", args=[jobb.pk]), width)


def test_the_page_follows_the_job_until_its_result(innlogget, live_server, kommune, ada):
    jobb = Jobb.objects.create(navn="Importer ansatte", bruker=ada)
    innlogget.goto(live_server.url + reverse("felles:jobb-detail", args=[jobb.pk]))
    innlogget.get_by_role("heading", name="Jobben står i kø").wait_for()

    jobber.kjor(jobb.pk, kommune.pk, "tests.felles.test_jobber.tell", {"til": 12})

    innlogget.get_by_role("heading", name="Jobben er ferdig").wait_for(timeout=5000)
    innlogget.get_by_role("link", name="Se resultatet").wait_for()
