"""The case by which a plan is put before its body: proposed from the plan, written, sent and frozen."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.models import Dokument, Hendelse, Varsel
from kompetanse.felles.pdf import PdfMangler
from kompetanse.felles.samskriving import Endring, avtrykk
from planer.models import Drofting, Kompetanseplan, Saksdel, Saksdelmal, Saksframlegg
from planer.plan import styring
from planer.vedtak import documents, saksframlegg, saksgang
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.saksframlegg import begynn, delnavn, mangler, ordene, send, skriv
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak
from tests.planer.vedtak_factories import lag_drofting, lag_hel_plan, lag_saksframlegg

Status = Kompetanseplan.Status
STEG = {"skriv_sak", "send_sak", "slett_sak"}

pytestmark = pytest.mark.usefixtures("uten_pdf")


@pytest.fixture
def plan(tre):
    return lag_plan(tre.stab, status=Status.TIL_BEHANDLING)


def tekst(sak, kode):
    return sak.deler.get(kode=kode).tekst


def skriv_i(sak, kode, nytt, bruker):
    """As the editor does it, from a page that was opened now."""
    del_ = sak.deler.get(kode=kode)
    return skriv(sak, Endring({delnavn(del_): nytt}, avtrykk(ordene(sak))), bruker=bruker)


# --- Who, and when ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "kan"),
    [("hr", True), ("etatsdirektor", True), ("leder", False), ("soker", False), ("tillitsvalgt", False)],
)
def test_those_who_answer_for_the_plan_write_its_case(hvem, kan, plan, request):
    bruker = request.getfixturevalue(hvem)

    assert STEG.issubset(LIVSLOP.mulige(plan, bruker)) is kan
    if not kan:
        with pytest.raises(PermissionDenied):
            begynn(plan, bruker=bruker)


@pytest.mark.parametrize("status", [ett for ett in Status if ett != Status.TIL_BEHANDLING])
def test_a_case_is_written_only_while_the_plan_is_before_its_body(status, tre, hr):
    plan = lag_plan(tre.stab, status=status)

    assert STEG.isdisjoint(LIVSLOP.mulige(plan, hr))
    with pytest.raises(ValidationError):
        begynn(plan, bruker=hr)


@pytest.mark.parametrize(
    ("hvem", "utkast", "sendt"),
    [
        ("hr", True, True),
        ("etatsdirektor", True, True),
        ("tillitsvalgt", False, True),
        ("leder", False, False),
        ("utenforstaende", False, False),
    ],
)
def test_a_draft_is_for_those_who_write_it_and_a_sent_case_for_those_who_see_the_discussion(
    hvem, utkast, sendt, plan, hr, request
):
    bruker, sak = request.getfixturevalue(hvem), begynn(plan, bruker=hr)

    assert bruker.has_perm("planer.view_saksframlegg", sak) is utkast
    assert bruker.has_perm("planer.view_saksframlegg", send(sak, bruker=hr)) is sendt


# --- What is proposed -------------------------------------------------------------------------------


def test_every_part_is_proposed_from_what_the_plan_says(tre, hr):
    plan = lag_hel_plan(tre.stab, maal=1, behov=2, tiltak=3, status=Status.TIL_BEHANDLING, mandat="Skrive planen")
    samfunnsdel = lag_dokument(enhet=tre.stab, vedtatt=dt.date(2024, 12, 12), saksnummer="24/01187")
    lag_maal(plan, "Under samfunnsdelen", over=lag_maal(samfunnsdel))
    lag_maal(plan, "Ikke nå", over=lag_maal(samfunnsdel), valg="lagt_til_side", bidrag="Vi har andre oppgaver")
    lag_behov(plan, "Uten tiltak")

    sak = begynn(plan, bruker=hr)

    navn = f"Kompetanseplan {plan.aar} for {tre.stab}"
    assert (sak.tittel, sak.organ, sak.saksbehandler) == (navn, "Medbestemmelsesmøtet", str(hr))
    assert [ett.tittel for ett in sak.deler.all()][:3] == ["Forslag til vedtak", "Behandling", "Sammendrag"]
    assert tekst(sak, "innstilling").startswith(f"<ol><li>{navn} vedtas slik den er lagt ved.</li>")
    assert "en ramme på 101\u00a0000\u00a0kr" in tekst(sak, "innstilling")
    assert "<p>Planen har to mål, tre behov og tre tiltak. Tiltakene koster 101\u00a0000\u00a0kr" in tekst(
        sak, "sammendrag"
    )
    bakgrunn = tekst(sak, "bakgrunn")
    assert "<li>Kommuneplanens samfunnsdel, vedtatt 12.\u00a0desember 2024, sak 24/01187</li>" in bakgrunn
    assert "Skrive planen" in bakgrunn
    assert "(årsverk med fagutdanning, fra 70\u00a0% til 79\u00a0%)" in tekst(sak, "saksopplysninger")
    assert "<li>Kan veilede nye og studenter 1: har 2, trenger 5</li>" in tekst(sak, "saksopplysninger")
    assert "<li>Uten tiltak</li>" in tekst(sak, "vurdering")
    assert "<li>Ikke nå: Vi har andre oppgaver</li>" in tekst(sak, "vurdering")


def test_a_new_case_has_the_parts_that_the_kommune_writes_in_and_one_that_is_begun_keeps_its_own(plan, tre, hr):
    begynt = begynn(plan, bruker=hr)
    Saksdelmal.objects.filter(kode__in=("behandling", "vedlegg")).update(i_bruk=False)
    Saksdelmal.objects.filter(kode="vurdering").update(tittel="Direktørens vurdering", rekkefolge=15)
    Saksdelmal.objects.create(tittel="Klima og miljø", rekkefolge=200)

    ny = begynn(lag_plan(tre.prosjekt, status=Status.TIL_BEHANDLING), bruker=hr)

    standard = ("Behandling", "Sammendrag", "Bakgrunn for saken", "Saksopplysninger")
    resten = ("Vurdering", "Økonomiske konsekvenser", "Vedlegg")
    assert [ett.tittel for ett in begynt.deler.all()] == ["Forslag til vedtak", *standard, *resten]
    ledd = ["Forslag til vedtak", "Direktørens vurdering", *standard[1:], "Økonomiske konsekvenser", "Klima og miljø"]
    assert [ett.tittel for ett in ny.deler.all()] == ledd


def test_what_was_written_in_a_part_of_the_kommune_s_own_is_in_the_next_case(plan, hr):
    egen = Saksdelmal.objects.create(tittel="Klima og miljø")
    sak = begynn(plan, bruker=hr)
    skriv_i(sak, egen.nokkel, "<p>Mindre kjøring.</p>", hr)
    send(sak, bruker=hr)

    assert tekst(begynn(plan, bruker=hr), egen.nokkel) == "<p>Mindre kjøring.</p>"


def test_the_money_is_by_year_and_by_who_pays_and_what_is_stopped_does_not_count(plan, hr):
    lag_tiltak(plan, "Kurs", kostnader=[("eget", 25_000), ("tilskudd", 36_000)])
    lag_tiltak(plan, "Stoppet", kostnader=[("eget", 99_000)], status="stoppet")
    lag_tiltak(plan, "Stoppet", kostnad_tekst="99 kroner timen", status="stoppet")
    lag_tiltak(plan, "Leie", kostnad_tekst="dekkes av egen drift")

    okonomi = tekst(begynn(plan, bruker=hr), "okonomi")

    assert okonomi.count("<tr>") == 4
    assert '<th scope="row">Sum</th><td>61\u00a0000\u00a0kr</td><td>61\u00a0000\u00a0kr</td></tr></tfoot>' in okonomi
    assert "99" not in okonomi
    assert "<li>Leie: dekkes av egen drift</li>" in okonomi


@pytest.mark.parametrize(
    ("utfall", "ventet"),
    [
        ("enige", ["Partene er enige."]),
        (
            "protokoll",
            ["Uenighet er protokollført.", "<p>For lite tid</p>", "<p>Arbeidsgivers svar: Vi ser på det</p>"],
        ),
    ],
)
def test_the_discussion_is_told_with_its_day_its_parties_and_its_outcome(utfall, ventet, plan, hr):
    drofting = lag_drofting(plan, hr, mote=dt.date(2026, 10, 3))
    drofting.parter.create(part="Fagforbundet", deltok=True)
    drofting.parter.create(part="Delta", deltok=False)
    uenige = {"protokolltilforsel": "For lite tid", "svar": "Vi ser på det"} if utfall == "protokoll" else {}
    Drofting.objects.filter(pk=drofting.pk).update(status="holdt", utfall=utfall, avsluttet=timezone.now(), **uenige)

    behandling = tekst(begynn(plan, bruker=hr), "behandling")

    assert "Planen ble drøftet 3.\u00a0oktober 2026 med Fagforbundet. Drøftingen er etter HTA 3.2 og 3.3." in behandling
    assert [setning for setning in ventet if setning not in behandling] == []


def test_what_people_typed_in_the_plan_is_text_in_its_case(tre, hr):
    ondt = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    plan = lag_plan(tre.stab, status=Status.TIL_BEHANDLING, tittel=ondt, mandat=ondt)
    behov = lag_behov(plan, ondt, kritisk=True)
    lag_maal(plan, ondt, over=lag_maal(lag_dokument(ondt)), valg="lagt_til_side", bidrag=ondt)
    lag_tiltak(plan, ondt, behov=[behov], kostnad_tekst=ondt)

    sak = begynn(plan, bruker=hr)

    for del_ in sak.deler.all():
        assert "<script" not in del_.tekst
        assert "<img" not in del_.tekst


# --- Written ----------------------------------------------------------------------------------------


def test_one_case_of_a_plan_is_written_at_a_time(plan, hr, etatsdirektor):
    assert begynn(plan, bruker=hr) == begynn(plan, bruker=etatsdirektor)
    assert Hendelse.objects.for_objekt(plan).filter(handling="plan.sak_begynt").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        lag_saksframlegg(plan, hr)


def test_what_the_second_of_two_wrote_in_the_same_part_is_not_stored_before_they_choose(plan, hr, etatsdirektor):
    sak = begynn(plan, bruker=hr)
    navn = delnavn(sak.deler.get(kode="vurdering"))
    sett = avtrykk(ordene(sak))
    skriv(sak, Endring({navn: "<p>Min</p>"}, sett), bruker=hr)

    (uenig,) = skriv(sak, Endring({navn: "<p>Hans</p>", "tittel": "Ny tittel"}, sett), bruker=etatsdirektor)

    sak.refresh_from_db()
    assert (uenig.andres, tekst(sak, "vurdering"), sak.tittel) == ({navn: "<p>Min</p>"}, "<p>Min</p>", "Ny tittel")


def test_a_draft_can_be_thrown_away_and_begun_anew(plan, hr):
    saksframlegg.slett(begynn(plan, bruker=hr), bruker=hr)

    assert not Saksframlegg.objects.exists()
    assert begynn(plan, bruker=hr).deler.count() == 8


# --- Sent -------------------------------------------------------------------------------------------


def test_what_is_sent_is_frozen_with_the_plan_beside_it_and_those_who_enter_the_decision_are_told(
    tre, hr, etatsdirektor
):
    plan = lag_plan(tre.rot, status=Status.TIL_BEHANDLING)

    sak = send(begynn(plan, bruker=hr), bruker=etatsdirektor)

    assert {sak.pdf.sha256, sak.vedlegg.sha256} == {ett.sha256 for ett in Dokument.objects.all()}
    assert (sak.pdf.slag, sak.vedlegg.slag) == ("saksframlegg", "saksvedlegg")
    hendelse = Hendelse.objects.for_objekt(plan).get(handling="plan.sak_sendt")
    assert (hendelse.data["sha256"], hendelse.data["vedlegg"]) == (sak.pdf.sha256, sak.vedlegg.sha256)
    assert [(en.mottaker, en.lenke) for en in Varsel.objects.all()] == [(hr, sak.get_absolute_url())]
    plan.refresh_from_db()
    assert plan.status == Status.TIL_BEHANDLING
    for endre in (
        lambda: Saksframlegg.objects.update(tittel="Noe annet"),
        lambda: Saksframlegg.objects.all().delete(),
        lambda: Saksdel.objects.update(tekst="Noe annet"),
        lambda: Saksdel.objects.all().delete(),
        lambda: sak.deler.create(kode="ny", tittel="Ny"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            endre()


@pytest.mark.parametrize("verb", [send, saksframlegg.slett])
def test_what_is_sent_cannot_be_sent_or_thrown_away(verb, plan, hr):
    sak = send(begynn(plan, bruker=hr), bruker=hr)

    with pytest.raises(ValidationError) as feil:
        verb(sak, bruker=hr)

    assert feil.value.code == "stale"


def test_a_case_without_a_proposed_decision_is_not_sent(plan, hr):
    sak = begynn(plan, bruker=hr)
    skriv_i(sak, "innstilling", "", hr)

    assert mangler(sak) == ["Skriv forslaget til vedtak."]
    with pytest.raises(ValidationError, match="forslaget til vedtak"):
        send(sak, bruker=hr)


def test_a_document_that_cannot_be_made_leaves_the_case_as_it_was(plan, hr, monkeypatch):
    def feile(*_args, **_valg):
        raise PdfMangler

    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", feile)
    sak = begynn(plan, bruker=hr)

    with pytest.raises(PdfMangler):
        send(sak, bruker=hr)

    sak.refresh_from_db()
    assert (sak.sendt, Dokument.objects.count()) == (None, 0)


def test_the_documents_are_drawn_before_the_plan_is_locked_and_thrown_away_when_someone_wrote_meanwhile(
    plan, hr, etatsdirektor, monkeypatch
):
    sak = begynn(plan, bruker=hr)

    def tegn(*_args, **_valg):
        skriv_i(sak, "vurdering", "<p>I siste liten</p>", etatsdirektor)
        return b"%PDF-1.7"

    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", tegn)

    with pytest.raises(ValidationError) as feil:
        send(sak, bruker=hr)

    sak.refresh_from_db()
    assert (feil.value.code, sak.sendt, tekst(sak, "vurdering")) == ("stale", None, "<p>I siste liten</p>")


def test_a_plan_that_was_given_back_and_changed_gets_a_new_case_and_the_sent_one_stands(plan, hr):
    sak = begynn(plan, bruker=hr)
    skriv_i(sak, "vurdering", "<p>Dette er rett vei</p>", hr)
    sendt = send(sak, bruker=hr)
    foer = [ett.tekst for ett in sendt.deler.all()]
    saksgang.tilbake(plan, bruker=hr, kommentar="Mer om penger")
    lag_tiltak(plan, "Nytt", kostnader=[("eget", 70_000)])
    saksgang.uten_drofting(plan, bruker=hr, kommentar="Drøftet før")

    ny = begynn(plan, bruker=hr)

    assert ny != sendt
    assert "70\u00a0000\u00a0kr" in tekst(ny, "okonomi")
    assert tekst(ny, "vurdering") == "<p>Dette er rett vei</p>"
    assert [ett.kode for ett in ny.deler.all() if ett.maa_leses_over] == ["vurdering"]
    assert [ett.tekst for ett in sendt.deler.all()] == foer
    assert les_dokument(Saksframlegg.objects.get(pk=sendt.pk).vedlegg) == b"%PDF-1.7"


def test_a_draft_of_a_plan_that_went_back_follows_it_where_nobody_has_written(plan, hr):
    sak = begynn(plan, bruker=hr)
    skriv_i(sak, "vurdering", "<p>Vår vurdering</p>", hr)
    saksgang.tilbake(plan, bruker=hr)
    with pytest.raises(ValidationError):
        skriv_i(sak, "vurdering", "<p>For sent</p>", hr)
    lag_tiltak(plan, "Nytt", kostnader=[("eget", 70_000)])

    saksgang.uten_drofting(plan, bruker=hr, kommentar="Drøftet før")

    assert begynn(plan, bruker=hr) == sak
    sak.refresh_from_db()
    assert "70\u00a0000\u00a0kr" in tekst(sak, "okonomi")
    assert (tekst(sak, "vurdering"), sak.deler.get(kode="vurdering").maa_leses_over) == ("<p>Vår vurdering</p>", True)
    skriv_i(sak, "vurdering", "<p>Lest over</p>", hr)
    assert not sak.deler.get(kode="vurdering").maa_leses_over


def test_a_plan_that_was_put_before_a_body_is_not_deleted_and_a_case_that_was_not_sent_goes_with_its_plan(
    plan, tre, hr
):
    utkast = lag_plan(tre.stab, aar=plan.aar + 1, status=Status.TIL_BEHANDLING)
    send(begynn(plan, bruker=hr), bruker=hr)
    begynn(utkast, bruker=hr)
    for ett in (plan, utkast):
        saksgang.tilbake(ett, bruker=hr)

    styring.slett(utkast, bruker=hr)
    with pytest.raises(ValidationError, match="lagt fram i en sak"):
        styring.slett(plan, bruker=hr)

    assert list(Kompetanseplan.objects.all()) == [plan]


def test_an_adopted_plan_that_is_opened_again_gets_a_case_of_its_own(plan, hr):
    send(begynn(plan, bruker=hr), bruker=hr)
    saksgang.vedta(plan, bruker=hr)
    saksgang.gjenaapne(plan, bruker=hr)
    saksgang.uten_drofting(plan, bruker=hr, kommentar="Liten endring")

    ny = begynn(plan, bruker=hr)

    assert tekst(ny, "behandling") == "<p>Endringene er ikke drøftet med de tillitsvalgte.</p>"
    assert [sak.er_sendt for sak in plan.saksframlegg.all()] == [True, False]
    assert send(ny, bruker=hr).er_sendt


@pytest.mark.parametrize("antall", [1, 3])
def test_beginning_a_case_asks_as_many_questions_whatever_the_size_of_the_plan(
    antall, tre, hr, django_assert_num_queries
):
    plan = lag_hel_plan(tre.stab, maal=antall, behov=antall, tiltak=antall, status=Status.TIL_BEHANDLING)
    hr.has_perm("planer.send_plan", plan)
    ContentType.objects.get_for_model(plan)  # kept in memory by the first that asks

    with django_assert_num_queries(39):
        begynn(plan, bruker=hr)


def test_the_letterhead_says_to_whom_and_from_where(plan, hr):
    sak = begynn(plan, bruker=hr)
    sak.saksnummer, sak.motedato = "26/0042", dt.date(2026, 12, 9)

    context = documents.saksframlegg_context(sak)

    assert (context["organ"], context["referanse"]) == (plan.enhet.navn, "Sak 26/0042")
    assert context["fakta"] == [
        ("Til", "Medbestemmelsesmøtet"),
        ("Møte", "9.\u00a0desember 2026"),
        ("Sak", "26/0042"),
        ("Saksbehandler", str(hr)),
    ]
