"""HR files that came in wrong: each kind in a small file here, and the files themselves against what they shall give."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.organisasjon.forms.person import NyPersonForm
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.importering.kolonner import advarsler, gjenkjenn
from kompetanse.organisasjon.models import Enhet, Import, Person, Stilling
from tests.organisasjon.importhjelp import csv, forhaandsvis, gjeldende, importer, lager, linjer, person, plan  # noqa: F401

pytestmark = pytest.mark.usefixtures("lager")
FILENE = Path(settings.BASE_DIR).parent / "shared" / "data" / "tilfeller"
HODE = "Ansattnr;Fornavn;Etternavn;Stillingstittel;Enhet"
# A number for tests (80 is added to the month), so it is nobody's.
NUMMER = "01810760008"


def ark(*rader, formater=(), flettet=(), skjult=(), foran=()):
    """An .xlsx file. `foran` are sheets before it."""
    bok = openpyxl.Workbook()
    bok.active.title = "Ansatte"
    for rad in rader:
        bok.active.append(rad)
    for celle, format_ in formater:
        bok.active[celle].number_format = format_
    for omraade in flettet:
        bok.active.merge_cells(omraade)
    for linje in skjult:
        bok.active.row_dimensions[linje].hidden = True
    for navn, tekst in foran:
        bok.create_sheet(navn, 0).append([tekst])
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def stillinger(laget):
    """(number, title, path of the unit, per cent) that the plan would make."""
    return [
        (p.ansattnummer, post.ny.tittel, post.ny.enhet.plassering, post.ny.prosent)
        for p in laget.personer
        for post in p.stillinger
        if post.pk is None
    ]


def feil(laget):
    return [(linje, grunn) for linje, _navn, grunn in linjer(laget, "feil")]


def lest(kommune, innhold, navn="ansatte.csv", **valg):
    return prosess.les(ANSATTE, innhold, navn, kommune, prosess.Lesevalg(**valg)).tabell


# --- Cells ------------------------------------------------------------------------------------------


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


# --- The file ---------------------------------------------------------------------------------------


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


# --- What is never stored ---------------------------------------------------------------------------


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


# --- The columns ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overskrift", "kode"),
    [("Still.%", "prosent"), ("Still %", "prosent"), ("Stillings-%", "prosent"), ("St.%", "prosent"), ("%", "prosent")]
    + [
        ("Org.enh.", "enhet_navn"),
        ("Res.nr", "ansattnummer"),
        ("Tj.sted", "enhet_navn"),
        ("Stilling kode", "stillingskode"),
    ]
    + [("Etternavn, fornavn", "navn"), ("Org.nivå 1", "enhet_navn"), ("Lønnsnr", "ansattnummer")],
)
def test_short_forms_are_known(overskrift, kode):
    assert gjenkjenn([overskrift], ["Kommune"]) == {overskrift: kode}


@pytest.mark.parametrize(
    ("egne", "overskrifter", "ovenfra"),
    [
        (["Sektor", "Avdeling"], ["Avdeling", "Kommunalområde", "Seksjon"], ["Kommunalområde", "Avdeling", "Seksjon"]),
        (
            ["Etat", "Virksomhet"],
            ["Team", "Avdeling", "Virksomhet", "Etat"],
            ["Etat", "Virksomhet", "Avdeling", "Team"],
        ),
        (["Sektor", "Avdeling"], ["Org.nivå 2", "Org.nivå 1"], ["Org.nivå 1", "Org.nivå 2"]),
        (["Hovedområde"], ["Avdeling", "Hovedområde"], ["Hovedområde", "Avdeling"]),
        (["Sektor"], ["Resultatenhet", "Virksomhet", "Sektor"], ["Sektor", "Resultatenhet", "Virksomhet"]),
    ],
)
def test_the_kommunes_words_and_common_ones_are_on_one_scale(egne, overskrifter, ovenfra):
    kolonner = gjenkjenn(overskrifter, ["Kommune", *egne])

    assert sorted(kolonner, key=kolonner.get) == ovenfra


def test_six_levels_are_read_and_what_stands_in_a_seventh_is_refused(kommune):
    nivaaer = [f"Nivå {n}" for n in range(1, 8)]
    hode = ";".join(["Ansattnr;Navn;Stilling", *nivaaer])

    laget = plan(
        kommune, csv("1;Ida Vik;Kokk;A;B;C;D;E;F;", "2;Bo Ek;Kokk;A;B;C;D;E;F;G", overskrifter=hode), full_fil=False
    )

    assert stillinger(laget) == [("1", "Kokk", "A › B › C › D › E › F", 100)]
    assert feil(laget) == [(3, "Treet har høyst 6 nivåer under kommunen. «G» får ikke plass.")]


def test_per_cent_and_dates_that_no_column_gives_are_warned_of_on_both_pages(client, hr):
    importen = prosess.last_opp(ANSATTE, csv("1;Ida;Vik;Kokk;Drift", overskrifter=HODE), "a.csv", bruker=hr)
    client.force_login(hr)
    advarsel = "Ingen kolonne er valgt som stillingsprosent. Alle nye stillinger får 100 %."

    assert advarsel in client.get(reverse("organisasjon:import-kolonner", args=[importen.pk])).content.decode()
    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner, bruker=hr)
    assert advarsel in client.get(importen.get_absolute_url()).content.decode()
    assert advarsler({"a": "prosent", "b": "fra", "c": "til"}) == []
    assert advarsler({"a": "enhet_navn"}) == []


@pytest.mark.parametrize(
    ("verdier", "prosenter"),
    [
        (["1", "0,8", "0,5"], [100, 80, 50]),
        (["66,66666666666667", "81,80000000000001"], [Decimal("66.67"), Decimal("81.80")]),
    ],
)
def test_fractions_and_long_decimals_become_per_cent(kommune, verdier, prosenter):
    rader = [f"{nr};Ida;Vik;Kokk;Drift;{verdi}" for nr, verdi in enumerate(verdier)]

    laget = plan(kommune, csv(*rader, overskrifter=HODE + ";Stillingsprosent"), full_fil=False)

    assert [prosent for _nr, _tittel, _enhet, prosent in stillinger(laget)] == prosenter


def test_above_a_hundred_is_asked_about_and_stored_as_a_hundred_when_it_is_said(kommune):
    innhold = csv("1;Ida;Vik;Kokk;Drift;104,35", overskrifter=HODE + ";Stillingsprosent")
    kolonner = gjenkjenn([*HODE.split(";"), "Stillingsprosent"], kommune.nivaanavn)

    assert feil(plan(kommune, innhold, full_fil=False)) == [
        (
            2,
            "Stillingsprosenten «104,35» er over 100. Skal den lagres som 100, velg det for kolonnen under Endre kolonner.",
        )
    ]
    laget = plan(kommune, innhold, full_fil=False, kolonner=kolonner | {"Stillingsprosent": "prosent_tak"})
    assert stillinger(laget) == [("1", "Kokk", "Drift", 100)]


# --- People, positions and units --------------------------------------------------------------------


def test_a_person_may_have_one_name_in_the_file_and_in_the_form(hr):
    importer(hr, csv("1;Suharto;;Kokk;Drift", "2;;Rahmatullah;Kokk;Drift", overskrifter=HODE), full_fil=False)

    assert [(person(nr).fornavn, person(nr).etternavn) for nr in "12"] == [("Suharto", ""), ("", "Rahmatullah")]
    hele = csv("1;Suharto;Kokk;Drift", overskrifter="Ansattnr;Navn;Stillingstittel;Enhet")
    assert not plan(hr.kommune, hele, full_fil=False).endrer_noe
    assert NyPersonForm({"etternavn": "Suharto"}).is_valid()
    assert NyPersonForm({}).errors == {"__all__": ["Skriv fornavnet, etternavnet eller begge."]}


def test_two_positions_with_the_same_unit_and_title_are_told_apart_and_known_again(hr):
    innhold = csv("1;Siri;Aa;Lærer;Skole;60", "1;SIRI;Aa;Lærer;Skole;20", overskrifter=HODE + ";Stillingsprosent")
    importen = importer(hr, innhold, full_fil=False)

    assert gjeldende("1") == [("Lærer", "Skole", 60), ("Lærer", "Skole", 20)]
    assert [s.nummer for s in Stilling.objects.filter(person=person("1")).order_by("nummer")] == ["", "2"]
    assert importen.linjer.get(linje=3).tekst.endswith(
        "Får nummer 2, for å skilles fra en annen stilling med samme tittel."
    )
    rader = innhold.decode().splitlines()
    assert not plan(hr.kommune, "\n".join([rader[0], rader[2], rader[1]]).encode(), full_fil=False).endrer_noe


def test_a_unit_has_the_place_that_the_file_gives_it_whatever_others_are_called(hr):
    hode = "Ansattnr;Navn;Stilling;Nivå 1;Nivå 2"
    importer(hr, csv("1;Anne Bø;Leder;Kultur;Kino", overskrifter=hode), full_fil=False)

    laget = plan(
        hr.kommune, csv("1;Anne Bø;Leder;Kultur;Kino", "2;Per Ek;Leder;Kino;", overskrifter=hode), full_fil=False
    )

    assert stillinger(laget) == [("2", "Leder", "Kino", 100)]
    assert linjer(laget, "enhet") == [(None, "Kino", "Ny enhet under Fjordby kommune.")]


def test_the_same_name_under_two_units_is_two_units(hr):
    innhold = csv(
        *("1;Ane Bu;Leder;Fellestjeneste;Teknisk", "2;Bo Ek;Leder;Fellestjeneste;Oppvekst"),
        *("3;Eva Li;Leder;Teknisk;", "4;Jo Vik;Leder;Oppvekst;"),
        overskrifter="Ansattnr;Navn;Stilling;Enhet;Overordnet enhet",
    )

    assert [enhet for _nr, _tittel, enhet, _prosent in stillinger(plan(hr.kommune, innhold, full_fil=False))][:2] == [
        "Teknisk › Fellestjeneste",
        "Oppvekst › Fellestjeneste",
    ]
    importer(hr, innhold, full_fil=False)
    assert not plan(hr.kommune, innhold, full_fil=False).endrer_noe


def test_a_shared_address_and_a_new_number_for_the_same_name_are_pointed_out(hr):
    hode = HODE + ";E-post"
    importer(hr, csv("1;Ida;Vik;Kokk;Drift;post@eksempel.test", overskrifter=hode), full_fil=False)

    rader = [
        "7;Ida;Vik;Kokk;Drift;",
        "8;Bo;Ek;Kokk;Drift;felles@eksempel.test",
        "9;Jo;Li;Kokk;Drift;Felles@eksempel.test",
    ]
    laget = plan(hr.kommune, csv(*rader, overskrifter=hode))

    assert laget.advarsler[:1] == [
        "Ida Vik (7) er ny i Drift, og Ida Vik (1) slutter der. Er det den samme, med nytt ansattnummer?"
    ]
    assert laget.advarsler[-1] == (
        "felles@eksempel.test står på flere: Bo Ek (8), Jo Li (9). Bare én av dem kan logge inn med den."
    )


@pytest.mark.parametrize("filformat", ["xlsx", "csv"])
def test_our_own_lists_read_back_as_nothing_changed(client, hr, filformat):
    hode = HODE + ";Stillingsprosent;Hovedstilling;Nivå 1;Nivå 2"
    rader = [
        "1;Ida;Vik;=Kokk;;50,5;ja;Drift;Stab",
        "1;Ida;Vik;-Vakt;;20;nei;Drift;Stab",
        "2;Bo;Ek;Kokk;;100;ja;Park;Stab",
    ]
    importer(hr, csv(*rader, overskrifter=hode.replace(";Enhet;", ";Gruppe;")), full_fil=False)
    client.force_login(hr)

    for side in ("organisasjon:person-list", "organisasjon:enhet-list"):
        fil = client.get(reverse(side), {"format": filformat})
        laget = plan(hr.kommune, fil.getvalue(), filnavn=f"liste.{filformat}")
        assert (laget.endrer_noe, feil(laget)) == (False, []), side
    assert Enhet.objects.filter(navn="Stab").count() == 3
    assert Person.objects.count() > 2


# --- The files themselves ---------------------------------------------------------------------------

# (files in turn, what the last one would do: number → (title, unit, per cent), the lines that are refused)
SKOLE = {"5701": ("Lærer", "Ørnes skole", 100)}
OMSORG = "Helse & omsorg › Institusjon/hjemmetjeneste › Solgården sykehjem › Langtid"
TABELL = [
    ("01-float-prosent.xlsx", {n: ("Vernepleier", "Bofellesskap", Decimal(p)) for n, p in
        (("5001", "33.33"), ("5002", "57.70"), ("5003", "50.10"), ("5004", "100"))}, []),
    ("01b-float-prosent.csv", {n: ("Vernepleier", "Bofellesskap", Decimal(p)) for n, p in
        (("5001", "66.67"), ("5002", "81.80"))}, []),
    ("02-excelfeil.xlsx", {}, [2, 3, 4, 5, 6]),
    ("02b-ett-na.xlsx 02c-neste-maaned.xlsx", {}, [2]),
    ("05-tittelrader.xlsx", {"5301": ("Renholder", "Drift", 80)}, []),
    ("05b-tittelrader.csv", {"5301": ("Renholder", "Drift", 100)}, []),
    ("06-datoer.csv", {f"54{n:02}": ("Vikar", "Drift", 100) for n in range(14) if n != 7}, [9]),
    ("07-ett-navn.csv", dict.fromkeys(("5501", "5502", "5503"), ("Assistent", "Barnehage", 100)), []),
    ("07-ett-navn.csv 07b-ett-navn-hele.csv", {}, []),
    ("08a-synlig.csv 08b-usynlig.csv", {}, []),
    ("09-en-gal-byte.csv", SKOLE, [3]),
    ("09b-cp850.csv", SKOLE, []),
    ("09c-macroman.csv", SKOLE | {"5702": ("Lærer", "Ørnes skole", 100)}, []),
    ("09d-utf16le-uten-bom.csv", SKOLE, []),
    ("10-seks-nivaaer.csv", {
        "5801": ("Sykepleier", f"{OMSORG} › 2. etasje › Natt", 100),
        "5802": ("Sykepleier", f"{OMSORG} › 2. etasje › Dag", 100),
        "5803": ("Avdelingsleder", OMSORG, 100),
    }, []),
    ("11a-stab.csv 11b-stab.csv", {"5902": ("Konsulent", "Stab", 100)}, []),
    ("11c-stab-overordnet.csv", {
        "8101": ("Konsulent", "Teknisk › Fellestjeneste", 100), "8102": ("Konsulent", "Oppvekst › Fellestjeneste", 100),
        "8103": ("Leder", "Teknisk", 100), "8104": ("Leder", "Oppvekst", 100),
    }, []),
    ("11d-likt-navn-under.csv", {
        "8111": ("Leder", "Kultur › Kultur", 100), "8112": ("Leder", "Kultur", 100),
        "8113": ("Leder", "Kultur › Kultur › Kultur", 100),
    }, []),
    ("13-brok.csv", {n: ("Lærer", "Skole", p) for n, p in (("6101", 100), ("6102", 80), ("6103", 50))}, []),
    ("14-forside-forst.xlsx", {"6201": ("Kokk", "Kjøkken", 100)}, []),
    ("15-flettet-skjult.xlsx", {"6301": ("Kokk", "Kjøkken", 100), "6304": ("Renholder", "Vaskeri", 100)}, [3, 4]),
    ("16-to-overskriftsrader.xlsx", {"6401": ("Fagarbeider", "Park", 100)}, []),
    ("17a-dato-null.xlsx", {}, [2]),
    ("17b-1904.xlsx", {"6502": ("Kokk", "Kjøkken", 100)}, []),
    ("17c-serienummer-uten-format.xlsx", {"6503": ("Kokk", "Kjøkken", 100)}, []),
    ("21-fnr-former.csv", {}, [2, 3, 4, 5]),
    ("22-epost.csv", dict.fromkeys(("7201", "7202", "7206"), ("Lærer", "Skole", 100)), [4, 5, 6, 8, 9]),
    ("23-over-hundre.csv", {"7302": ("Lektor", "Skole", 100)}, [2]),
]  # fmt: skip


def fra_fil(navn):
    if not FILENE.exists():
        pytest.skip("The files that came in wrong are not on this machine")
    return (FILENE / navn).read_bytes()


@pytest.mark.parametrize(("filer", "gir", "avvist"), TABELL, ids=[filer for filer, _gir, _avvist in TABELL])
def test_each_file_gives_what_it_shall(hr, filer, gir, avvist):
    *forst, sist = filer.split()
    for navn in forst:
        importer(hr, fra_fil(navn), filnavn=navn, full_fil=False)

    laget = plan(hr.kommune, fra_fil(sist), filnavn=sist, full_fil=False)

    assert {nr: tuple(resten) for nr, *resten in stillinger(laget)} == gir
    assert [linje for linje, _grunn in feil(laget)] == avvist
    assert laget.endrer_noe is bool(gir)


def test_the_dates_of_the_files_are_read(hr):
    laget = plan(hr.kommune, fra_fil("06-datoer.csv"), full_fil=False)

    perioder = {p.ansattnummer: (p.stillinger[0].ny.fra, p.stillinger[0].ny.til) for p in laget.personer}
    assert perioder.pop("5406") == (dt.date(2024, 2, 29), dt.date(2028, 2, 28))
    assert {nr for nr, (_fra, til) in perioder.items() if til} == {"5400", "5402"}
    assert {fra for fra, _til in perioder.values()} == {dt.date(2026, 5, 1)}


def test_a_strict_file_is_told_which_format_to_save_as(kommune):
    with pytest.raises(TabellFeil, match="Åpne den i Excel og lagre den som Excel-arbeidsbok"):
        lest(kommune, fra_fil("12-strict.xlsx"), "12-strict.xlsx")


@pytest.mark.parametrize("navn", ["20a-uten-overskrift.csv", "20b-kolonne1.csv", "20c-lonnsnr.csv"])
def test_no_harmless_column_of_the_files_is_held_back(hr, navn):
    lesning = prosess.les(ANSATTE, fra_fil(navn), navn, hr.kommune)

    assert (lesning.utelatt, len(lesning.overskrifter)) == ([], 5)


def test_names_of_units_and_several_positions_are_kept(hr):
    enheter = plan(hr.kommune, fra_fil("24-enhetsnavn.csv"), full_fil=False)
    flere = plan(hr.kommune, fra_fil("27-flere-stillinger.csv"), full_fil=False, dato=timezone.localdate())

    assert [linje for linje, _grunn in feil(enheter)] == [2]
    assert ("7404", "Leder", "Barn og unge › Skole/SFO › Sámi mánáidgárdi / Nordsamisk", 100) in stillinger(enheter)
    assert (len(stillinger(flere)), feil(flere)) == (6, [])
