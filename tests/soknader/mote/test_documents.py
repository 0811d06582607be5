"""What the agenda, the minutes and the letters say, and that the PDFs can be archived and read aloud."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.formats import dato, i_setning
from kompetanse.felles.models import Dokument
from soknader.models import Saksteg, Soknadsoppsett, Vedtak
from soknader.mote import beslutningsmote, dokumenter
from soknader.mote.documents import protokoll_context, saksliste_context
from soknader.mote.dokumenter import PROTOKOLL, SAKSLISTE
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import brev, saksgang
from soknader.sak.brev import VEDTAKSBREV, vedtaksbrev_context
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, page_count, pdf_text
from tests.klokke import aar, dag
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Utfall = Vedtak.Utfall


@pytest.fixture
def mote(etatsdirektor, gruppemedlem, soker, avdelingsdirektor, hr_leder, hr):
    """Four cases: granted in full, in part, refused and postponed; Gro steps aside in the second."""
    lag_ramme(oremerket={lag_satsingsomraade(): 20_000})
    for tittel, innstilt in (("Videokurs", None), ("Smidig dag", 20_000), ("Nytt utstyr", 0), ("Personvern", None)):
        lag_klar(soker, avdelingsdirektor, hr_leder, tittel=tittel, innstilt=innstilt, kommentar=f"Om {tittel}.")
    mote = start_mote(lag_mote(hr), hr, [etatsdirektor, gruppemedlem])
    videokurs, smidig, utstyr, personvern = saker_i(mote)
    fatt_vedtak(videokurs, bruker=hr, utfall=Utfall.INNVILGET)
    beslutningsmote.sett_inhabile(smidig, [gruppemedlem.person], bruker=hr)
    fatt_vedtak(smidig, bruker=hr, utfall=Utfall.DELVIS, belop=Decimal(20_000), begrunnelse="Én dag er nok.")
    fatt_vedtak(utstyr, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="Utstyr er ikke kompetanse.")
    beslutningsmote.utsett(personvern, bruker=hr, grunn="Vi venter på tilbudet.")
    return mote


@pytest.fixture
def lukket(mote, hr):
    return beslutningsmote.avslutt(mote, bruker=hr, merknad="Neste møte er i januar.")


def _i_dag():
    """The day that the meeting is held, whatever day it was planned for."""
    return dato(timezone.localdate()).replace("\xa0", " ")


def test_the_agenda_names_each_case_with_amount_and_proposal(mote):
    context = saksliste_context(mote)

    assert context["tittel"] == f"Saksliste: Etatsledergruppen {_i_dag()}"
    assert [(sak["rad"].nr, sak["rad"].innstilling) for sak in context["saker"]] == [
        (1, "Innvilges"),
        (2, "Delvis, 20\xa0000\xa0kr"),
        (3, "Avslås"),
        (4, "Innvilges"),
    ]
    assert context["nokkeltall"][0] == ("1\xa0000\xa0000\xa0kr", "ledig før møtet")
    felter = dict(context["saker"][0]["felter"])
    assert felter["Vurdering"] == "Om Videokurs."
    rolle = Saksteg.objects.filter(avgjorelse=Saksteg.Avgjorelse.INNSTILT).first().i_rolle
    assert felter[f"Innstilling fra {i_setning(rolle)}"] == "Innvilges"


def test_the_minutes_say_what_was_decided_in_whole_sentences(lukket):
    context = protokoll_context(lukket)

    assert [sak["vedtak"] for sak in context["saker"]] == [
        "Søknaden er innvilget med 35\xa0000\xa0kr.",
        "Søknaden er delvis innvilget med 20\xa0000\xa0kr av 35\xa0000\xa0kr.",
        "Søknaden er avslått.",
        "Saken er utsatt.",
    ]
    assert [verdi for verdi, _navn in context["nokkeltall"]] == [
        "1\xa0000\xa0000\xa0kr",
        "55\xa0000\xa0kr",
        "945\xa0000\xa0kr",
    ]


def test_the_balance_of_the_minutes_stays_when_the_frame_changes(lukket):
    lukket.ramme.total += 500_000
    lukket.ramme.save()

    assert protokoll_context(lukket)["nokkeltall"][2][0] == "945\xa0000\xa0kr"


def test_the_minutes_can_be_archived_and_say_who_was_there_and_who_stepped_aside(lukket):
    dokumenter.lag_motedokumenter(lukket)

    innhold = les_dokument(Dokument.objects.get(slag=PROTOKOLL.slag))
    tekst = pdf_text(innhold)
    assert_pdf_is_archivable(innhold)
    for setning in (
        "Eva Test, Etatsdirektør, Fjordby kommune (møteleder)",
        "Gro Test var inhabil og gikk fra under behandlingen (forvaltningsloven § 6).",
        "Trekkes: 20 000 kr øremerket Digital kompetanse og 15 000 kr fra den frie delen.",
        "Én dag er nok.",
        "Vi venter på tilbudet.",
        "Neste møte er i januar.",
        "Ivar Test førte protokollen",
    ):
        assert setning in tekst


def test_the_agenda_can_be_archived(mote):
    innhold = SAKSLISTE.tegn(mote)

    assert_pdf_is_archivable(innhold)
    assert "1. Videokurs" in pdf_text(innhold)
    assert "Flere avdelinger arbeider i prosjekter uten et felles språk." in pdf_text(innhold)


def test_the_letters_tell_each_applicant_what_and_why_and_what_to_do(lukket, soker):
    Soknadsoppsett.objects.update(klage_tekst="Spør HR hvis noe er uklart.")
    dokumenter.lag_motedokumenter(lukket)

    tekster = {}
    for dokument in Dokument.objects.filter(slag=VEDTAKSBREV.slag):
        innhold = les_dokument(dokument)
        assert_pdf_is_archivable(innhold)
        assert page_count(innhold) == 1
        tekster[dokument.objekt.utfall] = pdf_text(innhold)
    frist = dato(paa_arbeidsdag(max(dt.date(aar(), 12, 31), dag()) + dt.timedelta(days=30))).replace("\xa0", " ")
    felles = ("Siri Test Prosjektkontoret", f"Etatsledergruppen avgjorde saken i møtet {_i_dag()}.")
    ulike = {
        Utfall.INNVILGET: ("Dere har fått 35 000 kr", f"innen {frist}"),
        Utfall.DELVIS: ("Dere har fått 20 000 kr", "Dere søkte om 35 000 kr.", "Tilpass tiltaket", "Én dag er nok."),
        Utfall.AVSLAATT: ("Søknaden er avslått.", "Utstyr er ikke kompetanse."),
    }
    assert set(tekster) == set(ulike)
    for utfall, tekst in tekster.items():
        assert [setning for setning in (*felles, *ulike[utfall]) if setning not in tekst] == []
    assert "Dette gjør dere nå" not in tekster[Utfall.AVSLAATT]
    assert {utfall for utfall, tekst in tekster.items() if "Spør HR" in tekst} == {Utfall.DELVIS, Utfall.AVSLAATT}


def test_a_refusal_in_the_line_has_a_letter_from_the_one_who_refused(soker, avdelingsdirektor):
    lag_ramme()
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.avslaa(soknad, bruker=avdelingsdirektor, kommentar="Dekkes av fordelte midler.")
    vedtak = Vedtak.objects.get()

    brev.brevjobb(framdrift=lambda gjort, av: None, vedtak_id=vedtak.pk)

    context = vedtaksbrev_context(vedtak)
    tekst = pdf_text(les_dokument(Dokument.objects.get(slag=VEDTAKSBREV.slag)))
    assert (context["mote"], context["avsender_navn"]) == (None, "Ada Test")
    assert "av Ada Test, Avdelingsdirektør, IKT-tjenester." in tekst
    assert "Dekkes av fordelte midler." in tekst
    assert "Spørsmål eller klage Har dere spørsmål til avgjørelsen" in tekst


def test_a_document_is_made_once_and_stays_as_it_was(lukket):
    dokumenter.lag_motedokumenter(lukket)
    summer = dict(Dokument.objects.values_list("pk", "sha256"))

    dokumenter.lag_motedokumenter(lukket)

    assert dict(Dokument.objects.values_list("pk", "sha256")) == summer
    assert len(summer) == 5


def test_the_report_is_due_some_days_after_the_end_and_never_without_one(lukket):
    vedtak = Vedtak.objects.get(utfall=Utfall.INNVILGET)
    vedtak.soknad.periode_til = dt.date(aar(1), 9, 30)
    assert vedtaksbrev_context(vedtak)["rapportfrist"] == paa_arbeidsdag(dt.date(aar(1), 10, 30))

    vedtak.soknad.periode_til = dt.date(aar(-1), 9, 30)
    assert vedtaksbrev_context(vedtak)["rapportfrist"] == paa_arbeidsdag(dag(30))

    vedtak.soknad.periode_til = None
    assert vedtaksbrev_context(vedtak)["rapportfrist"] is None
