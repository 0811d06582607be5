"""Kinds of HR file that once came in wrong: headings, levels, per cent, people, positions and units."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles.innlesing import prosess
from kompetanse.organisasjon.forms.person import NyPersonForm
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.importering.kolonner import advarsler, gjenkjenn
from kompetanse.organisasjon.models import Enhet, Person, Stilling
from tests.organisasjon.importhjelp import (
    HODE,
    csv,
    feil,
    gjeldende,
    importer,
    linjer,
    person,
    plan,
    stillinger,
)

pytestmark = pytest.mark.usefixtures("lager")

# --- The columns -----------------------------------------------------------------------------------


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


# --- People, positions and units -------------------------------------------------------------------


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
