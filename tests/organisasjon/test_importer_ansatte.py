"""`manage.py importer_ansatte`: the same preview in the terminal, and the same import."""

import io

import pytest
from django.core.management import CommandError, call_command

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Import, Person
from tests.organisasjon.importhjelp import HELSE, KARI, OLA, OVERSKRIFTER, bytt, csv

pytestmark = pytest.mark.usefixtures("lager")


@pytest.fixture
def fil(tmp_path):
    def skriv(*rader, overskrifter=OVERSKRIFTER):
        sti = tmp_path / "ansatte.csv"
        sti.write_bytes(csv(*rader, overskrifter=overskrifter))
        return str(sti)

    return skriv


def kjor(fil, *valg, kommune="9901"):
    ut = io.StringIO()
    call_command("importer_ansatte", fil, "--kommune", kommune, *valg, stdout=ut)
    return ut.getvalue()


def test_without_bekreft_it_shows_and_stores_nothing(kommune, fil):
    ut = kjor(fil(KARI, bytt(OLA, Stillingsprosent="NaN"), HELSE + ";1", overskrifter=OVERSKRIFTER + ";Lønn"))

    assert "Disse kolonnene er fjernet og lagres aldri: Lønn" in ut
    assert "  Stillingstittel → tittel\n" in ut
    assert "Nye                    2  (2 nye ansatte)" in ut
    assert "linje 3: 1002 Ola Dal: Stillingsprosenten «NaN» er ikke et tall mellom 0 og 100." in ut
    assert "Ingenting er lagret." in ut
    assert not Import.objects.exists()
    assert not Person.objects.exists()


def test_with_bekreft_it_stores_and_the_import_is_in_the_history(kommune, fil):
    ut = kjor(fil(KARI, OLA, HELSE), "--bekreft")
    igjen = kjor(fil(KARI, OLA, HELSE), "--bekreft")

    assert ut.endswith("Importen er lagret.\n")
    assert igjen.endswith("Det som er lagret, stemmer med filen.\n")
    importen = Import.objects.get()
    assert (importen.bruker, importen.plan["ny"], importen.status) == (None, 3, Import.Status.LAGRET)


def test_many_who_would_be_ended_need_a_word_more(kommune, fil):
    kjor(fil(HELSE, *(bytt(HELSE, Ansattnummer=str(n), Etternavn=f"V{n}") for n in range(12))), "--bekreft")

    with pytest.raises(CommandError, match="--mange"):
        kjor(fil(HELSE), "--bekreft")

    assert kjor(fil(HELSE), "--bekreft", "--delvis").endswith("stemmer med filen.\n")
    assert "12 ansatte slutter" in kjor(fil(HELSE), "--bekreft", "--mange")


def test_columns_can_be_named(kommune, fil):
    navngitt = ["--kolonne", "Nr=ansattnummer", "--kolonne", "Hvem=navn", "--kolonne", "Sted=enhet_navn"]

    ut = kjor(fil("7;Kari Berg;Lege;Legevakten", overskrifter="Nr;Hvem;Stilling;Sted"), *navngitt)

    assert "Ny ansatt: Lege, Legevakten, 100 %" in ut.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("valg", "melding"),
    [
        (["--kolonne", "Tull=navn"], "«Tull=navn» er ikke en kolonne"),
        (["--kolonne", "Fornavn=tull"], "«Fornavn=tull» er ikke en kolonne"),
        (["--kolonne", "Ansattnummer="], "Velg hvilken kolonne som er ansattnummer."),
    ],
)
def test_columns_that_cannot_be_are_refused(kommune, fil, valg, melding):
    with pytest.raises(CommandError, match=melding):
        kjor(fil(HELSE), *valg)


def test_files_and_municipalities_that_are_not_there_are_told(kommune, fil, tmp_path):
    with pytest.raises(CommandError, match="Det finnes ingen kommune med nummer 0000."):
        kjor(fil(HELSE), kommune="0000")
    with pytest.raises(CommandError, match="kan ikke leses"):
        kjor(str(tmp_path / "borte.csv"))
    (tmp_path / "ikke.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="ikke en Excel-fil"):
        kjor(str(tmp_path / "ikke.xlsx"))


def test_the_other_municipality_is_not_touched(annen_kommune, fil):
    kjor(fil(HELSE), "--bekreft", kommune="9902")

    assert not Person.objects.filter(ansattnummer="1003").exists()
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert Person.objects.filter(ansattnummer="1003").exists()
