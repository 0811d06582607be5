"""Bad files: nothing is stored, every fault is told with its line, and no answer is a 500."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from kompetanse.felles.innlesing import prosess
from kompetanse.organisasjon.importering import prosess as jobbene
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import Enhet, Import, Person, Stilling
from tests.klokke import skrevet
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
    linjer,
    plan,
)
from tests.rollebesetning import lag_enhet

pytestmark = pytest.mark.usefixtures("lager")
LISTE = "organisasjon:import-list"


def last_opp(client, innhold, navn="ansatte.csv", **felt):
    fil = SimpleUploadedFile(navn, innhold)
    return client.post(reverse(LISTE), {"fil": fil, "omfang": "full", "dato": "", **felt})


def feilmeldinger(svar):
    return [feil for felt in svar.context["form"].errors.values() for feil in felt]


# --- The file ---------------------------------------------------------------------------------------


def zip_fil():
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as pakke:
        pakke.writestr("bilde.txt", "hei")
    return ut.getvalue()


@pytest.mark.parametrize(
    ("navn", "innhold", "melding"),
    [
        ("a.xlsx", zip_fil(), "Filen heter .xlsx, men er ikke en Excel-fil."),
        ("a.csv", zip_fil(), "Filen heter .csv, men inneholder ikke tekst."),
        ("a.csv", b"", "Filen er tom."),
        ("a.csv", b"\n\n ;; \n", "Filen har ingen rader under overskriftene."),
        ("a.csv", OVERSKRIFTER.encode(), "Filen har ingen rader under overskriftene."),
        ("a.pdf", b"%PDF-1.7 hei", "Filen er en PDF."),
        ("a.exe", b"MZ hei", "Filtypen kan ikke leses."),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(client, hr, navn, innhold, melding):
    client.force_login(hr)

    svar = last_opp(client, innhold, navn, dato=skrevet(-8))

    assert [feil for feil in feilmeldinger(svar) if feil.startswith(melding)]
    assert not Import.objects.exists()


def test_a_file_above_the_limit_is_refused(client, hr, settings):
    settings.MAX_IMPORT_BYTES = 20 * 1024 * 1024
    client.force_login(hr)

    svar = last_opp(client, b"a;b\n" + b"1;2\n" * (6 * 1024 * 1024))

    assert feilmeldinger(svar)[0].startswith("Filen er større enn 20,0")
    assert not Import.objects.exists()


def test_a_large_file_that_is_no_table_is_told_when_the_job_has_read_it(hr, lager):
    importen = prosess.last_opp(ANSATTE, b"x" * (prosess.BYTE_UTEN_JOBB + 1), "ansatte.xlsx", bruker=hr)
    jobbene.les_og_kontroller(importen.pk)

    importen.refresh_from_db()
    assert importen.status == Import.Status.ULESELIG
    assert importen.melding.startswith("Filen heter .xlsx, men er ikke en Excel-fil.")
    assert importen.lagringssti == ""


def test_a_date_ahead_is_refused(client, hr):
    client.force_login(hr)

    svar = last_opp(client, csv(KARI), dato=skrevet(1))

    assert feilmeldinger(svar) == ["Datoen kan ikke være fram i tid."]


# --- The columns ------------------------------------------------------------------------------------


def test_missing_columns_are_asked_for_before_anything_else(client, hr):
    client.force_login(hr)
    svar = last_opp(client, b"Nr;Hvem\n1;Kari Berg", dato=skrevet(-8))
    importen = Import.objects.get()
    assert svar.url == reverse("organisasjon:import-kolonner", args=[importen.pk])

    svar = client.post(
        svar.url, {"omfang": "full", "dato": skrevet(-8), "kolonne0": "ansattnummer", "kolonne1": "navn"}
    )

    assert feilmeldinger(svar) == [
        "Velg hvilken kolonne som er stillingstittel eller stillingskode.",
        "Velg hvilken kolonne som er enhet (kode, navn eller nivåer).",
    ]
    assert Import.objects.get().plan == {}


def test_unknown_columns_and_made_up_fields_are_left_alone(client, hr):
    client.force_login(hr)
    last_opp(client, csv(KARI + ";hei", overskrifter=OVERSKRIFTER + ";Skostørrelse"), dato=skrevet(-8))
    importen = Import.objects.get()

    svar = client.post(
        reverse("organisasjon:import-kolonner", args=[importen.pk]), {"omfang": "full", "kolonne0": "passord"}
    )

    assert svar.status_code == 200
    assert importen.kolonner["Skostørrelse"] == ""


def test_what_stands_in_the_file_is_shown_as_text(client, hr):
    client.force_login(hr)
    ond = "<script>alert(1)</script>"
    svar = last_opp(client, csv(bytt(KARI, Fornavn=ond)), dato=skrevet(-8))

    html = client.get(svar.url).content.decode()

    assert ond not in html
    assert "&lt;script&gt;alert(1)" in html


# --- The rows ---------------------------------------------------------------------------------------


def test_the_same_number_with_different_names_is_refused_on_both_lines(kommune, hr):
    laget = plan(kommune, csv(KARI, OLA, bytt(OLA, Ansattnummer="1001", Stillingsnummer="2"), HELSE), full_fil=False)

    assert linjer(laget, "feil") == [
        (2, "Kari Berg", "Ansattnummeret 1001 har et annet navn på linje 4: «Ola Dal»."),
        (4, "Ola Dal", "Ansattnummeret 1001 har et annet navn på linje 2: «Kari Berg»."),
    ]
    assert [person.ansattnummer for person in laget.personer] == ["1002", "1003"]


def test_the_same_position_twice_in_the_same_period_is_refused(kommune):
    laget = plan(kommune, csv(KARI, bytt(KARI, Stillingsprosent="20"), HELSE))

    assert [(linje, grunn) for linje, _navn, grunn in linjer(laget, "feil")] == [
        (2, "Samme stilling står også på linje 3, og periodene overlapper."),
        (3, "Samme stilling står også på linje 2, og periodene overlapper."),
    ]


def test_two_rows_that_say_the_same_are_one(kommune):
    laget = plan(kommune, csv(KARI, KARI, HELSE))

    assert linjer(laget, "uendret") == [(3, "Kari Berg", "Samme opplysninger som linje 2.")]
    assert linjer(laget, "feil") == []


def test_an_employee_with_one_faulty_row_stays_as_stored(hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)
    feil = bytt(KARI, Stillingsnummer="2", Stillingsprosent="101")

    importen = importer(hr, csv(bytt(KARI, Stillingsprosent="50"), feil, HELSE), full_fil=False)

    assert [linje.tekst for linje in importen.linjer.filter(slag="feil")] == [
        "Ikke tatt med fordi linje 3 for den samme ansatte har feil.",
        "Stillingsprosenten «101» er over 100. Skal den lagres som 100, velg det for kolonnen under Endre kolonner.",
    ]
    assert gjeldende("1001")[0][2] == 80


def test_a_full_file_never_ends_one_whose_row_is_faulty(kommune, hr):
    importer(hr, csv(KARI, HELSE), full_fil=False)

    laget = plan(kommune, csv(bytt(KARI, Stillingsprosent="NaN"), HELSE))

    assert "1001" not in [person.ansattnummer for person in laget.personer]


def test_rows_with_nobody_on_them_give_a_warning_when_people_would_be_ended(kommune, hr):
    laget = plan(kommune, csv(KARI, "Sum;;;;;;;;;;;", HELSE, bytt(OLA, Ansattnummer="")))

    assert laget.advarsler[0].startswith("Filen har rader der vi ikke vet hvem det gjelder.")


def test_a_thousand_faulty_rows_are_all_told_and_the_page_is_still_quick(client, hr, django_assert_num_queries):
    rader = [bytt(KARI, Ansattnummer=f"A{n}", Stillingsprosent="101") for n in range(1000)]
    importen = prosess.last_opp(ANSATTE, csv(*rader), "a.csv", bruker=hr, full_fil=False)
    prosess.velg_kolonner(ANSATTE, importen, importen.kolonner, bruker=hr)
    jobbene.kontroller_jobb(importen.pk)
    Import.objects.get().jobb.delete()
    client.force_login(hr)

    # session, user, wall, person, roles; the import, the number of lines, the lines
    with django_assert_num_queries(8):
        svar = client.get(importen.get_absolute_url())
    fil = client.get(reverse("organisasjon:import-feil", args=[importen.pk]))

    assert svar.context["side"].paginator.count == 1000
    assert len(svar.context["side"]) == 50
    ark = load_workbook(io.BytesIO(fil.content)).active
    assert ark.max_row == 1001
    assert [celle.value for celle in ark[2]][:4] == [
        2,
        "Stillingsprosenten «101» er over 100. Skal den lagres som 100, velg det for kolonnen under Endre kolonner.",
        "A0",
        "Kari",
    ]


def test_one_employee_on_a_whole_file_is_refused_at_once(kommune):
    rader = [bytt(HELSE, Stillingsnummer=str(n)) for n in range(3000)]

    laget = plan(kommune, csv(*rader))

    assert laget.tall["feil"] == 3000
    assert linjer(laget, "feil")[0][2] == "Ansattnummeret 1003 står på 3000 linjer. Det kan stå på høyst 50."


@pytest.mark.parametrize("tekst", ["a\x00b\x1fc", "🚒👩‍🚒", "å" * 80, "x\u202ey"])
def test_strange_text_is_cleaned_and_stored(hr, tekst):
    importen = importer(hr, csv(bytt(HELSE, Fornavn=tekst)), full_fil=False)

    assert importen.status == Import.Status.LAGRET
    assert all(tegn.isprintable() or tegn == "\u200d" for tegn in Person.objects.get(ansattnummer="1003").fornavn)


@pytest.mark.parametrize("koding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("skille", [";", ",", "\t"])
def test_every_encoding_and_separator_gives_the_same(kommune, koding, skille):
    innhold = csv(bytt(HELSE, Fornavn="Åse", Stillingstittel="Lærer")).decode().replace(";", skille).encode(koding)

    laget = plan(kommune, innhold, full_fil=False)

    assert [(p.ny[0], p.stillinger[0].ny.tittel) for p in laget.personer] == [("Åse", "Lærer")]


# --- The units --------------------------------------------------------------------------------------


def test_units_in_a_ring_are_refused_with_the_ring(kommune):
    rader = [
        bytt(KARI, Ansattnummer="1", Enhetskode="11", Enhetsnavn="A", Overordnet="13"),
        bytt(KARI, Ansattnummer="2", Enhetskode="12", Enhetsnavn="B", Overordnet="11"),
        bytt(KARI, Ansattnummer="3", Enhetskode="13", Enhetsnavn="C", Overordnet="12"),
        bytt(KARI, Ansattnummer="4", Enhetskode="14", Enhetsnavn="D", Overordnet="13"),
        HELSE,
    ]

    laget = plan(kommune, csv(*rader), full_fil=False)

    assert [(linje, grunn) for linje, _navn, grunn in linjer(laget, "feil")] == [
        (2, "Enhetene ligger under hverandre i ring: 11 A → 13 C → 12 B → 11 A. Rett hvem som er overordnet."),
        (3, "Enhetene ligger under hverandre i ring: 12 B → 11 A → 13 C → 12 B. Rett hvem som er overordnet."),
        (4, "Enhetene ligger under hverandre i ring: 13 C → 12 B → 11 A → 13 C. Rett hvem som er overordnet."),
        (5, "Den overordnede enheten «13 C» kan ikke brukes. Se linjene for den."),
    ]
    assert [node.navn for node in laget.enheter.nye] == ["Helse"]


def test_stored_units_in_a_ring_stay_where_they_are(kommune, hr):
    under = bytt(KARI, Ansattnummer="2", Enhetskode="320", Enhetsnavn="Sykehjem", Overordnet="310")
    importer(hr, csv(KARI, under, HELSE), full_fil=False)

    laget = plan(kommune, csv(bytt(KARI, Overordnet="320"), under, HELSE), full_fil=False)

    assert [linje for linje, _navn, _grunn in linjer(laget, "feil")] == [2]
    assert not laget.endrer_noe


def test_a_tree_that_is_too_deep_is_refused(kommune):
    rader = [
        bytt(KARI, Ansattnummer=str(n), Enhetskode=str(n), Enhetsnavn=f"E{n}", Overordnet=str(n - 1) if n > 1 else "")
        for n in range(1, 9)
    ]

    laget = plan(kommune, csv(*rader), full_fil=False)

    assert [grunn for _linje, _navn, grunn in linjer(laget, "feil")] == [
        f"Enheten «{n} E{n}» ville ligge for dypt. Treet kan ha høyst seks nivåer under kommunen." for n in (7, 8)
    ]


def test_a_unit_that_is_moved_with_all_below_it_cannot_come_too_deep(kommune, hr):
    def kjede(*par):
        return [
            bytt(KARI, Ansattnummer=kode, Enhetskode=kode, Enhetsnavn=f"E{kode}", Overordnet=over) for kode, over in par
        ]

    dyp = kjede(("1", ""), ("2", "1"), ("3", "2"), ("4", "3"))
    importer(hr, csv(*dyp, *kjede(("a", ""), ("b", "a"), ("c", "b"))), full_fil=False)

    laget = plan(kommune, csv(*dyp, *kjede(("a", "4"))), full_fil=False)

    assert [grunn for _linje, _navn, grunn in linjer(laget, "feil")] == [
        "«Ea» kan ikke flyttes dit, for da ville «Ec» ligge for dypt."
    ]
    assert not laget.enheter.endrede


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"Enhetskode": "99", "Enhetsnavn": ""}, "Enheten «99» finnes ikke, og filen har ikke noe navn på den."),
        ({"Overordnet": "99"}, "Den overordnede enheten «99» finnes verken i filen eller i kommunen."),
        (
            {"Ansattnummer": "7", "Enhetskode": "30", "Enhetsnavn": "Omsorg", "Overordnet": ""},
            "Linje 2 sier at enheten «30» heter «Helse». Rett den ene av linjene.",
        ),
    ],
)
def test_units_that_cannot_be_used_are_refused(kommune, endret, grunn):
    laget = plan(kommune, csv(HELSE, bytt(KARI, **endret)), full_fil=False)

    assert [tekst for _linje, _navn, tekst in linjer(laget, "feil")] == [grunn]


def test_a_name_that_several_units_have_is_refused(kommune, tre, hr):
    lag_enhet(Enhet.objects.get(pk=tre.oppvekst.pk), "Stab")

    laget = plan(
        kommune, b"Ansattnr;Navn;Stilling;Enhet\n1;Kari Berg;Lege;Stab\n2;Ola Dal;Lege;Barnehager", full_fil=False
    )

    assert [(linje, grunn[:31]) for linje, _navn, grunn in linjer(laget, "feil")] == [
        (2, "Flere enheter heter «Stab». Ta ")
    ]
    assert [p.stillinger[0].ny.enhet.pk for p in laget.personer] == [tre.barnehager.pk]


def test_a_file_with_faults_only_stores_nothing(hr):
    importen = forhaandsvis(hr, csv(bytt(KARI, Startdato="01.01.0001")), full_fil=False)

    assert importen.plan["endrer_noe"] is False
    assert not Stilling.objects.filter(person__ansattnummer="1001").exists()
