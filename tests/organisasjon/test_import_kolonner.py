"""Which heading is which field, and which columns are never kept."""

import io

import pytest

from kompetanse.felles.fodselsnummer import har_fodselsnummer
from kompetanse.felles.innlesing.sensitivt import er_sensitiv, sensitive_kolonner
from kompetanse.felles.spreadsheets import read_table
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.importering.kolonner import gjenkjenn
from kompetanse.organisasjon.models import Kommune

NIVAAER = ["Kommune", "Sektor", "Avdeling", "Seksjon", "Team"]
# A number for tests (80 is added to the month), so it is nobody's; the second has a wrong control digit.
GYLDIG, UGYLDIG = "01810760008", "01810760009"


def kjent(*overskrifter, rader=()):
    return {o: kode for o, kode in gjenkjenn(list(overskrifter), NIVAAER, rader).items() if kode}


def test_fint_names_are_known_with_and_without_their_path():
    assert kjent(
        "personalressurs.ansattnummer.identifikatorverdi",
        "personalressurs.kontaktinformasjon.epostadresse",
        "fornavn",
        "etternavn",
        "arbeidsforhold.stillingsnummer",
        "arbeidsforhold.stillingstittel",
        "ansettelsesprosent",
        "gyldighetsperiode.start",
        "gyldighetsperiode.slutt",
        "hovedstilling",
        "organisasjonsKode",
        "organisasjonselement.navn",
        "overordnet",
        rader=[["1", "", "", "", "1", "", "8000", "", "", "true", "310", "Hjemmetjenesten", "30"]],
    ) == {
        "personalressurs.ansattnummer.identifikatorverdi": "ansattnummer",
        "personalressurs.kontaktinformasjon.epostadresse": "epost",
        "fornavn": "fornavn",
        "etternavn": "etternavn",
        "arbeidsforhold.stillingsnummer": "stillingsnummer",
        "arbeidsforhold.stillingstittel": "tittel",
        "ansettelsesprosent": "prosent_hundredeler",
        "gyldighetsperiode.start": "fra",
        "gyldighetsperiode.slutt": "til",
        "hovedstilling": "hovedstilling",
        "organisasjonsKode": "enhet_kode",
        "organisasjonselement.navn": "enhet_navn",
        "overordnet": "overordnet",
    }


def test_common_headings_are_known_whatever_their_case_and_signs():
    assert kjent("ANSATT-NR.", "Navn", "E-post", "Still.pst.", "Stilling", "Fra dato", "Enhets nr", "Enhet") == {
        "ANSATT-NR.": "ansattnummer",
        "Navn": "navn",
        "E-post": "epost",
        "Still.pst.": "prosent",
        "Stilling": "tittel",
        "Fra dato": "fra",
        "Enhets nr": "enhet_kode",
        "Enhet": "enhet_navn",
    }


def test_levels_are_ordered_from_the_top_whatever_the_order_of_the_columns():
    assert kjent("Seksjon", "Sektor", "Avdeling") == {"Sektor": "nivaa1", "Avdeling": "nivaa2", "Seksjon": "nivaa3"}


def test_a_single_level_is_the_name_of_the_unit():
    assert kjent("Ansattnr", "Avdeling") == {"Ansattnr": "ansattnummer", "Avdeling": "enhet_navn"}


@pytest.mark.parametrize(
    ("verdier", "felt"), [(["ja", "nei"], "er_leder"), (["1002", "1003"], "leder_nummer"), (["Kari Berg"], None)]
)
def test_what_leder_means_is_told_by_the_values(verdier, felt):
    assert kjent("Leder", rader=[[verdi] for verdi in verdier]).get("Leder") == felt


def test_ansettelsesprosent_with_no_value_above_100_is_plain_per_cent():
    assert kjent("ansettelsesprosent", rader=[["80"], ["100"]]) == {"ansettelsesprosent": "prosent"}


def test_of_two_keys_the_unit_has_the_one_that_overordnet_points_to():
    rader = [["7001", "F12", "7000"], ["7000", "F1", ""]]

    assert kjent("organisasjonsId", "organisasjonsKode", "overordnet", rader=rader) == {
        "organisasjonsId": "enhet_kode",
        "overordnet": "overordnet",
    }


@pytest.mark.parametrize(
    "overskrift",
    ["Årslønn", "lønnsprosent", "Grunnlønn kr", "Fødselsnummer", "fodselsnr", "Fnr", "Personnummer", "Bankkonto"]
    + ["Sykefravær", "Fagforening", "Skattekommune"],
)
def test_sensitive_headings_are_never_proposed(overskrift):
    assert er_sensitiv(overskrift)
    assert kjent(overskrift) == {}


@pytest.mark.parametrize(
    "overskrift", ["Ansattnummer", "Telefon", "Stillingsprosent", "Helse og omsorg", "Konfliktnivå"]
)
def test_ordinary_headings_are_not_sensitive(overskrift):
    assert not er_sensitiv(overskrift)


def test_a_column_of_identity_numbers_is_found_by_its_values():
    tabell = read_table(io.BytesIO(f"Ansattnr;Id\n1;{GYLDIG}\n2;{GYLDIG}\n3;7".encode()), "a.csv")

    assert sensitive_kolonner(tabell) == ["Id"]
    assert har_fodselsnummer(GYLDIG)
    assert not har_fodselsnummer(UGYLDIG)


def test_what_is_missing_is_said_in_sentences():
    kommune = Kommune(nivaanavn=NIVAAER)

    assert ANSATTE.feil_i_kolonner({"a": "fornavn", "b": "epost", "c": "epost"}, kommune) == [
        "Velg hvilken kolonne som er ansattnummer.",
        "Velg hvilken kolonne som er navn (fornavn og etternavn, eller hele navnet).",
        "Velg hvilken kolonne som er stillingstittel eller stillingskode.",
        "Velg hvilken kolonne som er enhet (kode, navn eller nivåer).",
        "«E-post» er valgt for flere kolonner. Velg én.",
    ]
