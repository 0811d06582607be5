"""From a measure to what was learnt of it: a course is announced, held and evaluated on four levels, and its one sentence
stands where the next decision is made.

People meet the pages where they act: at the keyboard, at the door and on a phone without login. Where many do the same, the
others do it by the process behind the page. The clock is moved by the test, and what the report says is worked out here on
its own.
"""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from evaluering.models import Evaluering, Innsamling, Svarer
from evaluering.svar import avlegging, klokka, lenker
from evaluering.svar.avlegging import Adgang
from evaluering.svar.sporreskjema import stilte
from kartlegging.models import Personkompetanse
from kurs.dager.bilde import Aaret
from kurs.dager.person import Personbilde
from kurs.models import Kjoring, Kursplass
from kurs.oppmote import dor
from kurs.paamelding import paamelding
from planer.aaret import rullering
from soknader.mbu import saksgang as mbusak
from tests.felles.pdf_sjekk import pdf_text
from tests.flyt.sidevakt import TIMEOUT
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag, skrevet
from tests.nettleser import axe, logg_inn, trykk, undersok
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.mbu_factories import lag_avgjort

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]
Status, Moment = Kursplass.Status, Innsamling.Moment
NAVN = "Se forverring tidlig"
KURSDAG = 21
LAERT = "Øv ved senga, og kjøp ett måleapparat til på hver avdeling først."
# What each of the twelve answered: how it was, what they do, and what their leader sees.
FORNOYD = (5, 5, 4, 4, 4, 3, 5, 4, 2, 4, 5, 3)
BRUKER = (5, 4, 4, 4, 3, 5, 4, 4, 2, 4, 5, 4)
SER = (4, 4, 3, 4, 3, 4, 2, 4, 2, 3, 4, 4)
FOLK = (
    "Anne",
    "Bjørn",
    "Cecilie",
    "David",
    "Elin",
    "Fredrik",
    "Grete",
    "Hans",
    "Inger",
    "Jonas",
    "Kristin",
    "Leif",
    "Mia",
)


@pytest.fixture
def kompetanse(kommune):
    return lag_kompetanse("Observere forverring", nivaaer=False)


@pytest.fixture
def tiltak(tre, leder, kompetanse):
    """A measure of the unit's adopted plan, with a goal that is measured, twelve seats and central money."""
    plan = lag_plan(tre.prosjekt, status="vedtatt", gjelder_fra=dag(-30))
    felt = {"indikator": "Innleggelser i måneden", "retning": "ned", "maaltall": 4, "utgangspunkt": 8}
    maal = lag_maal(plan, "Færre akutte innleggelser", utgangspunkt_dato=dag(-10), **felt)
    behov = lag_behov(plan, "Flere som ser forverring", kompetanse=kompetanse, maal=[maal])
    felt = {"status": "i_gang", "antall": 12, "ansvarlig": leder.person, "fra": dag(KURSDAG), "frist": dag(KURSDAG)}
    return lag_tiltak(plan, NAVN, behov=[behov], maal=[maal], kostnader=[("sentralt", 60_000)], **felt)


@pytest.fixture
def folk(tre, leder):
    return [lag_bruker(navn, tre.prosjekt) for navn in FOLK]


@pytest.fixture
def nettleser(page, client, live_server):
    """Someone who is signed in, in front of a page."""
    page.set_default_timeout(TIMEOUT)

    def aapne(bruker, adresse):
        logg_inn(page, client, live_server, bruker)
        page.goto(live_server.url + adresse)
        return page

    return aapne


@pytest.fixture
def telefon(browser, live_server):
    """A phone that nobody is signed in on."""

    def aapne(adresse):
        ny = browser.new_context(locale="nb-NO", viewport={"width": 320, "height": 800}).new_page()
        ny.set_default_timeout(TIMEOUT)
        ny.goto(live_server.url + adresse)
        return ny

    return aapne


def om(dager, klokken="09:05"):
    """`with om(21):` so many days from today at an hour, and the clock goes on."""
    time, minutt = map(int, klokken.split(":"))
    naar = timezone.make_aware(dt.datetime.combine(dag(dager), dt.time(time, minutt)))
    return time_machine.travel(naar.astimezone(dt.UTC), tick=True)


def test_what_a_course_gave_stands_where_the_next_decision_is_made(
    nettleser, telefon, client, tiltak, folk, leder, soker, hr, kompetanse
):
    lag_ramme()
    lag_avgjort(leder, tiltak=tiltak, satsingsomraade=None)
    kjoring = kurset_kunngjores(nettleser, tiltak, leder)
    evaluering = evalueringen_planlegges(nettleser, kjoring, leder)
    deltakere = tolv_faar_plass(nettleser, kjoring, folk)
    with om(KURSDAG - 3):
        alle_svarer(evaluering, Moment.FOER, lambda plass, som: 2)
    with om(KURSDAG):
        alle_kommer_inn_doera(nettleser, kjoring, deltakere, leder)
    with om(KURSDAG, "16:00"):
        det_staar_i_registeret(nettleser, kjoring, deltakere, leder, kompetanse)
        tolv_svarer_med_en_gang(telefon, evaluering, deltakere)
    with om(KURSDAG + 121):
        de_og_lederen_svarer_paa_det_samme(telefon, evaluering)
    with om(KURSDAG + 280):
        indikatoren_maales(nettleser, tiltak.maal.get(), leder)
        rapporten_sier_det_som_er_sant(nettleser, client, evaluering, leder)
        setningen_staar_der_neste_beslutning_tas(client, tiltak, kompetanse, leder, soker, hr)


def kurset_kunngjores(nettleser, tiltak, leder):
    """From the measure, which has said most of it, also the seats and the cost; a date, and open for all that it is for."""
    side = nettleser(leder, tiltak.get_absolute_url())
    trykk(side, "link", "Lag kurs av tiltaket")
    undersok(side, "Kurs av et tiltak")
    trykk(side, "button", "Lagre og gå videre")
    for felt, verdi in {"Dato": skrevet(KURSDAG), "Fra": "9", "Til": "15.00", "Halve dager (valgfritt)": "2"}.items():
        side.get_by_role("group", name="Dato 1").get_by_label(felt, exact=True).fill(verdi)
    side.get_by_label("Sted (valgfritt)", exact=True).fill("Rådhuset")
    undersok(side, "Når holdes kurset?")
    trykk(side, "button", "Lagre")
    trykk(side, "link", "Åpne for påmelding")
    trykk(side, "button", "Åpne for påmelding")
    undersok(side, NAVN)
    kjoring = Kjoring.objects.get(kurs__tiltak=tiltak)
    assert (kjoring.status, kjoring.plasser, kjoring.kostnad) == (Kjoring.Status.AAPEN, 12, 60_000)
    return kjoring


def evalueringen_planlegges(nettleser, kjoring, leder):
    """All four levels, as the rules propose for what costs so much, and one thing that people shall be seen doing."""
    side = nettleser(leder, reverse("evaluering:evaluering-create-kjoring", args=[kjoring.pk]))
    side.get_by_label("Det vi skal se at folk gjør").fill("Melder fra når noen blir dårligere")
    undersok(side, "Planlegg evaluering")
    trykk(side, "button", "Planlegg evalueringen")
    evaluering = Evaluering.objects.get(kjoring=kjoring)
    assert [niva.niva for niva in evaluering.nivaaer.all()] == [1, 2, 3, 4]
    return evaluering


def tolv_faar_plass(nettleser, kjoring, folk):
    """The first by herself on a page, the others by the process; whoever waits gets the place that is given up."""
    side = nettleser(folk[0], kjoring.get_absolute_url())
    trykk(side, "link", "Meld deg på")
    undersok(side)
    trykk(side, "button", "Meld meg på")
    for bruker in folk[1:]:
        paamelding.meld_paa(kjoring, [bruker.person], bruker=bruker)
    ventende = Kursplass.objects.get(person=folk[-1].person)
    assert ventende.status == Status.VENTELISTE

    paamelding.meld_av(Kursplass.objects.get(person=folk[1].person), bruker=folk[1])

    ventende.refresh_from_db()
    assert ventende.status == Status.PLASS
    return [folk[0], *folk[2:]]


def alle_kommer_inn_doera(nettleser, kjoring, deltakere, leder):
    """The code on the wall; one presses the button on a phone."""
    samling = dor.ny_kode(kjoring.samlinger.get(), bruker=leder)
    side = nettleser(deltakere[0], reverse("dor:samling", args=[samling.kode]))
    undersok(side, NAVN)
    trykk(side, "button", "Jeg er her")
    side.get_by_text("Du er ført som til stede").wait_for()
    for bruker in deltakere[1:]:
        dor.kom_inn(samling, dor.plassen(samling, bruker.person_id), bruker=bruker)


def det_staar_i_registeret(nettleser, kjoring, deltakere, leder, kompetanse):
    """Completed when it is over: the competence of each, and two half days."""
    side = nettleser(leder, kjoring.get_absolute_url())
    trykk(side, "link", "Kurset er gjennomført")
    undersok(side, f"Fullfør: {NAVN}")
    trykk(side, "button", "Kurset er gjennomført")
    har = Personkompetanse.objects.filter(kompetanse=kompetanse).values_list("person", flat=True)
    assert sorted(har) == sorted(bruker.person_id for bruker in deltakere)
    aaret = Aaret.hittil(dag().year)
    assert {Personbilde(bruker.person, aaret).sum.dager for bruker in deltakere} == {Decimal(1)}


# --- What was answered ------------------------------------------------------------------------------


def tolv_svarer_med_en_gang(telefon, evaluering, deltakere):
    """As it ends: one by the code on the wall, the others by their links; when all have answered, it closes."""
    alle_svarer(evaluering, Moment.SLUTT, lambda plass, som: 4 + plass % 2, nivaaer=[2])
    klokka.aapne_og_lukk()
    innsamling = Innsamling.objects.get(niva__evaluering=evaluering, niva__niva=1)
    side = telefon(reverse("svar:skjema", args=[innsamling.kode]))
    assert axe(side).violations_count == 0
    for stilt in stilte(innsamling):
        if stilt.sporsmal.slag == "skala":
            side.get_by_role("radiogroup", name=stilt.tekst).get_by_role("radio", name="5").check()
    side.get_by_role("button", name="Send svaret").press("Enter")
    side.get_by_text("Takk").first.wait_for()
    side.context.close()
    for lenke, verdi in zip(innsamling.lenker.all(), FORNOYD[1:], strict=False):
        avlegging.svar(Adgang(innsamling, lenke.nokkel, lenke), svarene(innsamling, lenke, verdi))
    klokka.aapne_og_lukk()
    innsamling.refresh_from_db()
    assert (innsamling.lukket is not None, innsamling.besvart, innsamling.svar.count()) == (True, 12, 0)


def de_og_lederen_svarer_paa_det_samme(telefon, evaluering):
    """Months later; one of them on a phone."""
    klokka.aapne_og_lukk()
    innsamling = Innsamling.objects.get(niva__evaluering=evaluering, niva__niva=3, moment=Moment.ETTER)
    lenke = innsamling.lenker.filter(som=Svarer.LEDER).order_by("om").first()
    side = telefon(lenker.sti(lenke))
    assert axe(side).violations_count == 0
    side.context.close()
    alle_svarer(evaluering, Moment.ETTER, lambda plass, som: (BRUKER if som == Svarer.DELTAKER else SER)[plass])
    klokka.aapne_og_lukk()


def alle_svarer(evaluering, moment, verdi, nivaaer=(2, 3)):
    """Everybody who has a link to what is open now, in the order of the participants; the clock opens it first."""
    klokka.aapne_og_lukk()
    for innsamling in Innsamling.objects.filter(niva__evaluering=evaluering, niva__niva__in=nivaaer, moment=moment):
        for som in (Svarer.DELTAKER, Svarer.LEDER):
            for plass, lenke in enumerate(innsamling.lenker.filter(som=som).order_by("om")):
                avlegging.svar(Adgang(innsamling, lenke.nokkel, lenke), svarene(innsamling, lenke, verdi(plass, som)))


def svarene(innsamling, lenke, verdi):
    return {ett.nokkel: verdi for ett in stilte(innsamling, lenke.som) if ett.sporsmal.slag == "skala"}


# --- What it came to ---------------------------------------------------------------------------------


def indikatoren_maales(nettleser, maal, leder):
    """Half of what it was, as somebody writes on the page of the goal."""
    side = nettleser(leder, maal.get_absolute_url())
    side.get_by_label("Verdi", exact=True).fill("4")
    trykk(side, "button", "Legg inn måling")
    assert [maaling.verdi for maaling in maal.maalinger.all()] == [4]


def rapporten_sier_det_som_er_sant(nettleser, client, evaluering, leder):
    """Four levels, on the page and in the PDF; the figures are worked out here."""
    side = nettleser(leder, reverse("evaluering:rapport-detail", args=[evaluering.pk]))
    undersok(side, NAVN)
    pdf = pdf_text(client.get(reverse("evaluering:rapport-pdf", args=[evaluering.pk])).content)
    fornoyde, bruker, ser = (
        round(100 * sum(svar >= 4 for svar in alle) / len(alle)) for alle in (FORNOYD, BRUKER, SER)
    )
    for tekst in (" ".join(side.inner_text("main").split()), pdf):
        for sagt in (f"{fornoyde} %", "12 av 12 svarte", f"{bruker} / {ser} %", "−50 %"):
            assert sagt in tekst, (sagt, tekst)
    trykk(side, "link", "Skriv konklusjonen")
    side.get_by_label("Gjør det igjen, men annerledes").check()
    side.get_by_label("Det vi lærte, i én setning").fill(LAERT)
    trykk(side, "button", "Lagre konklusjonen")
    assert LAERT in side.inner_text("main")


def setningen_staar_der_neste_beslutning_tas(client, tiltak, kompetanse, leder, soker, hr):
    """In next year's plan, in the next similar application and in the case to the board; the thread ends in it."""
    ny = rullering.rull(tiltak.plan, bruker=leder)
    assert LAERT in sett_av(client, leder, reverse("planer:plan-tiltak", args=[ny.pk]))
    behov = lag_behov(ny, kompetanse=kompetanse)
    soknad = lag_soknad(soker, tiltak=lag_tiltak(ny, "Se forverring tidlig, nye", behov=[behov]), satsingsomraade=None)
    assert LAERT in sett_av(client, soker, reverse("soknader:soknad-edit", args=[soknad.pk, "effekt"]))
    assert LAERT in mbusak.opprett(bruker=hr).evaluering_tekst
    assert LAERT in sett_av(client, hr, reverse("oversikt:traad-detail", args=["tiltak", tiltak.pk]))


def sett_av(client, bruker, adresse):
    client.force_login(bruker)
    return client.get(adresse).content.decode()
