"""The walk from a measure to its money in a real browser: applied for, granted in a meeting, told to MBU."""

import datetime as dt

import pytest

from soknader.mbu import saksgang as mbu
from soknader.models import Soknad
from soknader.sak import saksgang
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme
from tests.soknader.mbu_factories import lag_klar_sak
from tests.soknader.moter import vedta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tiltak(tre):
    plan = lag_plan(tre.prosjekt, status="vedtatt", gjelder_fra=dt.date(2020, 1, 1))
    maal = lag_maal(plan, "Vi leverer oftere")
    behov = lag_behov(plan, "Smidig arbeid", maal=[maal], beskrivelse="Prosjektene stopper.")
    frist = dt.date(plan.aar, 12, 31)
    felt = {"maalgruppe": "medarbeidere", "antall": 24, "fra": frist, "frist": frist, "evaluering": "Spørsmål etterpå."}
    return lag_tiltak(plan, "Smidig dag", behov=[behov], kostnader=[("sentralt", 35_000)], **felt)


@pytest.mark.usefixtures("uten_pdf")
def test_a_measure_becomes_an_application_and_comes_back_with_its_money_and_the_case_to_mbu(
    page, client, live_server, tiltak, soker, avdelingsdirektor, hr, hr_leder, etatsdirektor
):
    lag_ramme()
    page.set_default_timeout(15_000)
    logg_inn(page, client, live_server, soker)
    page.goto(live_server.url + tiltak.get_absolute_url())
    trykk(page, "link", "Søk om midler")
    page.get_by_role("radio", name="Kompetanse på tvers av avdelinger").focus()
    page.keyboard.press("Space")
    undersok(page)
    trykk(page, "button", "Lag søknaden")

    undersok(page)
    assert "Dette mangler" not in page.inner_text("main")
    assert page.get_by_role("link", name="Vi leverer oftere").is_visible()
    trykk(page, "button", "Send til avdelingsdirektør")
    soknad = Soknad.objects.get()
    assert soknad.status == "til_behandling"

    saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    vedta(saksgang.innstill(soknad, bruker=hr_leder), hr)
    sak = mbu.send(mbu.til_godkjenning(lag_klar_sak(hr), bruker=hr), bruker=etatsdirektor)
    page.goto(live_server.url + tiltak.get_absolute_url())

    undersok(page)
    midler = (
        page.get_by_role("region", name="Søknader om sentrale midler").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    )
    for hva in (soknad.nummer, "Innvilget", "35 000 kr", sak.saksnummer):
        assert hva in midler
