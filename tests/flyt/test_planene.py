"""Plans from the kommune's strategy to the unit's next year: in a browser, by keyboard, each page on phone and laptop."""

import datetime as dt

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.organisasjon.models import Rollekode
from planer.models import Kompetanseplan, Maal, Tiltak
from tests.flyt.conftest import Reisende
from tests.flyt.sidevakt import SKJERMER, Tobreddevakt
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav
from tests.klokke import skrevet
from tests.nettleser import logg_inn
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import gi_rolle

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]


class Planlegger(Reisende):
    """Someone who works on plans with the keyboard, and gets up for the next one to sit down."""

    def __init__(self, page, client, live_server):
        super().__init__(page, Tobreddevakt(page))
        page.set_viewport_size(SKJERMER["bred"])
        self.client, self.live_server = client, live_server

    def sitter(self, bruker, navn="planer:plan-list", *args):
        """The user is signed in, and has opened a page."""
        logg_inn(self.page, self.client, self.live_server, bruker)
        self.page.goto(self.live_server.url + reverse(navn, args=args))
        self.vakt.undersok()

    def fyll(self, **felt):
        """Fields by the name that the form gives them, in the order of the page."""
        for navn, tekst in felt.items():
            self.tab_til(self.page.locator(f"#id_{navn}"))
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(tekst)

    def sier(self, *deler):
        tekst = self.tekst()
        assert [del_ for del_ in deler if del_ not in tekst] == [], f"{self.page.url}: {tekst}"


@pytest.fixture
def planlegger(page, client, live_server, lager):
    return Planlegger(page, client, live_server)


# --- The kommune's plan ------------------------------------------------------------------------------


def test_hr_makes_the_plan_of_the_kommune_and_it_is_discussed_and_adopted(planlegger, tre, hr, tillitsvalgt):
    gi_rolle(tillitsvalgt, Rollekode.TILLITSVALGT, tre.rot)

    planlegger.sitter(hr)
    plan = hr_lager_kommunens_plan(planlegger)
    hr_skriver_maal_behov_og_tiltak(planlegger)
    hr_skriver_ambisjonen(planlegger)
    hr_kaller_inn(planlegger)

    planlegger.sitter(tillitsvalgt, "planer:plan-vedtak", plan.pk)
    den_tillitsvalgte_sier_sitt(planlegger)

    planlegger.sitter(hr, "planer:plan-vedtak", plan.pk)
    hr_svarer_og_forer_inn_drofting(planlegger)
    hr_sender_saksframlegget(planlegger)
    planlegger.sitter(hr, "planer:plan-vedtak", plan.pk)
    hr_faar_planen_vedtatt(planlegger)

    assert plan.versjoner.get().innhold["behov"][-1]["navn"] == "Norsk på arbeidsplassen"


def hr_lager_kommunens_plan(planlegger):
    planlegger.trykk("link", "Ny plan")
    planlegger.fyll(enhet="Fjordby kommune")
    planlegger.trykk("button", "Videre")
    planlegger.trykk("button", "Lag planen")
    planlegger.sier("Planen er laget. Begynn med målene.")
    return Kompetanseplan.objects.get()


def hr_skriver_maal_behov_og_tiltak(planlegger):
    planlegger.trykk("link", "Nytt eget mål")
    planlegger.fyll(navn="Alle nye ledere er trygge i rollen", indikator="Nye ledere som har fullført lederskolen")
    planlegger.fyll(maaleenhet="%", utgangspunkt="35", maaltall="100")
    planlegger.trykk("button", "Lagre")

    planlegger.trykk("link", "Videre til behov")
    planlegger.trykk("link", "Nytt behov")
    planlegger.fyll(navn="Ledere som kan føre samtaler", har="24", trenger="41", frist="hele perioden")
    planlegger.kryss("Kritisk", True)
    planlegger.trykk("button", "Lagre behovet")
    planlegger.sier("Ledere som kan føre samtaler", "Kritisk", "17")

    planlegger.trykk("link", "Videre til tiltak")
    planlegger.trykk("link", "Nytt tiltak for Ledere som kan føre samtaler")
    planlegger.fyll(navn="Lederskolen, fire samlinger", ansvarlig="HR-sjefen", frist="hvert år")
    planlegger.skriv("Kostnad (valgfritt)", "220 000")
    planlegger.trykk("button", "Lagre tiltaket")
    planlegger.sier("1 tiltak dekker 1 av 1 behov", "220 000 kr")


def hr_skriver_ambisjonen(planlegger):
    planlegger.trykk("link", "Hele planen")
    planlegger.trykk("link", "Skriv : Ambisjon")
    planlegger.gaa_til("textbox", "Tekst (valgfritt)")
    planlegger.page.keyboard.type("Innbyggerne skal møte folk som kan faget sitt.")
    planlegger.trykk("button", "Lagre")
    planlegger.sier("Innbyggerne skal møte folk som kan faget sitt.")


def hr_kaller_inn(planlegger):
    planlegger.trykk("link", "Drøfting og vedtak")
    planlegger.trykk("link", "Kall inn til drøfting")
    planlegger.fyll(mote=skrevet(), melding="Les særlig behovene.")
    planlegger.trykk("button", "Kall inn")
    planlegger.sier("Les særlig behovene.", "Tor Test")


def den_tillitsvalgte_sier_sitt(planlegger):
    """Tor writes what his union means, and what is missing."""
    planlegger.tab_til(planlegger.page.locator("#droftinger ~ * a, section:has(#droftinger) li a").first)
    with planlegger.page.expect_navigation():
        planlegger.page.keyboard.press("Enter")
    planlegger.trykk("link", "Skriv hva dere mener")
    planlegger.fyll(syn="Vi savner dem som ikke er ledere.")
    planlegger.trykk("button", "Lagre")
    planlegger.trykk("link", "Foreslå et behov")
    planlegger.fyll(navn="Norsk på arbeidsplassen", begrunnelse="Rapportene i pleien må kunne leses.")
    planlegger.trykk("button", "Send forslaget")
    planlegger.sier("Vi savner dem som ikke er ledere.", "Norsk på arbeidsplassen")


def hr_svarer_og_forer_inn_drofting(planlegger):
    planlegger.trykk("link", "Ta inn Norsk på arbeidsplassen")
    planlegger.trykk("button", "Ta inn i planen")
    planlegger.trykk("link", "Før inn drøftingen")
    assert planlegger.page.get_by_label("Synspunkter").input_value() == "Vi savner dem som ikke er ledere."
    planlegger.velg("Ble dere enige?", "Partene er enige")
    planlegger.trykk("button", "Lagre drøftingen")
    planlegger.sier("Drøftet", "Partene er enige")


def hr_sender_saksframlegget(planlegger):
    """The plan is put before its body with a case, whose text is proposed from the plan."""
    planlegger.trykk("link", "Send til vedtak")
    planlegger.trykk("button", "Send til vedtak")
    planlegger.trykk("button", "Skriv saksframlegg")
    planlegger.fyll(motedato=skrevet(14), saksnummer="48/26", saksbehandler="Ivar Test")
    planlegger.trykk("button", "Lagre og gå til saken")
    planlegger.trykk("link", "Send saksframlegget")
    planlegger.trykk("button", "Send saksframlegget")
    planlegger.sier("Saksframlegget er sendt og låst.")


def hr_faar_planen_vedtatt(planlegger):
    """The body adopts, HR enters it with the number of the case, and the plan is a document."""
    planlegger.trykk("link", "Vedta planen")
    planlegger.trykk("button", "Vedta planen")
    planlegger.trykk("link", "Versjon 1")
    planlegger.sier("Norsk på arbeidsplassen", "Kommunestyret", "48/26")
    assert planlegger.aapne_pdf("Åpne PDF").startswith(b"%PDF")


# --- A sector and a unit follow it -------------------------------------------------------------------

RETT, LAERING, LEDERE = "Rett kompetanse på rett plass", "Arbeidsplassen er læringsarena", "Ledere gjør hverandre gode"


@pytest.fixture
def strategi(tre):
    """The kommune's adopted strategy, with three goals that carry a figure."""
    i_dag = timezone.localdate()
    plan = lag_plan(
        tre.rot,
        slag=Kompetanseplan.Slag.STRATEGI,
        fra=dt.date(i_dag.year - 1, 1, 1),
        til=dt.date(i_dag.year + 6, 12, 31),
        status=Kompetanseplan.Status.VEDTATT,
        gjelder_fra=i_dag,
    )
    dokument = lag_dokument("Kommuneplanens samfunnsdel", tre.rot, vedtatt=i_dag)
    for nummer, navn in enumerate((RETT, LAERING, LEDERE), start=1):
        over = lag_maal(dokument, f"Satsing {nummer}", nummer=f"{nummer}.1")
        lag_maal(plan, navn, over=over, indikator="Andel med fagbrev", maaleenhet="%", maaltall=85)
    return plan


def test_a_sector_and_a_unit_follow_the_plan_of_the_kommune(
    planlegger, tre, strategi, etatsdirektor, hr, leder, avdelingsdirektor, soker
):
    kompetanse = lag_kompetanse("Sårbehandling")
    lag_krav(tre.prosjekt, kompetanse, antall=2)
    gi_kompetanse(soker, kompetanse, 3)

    planlegger.sitter(etatsdirektor, "planer:plan-create", tre.stab.pk)
    sektoren_bidrar(planlegger)
    sektorplan = Kompetanseplan.objects.get(enhet=tre.stab)
    planlegger.sitter(hr, "planer:plan-vedtak", sektorplan.pk)
    hr_faar_sektorplanen_vedtatt_uten_drofting(planlegger)

    planlegger.sitter(leder)
    enheten_svarer_paa_maalene(planlegger)
    enheten_tar_inn_et_funn(planlegger)
    enheten_lager_et_tiltak(planlegger)
    plan = Kompetanseplan.objects.get(enhet=tre.prosjekt)
    planlegger.sitter(avdelingsdirektor, "planer:plan-vedtak", plan.pk)
    lederen_over_vedtar(planlegger)

    assert list(plan.maal.values_list("navn", "valg")) == [
        (RETT, Maal.Valg.BIDRAR),
        (LAERING, Maal.Valg.LAGT_TIL_SIDE),
    ]
    assert plan.maal.get(navn=RETT).maalinger.get().verdi == 75


def bidra(planlegger, maal, hvordan):
    gruppe = planlegger.page.get_by_role("group", name=f"Bidrar vi? {maal}", exact=True)
    planlegger.trykk("button", "Vi bidrar", innenfor=gruppe)
    planlegger.skriv("Slik bidrar vi (valgfritt)", hvordan)
    planlegger.trykk("button", "Lagre")


def legg_til_side(planlegger, maal, hvorfor):
    gruppe = planlegger.page.get_by_role("group", name=f"Bidrar vi? {maal}", exact=True)
    planlegger.trykk("link", "Legg til side", innenfor=gruppe)
    planlegger.skriv("Hvorfor legger dere det til side?", hvorfor)
    planlegger.trykk("button", "Lagre")


def sektoren_bidrar(planlegger):
    """Eva makes the strategy of Stab, which two goals go on through."""
    planlegger.trykk("button", "Lag planen")
    bidra(planlegger, RETT, "Alle får en plan for sitt fag.")
    bidra(planlegger, LAERING, "Vi deler det vi lærer.")
    legg_til_side(planlegger, LEDERE, "Lederskolen er kommunens.")
    planlegger.sier("To valgt, ett lagt til side")


def hr_faar_sektorplanen_vedtatt_uten_drofting(planlegger):
    planlegger.trykk("link", "Send til vedtak uten drøfting")
    planlegger.fyll(kommentar="Drøftet før systemet ble tatt i bruk.")
    planlegger.trykk("button", "Send til vedtak uten drøfting")
    planlegger.trykk("link", "Vedta planen")
    planlegger.trykk("button", "Vedta planen")
    planlegger.sier("Planen er vedtatt.", "Versjon 1")


def enheten_svarer_paa_maalene(planlegger):
    """Lars has an empty unit: makes its plan, keeps one goal and says how it is measured, and sets the other aside."""
    planlegger.page.get_by_role("link", name="Lag plan for").first.focus()
    with planlegger.page.expect_navigation():
        planlegger.page.keyboard.press("Enter")
    planlegger.trykk("button", "Lag planen")
    assert planlegger.page.get_by_text(LEDERE).count() == 0
    bidra(planlegger, RETT, "Tre tar fagbrev.")
    legg_til_side(planlegger, LAERING, "Det hadde vi som mål i fjor.")
    planlegger.trykk("link", RETT)
    planlegger.skriv("Verdi", "45 av 60")
    planlegger.trykk("button", "Legg inn måling")
    planlegger.sier("75 %")


def enheten_tar_inn_et_funn(planlegger):
    planlegger.trykk("link", "Mål")
    planlegger.trykk("link", "Videre til behov")
    planlegger.trykk("button", "Ta inn Sårbehandling: bare én kan det")
    planlegger.sier("Alle funn har fått svar", "1 behov")
    planlegger.trykk("link", "Skriv Turnover")
    planlegger.fyll(ser="Seks av fjorten er nye.")
    planlegger.page.get_by_role("status").filter(has_text="Lagret").wait_for()
    planlegger.trykk("link", "Lukk")
    planlegger.sier("Seks av fjorten er nye.", "Én av sju har svar")


def enheten_lager_et_tiltak(planlegger):
    planlegger.trykk("link", "Videre til tiltak")
    planlegger.trykk("link", "Nytt tiltak for Sårbehandling")
    planlegger.fyll(navn="Hospitere hos sårsykepleier", ansvarlig="Lars Test", frist=skrevet(60))
    planlegger.trykk("button", "Lagre tiltaket")
    planlegger.sier("1 tiltak dekker 1 av 1 behov")
    planlegger.trykk("link", "Videre til vedtak")
    planlegger.trykk("link", "Send til vedtak")
    planlegger.trykk("button", "Send til vedtak")


def lederen_over_vedtar(planlegger):
    planlegger.trykk("link", "Vedta planen")
    planlegger.trykk("button", "Vedta planen")
    planlegger.trykk("link", "Versjon 1")
    planlegger.sier("Sårbehandling", "Hospitere hos sårsykepleier", "Avdelingsdirektør")


# --- A plan that exists comes in from Word -----------------------------------------------------------


@pytest.fixture
def wordfil(tmp_path):
    """A plan as units write them: other headings in another order, one table for each theme, amounts in words."""
    dokument = docx.Document()
    dokument.add_paragraph("Vi skal ta bedre imot nye.")
    for overskrift, rader in (
        ("Nye medarbeidere", [("Mentor til alle nye", "Trygge i jobben", "Fagleder", "hele året", "")]),
        (
            "Fag",
            [
                ("Kurs i sår, to dager", "Sårbehandling", "Lars Test", "høsten 2027", "Kr. 35.000,-"),
                ("Hospitering", "", "Fagleder", "uke 12–14", "dekkes av egen drift"),
            ],
        ),
    ):
        dokument.add_heading(overskrift, level=2)
        tabell = dokument.add_table(rows=1, cols=5)
        for rad in (("Aktivitet", "Utfordring", "Ansv.", "Når", "Pris"), *rader):
            celler = tabell.rows[0].cells if rad[0] == "Aktivitet" else tabell.add_row().cells
            for celle, tekst in zip(celler, rad, strict=True):
                celle.text = tekst
    dokument.save(tmp_path / "Kompetanseplan.docx")
    return tmp_path / "Kompetanseplan.docx"


def test_a_plan_comes_in_from_a_word_file(planlegger, tre, leder, wordfil):
    plan = lag_plan(tre.prosjekt)

    planlegger.sitter(leder, "planer:plan-maal", plan.pk)
    planlegger.trykk("link", "Hent inn fra Word eller Excel")
    planlegger.velg_fil("Fil (valgfritt)", wordfil)
    planlegger.trykk("button", "Last opp og kontroller")
    planlegger.trykk("button", "Kontroller filen")
    planlegger.sier("Ser dette riktig ut?", "Kurs i sår, to dager")
    planlegger.trykk("button", "Lagre importen")

    planlegger.sitter(leder, "planer:plan-handlingsplan", plan.pk)
    planlegger.sier("Mentor til alle nye", "35 000 kr", "dekkes av egen drift", "høsten 2027")
    assert {ett.navn: str(ett.ansvarlig or ett.ansvarlig_tekst) for ett in plan.tiltak.all()} == {
        "Mentor til alle nye": "Fagleder",
        "Kurs i sår, to dager": "Lars Test",
        "Hospitering": "Fagleder",
    }
    assert "Vi skal ta bedre imot nye." in "".join(plan.seksjoner.values_list("tekst", flat=True))


# --- The year is over --------------------------------------------------------------------------------


def test_a_plan_is_followed_evaluated_and_rolled_over(planlegger, tre, leder):
    plan = lag_plan(
        tre.prosjekt,
        aar=timezone.localdate().year - 1,
        status=Kompetanseplan.Status.VEDTATT,
        gjelder_fra=dt.date(timezone.localdate().year - 1, 1, 1),
    )
    behov = lag_behov(plan, "Flere som kan veilede")
    for navn in ("Veilederutdanning", "Makkerordning", "Studietur"):
        lag_tiltak(plan, navn, behov=[behov])

    planlegger.sitter(leder, "planer:plan-underveis", plan.pk)
    lederen_sier_hvordan_det_gikk(planlegger)
    lederen_evaluerer(planlegger)
    ny = lederen_ruller(planlegger, plan)

    assert dict(plan.tiltak.values_list("navn", "status"))["Studietur"] == Tiltak.Status.STOPPET
    assert list(ny.tiltak.values_list("navn", flat=True)) == ["Makkerordning"]
    planlegger.sitter(leder, "planer:plan-rull", plan.pk)
    planlegger.trykk("button", f"Lag planen for {ny.til.year}")
    assert list(Kompetanseplan.objects.filter(forgjenger=plan)) == [ny]


def lederen_sier_hvordan_det_gikk(planlegger):
    for navn, tilstand in (("Veilederutdanning", "Gjennomført"), ("Makkerordning", "Som planlagt")):
        _si(planlegger, navn, tilstand)
    _si(planlegger, "Studietur", "Stoppet")
    planlegger.trykk("button", "Lagre status", feil=True)
    tiltaket = planlegger.page.get_by_role("region", name="Studietur")
    planlegger.velg_fra_liste("Grunn (valgfritt)", "For lite til å virke", innenfor=tiltaket)
    planlegger.trykk("button", "Lagre status")
    planlegger.sier("Status er lagret.")


def _si(planlegger, tiltak, tilstand):
    tiltaket = planlegger.page.get_by_role("region", name=tiltak)
    planlegger.tab_til(tiltaket.get_by_role("radio").first)
    for _plass in range(4):
        if tiltaket.get_by_role("radio", name=tilstand, exact=True).evaluate("e => e === document.activeElement"):
            break
        planlegger.page.keyboard.press("ArrowDown")
    planlegger.page.keyboard.press("Space")
    assert tiltaket.get_by_role("radio", name=tilstand, exact=True).is_checked()


def lederen_evaluerer(planlegger):
    planlegger.trykk("link", "Evaluer planen")
    planlegger.fyll(ga="Nye blir. Tre kan veilede nå.", endres="Vi begynner med avdeling 2.")
    planlegger.trykk("button", "Lagre")
    planlegger.sier("Nye blir. Tre kan veilede nå.")


def lederen_ruller(planlegger, plan):
    """The next plan opens with what the last one gave."""
    planlegger.trykk("link", "Rull planen")
    planlegger.trykk("button", f"Lag planen for {plan.til.year + 1}")
    planlegger.sier("Planen er rullert.", "Vi begynner med avdeling 2.", "Veilederutdanning", "Makkerordning")
    ny = Kompetanseplan.objects.get(forgjenger=plan)
    planlegger.trykk("link", "Hele planen")
    planlegger.sier("Makkerordning", "Flere som kan veilede")
    return ny
