"""The thread holds: from two phones in a unit's meeting to the money on the measure, and the whole line shown at the end.

The pages on the way are walked where they live (`tests/planer`, `tests/soknader`); here people meet at the two ends, in a
browser, and the processes carry what they said from the one to the other.
"""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.samskriving import Endring
from kompetanse.oversikt.rodtraad.ledd import Slag, Tilstand
from kompetanse.oversikt.rodtraad.traad import traad
from planer.drofting import forberedelse, forslag, mote, tavle
from planer.models import Innspill, Kompetanseplan, Maalkobling, Punkt, Samtale, Tiltak, Tiltaksforslag, Tiltaksmidler
from planer.person import avtale
from planer.samtale import gjennomforing
from planer.tiltak import styring
from planer.tiltak.styring import Kostnad
from soknader.models import Soknad
from soknader.sak import fra_tiltak, rapport, saksgang, utkast
from tests.flyt.sidevakt import TIMEOUT
from tests.klokke import aar, dag
from tests.nettleser import logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, verdi
from tests.planer.samtale.factories import inviter
from tests.soknader.factories import lag_ramme
from tests.soknader.mbu_factories import lag_sendt_sak
from tests.soknader.moter import vedta

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]
LAPPER = ("Nye vet ikke hvem de skal spørre", "Alle bør kunne veilede")


@pytest.fixture
def planer(tre):
    """The kommune's plan with a goal from above, and those of the two units; all adopted."""
    vedtatt = {"status": Kompetanseplan.Status.VEDTATT, "gjelder_fra": dag(-1)}
    kommunens = lag_plan(tre.rot, **vedtatt)
    over = lag_maal(lag_dokument(enhet=tre.rot), "Arbeidsplassen er læringsarena")
    lag_maal(kommunens, over.navn, over=over, valg="bidrar")
    enhetene = [lag_plan(enhet, overordnet=kommunens, **vedtatt) for enhet in (tre.prosjekt, tre.barnehager)]
    return [kommunens, *enhetene]


def test_what_two_phones_wrote_becomes_a_measure_that_gets_its_money(
    page, browser, client, live_server, lager, tre, planer, hr, leder, soker, avdelingsdirektor, hr_leder, etatsdirektor
):
    lag_ramme()
    drofting = enheten_drofter(browser, live_server, planer[1], leder)
    lederen_foreslaar(drofting, leder)
    tiltak = det_avgjores_som_felles(planer[0], [tre.prosjekt, tre.barnehager], hr)
    for plan in planer[1:]:
        assert list(Tiltak.objects.felles_i(plan)) == [tiltak]

    hun_tar_det_med_fra_samtalen(tiltak, soker, leder)
    soknad = det_sokes_og_innvilges(tiltak, soker, avdelingsdirektor, hr_leder, hr)
    lag_sendt_sak(hr, etatsdirektor)
    rapporten_leveres(soknad, soker)

    assert Tiltaksmidler.objects.get(tiltak=tiltak).innvilget == soknad.soknadsbelop
    traaden_holder(page, client, live_server, tiltak, hr)


def enheten_drofter(browser, live_server, plan, leder):
    """Two phones, which nobody is signed in on, write a note each."""
    drofting = forberedelse.begynn(plan, bruker=leder)
    rom = mote.start(drofting, bruker=leder)
    mote.gaa_til(drofting, Punkt.BEHOV, bruker=leder)
    mote.innstill(drofting, Endring({"moderert": False}), bruker=leder)
    for tekst in LAPPER:
        telefon = browser.new_context(locale="nb-NO", viewport={"width": 390, "height": 800}).new_page()
        telefon.set_default_timeout(TIMEOUT)
        telefon.goto(live_server.url + reverse("telefon:rom", args=[rom.kode]))
        telefon.locator("#telefon textarea").fill(tekst)
        telefon.get_by_role("button", name="Send innspillet").click()
        telefon.locator(".sendt").get_by_text(tekst).wait_for()
        telefon.context.close()
    return drofting


def lederen_foreslaar(drofting, leder):
    """Grouped, critical, and one measure for the whole organisation; then the meeting is over."""
    lapper = list(Innspill.objects.filter(drofting=drofting).values_list("pk", flat=True))
    assert len(lapper) == len(LAPPER)
    gruppe = tavle.samle(drofting, lapper, "Veiledning av nye", bruker=leder)
    tavle.merk(drofting, gruppe.pk, True, bruker=leder)
    ett = Tiltaksforslag(drofting=drofting, gruppe=gruppe, navn="Veilederkurs", kritisk=True, for_hele=True)
    forslag.foreslaa(ett, bruker=leder)
    mote.avslutt(drofting, Endring({}), bruker=leder)


def det_avgjores_som_felles(plan, enhetene, hr):
    """What the units proposed stands in the kommune's plan, common for those it concerns, paid by central money."""
    ett = Tiltaksforslag.objects.til_innstilling().get()
    rundt = {
        "behov": [lag_behov(plan, ett.gruppe.navn, kritisk=True, maal=plan.maal.all())],
        "felles_for": enhetene,
        "kostnader": [Kostnad(aar(), verdi("kilde", "sentralt"), Decimal(35_000))],
    }
    felt = {"antall": 24, "maalgruppe": "Medarbeidere", "evaluering": "Nye spørres etter fire måneder."}
    tiltak = Tiltak(plan=plan, navn=ett.navn, status="i_gang", fra=dag(0), frist=dag(20), **felt)
    return styring.lagre(tiltak, Endring(rundt), bruker=hr)


def hun_tar_det_med_fra_samtalen(tiltak, soker, leder):
    """The talk is held, the measure is her next step, and both say yes."""
    (samtale,) = inviter(leder, soker)
    samtale = gjennomforing.hold(Samtale.objects.get(pk=samtale.pk), timezone.localdate(), bruker=leder)
    gjennomforing.ta_med(samtale, tiltak, bruker=leder)
    assert Maalkobling.objects.get().tiltak == tiltak
    for bruker in (leder, soker):
        plan = Kompetanseplan.objects.get(pk=samtale.plan_id)
        avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)


def det_sokes_og_innvilges(tiltak, soker, avdelingsdirektor, hr_leder, hr):
    """Filled in from the measure; the line recommends it, and the group grants it."""
    soknad = fra_tiltak.opprett(tiltak, bruker=soker, kompetansetype=Soknad.Kompetansetype.TVERRGAAENDE)
    assert (soknad.tittel, soknad.soknadsbelop, utkast.mangler(soknad)) == (tiltak.navn, Decimal(35_000), [])
    soknad = saksgang.send_inn(soknad, bruker=soker)
    soknad = saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    vedta(saksgang.innstill(soknad, bruker=hr_leder), hr)
    return Soknad.objects.get(pk=soknad.pk)


def rapporten_leveres(soknad, soker):
    svar = {"faktisk_kostnad": Decimal(30_000), "antall_deltakere": 22, "gjennomfort": "To kursdager."}
    rapport.lever_rapport(soknad, bruker=soker, resultat="Alle nye fikk en veileder.", **svar)


def traaden_holder(page, client, live_server, tiltak, hr):
    """The whole line, without a break; her plan is not in it, not even as a number that is too small."""
    linjen = {ledd.slag: ledd.tilstand for ledd in traad(tiltak, hr).ledd}
    assert {slag for slag, tilstand in linjen.items() if tilstand != Tilstand.HOLDER} == {Slag.NESTE}
    page.set_default_timeout(TIMEOUT)
    logg_inn(page, client, live_server, hr)
    page.goto(live_server.url + tiltak.get_absolute_url())
    trykk(page, "link", "Vis rød tråd")
    undersok(page, "Rød tråd: Veilederkurs")
    tekst = page.locator("main").inner_text()
    for sagt in ("Arbeidsplassen er læringsarena", "Innvilget 35", "30\xa0000\xa0kr brukt", "22 deltakere", "MBU"):
        assert sagt in tekst, tekst
    assert "ingen, eller for få" in tekst
    page.get_by_role("link", name="Deltakere: 22 deltakere. Holder.").first.wait_for(state="attached")
