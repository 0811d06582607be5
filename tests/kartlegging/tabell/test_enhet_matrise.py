"""The matrix of a unit: who can what, and where it is thin."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kartlegging import kravtelling
from kartlegging.tabell.bilde import kartlegging
from kartlegging.tabell.matrise import matrise
from kartlegging.tabell.tynt import tynt
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
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(tre):
    """A task that two must be able to do, at level 3 and confirmed."""
    kompetanse = lag_kompetanse("Sårbehandling")
    lag_krav(tre.prosjekt, kompetanse, oppgave=lag_oppgave(tre.prosjekt, "Behandle sår"), nivaa=3, antall=2)
    return kompetanse


@pytest.fixture
def kurs(tre):
    """A proof that each one in the unit must have."""
    kompetanse = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kompetanse)
    return kompetanse


def side(client, bruker, enhet, **valg):
    client.force_login(bruker)
    response = client.get(reverse("kartlegging:enhet-matrise", args=[enhet.pk]), valg)
    assert response.status_code == 200
    return response


def tekst(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rader(response, del_="tbody"):
    """Each row of the matrix as (name, words of each cell); the rows of whole width are left out."""
    kropp = re.search(f"<{del_}.*?</{del_}>", response.content.decode(), re.S).group()
    alle = [re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", rad, re.S) for rad in kropp.split("<tr")[1:]]
    return {tekst(rad[0][1]): [tekst(celle) for _attr, celle in rad[1:]] for rad in alle if len(rad) > 1}


def celle(response, person, nummer):
    return rader(response)[f"{person} Test"][nummer]


def test_proofs_come_first_and_what_is_not_met_is_a_gap(client, tre, leder, soker, kollega, saar, kurs):
    gi_kompetanse(soker, kurs)
    gi_kompetanse(soker, saar, 3)
    gi_kompetanse(kollega, saar, 2, tilstand=Tilstand.EGENVURDERT)

    response = side(client, leder, tre.prosjekt)

    assert rader(response, "thead")["Medarbeider"] == ["Legemiddelhåndtering", "Sårbehandling", "Møter egne krav"]
    assert rader(response)["Siri Test"] == ["Bevis, bekreftet. Kravet: Møter kravet", "Nivå 3 god, bekreftet", "1 av 1"]
    assert rader(response)["Kari Test"] == ["– Kravet: Mangler", "Nivå 2 selvstendig, egenvurdert", "0 av 1"]
    assert response.content.decode().count('class="gap"') == 2  # Kari and the leader


@pytest.mark.parametrize(
    ("felt", "ord"),
    [
        ({"til": om(23)}, "Bevis, går ut snart. Kravet: Om 23 dager"),
        ({"til": om(-1)}, "Bevis, gått ut. Kravet: Gått ut"),
        ({"tilstand": Tilstand.EGENVURDERT}, "Bevis, egenvurdert. Kravet: Møter kravet"),
        ({"tilstand": Tilstand.PAABEGYNT, "forventet": om(40)}, "Bevis, på vei. Kravet: På vei"),
    ],
)
def test_a_cell_says_in_words_what_it_shows(client, tre, leder, soker, kurs, felt, ord):
    gi_kompetanse(soker, kurs, **felt)

    assert celle(side(client, leder, tre.prosjekt), "Siri", 0) == ord


def test_what_someone_has_through_another_competence_is_shown(client, tre, leder, soker, saar):
    gi_kompetanse(soker, lag_kompetanse("Sårsykepleie", inkluderer=[saar]), 4)

    assert celle(side(client, leder, tre.prosjekt), "Siri", 0) == "Nivå 4 ekspert, bekreftet"


def test_the_sums_are_those_of_the_mapping_table(client, tre, leder, soker, kollega, saar, kurs):
    gi_kompetanse(soker, kurs)
    gi_kompetanse(soker, saar, 3)
    response = side(client, leder, tre.prosjekt)

    fot = rader(response, "tfoot")
    per_krav = {str(rad.krav.kompetanse): rad for rad in kartlegging(tre.prosjekt).rader}
    assert fot["Møter kravet nå"] == ["1 av 3", "1 av 2", "1 av 3"]
    assert [fot["Mangler"][0], fot["Mangler"][1]] == [
        str(per_krav["Legemiddelhåndtering"].mangler),
        str(per_krav["Sårbehandling"].mangler),
    ]


def test_people_stand_by_category_and_those_without_one_last(client, tre, leder, soker, kollega, saar):
    lag_kategori("Sykepleier", titler=["Sykepleier"])
    Stilling.objects.filter(person=kollega.person).update(tittel="Sykepleier")

    kategorier = matrise(kartlegging(tre.prosjekt)).kategorier

    assert [(navn, [rad.person.fornavn for rad in rader]) for navn, rader in kategorier] == [
        ("Sykepleier", ["Kari"]),
        ("", ["Lars", "Siri"]),
    ]


@pytest.mark.parametrize(
    ("valg", "navn", "kompetanser"),
    [
        ({"q": "kari"}, ["Kari Test"], 2),
        ({"q": "sår"}, ["Kari Test", "Lars Test", "Siri Test"], 1),
        ({"hull": "on"}, ["Kari Test", "Lars Test"], 1),
        ({"gruppe": "Bevis"}, ["Kari Test", "Lars Test", "Siri Test"], 1),
        ({"gruppe": "finnes ikke", "kategori": "heller ikke"}, ["Kari Test", "Lars Test", "Siri Test"], 2),
        ({"vis": "alt"}, ["Kari Test", "Lars Test", "Siri Test"], 3),
    ],
)
def test_the_filter_leaves_the_people_and_competences_asked_for(
    client, tre, leder, soker, kollega, saar, kurs, valg, navn, kompetanser
):
    gi_kompetanse(soker, kurs)
    gi_kompetanse(kollega, lag_kompetanse("Tegnspråk"), 2)

    response = side(client, leder, tre.prosjekt, **valg)

    assert sorted(rader(response)) == navn
    assert len(rader(response, "thead")["Medarbeider"]) == kompetanser + 1


def test_a_filter_that_leaves_nobody_says_so(client, tre, leder, saar):
    assert "Ingen treff" in side(client, leder, tre.prosjekt, q="qqq").content.decode()


@pytest.mark.parametrize(
    ("sorter", "navn"),
    [
        ("navn", ["Kari", "Lars", "Siri"]),
        ("-navn", ["Siri", "Lars", "Kari"]),
        ("-sum", ["Lars", "Kari", "Siri"]),
        ("-k", ["Siri", "Kari", "Lars"]),
        ("k²", ["Kari", "Lars", "Siri"]),
    ],
)
def test_people_are_ordered_by_name_by_sum_or_by_a_column(client, tre, leder, soker, kollega, saar, kurs, sorter, navn):
    gi_kompetanse(leder, kurs)
    gi_kompetanse(soker, saar, 3)
    gi_kompetanse(kollega, saar, 1)
    sorter = f"-k{saar.pk}" if sorter == "-k" else sorter

    assert [ett.split()[0] for ett in rader(side(client, leder, tre.prosjekt, sorter=sorter))] == navn


def test_thin_is_what_hangs_on_one_and_it_says_who_is_nearest_and_why(tre, leder, soker, kollega, saar, kurs):
    gi_kompetanse(soker, saar, 3)
    gi_kompetanse(kollega, saar, 2, bruk="mer")
    gi_kompetanse(leder, kurs, til=om(23))

    deler = {en.navn: [(punkt.hva, punkt.hvorfor) for punkt in en.punkter] for en in tynt(kartlegging(tre.prosjekt))}

    assert deler == {
        "Bare én kan det": [
            ("Sårbehandling", "Siri Test · trenger 2 · Nærmest: Kari Test, nivå 2, vil bruke det mer"),
        ],
        "Egne krav": [("To medarbeidere", "mangler til sammen to krav")],
        "Går ut innen 90 dager": [("Lars Test", "Legemiddelhåndtering, om 23 dager")],
    }


def test_a_proof_that_two_requirements_ask_for_runs_out_once(tre, leder, kurs):
    lag_krav(tre.prosjekt, kurs, antall=1)
    gi_kompetanse(leder, kurs, til=om(23))

    (gaar_ut,) = (en for en in tynt(kartlegging(tre.prosjekt)) if en.navn == "Går ut innen 90 dager")

    assert [(punkt.hva, punkt.hvorfor) for punkt in gaar_ut.punkter] == [
        ("Lars Test", "Legemiddelhåndtering, om 23 dager")
    ]


def test_excel_says_what_the_cells_say(client, tre, leder, soker, saar, kurs):
    gi_kompetanse(soker, saar, 3)
    fil = side(client, leder, tre.prosjekt, format="xlsx", q="siri")
    ark = list(load_workbook(io.BytesIO(fil.content)).active.values)

    assert ark[0] == (
        "Medarbeider",
        "Stillingskategori",
        "Legemiddelhåndtering",
        "Sårbehandling",
        "Møter egne krav",
        "Egne krav i alt",
    )
    assert ark[1] == ("Siri Test", None, "Kravet: Mangler", "Nivå 3 god, bekreftet", 0, 1)


def test_each_one_who_is_named_can_see_who_looked(client, tre, leder, soker, kollega, saar):
    side(client, leder, tre.prosjekt)
    side(client, leder, tre.prosjekt)

    sett = {(en.person_id, en.bruker_id, en.hva) for en in Oppslag.objects.all()}
    hva = "Kompetansematrisen for Prosjektkontoret"
    assert sett == {(bruker.person_id, leder.pk, hva) for bruker in (soker, kollega)}
    assert Oppslag.objects.count() == 2


def test_names_and_competences_are_text_whatever_they_hold(client, tre, leder):
    lag_krav(tre.prosjekt, lag_kompetanse('<b onclick="x">Fag</b>'), antall=1)
    lag_bruker("<i>Ondskap", tre.prosjekt)

    html = side(client, leder, tre.prosjekt).content.decode()

    assert "<b onclick" not in html
    assert "<i>Ond" not in html
    assert "&lt;i&gt;Ondskap" in html


def test_a_unit_too_large_to_name_each_one_leads_further_down(client, tre, avdelingsdirektor, soker, saar, monkeypatch):
    monkeypatch.setattr(kravtelling, "STOR", 1)

    html = side(client, avdelingsdirektor, tre.ikt).content.decode()

    assert f'<a href="{reverse("kartlegging:enhet-matrise", args=[tre.prosjekt.pk])}">Prosjektkontoret</a>' in html
    assert "Siri" not in html
    tabell = client.get(reverse("kartlegging:enhet-tabell", args=[tre.ikt.pk]), {"hva_om": "1"})
    assert "hva_om" not in tabell.context
    assert "Hva om noen blir borte?" not in tabell.content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_matrix_costs_the_same_whatever_the_size(client, tre, leder, antall, django_assert_num_queries):
    for nummer in range(antall):
        kompetanse = lag_kompetanse(f"Kompetanse {nummer}")
        lag_krav(tre.prosjekt, kompetanse, nivaa=1, antall=2)
        for bruker in [lag_bruker(f"Ny{nummer}{en}", tre.prosjekt) for en in range(antall)]:
            gi_kompetanse(bruker, kompetanse, 2)
    client.force_login(leder)
    with django_assert_num_queries(26):
        side(client, leder, tre.prosjekt)
