"""What may be done with a case to MBU, by whom, in which state, and what never changes."""

import datetime as dt
import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.felles.pdf import PdfMangler
from soknader.mbu import rader, saksgang
from soknader.mbu.documents import mbusak_context
from soknader.mbu.livslop import LIVSLOP
from soknader.models import MbuRad, MbuSak, Saksteg
from tests.klokke import aar, dag
from tests.rollebesetning import gi_stedfortreder
from tests.soknader.factories import lag_ramme
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak

DAG = dt.timedelta(days=1)
ROLLER = ("soker", "leder", "hr", "hr_leder", "etatsdirektor", "gruppemedlem", "mbu_medlem", "mbu_sekretaer")
FORBEREDER = {"rediger", "hent", "til_godkjenning", "slett"}
MULIG = {
    ("utkast", "hr"): FORBEREDER,
    ("utkast", "hr_leder"): FORBEREDER,
    ("til_godkjenning", "hr"): {"tilbake"},
    ("til_godkjenning", "hr_leder"): {"tilbake"},
    ("til_godkjenning", "etatsdirektor"): {"rediger", "tilbake", "send"},
    ("sendt", "hr"): {"vedtak", "rett"},
    ("sendt", "hr_leder"): {"vedtak", "rett"},
    ("sendt", "mbu_sekretaer"): {"vedtak"},
}
VERB = {
    "rediger": lambda sak, bruker: saksgang.lagre(sak, bruker=bruker, felt={"tittel": "Endret"}),
    "hent": lambda sak, bruker: saksgang.hent_paa_nytt(sak, bruker=bruker, per_dato=dag()),
    "til_godkjenning": lambda sak, bruker: saksgang.til_godkjenning(sak, bruker=bruker),
    "tilbake": lambda sak, bruker: saksgang.tilbake_til_utkast(sak, bruker=bruker),
    "send": lambda sak, bruker: saksgang.send(sak, bruker=bruker),
    "vedtak": lambda sak, bruker: saksgang.registrer_vedtak(
        sak, bruker=bruker, vedtak="Tatt til orientering.", vedtaksdato=dag()
    ),
    "rett": lambda sak, bruker: saksgang.rett(sak, bruker=bruker),
    "slett": lambda sak, bruker: saksgang.slett_utkast(sak, bruker=bruker),
}


@pytest.fixture
def uten_pdf(monkeypatch):
    """The rule is not about the PDF: a stand-in of a few bytes is stored and frozen in the same way."""
    monkeypatch.setattr(
        "kompetanse.felles.dokumenter.render_pdf",
        lambda mal, kontekst, **_valg: b"%PDF-1.7 " + kontekst["tittel"].encode(),
    )


def sak_i(status, hr, etatsdirektor):
    if status == "sendt":
        return lag_sendt_sak(hr, etatsdirektor)
    sak = lag_klar_sak(hr)
    return sak if status == "utkast" else saksgang.til_godkjenning(sak, bruker=hr)


@pytest.mark.parametrize("status", ["utkast", "til_godkjenning", "sendt"])
@pytest.mark.parametrize("rolle", ROLLER)
def test_role_and_status_decide_every_verb(request, uten_pdf, hr, etatsdirektor, rolle, status):
    sak, bruker = sak_i(status, hr, etatsdirektor), request.getfixturevalue(rolle)

    assert set(LIVSLOP.mulige(sak, bruker)) == MULIG.get((status, rolle), set())
    for navn, verb in VERB.items():
        if navn not in MULIG.get((status, rolle), set()):
            with pytest.raises((PermissionDenied, ValidationError)), transaction.atomic():
                verb(sak, bruker)
    assert MbuSak.objects.values_list("status", "tittel").get() == (status, sak.tittel)


@pytest.mark.parametrize(
    ("status", "rolle", "navn"),
    [(status, rolle, navn) for (status, rolle), verbene in MULIG.items() for navn in sorted(verbene)],
)
def test_those_who_may_can(request, uten_pdf, hr, etatsdirektor, status, rolle, navn):
    sak = sak_i(status, hr, etatsdirektor)

    VERB[navn](sak, request.getfixturevalue(rolle))


@pytest.mark.parametrize("rolle", ROLLER)
def test_only_hr_makes_a_case(request, kommune, rolle):
    bruker = request.getfixturevalue(rolle)

    if rolle in ("hr", "hr_leder"):
        assert saksgang.opprett(bruker=bruker).status == "utkast"
    else:
        with pytest.raises(PermissionDenied):
            saksgang.opprett(bruker=bruker)
        assert not MbuSak.objects.exists()


# --- Collecting -----------------------------------------------------------------------------------------


def test_opprett_collects_what_is_decided_and_not_told(uten_pdf, hr, etatsdirektor, soker):
    tidligere = lag_avgjort(soker)
    lag_sendt_sak(hr, etatsdirektor)
    ny, avslaatt = lag_avgjort(soker), lag_avgjort(soker, utfall="avslaatt")
    lag_avgjort(soker, avgjort=timezone.now() + 2 * DAG)

    sak = saksgang.opprett(bruker=hr)

    assert [rad.soknad for rad in sak.rader.all()] == [ny, avslaatt]
    assert tidligere not in rader.avgjorte_uten_sak(sak.kommune_id)


def test_opprett_collects_up_to_a_chosen_date(hr, soker):
    for_datoen = lag_avgjort(soker, avgjort=timezone.now() - 5 * DAG)
    lag_avgjort(soker, avgjort=timezone.now() - 2 * DAG)

    sak = saksgang.opprett(bruker=hr, per_dato=dag(-3))

    assert [rad.soknad for rad in sak.rader.all()] == [for_datoen]


def test_a_row_says_what_the_application_says(hr, soker, tre):
    lag_avgjort(
        soker,
        seksjoner="utvalgte",
        valgte_seksjoner=[tre.prosjekt],
        linjer=(("Kurs", 10_000, "med"), ("Bok", 500, "med")),
        maalgruppe="andre",
        maalgruppe_tekst="Prosjektledere",
        antall_deltakere=None,
        deltakere_tekst="Alle som vil",
    )

    rad = saksgang.opprett(bruker=hr).rader.get()

    assert [getattr(rad, kolonne) for kolonne in MbuRad.KOLONNER] == [
        "IKT-tjenester",
        "Prosjektkontoret",
        "Workshop «Smidig dag»",
        "Danne felles begrepsapparat og forstå hva smidig arbeid krever.",
        "Alle som vil",
        10_500,
        "inkl. mva.",
        "Prosjektledere",
    ]


@pytest.mark.parametrize(("mva", "ventet"), [("uten", "eks. mva."), ("ikke_oppgitt", "")])
def test_the_remark_about_vat_is_there_when_it_holds_for_all_lines(hr, soker, mva, ventet):
    lag_avgjort(soker, linjer=(("Kurs", 10_000, mva),))
    lag_avgjort(soker, linjer=(("Kurs", 10_000, "uten"), ("Mat", 1_000, "med")))

    assert list(saksgang.opprett(bruker=hr).rader.values_list("kostnad_merknad", flat=True)) == [ventet, ""]


@pytest.mark.parametrize(
    ("brukte", "ventet"),
    [([], "1/26"), (["18/26"], "19/26"), (["18/25"], "1/26"), (["9/26", "10/26"], "11/26"), (["A-3/26"], "1/26")],
)
def test_numbers_follow_one_another_within_the_year(hr, brukte, ventet):
    for nummer in brukte:
        MbuSak.objects.create(aar=2026, per_dato="2026-01-01", tittel="Sak", saksnummer=nummer, opprettet_av=hr)

    assert saksgang.neste_saksnummer(hr.kommune_id, 2026) == ventet


def test_a_row_left_out_comes_along_next_time(hr, soker):
    forste, andre, tredje = (lag_avgjort(soker) for _ in range(3))
    sak = saksgang.opprett(bruker=hr)

    saksgang.ta_ut_rad(sak.rader.get(soknad=andre), bruker=hr)

    assert list(sak.rader.values_list("nr", "soknad")) == [(1, forste.pk), (2, tredje.pk)]
    assert [rad.soknad for rad in saksgang.opprett(bruker=hr).rader.all()] == [andre]


def test_rows_change_places_and_the_sentence_follows(hr, soker):
    forste, andre = lag_avgjort(soker), lag_avgjort(soker, utfall="avslaatt")
    sak = saksgang.opprett(bruker=hr)
    assert re.findall(r"(Innvilget|Avslått): søknad (\d)", sak.besluttet_tekst) == [
        ("Innvilget", "1"),
        ("Avslått", "2"),
    ]

    assert saksgang.flytt_rad(sak.rader.get(nr=1), bruker=hr, ned=True) == []

    sak.refresh_from_db()
    assert list(sak.rader.values_list("nr", "soknad")) == [(1, andre.pk), (2, forste.pk)]
    assert re.findall(r"(Innvilget|Avslått): søknad (\d)", sak.besluttet_tekst) == [
        ("Innvilget", "2"),
        ("Avslått", "1"),
    ]


@pytest.mark.parametrize(("nr", "ned"), [(1, False), (2, True)])
def test_the_first_row_cannot_go_up_nor_the_last_down(hr, soker, nr, ned):
    soknader = [lag_avgjort(soker), lag_avgjort(soker)]
    sak = saksgang.opprett(bruker=hr)

    saksgang.flytt_rad(sak.rader.get(nr=nr), bruker=hr, ned=ned)

    assert [rad.soknad for rad in sak.rader.all()] == soknader


def test_a_text_edited_by_hand_stays_and_is_named(hr, soker):
    lag_avgjort(soker)
    lag_avgjort(soker, utfall="avslaatt")
    sak = saksgang.lagre(saksgang.opprett(bruker=hr), bruker=hr, felt={"besluttet_tekst": "Min egen setning."})

    les_over = saksgang.flytt_rad(sak.rader.get(nr=1), bruker=hr, ned=True)

    sak.refresh_from_db()
    assert (les_over, sak.besluttet_tekst) == (["besluttet_tekst"], "Min egen setning.")


def test_hent_paa_nytt_keeps_what_is_edited(hr, soker):
    lag_ramme(aar())
    rad = lag_avgjort(soker, avgjort=timezone.now() - 3 * DAG).mbu_rader
    sak = saksgang.opprett(bruker=hr, per_dato=dag(-2))
    saksgang.lagre(sak, bruker=hr, felt={"ramme_tekst": "Min ramme.", "tittel": "Min tittel"})
    rad.update(avdeling="Min avdeling")
    lag_avgjort(soker, avgjort=timezone.now())

    saksgang.hent_paa_nytt(sak, bruker=hr, per_dato=dag())

    sak.refresh_from_db()
    assert (sak.ramme_tekst, sak.tittel) == ("Min ramme.", "Min tittel")
    assert sak.soknader_tekst == "<p>Vi har mottatt to søknader:</p>"
    assert list(sak.rader.values_list("nr", "avdeling")) == [(1, "Min avdeling"), (2, "IKT-tjenester")]


def test_hent_paa_nytt_drops_what_is_decided_after_the_date(hr, soker):
    gammel, ny = lag_avgjort(soker, avgjort=timezone.now() - 3 * DAG), lag_avgjort(soker)
    sak = saksgang.opprett(bruker=hr)

    saksgang.hent_paa_nytt(sak, bruker=hr, per_dato=dag(-1))

    assert [rad.soknad for rad in sak.rader.all()] == [gammel]
    assert list(rader.avgjorte_uten_sak(sak.kommune_id)) == [ny]


def test_slett_sets_the_applications_free(hr, soker):
    soknad = lag_avgjort(soker)
    saksgang.slett_utkast(saksgang.opprett(bruker=hr), bruker=hr)

    assert list(rader.avgjorte_uten_sak(soknad.kommune_id)) == [soknad]
    assert Hendelse.objects.filter(handling="mbusak.slettet").count() == 1


# --- Passing on -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("felt", ["saksnummer", "motedato", "saksbehandler", "forslag_til_vedtak"])
def test_a_case_with_something_missing_goes_nowhere(hr, etatsdirektor, felt):
    sak = saksgang.lagre(lag_klar_sak(hr), bruker=hr, felt={felt: None if felt == "motedato" else ""})

    with pytest.raises(ValidationError) as feil:
        saksgang.til_godkjenning(sak, bruker=hr)

    assert len(feil.value.messages) == 1
    sak.refresh_from_db()
    assert sak.status == "utkast"


def test_two_cases_cannot_have_one_number(hr):
    lag_klar_sak(hr, saksnummer="18/21")

    with pytest.raises(ValidationError, match="En annen sak har dette nummeret"):
        lag_klar_sak(hr, saksnummer="18/21")


def test_til_godkjenning_tells_the_director_and_nobody_else(uten_pdf, hr, etatsdirektor, mbu_medlem):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)

    varsel = Varsel.objects.get()
    assert (varsel.mottaker, varsel.lenke) == (etatsdirektor, sak.get_absolute_url())


def test_tilbake_tells_hr_why(hr, etatsdirektor):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)

    sak = saksgang.tilbake_til_utkast(sak, bruker=etatsdirektor, kommentar="Rett summen. ")

    assert sak.status == "utkast"
    assert Varsel.objects.get(mottaker=hr).tekst == "Rett summen."
    assert Hendelse.objects.get(handling="mbusak.tilbake").kommentar == "Rett summen."


def test_send_freezes_tells_and_answers_the_last_step(uten_pdf, hr, etatsdirektor, mbu_medlem, mbu_sekretaer, soker):
    soknad = lag_avgjort(soker)
    Saksteg.objects.create(
        soknad=soknad, rekkefolge=4, tittel="MBU", handling="orientering", rollekode="x", startet=timezone.now()
    )

    sak = lag_sendt_sak(hr, etatsdirektor)

    innhold = les_dokument(sak.pdf)
    assert (sak.status, sak.sendt_av, sak.pdf.sha256) == ("sendt", etatsdirektor, hashlib.sha256(innhold).hexdigest())
    assert Saksteg.objects.values_list("avgjorelse", "kommentar").get() == ("orientert", sak.saksnummer)
    fortalt = Varsel.objects.filter(emne__startswith="Ny sak til MBU")
    assert {varsel.mottaker for varsel in fortalt} == {mbu_medlem, mbu_sekretaer}
    linje = Hendelse.objects.get(handling="mbusak.sendt")
    assert (linje.i_rolle, linje.data) == ("Etatsdirektør, Fjordby kommune", {"sha256": sak.pdf.sha256})


def test_a_deputy_sends_on_behalf_of_the_director(uten_pdf, hr, etatsdirektor, kollega):
    gi_stedfortreder(etatsdirektor.person.roller.get(), kollega)

    lag_sendt_sak(hr, kollega)

    assert Hendelse.objects.get(handling="mbusak.sendt").paa_vegne_av == str(etatsdirektor.person)


def test_send_twice_counts_once(uten_pdf, hr, etatsdirektor, mbu_medlem):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    saksgang.send(sak, bruker=etatsdirektor)

    with pytest.raises(ValidationError, match="endret siden du åpnet"):
        saksgang.send(sak, bruker=etatsdirektor)

    assert Varsel.objects.filter(mottaker=mbu_medlem).count() == 1
    assert Hendelse.objects.filter(handling="mbusak.sendt").count() == 1


def test_send_without_pango_changes_nothing(monkeypatch, hr, etatsdirektor, mbu_medlem):
    def mangler(*args, **kwargs):
        raise PdfMangler("Pango mangler")

    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", mangler)
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)

    with pytest.raises(PdfMangler):
        saksgang.send(sak, bruker=etatsdirektor)

    sak.refresh_from_db()
    assert (sak.status, sak.sendt, sak.pdf) == ("til_godkjenning", None, None)
    assert not Varsel.objects.filter(mottaker=mbu_medlem).exists()


def test_vedtak_is_written_and_can_be_corrected(uten_pdf, hr, etatsdirektor, mbu_sekretaer):
    sak = lag_sendt_sak(hr, etatsdirektor)

    saksgang.registrer_vedtak(sak, bruker=mbu_sekretaer, vedtak="Tatt til orintering.", vedtaksdato=dag())
    saksgang.registrer_vedtak(sak, bruker=hr, vedtak="Tatt til orientering.", vedtaksdato=dag())

    sak.refresh_from_db()
    assert sak.vedtak == "Tatt til orientering."
    linjer = Hendelse.objects.filter(handling="mbusak.vedtak").values_list("kommentar", flat=True)
    assert list(linjer) == ["Tatt til orintering.", "Tatt til orientering."]


def test_rett_makes_a_new_case_and_leaves_the_sent_one(uten_pdf, hr, etatsdirektor, soker):
    lag_avgjort(soker)
    sendt = lag_sendt_sak(hr, etatsdirektor, tittel="Med feil")

    ny = saksgang.rett(sendt, bruker=hr)
    saksgang.lagre(ny, bruker=hr, felt={"tittel": "Uten feil", "motedato": dag()})
    saksgang.send(saksgang.til_godkjenning(ny, bruker=hr), bruker=etatsdirektor)

    sendt.refresh_from_db()
    assert (sendt.tittel, sendt.rader.count(), ny.rader.count()) == ("Med feil", 1, 1)
    assert sendt.saksnummer != ny.saksnummer
    assert MbuSak.objects.filter(status="sendt").count() == 2


def test_a_correction_says_which_case_it_corrects_and_what_is_changed(uten_pdf, hr, etatsdirektor, soker):
    forst, ut = lag_avgjort(soker, tittel="Kurs", antall_deltakere=90), lag_avgjort(soker, tittel="Feil")
    sendt = lag_sendt_sak(hr, etatsdirektor, saksnummer="18/26", forslag_til_vedtak="Tas til orientering.")
    ny = saksgang.rett(sendt, bruker=hr)
    with pytest.raises(ValidationError, match="Ennå er ingenting endret"):
        saksgang.til_godkjenning(saksgang.lagre(ny, bruker=hr, felt={"motedato": dag()}), bruker=hr)

    saksgang.ta_ut_rad(ny.rader.get(soknad=ut), bruker=hr)
    ny.rader.filter(soknad=forst).update(antall_deltakere="95")
    ny = saksgang.lagre(ny, bruker=hr, felt={"forslag_til_vedtak": "<p>Tas til etterretning.</p>"})

    context = mbusak_context(ny)
    assert context["rettet"] == f"Saken retter sak MBU 18/26, som ble sendt {dato(sendt.sendt)}."
    endret = {ett.hvor: (ett.sto, ett.naa) for ett in context["endringer"]}
    assert endret.pop("Innledning til tabellen") == (
        ["Vi har mottatt to søknader:"],
        ["Vi har mottatt én søknad:"],
    )
    assert len(endret.pop("Hva som er besluttet")[1]) == 2
    assert endret == {
        "Forslag til vedtak": (["Tas til orientering."], ["Tas til etterretning."]),
        "Rad 1, Kurs": (["Antall deltakere: 90"], ["Antall deltakere: 95"]),
        "Tatt ut av tabellen": (["Feil"], []),
    }
    assert mbusak_context(sendt)["rettet"] == ""


# --- Frozen in the database -------------------------------------------------------------------------------


def kjor(sql, *verdier):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, verdier)


FRYSTE = [felt.column for felt in MbuSak._meta.concrete_fields if felt.name not in ("id", "vedtak", "vedtaksdato")]


@pytest.mark.parametrize("kolonne", FRYSTE)
def test_no_column_of_a_sent_case_can_be_changed(uten_pdf, hr, etatsdirektor, kolonne):
    lag_sendt_sak(hr, etatsdirektor)

    # Moves any value of any type: text grows, numbers and dates go on, keys go elsewhere.
    type_ = MbuSak._meta.get_field(kolonne.removesuffix("_id")).db_type(connection)
    ny = f"{kolonne} || 'x'" if type_.startswith(("varchar", "text")) else f"{kolonne} + 1"
    ny = f"{kolonne} + interval '1 day'" if type_.startswith("timestamp") else ny
    ny = "id" if kolonne == "retter_id" else ny
    with pytest.raises(DatabaseError, match="Saken er sendt og kan ikke endres"):
        kjor(f"update soknader_mbusak set {kolonne} = {ny}")


def test_rows_of_a_sent_case_can_neither_change_move_nor_go(uten_pdf, hr, etatsdirektor, soker):
    lag_avgjort(soker)
    sendt = lag_sendt_sak(hr, etatsdirektor)
    annen = saksgang.opprett(bruker=hr)

    for sql in (
        "update soknader_mburad set avdeling = 'En annen'",
        "update soknader_mburad set belop = belop + 1",
        f"update soknader_mburad set sak_id = {annen.pk}",
        "delete from soknader_mburad",
        "delete from soknader_mbusak where status = 'sendt'",
    ):
        with pytest.raises(DatabaseError):
            kjor(sql)
    ny = MbuRad(sak=sendt, soknad=lag_avgjort(soker), nr=2, kompetanseomraade="Ny", belop=1)
    with pytest.raises(DatabaseError, match="Saken er sendt"), transaction.atomic():
        ny.save()


def test_the_stored_pdf_cannot_be_changed(uten_pdf, hr, etatsdirektor):
    lag_sendt_sak(hr, etatsdirektor)

    with pytest.raises(DatabaseError):
        kjor("update felles_dokument set sha256 = 'x'")


# --- Who sees what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rolle", "ventet"),
    [
        ("hr", {"utkast", "til_godkjenning", "sendt"}),
        ("etatsdirektor", {"utkast", "til_godkjenning", "sendt"}),
        ("mbu_medlem", {"sendt"}),
        ("mbu_sekretaer", {"sendt"}),
        ("leder", set()),
        ("gruppemedlem", set()),
        ("tillitsvalgt", {"sendt"}),
        ("systemansvarlig", set()),
    ],
)
def test_visible_to(request, uten_pdf, hr, etatsdirektor, rolle, ventet):
    for status in ("utkast", "til_godkjenning", "sendt"):
        sak_i(status, hr, etatsdirektor)

    assert {sak.status for sak in MbuSak.objects.visible_to(request.getfixturevalue(rolle))} == ventet


def test_visible_to_stops_at_the_wall(uten_pdf, hr, etatsdirektor, annen_kommune):
    lag_sendt_sak(hr, etatsdirektor)

    with vegg.alle_kommuner():
        assert not MbuSak.objects.visible_to(annen_kommune.hr).exists()


@pytest.mark.parametrize(
    ("q", "antall"),
    [("18/21", 1), ("orientering", 1), ("workshop smidig", 1), ("workshop hest", 0), ("100%", 0), ("", 1)],
)
def test_search_reads_number_text_and_table(hr, soker, q, antall):
    lag_avgjort(soker)
    lag_klar_sak(hr, saksnummer="18/21")

    assert MbuSak.objects.search(q).count() == antall
    assert MbuSak.objects.search(q, aar=1999).count() == 0


@pytest.mark.parametrize("mangler", ["rollen", "kontoen"])
def test_a_case_is_not_sent_to_a_director_who_is_not_there(hr, etatsdirektor, mangler):
    sak = saksgang.opprett(bruker=hr)
    sak.motedato = dag(30)
    sak.save()
    if mangler == "rollen":
        etatsdirektor.person.roller.update(til=dag(-1))
    else:
        type(etatsdirektor).objects.filter(pk=etatsdirektor.pk).update(is_active=False)

    with pytest.raises(ValidationError) as feil:
        saksgang.til_godkjenning(sak, bruker=hr)
    assert "ingen med rollen «Etatsdirektør» for hele kommunen har en åpen konto" in feil.value.messages[0]
    sak.refresh_from_db()
    assert sak.status == MbuSak.Status.UTKAST
