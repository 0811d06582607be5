"""The mapping table of a unit: Oppgaver, Kompetansekrav, Hvem møter kravene, Trenger vi flere?"""

import io
import re

import pikepdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kartlegging.models import Behovsmelding, Kompetansekrav
from kartlegging.tabell.bilde import kartlegging
from kompetanse.felles.formats import dato_kort
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import (
    Tilstand,
    gi_kompetanse,
    lag_bevis,
    lag_kategori,
    lag_kompetanse,
    lag_krav,
    lag_oppgave,
    om,
)
from tests.klokke import skrevet
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def selvkost(tre):
    """The source's own row: the task selvkost, two needed, confirmed."""
    kompetanse = lag_kompetanse("Reglene for selvkost innen vann og avløp")
    oppgave = lag_oppgave(tre.prosjekt, "Selvkost", merknad="Hvert år, før budsjettet")
    lag_krav(tre.prosjekt, kompetanse, oppgave=oppgave, nivaa=2, antall=2, maa_bekreftes=True)
    return kompetanse


def skrevet_kort(dato):
    return dato_kort(dato).replace("\xa0", " ")


def side(client, bruker, enhet):
    client.force_login(bruker)
    response = client.get(reverse("kartlegging:enhet-tabell", args=[enhet.pk]))
    assert response.status_code == 200
    return response


def rad_paa(client, bruker, enhet, nummer=0):
    """The words of one row of the page, folded to single spaces."""
    kropp = side(client, bruker, enhet).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    rader = kropp.split("<tr")[1:]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", rader[nummer].partition(">")[2], flags=re.S).split())


def test_one_confirmed_holder_of_two_is_named_and_one_is_missing(client, tre, leder, soker, selvkost):
    gi_kompetanse(soker, selvkost, 3)

    tekst = rad_paa(client, leder, tre.prosjekt)
    assert "Selvkost Hvert år, før budsjettet" in tekst
    assert "Reglene for selvkost innen vann og avløp Nivå 2 selvstendig, bekreftet · minst to · skal" in tekst
    assert "Siri Test nivå 3" in tekst
    assert "Mangler 1 Én alene 1 av 2" in tekst


def test_a_second_holder_who_is_self_assessed_still_leaves_one_missing_and_stands_under_nearly(
    client, tre, leder, soker, kollega, selvkost
):
    gi_kompetanse(soker, selvkost, 3)
    gi_kompetanse(kollega, selvkost, 2, tilstand=Tilstand.EGENVURDERT)

    tekst = rad_paa(client, leder, tre.prosjekt)
    assert "Mangler 1 Én alene 1 av 2" in tekst
    assert "Venter på å bli bekreftet: Kari Test (nivå 2)" in tekst


def test_the_second_one_confirmed_makes_it_covered_and_twins(client, tre, leder, soker, kollega, selvkost):
    gi_kompetanse(soker, selvkost, 3)
    gi_kompetanse(kollega, selvkost, 2)

    assert "Dekket Tvilling 2 av 2" in rad_paa(client, leder, tre.prosjekt)


def test_a_proof_that_ran_out_yesterday_is_shown_and_does_not_count(client, tre, leder, soker):
    kurs = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kurs, oppgave=lag_oppgave(tre.prosjekt), antall=1)
    gi_kompetanse(soker, kurs, til=om(-1))

    tekst = rad_paa(client, leder, tre.prosjekt)
    assert f"Gått ut: Siri Test ({skrevet_kort(om(-1))})" in tekst
    assert "Mangler 1 0 av 1" in tekst


def test_who_begins_has_a_date_and_who_runs_out_is_marked(client, tre, leder, soker, kollega):
    kurs = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kurs, oppgave=lag_oppgave(tre.prosjekt), antall=2)
    gi_kompetanse(soker, kurs, til=om(23))
    gi_kompetanse(kollega, kurs, tilstand=Tilstand.PAABEGYNT, forventet=om(40))

    tekst = rad_paa(client, leder, tre.prosjekt)
    assert f"Siri Test går ut {skrevet_kort(om(23))}" in tekst
    assert f"På vei: Kari Test ({skrevet_kort(om(40))})" in tekst


def test_each_one_of_a_category_counts_and_who_has_a_deadline_is_not_yet_missing(tre, soker, kollega, leder):
    assistent = lag_kategori("Assistent", titler=["Assistent"])
    Stilling.objects.filter(person__in=[soker.person, kollega.person]).update(tittel="Assistent")
    Stilling.objects.filter(person=kollega.person).update(fra=om(-3))
    lag_krav(tre.stab, lag_kompetanse("Demens"), kategori=assistent, nivaa=1, frist_dager=30)

    (rad,) = kartlegging(tre.prosjekt).rader
    assert (rad.trengs, rad.mangler, rad.antall_dekket) == (2, 1, 1)
    assert [person.pk for person, _svar in rad.har_frist] == [kollega.person_id]
    assert not rad.alene


def test_so_many_of_a_unit_above_is_that_units_to_count(tre, soker):
    lag_krav(tre.ikt, lag_kompetanse("Avtalerett"), antall=2)

    assert kartlegging(tre.prosjekt).rader == []
    (rad,) = kartlegging(tre.ikt).rader
    assert (rad.trengs, rad.mangler) == (2, 2)


def test_what_is_demanded_below_is_seen_from_above_with_its_unit(client, tre, avdelingsdirektor, soker, selvkost):
    assert "Selvkost Hvert år, før budsjettet Prosjektkontoret" in rad_paa(client, avdelingsdirektor, tre.ikt)


def test_the_thinnest_stands_first(tre, soker, kollega, leder):
    dekket, alene, tomt = (lag_kompetanse(navn) for navn in ("Dekket", "Alene", "Tomt"))
    lag_krav(tre.prosjekt, dekket, antall=2)
    lag_krav(tre.prosjekt, alene, antall=1)
    lag_krav(tre.prosjekt, tomt, antall=1)
    for bruker in (soker, kollega):
        gi_kompetanse(bruker, dekket, 1)
    gi_kompetanse(soker, alene, 1)

    assert [str(rad.krav.kompetanse) for rad in kartlegging(tre.prosjekt).rader] == ["Alene", "Tomt", "Dekket"]


def test_the_numbers_on_top_are_those_of_the_rows(tre, soker, kollega, leder, selvkost):
    gi_kompetanse(soker, selvkost, 3, til=om(23))
    lag_krav(tre.prosjekt, lag_kompetanse("Tomt"), antall=3)

    tall = {str(ett["navn"]): (ett["verdi"], ett.get("tillegg")) for ett in kartlegging(tre.prosjekt).talliste}
    assert tall == {
        "Krav i alt": (2, None),
        "Dekket": (0, "av 2"),
        "Trenger flere": (2, "4 i alt"),
        "Bare én kan det": (1, None),
        "Går ut innen 90 dager": (1, "det første om 23"),
    }


def test_those_whose_names_are_shown_can_see_who_looked(client, tre, leder, soker, kollega, selvkost):
    gi_kompetanse(soker, selvkost, 3)
    side(client, leder, tre.prosjekt)
    side(client, leder, tre.prosjekt)

    (oppslag,) = Oppslag.objects.all()
    assert (oppslag.person_id, oppslag.bruker, oppslag.hva) == (
        soker.person_id,
        leder,
        "Kartleggingstabellen for Prosjektkontoret",
    )


def test_a_unit_without_requirements_says_what_the_page_is_for(client, tre, leder):
    assert "Ingen krav ennå" in side(client, leder, tre.prosjekt).content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_table_costs_the_same_whatever_the_size(client, tre, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        kompetanse = lag_kompetanse(f"Kompetanse {nummer}")
        lag_krav(tre.prosjekt, kompetanse, nivaa=1, antall=2)
        for bruker in [lag_bruker(f"Ny{nummer}{en}", tre.prosjekt) for en in range(antall)]:
            gi_kompetanse(bruker, kompetanse, 2)
    client.force_login(leder)
    with django_assert_num_queries(21):
        side(client, leder, tre.prosjekt)


def test_a_missing_row_becomes_a_need_once_and_can_be_taken_back(client, tre, leder, selvkost):
    krav = Kompetansekrav.objects.get()
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-behov", args=[tre.prosjekt.pk, krav.pk])
    assert 'value="2"' in client.get(adresse).content.decode()
    client.post(adresse, {"antall": "2", "innen": skrevet(60), "begrunnelse": "Ingen kan det."})

    (behov,) = Behovsmelding.objects.all()
    assert (behov.krav, behov.enhet, behov.antall, behov.innen, behov.meldt_av) == (
        krav,
        tre.prosjekt,
        2,
        om(60),
        leder,
    )
    assert "Behov for 2 til er meldt" in rad_paa(client, leder, tre.prosjekt)
    assert "Behovet er allerede meldt." in client.post(adresse, {"antall": "1"}).content.decode()

    client.post(reverse("kartlegging:behov-trekk", args=[behov.pk]))
    assert "Lag behov" in rad_paa(client, leder, tre.prosjekt)
    client.post(adresse, {"antall": "1"})
    assert Behovsmelding.objects.count() == 2


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"antall": "0"}, "Tallet kan ikke være mindre enn 1."),
        ({"antall": "mange"}, "Skriv antallet med tall."),
        ({"antall": "1", "innen": "31.2.2027"}, "Denne datoen finnes ikke. Kontroller dag og måned."),
        ({"antall": "1", "innen": "1.1.2021"}, "Datoen har vært. Skriv en dag fra i dag av, eller la feltet stå tomt."),
    ],
)
def test_a_need_that_cannot_be_is_refused_with_what_to_do_and_nothing_is_lost(
    client, tre, leder, selvkost, felt, melding
):
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-behov", args=[tre.prosjekt.pk, Kompetansekrav.objects.get().pk])
    tekst = client.post(adresse, {**felt, "begrunnelse": "Ingen kan det."}).content.decode()

    assert melding in tekst
    assert "Ingen kan det." in tekst
    assert not Behovsmelding.objects.exists()


def test_a_requirement_of_another_unit_cannot_become_a_need_here(client, tre, leder, selvkost):
    fremmed = lag_krav(tre.barnehager, selvkost)
    client.force_login(leder)

    adresse = reverse("kartlegging:enhet-behov", args=[tre.prosjekt.pk, fremmed.pk])
    assert client.get(adresse).status_code == 404


def test_excel_has_a_row_for_each_requirement(client, tre, leder, soker, selvkost):
    gi_kompetanse(soker, selvkost, 3)
    client.force_login(leder)
    fil = client.get(reverse("kartlegging:enhet-tabell", args=[tre.prosjekt.pk]), {"format": "xlsx"})
    rader = list(load_workbook(io.BytesIO(fil.content)).active.values)

    assert rader[1][:3] == ("Selvkost", "Prosjektkontoret", "Reglene for selvkost innen vann og avløp")
    assert rader[1][4] == "Siri Test"
    assert rader[1][6:] == (1, 2, 1)


def test_eight_tasks_fit_on_two_sheets_and_the_pdf_says_what_the_page_says(client, tre, leder, soker):
    for nummer in range(8):
        kompetanse = lag_kompetanse(f"Kompetanse {nummer}")
        lag_krav(tre.prosjekt, kompetanse, oppgave=lag_oppgave(tre.prosjekt, f"Oppgave {nummer}"), nivaa=2, antall=2)
        gi_kompetanse(soker, kompetanse, 3)
    client.force_login(leder)
    fil = client.get(reverse("kartlegging:enhet-tabell-pdf", args=[tre.prosjekt.pk]))

    with pikepdf.open(io.BytesIO(fil.content)) as pdf:
        assert len(pdf.pages) <= 2
        assert str(pdf.docinfo["/Title"]) == "Hva vi må kunne: Prosjektkontoret"
