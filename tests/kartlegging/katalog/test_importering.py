"""The catalogue out to a file and in again."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kartlegging.katalog import importering
from kartlegging.katalog.importering import KATALOG
from kartlegging.katalog.standard import opprett_standardkatalog
from kartlegging.models import Katalogimport, Kompetanse, Realkategori
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.models import Hendelse
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, om

pytestmark = pytest.mark.usefixtures("lager")
HODE = "Nummer;Gruppe;Navn;Type;Kategori;Skala;Må ha bevis;Synonymer;Inkluderer;Nivå 1"


@pytest.fixture
def faglig(kommune):
    return Realkategori.objects.create(navn="Faglig")


@pytest.fixture
def les(hr):
    """Upload rows and accept the proposed columns. Returns the import."""

    def last_opp(*rader, hode=HODE, navn="katalog.csv", innhold=None):
        innhold = innhold or "\n".join([hode, *rader]).encode()
        importen = prosess.last_opp(KATALOG, innhold, navn, bruker=hr)
        if not Katalogimport.objects.get(pk=importen.pk).fingeravtrykk:
            prosess.velg_kolonner(KATALOG, importen, importen.kolonner, bruker=hr)
        return Katalogimport.objects.get(pk=importen.pk)

    return last_opp


def lagre(importen, hr):
    return prosess.bekreft(KATALOG, importen, bruker=hr, fingeravtrykk=importen.fingeravtrykk)


def linjer(importen):
    return [(linje.linje, linje.slag, linje.navn, linje.tekst) for linje in importen.linjer.all()]


def feil(importen):
    return [linje.tekst for linje in importen.linjer.filter(slag="feil")]


@pytest.mark.parametrize("filformat", ["xlsx", "csv"])
def test_the_products_own_file_of_the_whole_catalogue_says_that_nothing_is_changed(
    client, kommune, hr, les, filformat, monkeypatch
):
    monkeypatch.setattr(prosess, "BYTE_UTEN_JOBB", 1_000_000)
    opprett_standardkatalog(kommune)
    utgaatt = Kompetanse.objects.order_by("pk").last()
    Kompetanse.objects.filter(pk=utgaatt.pk).update(avviklet=om(1_000), merke="kjerne", beskrivelse="To\n\nlinjer; ja")
    client.force_login(hr)
    fil = client.get(reverse("kartlegging:katalog-list"), {"format": filformat, "vis": "alle"}).content

    importen = les(innhold=fil, navn=f"katalog.{filformat}")

    assert importen.plan.get("uendret") == Kompetanse.objects.count()
    assert not importen.plan["endrer_noe"], linjer(importen)[:3]
    assert "" not in importen.kolonner.values()


def test_a_row_becomes_a_competence_in_a_group_that_is_made(hr, les, faglig):
    lag_kompetanse("Smittevern")
    importen = les(
        ';Helse › Sår;Sårbehandling;real;Faglig;Fire nivåer;nei;"sårstell; bandasje";Smittevern;Skifter bandasje.'
    )
    assert linjer(importen) == [(2, "ny", "Sårbehandling", "")]

    lagre(importen, hr)

    saar = Kompetanse.objects.get(navn="Sårbehandling")
    assert (str(saar.gruppe), str(saar.gruppe.forelder), saar.type, str(saar.skala)) == (
        "Sår",
        "Helse",
        "real",
        "Fire nivåer",
    )
    assert [ett.ord for ett in saar.synonymer.all()] == ["bandasje", "sårstell"]
    assert saar.inkluderinger.get().inkluderer.navn == "Smittevern"
    assert saar.nivaatekster.get().tekst == "Skifter bandasje."
    assert Hendelse.objects.for_objekt(importen).get().data["ny"] == 1


def test_new_changed_and_unchanged_rows_are_told_apart_and_a_name_is_changed_by_number(hr, les):
    en, to = lag_bevis("Brannvern"), lag_bevis("Hygiene")
    importen = les(
        f"{en.pk};Fag;Brannvernopplæring;formell;;;ja;;;",
        f"{to.pk};Fag;Hygiene;formell;;;ja;;;",
        ";Fag;Truckfører;Formell;;;;;;",
    )

    assert linjer(importen) == [
        (2, "endret", "Brannvernopplæring", "Navn: Brannvern → Brannvernopplæring."),
        (3, "uendret", "Hygiene", ""),
        (4, "ny", "Truckfører", ""),
    ]
    lagre(importen, hr)
    assert set(Kompetanse.objects.values_list("navn", flat=True)) == {"Brannvernopplæring", "Hygiene", "Truckfører"}


def test_columns_that_are_not_in_the_file_leave_what_is_stored(hr, les):
    kurs = lag_bevis("Brannvern", hjemmel="Brannvernloven", gyldig_mnd=12)

    lagre(les("Brannvern;Kort e-læring", hode="Navn;Beskrivelse"), hr)

    kurs.refresh_from_db()
    assert (kurs.beskrivelse, kurs.hjemmel, kurs.gyldig_mnd) == ("Kort e-læring", "Brannvernloven", 12)


@pytest.mark.parametrize(
    ("rad", "grunn"),
    [
        (";Fag;Ny;real;Faglig;Ti nivåer;;;;", "Skalaen «Ti nivåer» finnes ikke."),
        (";Fag;Ny;formell;;;;;;Ser på.", "Skalaen har ikke nivå 1, men det står en tekst for det."),
        (";Fag;Ny;real;Åndelig;;;;;", "Kategorien «Åndelig» finnes ikke."),
        (";Fag;Ny;real;;;;;;", "Kategori mangler. En realkompetanse har en."),
        (";Fag;Ny;formell;Faglig;;;;;", "En formell kompetanse har ingen kategori."),
        (";Fag;Ny;halv;;;;;;", "Type: «halv» er ikke et valg. Skriv Formell, Real."),
        (";Fag;Ny;;;;;;;", "Type mangler. Skriv formell eller real."),
        (";;Ny;formell;;;;;;", "Gruppe mangler."),
        (";Fag;;formell;;;;;;", "Navn: Tom."),
        ("99999;Fag;Ny;formell;;;;;;", "Katalogen har ingen kompetanse med nummer 99999."),
        ("x;Fag;Ny;formell;;;;;;", "Nummer: Skriv et helt tall fra 1 til 100000000000."),
        (";Fag;Ny;formell;;;kanskje;;;", "Må ha bevis: Skriv ja eller nei."),
        (";Fag;Ny;formell;;;;;Trolldom;", "Inkluderer: katalogen har ingen kompetanse som heter «Trolldom»."),
        (";Fag;Ny;formell;;;;;Ny;", "Det går i ring hva som inkluderer hva: ny › ny."),
        (f";Fag;{'x' * 151};formell;;;;;;", "Navn: For langt: 151 tegn. Høyst 150."),
    ],
)
def test_a_row_that_cannot_be_stored_says_why(les, faglig, rad, grunn):
    lag_kompetanse("Noe", kategori=faglig)

    assert feil(les(rad)) == [grunn]


def test_a_competence_stands_once_in_the_file_and_takes_no_other_name(les):
    en = lag_bevis("Brannvern")
    lag_bevis("Hygiene")

    importen = les(f"{en.pk};Fag;Hygiene;formell;;;ja;;;", ";Fag;Ny;formell;;;;;;", ";Fag;NY;formell;;;;;;")

    assert feil(importen) == ["En annen kompetanse heter «Hygiene».", "«NY» står også på linje 3."]


def test_a_circle_through_rows_and_what_is_stored_is_a_fault(les):
    drift = lag_bevis("Drift")
    lag_bevis("Anlegg", inkluderer=[drift])

    importen = les(f"{drift.pk};Fag;Drift;formell;;;ja;;Anlegg;")

    assert len(feil(importen)) == 1
    assert feil(importen)[0].startswith("Det går i ring hva som inkluderer hva: ")


def test_a_scale_without_a_level_in_use_is_a_fault(les, soker, faglig):
    rør = lag_kompetanse("Rør", kategori=faglig)
    gi_kompetanse(soker, rør, 3)

    assert feil(les(f"{rør.pk};Fag;Rør;real;Faglig;;;;;")) == ["Nivå 3 er i bruk, og finnes ikke i skalaen."]


def test_what_was_merged_away_is_not_known_by_its_number(les, hr):
    en, to = lag_bevis("Brann"), lag_bevis("Brannvern")
    Kompetanse.objects.filter(pk=en.pk).update(slaatt_sammen_med=to)

    assert feil(les(f"{en.pk};Fag;Brann;formell;;;;;;")) == [f"Katalogen har ingen kompetanse med nummer {en.pk}."]


def test_a_preview_made_before_someone_changed_the_catalogue_stores_nothing(les, hr):
    kurs = lag_bevis("Brannvern")
    importen = les("Brannvern;Kort e-læring", hode="Navn;Beskrivelse")
    Kompetanse.objects.filter(pk=kurs.pk).update(beskrivelse="Skrevet av en annen")

    svar = lagre(importen, hr)

    kurs.refresh_from_db()
    assert svar.startswith("Noe er endret siden forhåndsvisningen ble laget")
    assert kurs.beskrivelse == "Skrevet av en annen"


@pytest.mark.parametrize("antall", [1, 3, 30])
def test_storing_takes_the_same_number_of_statements_whatever_the_size(
    les, hr, faglig, antall, django_assert_num_queries
):
    lag_kompetanse("Smittevern")
    rader = [f";Fag;Nummer {nr};real;Faglig;Fire nivåer;;ord {nr};Smittevern;Ser på." for nr in range(antall)]
    importen = les(*rader)
    plan = KATALOG.lag_plan(importen, prosess.les_tabell(importen), prosess.uten_framdrift)

    # groups; categories; scales, levels; competences; all of them by name; synonyms, texts and inclusions: what is there,
    # (nothing to delete) and the new ones; circles
    with django_assert_num_queries(13):
        plan.skriv()

    assert Kompetanse.objects.filter(navn__startswith="Nummer").count() == antall


def test_the_files_of_old_imports_are_deleted_at_night(les):
    importen = les(";Fag;Ny;formell;;;;;;")
    assert importering.rydd_alle() == 0

    Katalogimport.objects.update(opprettet=timezone.now() - Katalogimport.OPPBEVARING - dt.timedelta(days=1))

    assert importering.rydd_alle() == 1
    assert not importen.linjer.exists()
