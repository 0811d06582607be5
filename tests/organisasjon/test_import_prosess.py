"""Confirming: at the same moment, on old ground, with the worker killed; and what is kept, for how long."""

import os
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from kompetanse.felles import jobber, vegg
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.models import Hendelse, Jobb
from kompetanse.organisasjon.importering import lagring
from kompetanse.organisasjon.importering import prosess as jobbene
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import (
    Enhet,
    Import,
    Importlinje,
    Importoppsett,
    Person,
    Rolle,
    Rollekode,
    Stilling,
)
from tests.klokke import senere
from tests.organisasjon.importhjelp import (
    HELSE,
    KARI,
    OLA,
    OVERSKRIFTER,
    bytt,
    csv,
    forhaandsvis,
    gjeldende,
    importer,
)
from tests.parallelt import forket, samtidig

pytestmark = pytest.mark.usefixtures("lager")


def bekreft(bruker, importen, **valg):
    return prosess.bekreft(ANSATTE, importen, bruker=bruker, fingeravtrykk=importen.fingeravtrykk, **valg)


# --- Nothing before it is confirmed -----------------------------------------------------------------


def test_nothing_is_stored_before_it_is_confirmed(hr):
    foer = Person.objects.count(), Stilling.objects.count(), Enhet.objects.count()

    importen = forhaandsvis(hr, csv(KARI, OLA, HELSE), full_fil=False)

    assert (Person.objects.count(), Stilling.objects.count(), Enhet.objects.count()) == foer
    assert (importen.status, importen.plan["ny"], importen.plan["enhet"]) == (Import.Status.KONTROLLERT, 3, 2)


def test_storing_writes_one_audit_line_with_the_counts(hr):
    importen = importer(hr, csv(KARI, OLA, HELSE), full_fil=False)

    hendelse = Hendelse.objects.for_objekt(importen).get()
    assert (hendelse.handling, hendelse.utfort_av, hendelse.i_rolle) == (
        "import.lagre",
        hr,
        "HR-rådgiver, Fjordby kommune",
    )
    assert (hendelse.data["ny"], hendelse.data["nye_enheter"], hendelse.data["full_fil"]) == (3, 2, False)


def test_leaders_hold_their_role_when_the_import_is_stored(hr):
    overskrifter = OVERSKRIFTER + ";Er leder"

    importer(hr, csv(KARI + ";nei", OLA + ";ja", HELSE + ";ja", overskrifter=overskrifter), full_fil=False)

    roller = Rolle.objects.filter(kilde="lederstilling", type__kode=Rollekode.LEDER)
    assert {(r.person.ansattnummer, r.enhet.navn) for r in roller} >= {("1002", "Hjemmetjenesten"), ("1003", "Helse")}
    assert not roller.filter(person__ansattnummer="1001").exists()


def test_only_those_with_the_right_may_import(leder, hr):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)

    with pytest.raises(PermissionDenied):
        prosess.last_opp(ANSATTE, csv(HELSE), "a.csv", bruker=leder)
    with pytest.raises(PermissionDenied):
        bekreft(leder, importen)
    with pytest.raises(PermissionDenied):
        prosess.forkast(ANSATTE, importen, bruker=leder)


# --- On old ground ----------------------------------------------------------------------------------


def test_a_preview_that_is_old_is_made_again_and_says_so(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    importen = forhaandsvis(hr, csv(bytt(KARI, Etternavn="Vik"), HELSE), full_fil=False)
    Person.objects.filter(ansattnummer="1001").update(fornavn="Karin")

    melding = bekreft(hr, importen)

    importen.refresh_from_db()
    assert melding.startswith("Noe er endret siden forhåndsvisningen ble laget")
    assert (importen.status, importen.melding) == (Import.Status.KONTROLLERT, melding)
    assert importen.linjer.get(slag="endret").tekst == "Fornavn: Karin → Kari. Etternavn: Berg → Vik."
    assert Person.objects.get(ansattnummer="1001").etternavn == "Berg"

    assert bekreft(hr, importen) == "Importen er lagret."
    assert str(Person.objects.get(ansattnummer="1001")) == "Kari Vik"


def test_a_preview_holds_the_next_day_when_nothing_has_changed(hr):
    importen = forhaandsvis(hr, csv(KARI, HELSE), full_fil=False)

    with senere(days=3):
        assert bekreft(hr, importen) == "Importen er lagret."


def test_a_fingerprint_from_nowhere_stores_nothing(hr):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)

    prosess.bekreft(ANSATTE, importen, bruker=hr, fingeravtrykk="")

    assert not Person.objects.filter(ansattnummer="1003").exists()


def test_a_stored_import_is_not_stored_again(hr):
    importen = importer(hr, csv(HELSE), full_fil=False)

    with pytest.raises(ValidationError, match="allerede lagret"):
        bekreft(hr, importen)
    with pytest.raises(ValidationError, match="allerede lagret"):
        prosess.forkast(ANSATTE, importen, bruker=hr)


def test_many_who_would_be_ended_must_be_confirmed_apart(hr):
    folk = [bytt(HELSE, Ansattnummer=f"H{n}", Etternavn=f"Vik{n}") for n in range(12)]
    importer(hr, csv(HELSE, *folk), full_fil=False)
    importen = forhaandsvis(hr, csv(HELSE))

    with pytest.raises(ValidationError, match="Kryss av for det du må kontrollere"):
        bekreft(hr, importen)

    assert importen.plan["mange_avsluttes"]
    assert bekreft(hr, importen, svar=["mange"]) == "Importen er lagret."


# --- At the same moment -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_confirmed_at_once_the_second_is_checked_again(hr):
    en = forhaandsvis(hr, csv(KARI, HELSE), full_fil=False)
    to = forhaandsvis(hr, csv(bytt(KARI, Stillingsprosent="50"), HELSE), full_fil=False)

    svar = samtidig(hr.kommune_id, lambda: bekreft(hr, en), lambda: bekreft(hr, to))

    assert sorted(melding[:18] for melding in svar) == ["Importen er lagret", "Noe er endret side"]
    assert Import.objects.filter(status=Import.Status.LAGRET).count() == 1
    tapt = Import.objects.get(status=Import.Status.KONTROLLERT)
    assert (tapt.plan["ny"], tapt.plan["endret"], tapt.plan["uendret"]) == (0, 1, 1)
    assert Stilling.objects.filter(person__ansattnummer="1001").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_import_confirmed_twice_at_once_is_stored_once(hr):
    importen = forhaandsvis(hr, csv(KARI, HELSE), full_fil=False)

    svar = samtidig(hr.kommune_id, lambda: bekreft(hr, importen), lambda: bekreft(hr, importen))

    assert sorted(type(ett).__name__ for ett in svar) == ["ValidationError", "str"]
    assert Hendelse.objects.filter(handling="import.lagre").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_by_hand_while_the_import_is_written_stops_it(hr, monkeypatch):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    importen = forhaandsvis(hr, csv(bytt(KARI, Etternavn="Vik"), HELSE), full_fil=False)
    kommune_id = vegg.gjeldende_kommune_id()
    ekte = lagring.laas_uendrede

    def med_en_annen(modell, rader):
        def annen():
            with vegg.innenfor(kommune_id):
                Person.objects.filter(ansattnummer="1001").update(telefon="12345678")
            connection.close()

        if modell is Person:
            traad = threading.Thread(target=annen)
            traad.start()
            traad.join()
        return ekte(modell, rader)

    monkeypatch.setattr(lagring, "laas_uendrede", med_en_annen)
    with pytest.raises(lagring.Foreldet):
        bekreft(hr, importen)

    person = Person.objects.get(ansattnummer="1001")
    assert (person.etternavn, person.telefon) == ("Berg", "12345678")
    importen.refresh_from_db()
    assert importen.status == Import.Status.KONTROLLERT


@pytest.mark.django_db(transaction=True)
def test_a_server_killed_while_it_writes_leaves_all_as_it_was(hr, monkeypatch):
    importen = forhaandsvis(hr, csv(KARI, OLA, HELSE), full_fil=False)
    foer = Person.objects.count(), Enhet.objects.count()
    kommune_id = vegg.gjeldende_kommune_id()
    barn = forket()
    if not barn:  # the server that dies in the middle, after units and people but before positions
        # A connection that came along from the parent would stay open, with its locks, when this process is gone.
        arvet, connection.connection = connection.connection, None  # noqa: F841 (collected, it would be closed)
        monkeypatch.setattr(lagring, "_nye_stillinger", lambda *args: os.kill(os.getpid(), 9))
        with vegg.innenfor(kommune_id):
            bekreft(hr, importen)
        os._exit(0)
    _pid, status = os.waitpid(barn, 0)

    with vegg.innenfor(kommune_id):
        assert os.WTERMSIG(status) == 9
        assert (Person.objects.count(), Enhet.objects.count()) == foer
        assert Import.objects.get().status == Import.Status.KONTROLLERT
        assert bekreft(hr, importen) == "Importen er lagret."


# --- As a job ---------------------------------------------------------------------------------------


def lang_fil(antall=501, **endret):
    return csv(HELSE, *(bytt(KARI, Ansattnummer=f"L{n}", Etternavn=f"Berg{n}", **endret) for n in range(antall - 1)))


def kjor_jobben(importen):
    """What the job worker does."""
    importen.refresh_from_db()
    jobb = importen.jobb
    funksjon, kwargs = _koe.pop()
    jobber.kjor(jobb.pk, importen.kommune_id, funksjon, kwargs, "nb")
    return Jobb.objects.get(pk=jobb.pk)


_koe = []


@pytest.fixture
def koe(monkeypatch):
    """Jobs wait here instead of in the queue."""
    _koe.clear()
    monkeypatch.setattr(
        jobber, "async_task", lambda kjor, jobb_id, kommune_id, sti, kwargs, spraak, **_: _koe.append((sti, kwargs))
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("koe")
def test_above_500_rows_checking_and_storing_are_jobs_with_progress(hr):
    importen = prosess.last_opp(ANSATTE, lang_fil(), "ansatte.csv", bruker=hr, full_fil=False)
    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner, bruker=hr)
    importen.refresh_from_db()
    assert importen.plan == {}
    with pytest.raises(ValidationError, match="under arbeid"):
        prosess.start_kontroll(ANSATTE, importen, bruker=hr)

    sjekket = kjor_jobben(importen)
    importen.refresh_from_db()
    assert bekreft(hr, importen) == ""
    lagret = kjor_jobben(importen)

    assert (sjekket.status, sjekket.gjort, sjekket.av) == (Jobb.Status.FERDIG, 501, 501)
    assert (lagret.status, lagret.melding) == (Jobb.Status.FERDIG, "Importen er lagret.")
    assert lagret.gjort == lagret.av > 501
    assert lagret.resultat_lenke == importen.get_absolute_url()
    assert Person.objects.filter(ansattnummer__startswith="L").count() == 500


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("koe")
def test_a_large_file_is_read_by_a_job_which_goes_on_when_the_columns_are_known(hr):
    importen = prosess.last_opp(ANSATTE, lang_fil(3000), "ansatte.csv", bruker=hr, full_fil=False)
    assert not importen.er_lest
    assert kjor_jobben(importen).melding == "Filen er lest. Kontroller kolonnene."
    importen.refresh_from_db()
    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner, bruker=hr)
    kjor_jobben(importen)

    neste = prosess.last_opp(ANSATTE, lang_fil(3000, Stillingsprosent="50"), "ansatte.csv", bruker=hr, full_fil=False)

    assert kjor_jobben(neste).melding == "Kontrollen er ferdig. Se hva som blir endret."


# --- What is kept -----------------------------------------------------------------------------------


def test_salary_and_identity_numbers_are_nowhere_after_the_upload(hr, lager):
    innhold = csv(HELSE + ";987654;hei", overskrifter=OVERSKRIFTER + ";Årslønn;Merknad")

    importen = prosess.last_opp(ANSATTE, innhold, "a.csv", bruker=hr)

    assert importen.utelatt == ["Årslønn"]
    assert "987654" not in str(les_tabell(importen).rader)
    assert len([sti for sti in lager.rglob("*") if sti.is_file()]) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("koe")
def test_the_file_as_it_came_is_deleted_when_the_job_has_read_it(hr, lager):
    importen = prosess.last_opp(ANSATTE, lang_fil(3000), "a.csv", bruker=hr)
    foer = importen.lagringssti

    kjor_jobben(importen)

    importen.refresh_from_db()
    assert not default_storage.exists(foer)
    assert default_storage.exists(importen.lagringssti)


def test_the_mapping_is_remembered_whatever_the_order_of_the_columns(hr):
    importen = prosess.last_opp(
        ANSATTE, b"Nr;Hvem;Jobb;Sted\n1;Kari Berg;Lege;Stab", "a.csv", bruker=hr, full_fil=False
    )
    valg = {"Nr": "ansattnummer", "Hvem": "navn", "Jobb": "tittel", "Sted": "enhet_navn"}
    prosess.velg_kolonner(ANSATTE, importen, valg, bruker=hr)

    neste = prosess.last_opp(ANSATTE, b"Sted;Hvem;Nr;Jobb\nStab;Ola Dal;2;Lege", "b.csv", bruker=hr, full_fil=False)

    neste.refresh_from_db()
    assert neste.status == Import.Status.KONTROLLERT
    assert neste.linjer.get(slag="ny").navn == "Ola Dal"
    assert Importoppsett.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_files_and_lines_are_deleted_after_thirty_days(hr, annen_kommune):
    lagret = importer(hr, csv(HELSE), full_fil=False)
    aapen = forhaandsvis(hr, csv(KARI, HELSE), full_fil=False)
    with senere(days=29):
        assert jobbene.rydd_alle() == 0

    with senere(days=31):
        assert jobbene.rydd_alle() == 2

    lagret.refresh_from_db()
    aapen.refresh_from_db()
    assert (lagret.status, aapen.status) == (Import.Status.LAGRET, Import.Status.FORKASTET)
    assert (lagret.lagringssti, lagret.plan["ny"]) == ("", 1)
    assert not Importlinje.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_discarded_import_is_deleted_at_once_but_not_what_another_needs(hr, lager):
    en, to = (forhaandsvis(hr, csv(HELSE), full_fil=False) for _ in range(2))

    prosess.forkast(ANSATTE, en, bruker=hr)
    assert default_storage.exists(to.lagringssti)
    prosess.forkast(ANSATTE, to, bruker=hr)

    assert not default_storage.exists(to.lagringssti)
    assert timezone.localdate() + Import.OPPBEVARING == to.slettes
    assert gjeldende("1003") == []
