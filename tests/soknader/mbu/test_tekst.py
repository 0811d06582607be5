"""The sentences that a case to MBU proposes."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from kompetanse.felles.formats import dato
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Rolletype
from soknader.mbu import saksgang
from soknader.mbu.documents import mbusak_context
from soknader.models import Justering, Kjedesteg, Motesak, Postering, Soknadsoppsett, Vedtak
from tests.klokke import aar, dag
from tests.planer.factories import evaluer, lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.mbu_factories import avslutt, lag_avgjort, lag_mote_i_gang, lag_sendt, lag_sendt_sak

HARDT = "\N{NO-BREAK SPACE}"


def foreslaatt(hr, felt):
    return getattr(saksgang.opprett(bruker=hr), felt).replace(HARDT, " ")


def vis(dagen):
    return dato(dagen).replace(HARDT, " ")


@pytest.fixture(autouse=True)
def som_skrevet(monkeypatch):
    """The texts with the signs that they are written with, before they become rich text."""
    monkeypatch.setattr("soknader.mbu.tekst.avsnitt", str)


@pytest.fixture
def uten_pdf(monkeypatch):
    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", lambda *args, **kwargs: b"%PDF-1.7")


# --- What was decided -------------------------------------------------------------------------------


@pytest.fixture
def mote():
    return lag_mote_i_gang(lag_ramme(), dag(-1))


def besluttet(hr, mote=None):
    if mote:
        avslutt(mote)
    return foreslaatt(hr, "besluttet_tekst").splitlines()


@pytest.mark.parametrize(
    ("utfallene", "ventet"),
    [
        (["innvilget"], "Søknaden er besluttet innvilget"),
        (["innvilget"] * 2, "Begge søknader er besluttet innvilget"),
        (["avslaatt"] * 2, "Begge søknader er avslått"),
        (["innvilget"] * 3, "Alle de tre søknadene er besluttet innvilget"),
        (["avslaatt"] * 14, "Alle de 14 søknadene er avslått"),
    ],
)
def test_one_outcome_of_one_meeting_is_one_sentence(hr, soker, mote, utfallene, ventet):
    for utfall in utfallene:
        lag_avgjort(soker, utfall=utfall, mote=mote)

    forst, tom, _sum = besluttet(hr, mote)

    assert (forst, tom) == (f"{ventet} av etatsledergruppen {vis(dag(-1))}.", "")


def test_who_decided_and_when_is_said_of_each_group(hr, soker, mote):
    for utfall, belop in (("innvilget", None), ("delvis", 12_000), ("avslaatt", None), ("innvilget", None)):
        lag_avgjort(soker, utfall=utfall, belop=belop, mote=mote)
    lag_avgjort(soker, utfall="avslaatt", i_rolle="Avdelingsdirektør, IKT-tjenester")

    assert besluttet(hr, mote) == [
        f"Besluttet av etatsledergruppen {vis(dag(-1))}:",
        "- Innvilget: søknad 1 og 4, med 70 000 kr i alt.",
        "- Delvis innvilget:",
        "  - Søknad 2 med 12 000 kr av 35 000 kr.",
        "- Avslått: søknad 3.",
        f"Besluttet i linjen {vis(dag())} (avdelingsdirektør, IKT-tjenester):",
        "- Avslått: søknad 5.",
        "",
        "Det er søkt om 175 000 kr i alt, og innvilget 82 000 kr.",
    ]


def test_a_refusal_in_the_line_names_the_line(hr, soker):
    lag_avgjort(soker, utfall="avslaatt", i_rolle="Avdelingsdirektør, IKT-tjenester")

    assert besluttet(hr) == [
        f"Søknaden er avslått i linjen {vis(dag())} (avdelingsdirektør, IKT-tjenester).",
        "",
        "Det er søkt om 35 000 kr i alt, og innvilget 0 kr.",
    ]


def test_what_a_meeting_has_decided_is_told_when_it_is_closed(hr, soker, mote):
    soknad = lag_avgjort(soker, mote=mote)

    assert not saksgang.opprett(bruker=hr).rader.exists()
    avslutt(mote)
    assert saksgang.opprett(bruker=hr).rader.get().soknad == soknad


# --- The frame --------------------------------------------------------------------------------------


def test_the_frame_is_told_in_points(hr):
    lag_ramme(total=2_000_000, fordelt=1_250_000)

    assert foreslaatt(hr, "ramme_tekst").splitlines() == [
        f"- Det er satt av 2 000 000 kr i budsjett {aar()} til kompetanseutvikling.",
        "  - 1 250 000 kr er fordelt ut til avdelingene (fordelt etter antall ansatte).",
        "  - 750 000 kr ligger sentralt.",
        f"  - Per {vis(dag())} er 0 kr innvilget, og 750 000 kr er ledig.",
        "- Fagspesifikk kompetanse dekkes av midler som er fordelt ut.",
        "- Kompetanse på tvers av avdelingene dekkes av sentrale midler.",
        "- Overordnet kompetansestrategi er under arbeid. Frem til den er ferdig, fordeles sentrale kompetansemidler av "
        "etatsledergruppen. MBU orienteres fortløpende om bruken av de sentrale kompetansemidlene.",
    ]


def test_what_was_carried_over_and_adjusted_is_told_and_counted(hr, soker):
    ramme = lag_ramme()
    for slag, belop in (
        ("overfort_inn", 60_000),
        ("justering", 5_000),
        ("justering", -25_000),
        ("overfort_ut", -1_000),
    ):
        Justering.objects.create(ramme=ramme, type=slag, belop=belop, grunn="Grunn")
    Justering.objects.create(ramme=ramme, belop=-7, grunn="Senere", tidspunkt=timezone.now() + dt.timedelta(days=2))
    soknad = lag_avgjort(soker)
    for slag, belop in (("innvilget", 35_000), ("tilbakefort", -6_000), ("rettet", 1_500)):
        Postering.objects.create(ramme=ramme, soknad=soknad, type=slag, belop=belop)

    assert foreslaatt(hr, "ramme_tekst").splitlines()[2:8] == [
        "  - 1 000 000 kr ligger sentralt.",
        "  - 20 000 kr er trukket fra i året.",
        f"  - 60 000 kr er overført fra {aar() - 1}.",
        f"  - 1 000 kr er overført til {aar() + 1}.",
        "  - De sentrale midlene er dermed 1 039 000 kr.",
        f"  - Per {vis(dag())} er 35 000 kr innvilget, 4 500 kr ført tilbake ubrukt, og 1 008 500 kr er ledig.",
    ]


def test_the_frame_is_of_the_year_that_the_decisions_belong_to(client, hr, soker):
    lag_ramme(total=2_000_000)
    lag_ramme(aar() - 1, total=1_900_000)
    lag_avgjort(soker, aar=aar() - 1)

    sak = saksgang.opprett(bruker=hr)

    assert sak.aar == aar() - 1
    assert sak.ramme_tekst.replace(HARDT, " ").splitlines()[0] == (
        f"- Det er satt av 1 900 000 kr i budsjett {aar() - 1} til kompetanseutvikling."
    )
    assert sak.saksnummer == f"1/{aar() % 100:02d}"
    assert mbusak_context(sak)["aarene"] == f"{aar() - 1}"


def test_decisions_of_two_years_tell_both_frames(hr, soker):
    for ett in (aar() - 1, aar()):
        lag_ramme(ett)
        lag_avgjort(soker, aar=ett)

    sak = saksgang.opprett(bruker=hr)

    satt_av = [linje for linje in sak.ramme_tekst.splitlines() if "i budsjett" in linje]
    assert [re.search(r"budsjett (\d+)", linje)[1] for linje in satt_av] == [f"{aar() - 1}", f"{aar()}"]
    assert (sak.aar, mbusak_context(sak)["aarene"]) == (aar(), f"{aar() - 1} og {aar()}")


def test_a_year_without_a_frame_says_only_what_pays_for_what(hr):
    linjer = [linje[:14] for linje in foreslaatt(hr, "ramme_tekst").splitlines()]
    assert linjer == ["- Fagspesifikk", "- Kompetanse p", "- Overordnet k"]


def test_the_organisation_follows_the_chain_and_the_earmarks(hr):
    lag_ramme(oremerket={lag_satsingsomraade("Office 365"): 150_000, lag_satsingsomraade("Ledelse"): 50_000.50})

    assert foreslaatt(hr, "organisering_tekst").splitlines() == [
        "- Deler av de sentrale midlene kan øremerkes til prioriterte etatsovergripende satsinger: personvern og "
        "informasjonssikkerhet, digital kompetanse, Office 365, leder- og medarbeiderutvikling.",
        f"- Øremerket av de sentrale midlene i {aar()}:",
        "  - Ledelse: 50 000,50 kr",
        "  - Office 365: 150 000 kr",
        "- Avdelingene kan fortløpende søke om sentrale midler til kompetansetiltak som er forankret i "
        "definerte behov på strategiske kompetanseområder.",
        "- Søknader om tildeling av sentrale kompetansemidler gjøres slik:",
        "  1. Søknaden går i linjen via avdelingsdirektør til avdelingsdirektør HR og virksomhetsstyring "
        "(må inneholde begrunnelse, strategisk forankring og budsjett).",
        "  2. Etatsledergruppen beslutter fordelingen av de sentrale kompetansemidlene.",
        "  3. Etatsdirektøren rapporterer til MBU om bruken av de sentrale kompetansemidlene.",
    ]


@pytest.mark.parametrize(
    ("titler", "ventet"),
    [
        ([], "Søknaden går rett til beslutning"),
        (["HR-sjef"], "Søknaden går i linjen til HR-sjef"),
        (["Leder", "Sektorleder", "HR-sjef"], "Søknaden går i linjen via leder og sektorleder til HR-sjef"),
    ],
)
def test_the_way_of_an_application_is_the_chain_of_the_kommune(hr, titler, ventet):
    Kjedesteg.objects.filter(handling__in=["anbefaling", "innstilling"]).delete()
    rolletype = Rolletype.objects.filter(kommune=hr.kommune_id).first()
    for plass, tittel in enumerate(titler, start=10):
        Kjedesteg.objects.create(rekkefolge=plass, rolletype=rolletype, tittel=tittel, handling="anbefaling")

    assert f"1. {ventet} (må" in foreslaatt(hr, "organisering_tekst")


def test_the_standing_texts_of_the_kommune_are_used(hr):
    Soknadsoppsett.objects.update(
        organisering_tekst="Slik gjør vi det.",
        forslag_uten_soknader="Utvalget sier ja.",
        strategi_tekst="Strategien er vedtatt.\n- Vi følger den.",
    )

    assert foreslaatt(hr, "organisering_tekst") == "Slik gjør vi det."
    assert foreslaatt(hr, "forslag_til_vedtak") == "Utvalget sier ja."
    assert foreslaatt(hr, "ramme_tekst").splitlines()[-2:] == ["- Strategien er vedtatt.", "- Vi følger den."]


def test_an_empty_standing_text_says_nothing(hr):
    Soknadsoppsett.objects.update(strategi_tekst="", oremerking_tekst="")

    assert "strategi" not in foreslaatt(hr, "ramme_tekst")
    assert foreslaatt(hr, "organisering_tekst").startswith("- Avdelingene kan fortløpende")


# --- What came in -----------------------------------------------------------------------------------


def hendelse(soknad, handling, dager):
    tidspunkt = timezone.now() + dt.timedelta(days=dager)
    Hendelse.objects.create(objekt=soknad, handling=f"soknad.{handling}", tidspunkt=tidspunkt)


@pytest.mark.parametrize(
    ("antall", "ventet"),
    [
        (0, "Vi har ikke mottatt søknader."),
        (1, "Vi har mottatt én søknad:"),
        (2, "Vi har mottatt to søknader:"),
    ],
)
def test_the_first_case_counts_what_is_received(hr, soker, antall, ventet):
    for _ in range(antall):
        lag_avgjort(soker)

    assert foreslaatt(hr, "soknader_tekst") == ventet


def lag_fire(soker, mote):
    """One granted, one postponed, one under way and one withdrawn."""
    lag_avgjort(soker, mote=mote)
    utsatt, trukket = lag_sendt(soker, status="til_mote"), lag_sendt(soker, status="trukket")
    Motesak.objects.create(mote=mote, soknad=utsatt, rekkefolge=2, utsatt=True)
    avslutt(mote)
    hendelse(utsatt, "utsatt", 0)
    hendelse(trukket, "trukket", 0)
    return utsatt, lag_sendt(soker)


def test_received_and_decided_are_two_counts(hr, soker, mote):
    lag_fire(soker, mote)
    lag_soknad(soker)

    assert foreslaatt(hr, "soknader_tekst") == (
        "Vi har mottatt fire søknader. Én er avgjort, én er utsatt, én er under behandling og én er trukket."
    )


def test_the_next_case_counts_what_is_new_and_what_lay_there(uten_pdf, hr, etatsdirektor, soker, mote):
    with time_machine.travel(timezone.now() - dt.timedelta(days=10), tick=False):
        utsatt, _underveis = lag_fire(soker, mote)
        lag_sendt_sak(hr, etatsdirektor)
    utsatt.status, utsatt.avgjort = "avslaatt", timezone.now()
    utsatt.save()
    Vedtak.objects.create(soknad=utsatt, utfall="avslaatt", fattet_av=hr)
    lag_sendt(soker, status="returnert")

    assert foreslaatt(hr, "soknader_tekst") == (
        "Vi har mottatt én søknad siden forrige sak. To lå til behandling fra før. Én er avgjort og to er under behandling."
    )


def test_a_case_that_is_sent_again_after_a_return_is_received_once(uten_pdf, hr, etatsdirektor, soker):
    with time_machine.travel(timezone.now() - dt.timedelta(days=10), tick=False):
        soknad = lag_sendt(soker)
        hendelse(soknad, "sendt", 0)
        lag_sendt_sak(hr, etatsdirektor)
    soknad.sendt = timezone.now()
    soknad.save()

    assert foreslaatt(hr, "soknader_tekst") == (
        "Vi har ikke mottatt nye søknader siden forrige sak. Én lå til behandling fra før. Ingen søknader er avgjort. "
        "Én er under behandling."
    )


def test_a_decision_that_is_left_out_comes_in_the_next_case(hr, soker):
    lag_avgjort(soker)
    rad = lag_avgjort(soker).mbu_rader
    sak = saksgang.opprett(bruker=hr)
    saksgang.ta_ut_rad(rad.get(), bruker=hr)

    sak.refresh_from_db()
    assert sak.soknader_tekst == "Vi har mottatt to søknader. Én er avgjort og én er avgjort, men kommer i neste sak."


def test_a_case_without_decisions_has_a_sentence_and_a_proposal_that_fit(hr, soker):
    lag_sendt(soker)

    assert foreslaatt(hr, "soknader_tekst") == (
        "Vi har mottatt én søknad. Ingen søknader er avgjort. Én er under behandling."
    )
    assert foreslaatt(hr, "besluttet_tekst") == ""
    assert foreslaatt(hr, "forslag_til_vedtak") == (
        "Medbestemmelsesutvalget tar oversikten over sentrale kompetansemidler til orientering."
    )


# --- What earlier grants have given -------------------------------------------------------------------


@pytest.fixture
def evaluert(soker, tre):
    """A function that gives a grant of last year whose measure has been evaluated."""
    plan = lag_plan(tre.prosjekt, aar=aar(-1))

    def gi(naar, tittel="Smidig dag", **felt):
        tiltak = evaluer(lag_tiltak(plan, tittel), evaluert=naar)
        return lag_avgjort(soker, avgjort=timezone.now() - dt.timedelta(days=200), tiltak=tiltak, tittel=tittel, **felt)

    return gi


def test_each_evaluated_grant_has_a_line(hr, evaluert, soker, tre):
    forst, sist = evaluert(dag(-2)), evaluert(dag(-1), "Kurs", utfall="delvis")
    evaluert(dag(-1), "Avslått", utfall="avslaatt")
    evaluert(dag(-5 * 365), "For lenge siden")
    lag_avgjort(soker, tiltak=lag_tiltak(lag_plan(tre.ikt), "Ikke evaluert"))

    laert = "Øv mer på egne saker. Neste gang: gjør det igjen, men annerledes."
    assert foreslaatt(hr, "evaluering_tekst").splitlines() == [
        f"- {forst.nummer} «Smidig dag», innvilget 35 000 kr: {laert}",
        f"- {sist.nummer} «Kurs», innvilget 20 000 kr: {laert}",
    ]


@pytest.mark.usefixtures("uten_pdf")
def test_an_evaluation_is_told_in_one_case(hr, etatsdirektor, evaluert, lager):
    fortalt = evaluert(dag())
    lag_sendt_sak(hr, etatsdirektor)
    samme_dag = evaluert(dag(), "Etter saken, samme dag")

    neste = foreslaatt(hr, "evaluering_tekst")

    assert samme_dag.nummer in neste
    assert fortalt.nummer not in neste


def test_without_evaluations_nothing_is_said(hr):
    assert foreslaatt(hr, "evaluering_tekst") == ""
