"""Measurements from a file or pasted: read whole, shown first, stored as they were shown, and the same twice is once."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kompetanse.felles.spreadsheets import TabellFeil
from planer.maal import maaling, maalingsliste
from planer.maal.maaling import Maalt
from planer.models import Maaling
from tests.klokke import dag
from tests.planer.factories import lag_maal, lag_plan

MARS, JUNI = dt.date(2021, 3, 31), dt.date(2021, 6, 30)
LIKT = [(MARS, Maalt(Decimal(73))), (JUNI, Maalt(Decimal("74.5")))]


@pytest.fixture
def maal(tre):
    return lag_maal(lag_plan(tre.prosjekt), indikator="Nye med veileder", maaleenhet="%", maaltall=100)


@pytest.fixture
def adresse(maal):
    return reverse("planer:maaling-read", args=[maal.pk])


def lest(tekst):
    return [(rad["dato"], rad["verdi"]) for _linje, rad in maalingsliste.les(tekst).rader]


def excel(*rader):
    bok, ut = openpyxl.Workbook(), io.BytesIO()
    for rad in rader:
        bok.active.append(rad)
    for celle in bok.active["B"]:
        celle.number_format = "0.0%" if isinstance(celle.value, float) and celle.value < 1 else "General"
    bok.save(ut)
    return ut.getvalue()


@pytest.mark.parametrize(
    "tekst",
    [
        "Dato;Verdi\n31.03.2021;73\n30.06.2021;74,5",
        "31.3.2021;73\n30.6.2021;74,5",
        "Når\tProsent\n31. mars 2021\t73 %\n30. juni 2021\t74,5 %",
        "Sykefravær i prosent;Meldt\n73;2021-03-31\n74,5;2021-06-30",
        "Nr;Avdeling;Dato;Andel\n1;Øst;31.3.2021;73\n2;Vest;30.6.2021;74,5",
        "Tall fra lønnssystemet\n\nMåledato,Verdi\n31.03.2021,73\n30.06.2021,74.5\n\n",
    ],
)
def test_a_table_is_read_with_headings_in_any_words_or_none(tekst):
    assert lest(tekst) == LIKT


def test_a_share_of_so_many_keeps_how_many():
    assert lest("31.3.2021;45 av 60") == [(MARS, Maalt(Decimal("75.00"), 60))]


@pytest.mark.parametrize("rader", [[("Måned", "Andel")], []])
def test_a_sheet_becomes_the_text_that_could_have_been_pasted(rader):
    innhold = excel(*rader, (dt.date(2021, 3, 31), 0.73), (dt.date(2021, 6, 30), 0.745))

    tekst = maalingsliste.som_tekst(io.BytesIO(innhold), "fravær.xlsx")

    assert tekst == "Dato\tVerdi\n2021-03-31\t73\n2021-06-30\t74,5"
    assert lest(tekst) == LIKT


@pytest.mark.parametrize("tekst", ["Vi målte litt i vår", "Avdeling;Leder\nØst;Kari", "\t\n"])
def test_what_holds_no_measurements_is_refused(tekst):
    with pytest.raises(TabellFeil):
        maalingsliste.les(tekst)


def test_more_than_fits_on_a_page_is_refused():
    with pytest.raises(TabellFeil, match="høyst 1000 om gangen"):
        maalingsliste.les("\n".join(["31.3.2021;73"] * 1001))


def test_the_plan_says_of_each_row_what_it_would_do(maal, leder):
    for naar, verdi in ((MARS, 70), (JUNI, 74)):
        maaling.registrer(maal, naar, Maalt(Decimal(verdi)), bruker=leder)
    tekst = (
        f"31.3.2021;73\n30.6.2021;74\n30.9.2021;75\n31.2.2021;76\n31.12.2021;mange\n31.3.2021;80\n"
        f"{dag(1):%d.%m.%Y};77\n1.1.2021;101\n;50"
    )

    plan = maalingsliste.sammenlign(maal, maalingsliste.les(tekst))

    assert [(linje.slag, linje.linje, linje.tekst) for linje in plan.linjer] == [
        ("feil", 4, "Dato: Denne datoen finnes ikke. Kontroller dag og måned."),
        ("feil", 5, "Verdi: Skriv et tall, for eksempel 73 eller 2,5."),
        ("feil", 6, "Datoen står også på linje 1."),
        ("feil", 7, "Målingen kan ikke være frem i tid."),
        ("feil", 8, "En andel er mellom 0 og 100 %."),
        ("feil", 9, "Dato: Tom."),
        ("endret", 1, "Nå står det 70\N{NO-BREAK SPACE}%."),
        ("ny", 3, ""),
        ("uendret", 2, ""),
    ]


def test_what_was_shown_is_stored_and_the_same_again_changes_nothing(maal, leder):
    maaling.registrer(maal, MARS, Maalt(Decimal(70)), "Talt for hånd", bruker=None)
    tabell = maalingsliste.les("31.3.2021;73\n30.6.2021;45 av 60\nmars;1")

    for antall in (2, 0):
        plan = maalingsliste.sammenlign(maal, tabell)
        assert plan.kan_lagres == antall
        maalingsliste.lagre(maal, tabell, plan.fingeravtrykk(), bruker=leder)

    assert list(maal.maalinger.values_list("dato", "verdi", "nevner", "merknad", "registrert_av")) == [
        (MARS, 73, None, "Talt for hånd", leder.pk),
        (JUNI, 75, 60, "", leder.pk),
    ]


def test_nothing_is_stored_when_someone_measured_meanwhile(maal, leder):
    tabell = maalingsliste.les("31.3.2021;73\n30.6.2021;74")
    sett = maalingsliste.sammenlign(maal, tabell).fingeravtrykk()
    maaling.registrer(maal, MARS, Maalt(Decimal(70)), bruker=leder)

    with pytest.raises(ValidationError, match="ikke det du så"):
        maalingsliste.lagre(maal, tabell, sett, bruker=leder)

    assert maal.maalinger.get().verdi == 70


def test_one_who_may_not_measure_stores_nothing(maal, soker):
    tabell = maalingsliste.les("31.3.2021;73")

    with pytest.raises(PermissionDenied):
        maalingsliste.lagre(maal, tabell, maalingsliste.sammenlign(maal, tabell).fingeravtrykk(), bruker=soker)

    assert not maal.maalinger.exists()


def test_a_file_is_shown_as_text_mended_there_and_stored(client, maal, adresse, leder):
    client.force_login(leder)
    fil = SimpleUploadedFile("fravær.csv", b"Dato;Verdi\n31.3.2021;73\n31.6.2021;74,5")

    vist = client.post(adresse, {"fil": fil})
    tekst = vist.context["form"]["tekst"].value()
    assert tekst == "Dato\tVerdi\n31.3.2021\t73\n31.6.2021\t74,5"
    assert not Maaling.objects.exists()
    gammelt = client.post(
        adresse, {"tekst": tekst.replace("31.6.", "30.6."), "lagre": vist.context["plan"].fingeravtrykk()}
    )
    assert "ikke det du så" in gammelt.content.decode()
    assert not Maaling.objects.exists()
    svar = client.post(
        adresse, {"tekst": tekst.replace("31.6.", "30.6."), "lagre": gammelt.context["plan"].fingeravtrykk()}
    )

    assert svar["Location"] == maal.get_absolute_url()
    assert list(maal.maalinger.values_list("dato", "verdi")) == [(naar, maalt.verdi) for naar, maalt in LIKT]


@pytest.mark.parametrize(
    ("data", "feil"),
    [
        ({}, "Velg en fil, eller lim inn målingene"),
        ({"tekst": "Ingen tall her"}, "Vi finner ikke både datoer og verdier"),
        ({"fil": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "tekst": ""}, "Filtypen kan ikke leses"),
        ({"fil": SimpleUploadedFile("a.csv", b"1.1.2021;5"), "tekst": "31.3.2021;73"}, "ikke begge deler"),
        ({"tekst": "31.3.2021;73", "lagre": "noe annet"}, "ikke det du så"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, adresse, leder, data, feil):
    client.force_login(leder)

    svar = client.post(adresse, data)

    assert feil in svar.content.decode()
    assert svar.context["form"]["tekst"].value() == data.get("tekst")
    assert not Maaling.objects.exists()
