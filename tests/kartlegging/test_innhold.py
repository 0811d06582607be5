"""The content that a new municipality starts with: whole, without repetition, and true to the lists it refers to."""

import csv
import tomllib
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

INNHOLD = Path(settings.BASE_DIR) / "kartlegging" / "innhold"
LISTER = Path(settings.BASE_DIR).parent / "shared" / "data"
FELT = {
    "nokkel", "navn", "type", "kategori", "komponent", "beskrivelse", "synonymer", "styrk", "inkluderer", "nivaa",
    "bevis", "gyldig_mnd", "hjemmel", "kilde", "nus", "kun_fremvises",
}  # fmt: skip


def les(fil):
    return tomllib.loads(fil.read_text(encoding="utf-8"))


OMRAADER = [les(fil) for fil in sorted((INNHOLD / "kompetanser").glob("*.toml"))]
GRUPPER = [gruppe for omraade in OMRAADER for gruppe in omraade["gruppe"]]
KOMPETANSER = [kompetanse for gruppe in GRUPPER for kompetanse in gruppe["kompetanse"]]
ETTER_NOKKEL = {kompetanse["nokkel"]: kompetanse for kompetanse in KOMPETANSER}
REALE = [kompetanse for kompetanse in KOMPETANSER if kompetanse["type"] == "real"]
FORMELLE = [kompetanse for kompetanse in KOMPETANSER if kompetanse["type"] == "formal"]
NIVAATEKSTER = [tekst for kompetanse in REALE for tekst in kompetanse["nivaa"]]
KATEGORIER = les(INNHOLD / "stillingskategorier.toml")["kategori"]
SETT = les(INNHOLD / "kravsett.toml")["sett"]
KRAV = [(sett, krav) for sett in SETT for krav in sett["krav"]]


def koder(liste, kolonne):
    """The codes of one of the public lists, which lie beside the repository and not in it."""
    fil = LISTER / f"{liste}.csv"
    if not fil.exists():
        pytest.skip(f"{fil.name} ligger ikke her")
    with fil.open(encoding="utf-8-sig", newline="") as apen:
        return {rad[kolonne] for rad in csv.DictReader(apen)}


def gjentatt(verdier):
    return [verdi for verdi, antall in Counter(verdier).items() if antall > 1]


def navn_paa(kompetanser):
    return [kompetanse["navn"] for kompetanse in kompetanser]


# Competences


def test_there_are_at_least_150_competences():
    assert len(KOMPETANSER) >= 150


def test_no_competence_has_a_field_that_nobody_reads():
    assert navn_paa(kompetanse for kompetanse in KOMPETANSER if not kompetanse.keys() <= FELT) == []


@pytest.mark.parametrize("felt", ["nokkel", "navn", "beskrivelse"])
def test_no_two_competences_share(felt):
    assert gjentatt(kompetanse[felt].lower() for kompetanse in KOMPETANSER) == []


def test_no_two_areas_have_the_same_name_nor_two_groups_of_one_area():
    assert gjentatt(omraade["omraade"] for omraade in OMRAADER) == []
    assert [gjentatt(navn_paa(omraade["gruppe"])) for omraade in OMRAADER] == [[]] * len(OMRAADER)


def test_a_key_has_only_small_letters_digits_and_hyphens():
    tegn = set("abcdefghijklmnopqrstuvwxyz0123456789-")

    assert [nokkel for nokkel in ETTER_NOKKEL if set(nokkel) - tegn] == []


def test_a_real_competence_has_a_category_and_a_formal_one_has_neither_category_nor_levels():
    kategorier = {"faglig", "administrativ", "sosial", "personlig"}

    assert navn_paa(kompetanse for kompetanse in REALE if kompetanse["kategori"] not in kategorier) == []
    assert navn_paa(kompetanse for kompetanse in FORMELLE if kompetanse.keys() & {"kategori", "nivaa"}) == []
    assert len(REALE) + len(FORMELLE) == len(KOMPETANSER)


def test_every_competence_is_one_of_the_four_components():
    komponenter = {"kunnskap", "ferdighet", "evne", "holdning"}

    assert navn_paa(kompetanse for kompetanse in KOMPETANSER if kompetanse["komponent"] not in komponenter) == []


def test_each_real_competence_has_four_level_texts():
    assert navn_paa(kompetanse for kompetanse in REALE if len(kompetanse["nivaa"]) != 4) == []


def test_no_level_text_is_used_twice():
    assert gjentatt(tekst.lower() for tekst in NIVAATEKSTER) == []


def test_each_level_text_is_a_sentence_of_6_to_22_words():
    assert [tekst for tekst in NIVAATEKSTER if not 6 <= len(tekst.split()) <= 22] == []
    assert [tekst for tekst in NIVAATEKSTER if not (tekst[0].isupper() and tekst.endswith("."))] == []


def test_no_competence_is_a_synonym_of_itself_or_says_a_synonym_twice():
    for kompetanse in KOMPETANSER:
        ordene = [ordet.lower() for ordet in kompetanse["synonymer"]]

        assert gjentatt([*ordene, kompetanse["navn"].lower()]) == [], kompetanse["navn"]


def test_what_is_included_exists_and_is_of_the_same_type():
    for kompetanse in KOMPETANSER:
        typer = {ETTER_NOKKEL[nokkel]["type"] for nokkel in kompetanse.get("inkluderer", [])}

        assert typer <= {kompetanse["type"]}, kompetanse["navn"]


def test_no_competence_includes_itself_by_way_of_others():
    graf = TopologicalSorter({nokkel: data.get("inkluderer", []) for nokkel, data in ETTER_NOKKEL.items()})

    graf.prepare()  # raises CycleError, which names the circle


def test_a_validity_or_a_legal_basis_stands_only_with_its_source():
    med_krav = [kompetanse for kompetanse in KOMPETANSER if kompetanse.keys() & {"gyldig_mnd", "hjemmel"}]

    assert navn_paa(kompetanse for kompetanse in med_krav if not kompetanse.get("kilde")) == []


def test_only_the_verified_validities_are_given():
    gyldig = {nokkel: data["gyldig_mnd"] for nokkel, data in ETTER_NOKKEL.items() if "gyldig_mnd" in data}
    fem_aar = ["arbeidsvarsling-1", "arbeidsvarsling-2", "arbeidsvarsling-3", "yrkessjaforkompetanse"]

    assert gyldig == dict.fromkeys(fem_aar, 60)


def test_only_what_must_not_be_copied_asks_for_no_proof():
    uten_bevis = {kompetanse["nokkel"] for kompetanse in FORMELLE if not kompetanse["bevis"]}

    assert {nokkel for nokkel in uten_bevis if not nokkel.startswith("forerkort-")} == {"politiattest", "roykdykker"}
    assert {nokkel for nokkel in ETTER_NOKKEL if nokkel.startswith("forerkort-")} <= uten_bevis


def test_the_occupation_codes_exist():
    styrk = koder("styrk08", "kode")

    brukt = [(data["navn"], kode) for data in [*KOMPETANSER, *KATEGORIER] for kode in data.get("styrk", [])]
    assert [(navn, kode) for navn, kode in brukt if kode not in styrk] == []


def test_the_levels_of_education_exist_and_are_not_the_unstated_one():
    nus = koder("nus2000_nivaa", "kode") - {"9"}

    brukt = {str(data["nus"]) for data in [*KOMPETANSER, *KATEGORIER] if "nus" in data}
    assert brukt - nus == set()


# Categories of positions


@pytest.mark.parametrize("felt", ["nokkel", "navn"])
def test_no_two_categories_share(felt):
    assert gjentatt(kategori[felt].lower() for kategori in KATEGORIER) == []


@pytest.mark.parametrize("felt", ["titler", "stillingskoder"])
def test_a_title_or_a_code_leads_to_one_category(felt):
    assert gjentatt(verdi for kategori in KATEGORIER for verdi in kategori[felt]) == []


def test_titles_are_in_lower_case_as_they_are_compared():
    assert [tittel for kategori in KATEGORIER for tittel in kategori["titler"] if tittel != tittel.lower()] == []


def test_the_position_codes_are_confirmed_ones():
    bekreftet = koder("hta_stillingskoder_funnet", "stillingskode")

    assert [kode for kategori in KATEGORIER for kode in kategori["stillingskoder"] if kode not in bekreftet] == []


def test_the_formal_requirements_of_a_category_are_formal_competences():
    brukt = [(kategori["navn"], nokkel) for kategori in KATEGORIER for nokkel in kategori.get("formalkrav", [])]

    assert [(navn, nokkel) for navn, nokkel in brukt if ETTER_NOKKEL[nokkel]["type"] != "formal"] == []


# Sets of requirements


def test_there_are_at_least_12_sets():
    assert len(SETT) >= 12


@pytest.mark.parametrize("felt", ["nokkel", "navn"])
def test_no_two_sets_share(felt):
    assert gjentatt(sett[felt].lower() for sett in SETT) == []


def test_a_set_names_what_it_is_for_and_nothing_else():
    for sett in SETT:
        gjelder = {"enhet": set()}.get(sett["gjelder"], {sett["gjelder"]})

        assert sett.keys() & {"kategori", "rolle", "oppgave"} == gjelder, sett["navn"]


def test_the_categories_and_roles_of_the_sets_exist():
    kategorier = {kategori["nokkel"] for kategori in KATEGORIER}

    assert {sett["kategori"] for sett in SETT if "kategori" in sett} - kategorier == set()
    assert {sett["rolle"] for sett in SETT if "rolle" in sett} == {"leder", "verneombud"}


def test_no_set_demands_the_same_competence_twice():
    for sett in SETT:
        assert gjentatt(krav["kompetanse"] for krav in sett["krav"]) == [], sett["navn"]


def test_a_requirement_has_a_level_exactly_when_the_competence_has_levels():
    for sett, krav in KRAV:
        nivaaer = {1, 2, 3, 4} if ETTER_NOKKEL[krav["kompetanse"]]["type"] == "real" else {None}

        assert krav.get("nivaa") in nivaaer, (sett["navn"], krav["kompetanse"])


def test_every_requirement_says_how_strict_it_is():
    assert {krav["styrke"] for _sett, krav in KRAV} == {"skal", "bor"}
    assert {type(krav["bekreftet"]) for _sett, krav in KRAV} == {bool}


def test_a_number_of_holders_is_asked_only_of_tasks_and_units():
    assert {sett["gjelder"] for sett, krav in KRAV if "antall" in krav} <= {"oppgave", "enhet"}
