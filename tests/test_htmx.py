"""htmx in a real browser: markup that someone typed does nothing in the session of the one who reads it."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html

from kompetanse.felles import vegg
from soknader.mbu import saksgang as mbusak
from soknader.models import Soknadsoppsett
from tests.nettleser import logg_inn
from tests.soknader.mbu_factories import lag_klar_sak

MALER = Path(settings.BASE_DIR) / "templates"
HULL = '<div id="hull">'
ANGREP = [
    '<div hx-post="{adresse}" hx-trigger="load"></div>',
    '<div data-hx-post="{adresse}" data-hx-trigger="load"></div>',
    '<div hx-get="{adresse}" hx-trigger="load"></div>',
    '<div data-htmx="" hx-post="{adresse}" hx-trigger="load" hx-include="[name=csrfmiddlewaretoken]"></div>',
    '<div hx-on:htmx:load="htmx.ajax(\'POST\', \'{adresse}\')" hx-trigger="load" hx-get="/"></div>',
]


@pytest.fixture
def sak(etatsdirektor, hr):
    """A case that waits for the director to send it."""
    return mbusak.til_godkjenning(lag_klar_sak(hr), bruker=hr)


@pytest.fixture
def adresse(sak):
    return reverse("soknader:mbusak-step", args=[sak.pk, "send"])


@pytest.fixture
def side(page, client, live_server, etatsdirektor):
    """The director's browser; `page.bedt_om` holds what was asked for, as (method, path)."""
    logg_inn(page, client, live_server, etatsdirektor)
    page.bedt_om = []
    page.on("request", lambda foresporsel: page.bedt_om.append((foresporsel.method, foresporsel.url)))
    return page


def aapne(side, live_server):
    side.goto(live_server.url + reverse("soknader:soknad-create"))
    side.wait_for_load_state("networkidle")


def er_sendt(sak):
    with vegg.innenfor(sak.kommune_id):
        sak.refresh_from_db()
        return sak.status == sak.Status.SENDT


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("angrep", ANGREP)
def test_what_hr_saved_does_not_act_for_the_director(side, live_server, sak, adresse, angrep):
    tekst = angrep.format(adresse=adresse)
    with vegg.innenfor(sak.kommune_id):
        Soknadsoppsett.objects.update(tverrgaaende_tekst=tekst)

    aapne(side, live_server)

    assert tekst in side.inner_text("main")
    assert [ett for ett in side.bedt_om if adresse in ett[1]] == []
    assert not er_sendt(sak)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("angrep", ANGREP)
def test_markup_that_came_into_a_page_all_the_same_does_not_act(side, live_server, sak, adresse, angrep):
    def med_hull(rute):
        svar = rute.fetch()
        rute.fulfill(
            response=svar, body=svar.text().replace("</main>", f"{HULL}{angrep.format(adresse=adresse)}</div></main>")
        )

    side.route("**" + reverse("soknader:soknad-create"), med_hull)
    aapne(side, live_server)

    assert side.locator("#hull > div").count() == 1
    assert [ett for ett in side.bedt_om if adresse in ett[1]] == []
    assert not er_sendt(sak)


def test_all_that_is_meant_to_act_bears_the_mark():
    uten_merke = [
        (str(fil.relative_to(MALER)), nr)
        for fil in MALER.rglob("*.html")
        for nr, linje in enumerate(fil.read_text().splitlines(), start=1)
        if any(f" hx-{verb}=" in linje for verb in ("get", "post")) and "{% htmx_merke %} hx-" not in linje
    ]

    assert uten_merke == []


def test_the_mark_is_the_sessions_own(client, soker, hr):
    merker = []
    for bruker in (soker, soker, hr):
        client.force_login(bruker)
        svar = client.get(reverse("soknader:soknad-list"))
        merker.append(html.fromstring(svar.content).xpath("//meta[@name='htmx-config']/@content")[0])

    assert merker[0] == merker[1]
    assert merker[0] != merker[2]


def test_a_field_with_suggestions_bears_the_mark_in_every_kind_of_form(client, tre, hr, leder):
    client.force_login(hr)
    sider = [
        reverse("organisasjon:enhet-move", args=[tre.ikt.pk]),
        reverse("organisasjon:rolle-create"),
        reverse("organisasjon:rolle-list"),
        reverse("organisasjon:oppslag-list"),
    ]

    for adresse in sider:
        side = html.fromstring(client.get(adresse).content)
        innstillinger = json.loads(side.xpath("//meta[@name='htmx-config']/@content")[0])
        merker = side.xpath("//input[@hx-get]/@data-htmx")
        assert merker, adresse
        assert all(f'"{merke}"' in innstillinger["disableSelector"] for merke in merker), adresse
