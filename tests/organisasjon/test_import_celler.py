"""What single cells, sheets and character sets of an HR file give, and what is never stored."""

import datetime as dt
import io

import pytest
from django.urls import reverse

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import Import
from tests.organisasjon.importhjelp import (
    HODE,
    ark,
    csv,
    feil,
    forhaandsvis,
    importer,
    lest,
    person,
    plan,
)

pytestmark = pytest.mark.usefixtures("lager")
# A number for tests (80 is added to the month), so it is nobody's.
NUMMER = "01810760008"

# --- Cells -----------------------------------------------------------------------------------------


def test_an_excel_error_refuses_the_row_with_its_address_and_names_nothing(kommune):
    innhold = ark(HODE.split(";"), ["#N/A", "Geir", "Holt", "Kokk", "Drift"], ["2", "Ida", "Vik", "Kokk", "#REF!"])

    laget = plan(kommune, innhold, filnavn="a.xlsx", full_fil=False)

    assert feil(laget) == [
        (2, "Ansattnummer: Cellen inneholder en feil fra Excel (A2: #N/A)."),
        (3, "Enhetens navn: Cellen inneholder en feil fra Excel (E3: #REF!)."),
    ]
    assert not laget.endrer_noe


def test_an_excel_error_in_a_column_that_is_not_used_is_no_fault(kommune):
    laget = plan(kommune, csv("1;Ida;Vik;Kokk;Drift;#N/A", overskrifter=HODE + ";Merknad"), full_fil=False)

    assert feil(laget) == []


def test_a_merged_cell_is_told_for_each_row_that_it_covers_and_a_hidden_row_is_pointed_out(kommune):
    rader = [["Enhet", "Ansattnr", "Navn", "Stillingstittel"], ["Drift", "1", "Ida Vik", "Kokk"]]
    innhold = ark(*rader, ["", "2", "Bo Ek", "Kokk"], ["Park", "3", "Eva Li", "Kokk"], flettet=["A2:A3"], skjult=[4])

    laget = plan(kommune, innhold, filnavn="a.xlsx", full_fil=False)

    assert feil(laget) == [
        (3, "Enhetens navn: Cellen er flettet med A2 (A3). Opphev flettingen, og fyll ut hver celle.")
    ]
    assert lest(kommune, innhold, "a.xlsx").merknader == [
        "Noen rader er skjult i arket, men lest som de andre: linje 4."
    ]


def test_a_formula_that_nobody_has_worked_out_clears_nothing(hr):
    hode = [*HODE.split(";"), "Mobil"]
    importer(hr, csv("1;Ida;Vik;Kokk;Drift;90000001", overskrifter=";".join(hode)), full_fil=False)
    innhold = ark(hode, ["1", "Ida", "Vik", "Kokk", "Drift", '=CONCATENATE("9","0")'])

    laget = plan(hr.kommune, innhold, filnavn="a.xlsx", full_fil=False)

    assert feil(laget) == [
        (2, "Telefon: Cellen har en formel uten svar (F2). Åpne filen i Excel, og lagre den på nytt.")
    ]
    assert person("1").telefon == "90000001"


def test_zeros_that_the_cell_shows_are_kept_and_a_date_without_format_is_read(kommune):
    innhold = ark([*HODE.split(";"), "Fra"], [123, "Ida", "Vik", "Kokk", "Drift", 45351], formater=[("A2", "00000")])

    laget = plan(kommune, innhold, filnavn="a.xlsx", full_fil=False)

    assert [(p.ansattnummer, p.stillinger[0].ny.fra) for p in laget.personer] == [("00123", dt.date(2024, 2, 29))]


def test_a_date_that_is_nothing_is_told(kommune):
    innhold = ark([*HODE.split(";"), "Til"], ["1", "Ida", "Vik", "Kokk", "Drift", 0], formater=[("F2", "dd.mm.yyyy")])

    assert feil(plan(kommune, innhold, filnavn="a.xlsx", full_fil=False)) == [
        (2, "Stillingen slutter: Cellen viser en dato, men inneholder tallet 0 (F2). Skriv datoen, eller tøm cellen.")
    ]


@pytest.mark.parametrize("tegn", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_invisible_characters_change_nothing(hr, tegn):
    importer(hr, csv("1;Ida;Vik;Kokk;Stab HR", overskrifter=HODE), full_fil=False)

    laget = plan(hr.kommune, csv(f"{tegn}1;Ida;V{tegn}ik;Kokk{tegn};Stab{tegn} HR", overskrifter=HODE), full_fil=False)

    assert not laget.endrer_noe


def test_joiners_in_names_are_kept(hr):
    importer(hr, csv("1;می\u200cخواهم;Vik;Kokk;Drift", overskrifter=HODE), full_fil=False)

    assert person("1").fornavn == "می\u200cخواهم"


# --- The file --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("koding", "system"),
    [
        ("cp850", "DOS"),
        ("mac_roman", "Mac"),
        ("cp1252", None),
        ("utf-8", None),
        ("utf-16-le", None),
        ("utf-16-be", None),
    ],
)
def test_every_character_set_is_read_and_the_old_ones_are_told(kommune, koding, system):
    tabell = lest(kommune, csv("1;Åse;Bjørnø;Lærer;Ørnes skole", overskrifter=HODE).decode().encode(koding))

    assert tabell.rader[0].verdier[1:] == ["Åse", "Bjørnø", "Lærer", "Ørnes skole"]
    assert [system in merknad for merknad in tabell.merknader] == ([True] if system else [])


def test_one_bad_byte_refuses_its_row_alone(kommune):
    innhold = csv("1;Åse;Bjørnø;Lærer;Ørnes", "2;Jan;\x00s;Lærer;Ørnes", overskrifter=HODE).replace(b"\x00", b"\xc3")

    laget = plan(kommune, innhold, full_fil=False)

    assert [p.navn for p in laget.personer] == ["Åse Bjørnø"]
    assert feil(laget) == [
        (3, "Etternavn: Cellen har tegn som ikke kan leses (C3). Lagre filen som «CSV UTF-8» eller som Excel.")
    ]


def test_the_sheet_and_the_headings_are_found_below_titles_and_behind_a_cover(kommune):
    rader = [["Ansattliste", "", ""], [], ["Ansatt", "", "", "Stilling", ""], HODE.split(";")]
    innhold = ark(*rader, ["1", "Ida", "Vik", "Kokk", "Drift"], foran=[("Forside", "Les meg")])

    tabell = lest(kommune, innhold, "a.xlsx")

    assert (tabell.ark, tabell.overskriftslinje, tabell.rader) == (
        "Ansatte",
        4,
        [(5, ["1", "Ida", "Vik", "Kokk", "Drift"])],
    )
    assert tabell.merknader == ["Arket «Ansatte» er lest, ikke «Forside»."]


def test_where_the_headings_are_can_be_chosen(kommune):
    innhold = csv("x;y;z", "1;Ida Vik;Drift", overskrifter="Hei;på;deg")

    assert lest(kommune, innhold, linje=2).overskrifter == ["x", "y", "z"]
    with pytest.raises(TabellFeil, match="Arket «Feil» finnes ikke. Filen har «Ansatte»."):
        lest(kommune, ark(["A"], ["1"]), "a.xlsx", ark="Feil")


def test_what_our_own_files_put_before_a_formula_is_taken_away(kommune):
    assert lest(kommune, csv("1;'=Ida;'-Vik;'@x;D'Arcy", overskrifter=HODE)).rader[0].verdier == [
        *("1", "=Ida", "-Vik", "@x", "D'Arcy")
    ]


# --- What is never stored --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "skrevet",
    [NUMMER, "018107 60008", "018107-60008", "01.81.07 60008", "018107/60008", "1810760008", "0181 0760 008"]
    + ["01810760008,0", "1,810760008E+9", "Kokk 01810760008", "01810760008@eksempel.test"],
)
@pytest.mark.parametrize("felt", ["Ansattnr", "Fornavn", "Stillingstittel", "Mobil", "Enhet"])
def test_an_identity_number_is_refused_in_every_column_however_it_is_written(hr, felt, skrevet):
    verdier = dict(zip(HODE.split(";"), ["1", "Ida", "Vik", "Kokk", "Drift"], strict=True)) | {"Mobil": "90000001"}
    rad = verdier | {felt: skrevet}

    importen = forhaandsvis(
        hr, csv(";".join(rad.values()), ";".join(verdier.values()), overskrifter=";".join(rad)), full_fil=False
    )

    assert "inneholder et fødselsnummer" in importen.linjer.get(linje=2).tekst
    assert skrevet not in str(les_tabell(importen))
    assert not importen.linjer.filter(tekst__contains=skrevet).exists()


@pytest.mark.parametrize("telefon", ["+47 900 00 001", "0047 90000001", "+4790000001", "974760673", "12345678901"])
def test_telephones_and_numbers_of_organisations_are_not_identity_numbers(kommune, telefon):
    laget = plan(kommune, csv(f"1;Ida;Vik;Kokk;Drift;{telefon}", overskrifter=HODE + ";Mobil"), full_fil=False)

    assert feil(laget) == []


@pytest.mark.parametrize(
    "overskrift", ["Kolonne1", "Lønnsnr", "Lønnsnummer", "Sykehjem", "Sykepleierkode", "Tlf.nr", "Ref.nr"]
)
def test_headings_that_only_sound_sensitive_are_kept(kommune, overskrift):
    assert overskrift in lest(kommune, csv("1;x", overskrifter=f"{overskrift};Navn")).overskrifter


def test_a_column_that_is_held_back_can_be_brought_back_and_is_remembered(client, hr):
    innhold = csv("1;Ida Vik;Kokk;Drift;550 000", overskrifter="Lønnskode;Navn;Stilling;Enhet;Årslønn")
    importen = prosess.last_opp(ANSATTE, innhold, "a.csv", bruker=hr)
    assert importen.utelatt == ["Lønnskode", "Årslønn"]
    client.force_login(hr)

    fil = io.BytesIO(innhold)
    fil.name = "a.csv"
    svar = client.post(reverse("organisasjon:import-les", args=[importen.pk]), {"fil": fil, "behold": importen.utelatt})

    assert svar.url == reverse("organisasjon:import-kolonner", args=[importen.pk])
    importen = Import.objects.get()
    assert importen.utelatt == ["Årslønn"]
    assert "550" not in str(les_tabell(importen))
    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner | {"Lønnskode": "ansattnummer"}, bruker=hr)
    assert prosess.last_opp(ANSATTE, innhold, "b.csv", bruker=hr).utelatt == ["Årslønn"]
