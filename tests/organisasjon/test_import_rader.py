"""The values of a row: what is understood, and what is said about the rest."""

import datetime as dt
from decimal import Decimal

import pytest

from kompetanse.organisasjon.importering.rader import Ansattrad, Leser, del_navn, les_dato, les_prosent

FELTER = ("ansattnummer", "fornavn", "etternavn", "tittel", "enhet_navn")
GOD = ("1001", "Kari", "Berg", "Sykepleier", "Hjemmetjenesten")


def les(**felt):
    """Read one row: the good one with some values changed or added."""
    verdier = dict(zip(FELTER, GOD, strict=True)) | felt
    kolonner = {kode: kode for kode in verdier}
    return Leser(list(verdier), kolonner, ["Kommune", "Sektor"]).les_rad(7, list(verdier.values()))


def grunn(**felt):
    """Why the row is refused."""
    return les(**felt).grunn


@pytest.mark.parametrize(
    ("tekst", "prosent"),
    [("80", "80"), ("80,5", "80.50"), ("80.5 %", "80.50"), ("0", "0"), ("100,00", "100"), ("33,333333", "33.33")],
)
def test_per_cent_as_people_and_systems_write_it(tekst, prosent):
    assert les(prosent=tekst).prosent == Decimal(prosent)


@pytest.mark.parametrize(
    "tekst", ["101", "1e9", "NaN", "-5", "Infinity", "100,01", "åtti", "1 000", "²", "9" * 100_000]
)
def test_other_per_cents_are_refused_with_what_was_written(tekst):
    svar = grunn(prosent=tekst)

    assert svar.startswith(f"Stillingsprosenten «{tekst[:60]}» er ")
    assert len(svar) < 130


@pytest.mark.parametrize(
    ("tekst", "prosent"),
    [("8000", "80"), ("1033", "10.33"), ("10000", "100"), ("0", "0"), ("10001", None), ("80,5", None)],
)
def test_fint_gives_per_cent_in_hundredths(tekst, prosent):
    assert les_prosent(tekst, "prosent_hundredeler")[0] == (prosent and Decimal(prosent))


@pytest.mark.parametrize(
    ("tekst", "dato"),
    [
        ("5.3.2026", dt.date(2026, 3, 5)),
        ("05.03.2026", dt.date(2026, 3, 5)),
        ("2026-03-05", dt.date(2026, 3, 5)),
        ("2026-03-05 00:00:00", dt.date(2026, 3, 5)),
        ("2026-03-05T12:00:00Z", dt.date(2026, 3, 5)),
        ("2026-03-04T23:00:00Z", dt.date(2026, 3, 5)),
        ("2026-03-05T00:00:00+01:00", dt.date(2026, 3, 5)),
        ("0001-01-01", None),
        ("01.01.0001", None),
        ("0001-01-01T00:00:00Z", None),
        ("31.02.2026", None),
        ("05.03.26", None),
        ("45000", dt.date(2023, 3, 15)),
        ("i morgen", None),
        ("1" * 100_000, None),
    ],
)
def test_dates(tekst, dato):
    svar, feil = les_dato(tekst)

    assert svar == dato
    assert (feil is None) == (dato is not None)


def test_until_further_notice_is_no_end_date():
    assert les(til="31.12.9999").til is None
    assert les(til="9999-12-31").til is None


def test_a_date_that_cannot_be_read_is_told_with_its_field():
    assert grunn(fra="01.01.0001") == (
        "Stillingen starter: «01.01.0001» er ikke en dato vi kan lese. Året må være mellom 1900 og 2200."
    )


def test_an_end_before_the_start_is_refused():
    assert grunn(fra="2026-03-05", til="2026-03-04") == "Sluttdatoen er før startdatoen."


@pytest.mark.parametrize(
    ("felt", "svar"),
    [
        ({"ansattnummer": ""}, "Ansattnummer mangler."),
        ({"fornavn": "", "etternavn": ""}, "Navnet mangler."),
        ({"tittel": ""}, "Stillingstittel mangler."),
        ({"enhet_navn": ""}, "Enhet mangler."),
        ({"enhet_kode": ""}, "Enhetens kode mangler."),
        ({"epost": "kari(at)eksempel"}, "E-postadressen «kari(at)eksempel» er ikke gyldig."),
        ({"epost": "mailto:k@x.no"}, "E-postadressen «mailto:k@x.no» er ikke gyldig."),
        ({"epost": "k[2]@x.no"}, "E-postadressen «k[2]@x.no» er ikke gyldig."),
        ({"epost": "k@x..no"}, "E-postadressen «k@x..no» er ikke gyldig."),
        ({"er_leder": "kanskje"}, "Leder av enheten (ja eller nei): skriv ja eller nei, ikke «kanskje»."),
        ({"fornavn": "å" * 100_000}, "Fornavn er for langt: 100000 tegn. Høyst 80 tegn."),
    ],
)
def test_what_is_missing_or_wrong_is_said(felt, svar):
    assert grunn(**felt) == svar


def test_all_faults_of_a_row_are_told_at_once():
    assert grunn(tittel="", prosent="101", epost="x") == (
        "E-postadressen «x» er ikke gyldig. Stillingstittel mangler. Stillingsprosenten «101» er over 100. "
        "Skal den lagres som 100, velg det for kolonnen under Endre kolonner."
    )


def test_emoji_stay_and_line_breaks_become_spaces():
    rad = les(fornavn="Kari 🚒", tittel="Rådgiver\nog\tleder  her")

    assert (rad.fornavn, rad.tittel) == ("Kari 🚒", "Rådgiver og leder her")


def test_columns_that_are_not_there_say_nothing():
    rad = les()

    assert isinstance(rad, Ansattrad)
    assert (rad.epost, rad.prosent, rad.er_leder, rad.har_til) == (None, None, None, False)


@pytest.mark.parametrize(
    ("navn", "delt"),
    [
        ("Kari Anne Berg", ("Kari Anne", "Berg")),
        ("Berg, Kari Anne", ("Kari Anne", "Berg")),
        ("Kari", ("", "Kari")),
        ("", ("", "")),
    ],
)
def test_a_whole_name_is_divided(navn, delt):
    assert del_navn(navn) == delt


def test_the_middle_name_belongs_to_the_first():
    assert les(mellomnavn="Anne").fornavn == "Kari Anne"


def test_the_code_stands_in_for_a_title_that_is_missing():
    assert les(tittel="", stillingskode="7174").tittel == "7174"
