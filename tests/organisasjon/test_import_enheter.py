"""A file about units alone makes and changes the tree, and touches nobody who works there."""

import pytest
from django.urls import reverse

from kompetanse.organisasjon.importering.kolonner import er_enhetsfil, mangler
from kompetanse.organisasjon.models import Enhet, Importlinje, Person, Stilling
from tests.organisasjon.importhjelp import csv, forhaandsvis, importer, linjer, plan

OVERSKRIFTER = "Enhetskode;Enhetsnavn;Overordnet"
HELSE, HJEMME, NATT = "30;Helse;", "310;Hjemmetjenesten;30", "3101;Nattpatruljen;310"
Slag = Importlinje.Slag


def enheter(*rader):
    return csv(*rader, overskrifter=OVERSKRIFTER)


def treet():
    """(code, name, code of the one above) of the units with a code."""
    rader = Enhet.objects.gyldig().exclude(kode="")
    return {(enhet.kode, enhet.navn, Enhet.objects.get_parent(enhet).kode) for enhet in rader}


@pytest.mark.usefixtures("lager")
def test_the_units_are_made_with_those_above_whatever_the_order(hr):
    importer(hr, enheter(NATT, HJEMME, HELSE))

    assert treet() == {("30", "Helse", ""), ("310", "Hjemmetjenesten", "30"), ("3101", "Nattpatruljen", "310")}


@pytest.mark.usefixtures("lager")
def test_nobody_is_ended_also_when_the_file_is_called_whole(hr, soker, leder):
    foer = (Person.objects.count(), Stilling.objects.gjeldende().count())

    importen = importer(hr, enheter(HELSE), full_fil=True)

    assert (Person.objects.count(), Stilling.objects.gjeldende().count()) == foer
    assert importen.plan["avsluttet"] == 0


@pytest.mark.usefixtures("lager")
def test_a_later_file_renames_and_moves_and_the_same_file_changes_nothing(hr, kommune):
    importer(hr, enheter(HELSE, HJEMME, NATT))

    assert not plan(kommune, enheter(HELSE, HJEMME, NATT)).endrer_noe
    importer(hr, enheter("30;Helse og mestring;", HJEMME, "3101;Nattpatruljen;30"))

    assert treet() == {
        ("30", "Helse og mestring", ""),
        ("310", "Hjemmetjenesten", "30"),
        ("3101", "Nattpatruljen", "30"),
    }


def test_each_row_is_in_the_preview(kommune):
    laget = plan(kommune, enheter(HELSE, "310;Hjemmetjenesten;99", ";Uten kode;30", "40;" + "x" * 200 + ";30"))

    assert linjer(laget, Slag.ENHET) == [(None, "Helse", "Ny enhet under Fjordby kommune.")]
    assert [(linje, navn) for linje, navn, _tekst in linjer(laget, Slag.FEIL)][:2] == [
        (3, "Hjemmetjenesten"),
        (4, "Uten kode"),
    ]
    assert [tekst for _linje, _navn, tekst in linjer(laget, Slag.FEIL)][:2] == [
        "Den overordnede enheten «99» finnes verken i filen eller i kommunen.",
        "Enhetens kode mangler.",
    ]
    assert len(linjer(laget, Slag.FEIL)) == 3


def test_units_in_a_circle_are_refused(kommune):
    laget = plan(kommune, enheter("1;En;2", "2;To;1", HELSE))

    assert [linje for linje, _navn, _tekst in linjer(laget, Slag.FEIL)] == [2, 3]
    assert [node.navn for node in laget.enheter.nye] == ["Helse"]


@pytest.mark.usefixtures("lager")
def test_levels_alone_are_enough(hr):
    innhold = csv("Helse;Hjemmetjenesten", "Helse;Sykehjem", overskrifter="Sektor;Avdeling")

    importer(hr, innhold)

    helse = Enhet.objects.get(navn="Helse")
    assert {enhet.navn for enhet in Enhet.objects.get_children(helse)} == {"Hjemmetjenesten", "Sykehjem"}


@pytest.mark.parametrize(
    ("koder", "svar"),
    [
        (["enhet_kode", "enhet_navn", "overordnet"], True),
        (["enhet_navn", ""], True),
        (["overordnet"], False),
        ([], False),
        (["enhet_kode", "ansattnummer"], False),
        (["enhet_kode", "tittel"], False),
    ],
)
def test_a_file_of_units_says_nothing_about_anyone(koder, svar):
    kolonner = {f"k{nr}": kode for nr, kode in enumerate(koder)}

    assert er_enhetsfil(kolonner) is svar
    assert (mangler(kolonner) == []) is svar


@pytest.mark.usefixtures("lager")
def test_the_pages_say_that_the_file_holds_units_alone(client, hr):
    importen = forhaandsvis(hr, enheter(HELSE, HJEMME))
    client.force_login(hr)

    kolonner = client.get(reverse("organisasjon:import-kolonner", args=[importen.pk])).content.decode()
    side = client.get(importen.get_absolute_url()).content.decode()

    assert "Filen ser ut til å ha bare enheter" in kolonner
    assert "Bare enheter, ingen ansatte, per " in side.replace("\u00a0", " ")
