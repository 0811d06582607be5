"""What stands first when somebody types what people call a competence, in the catalogue that a kommune starts with."""

import pytest

from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.katalog.standard import opprett_standardkatalog
from kartlegging.models import Synonym
from tests.kartlegging.factories import lag_bevis, lag_kompetanse

pytestmark = pytest.mark.django_db

FORST = {
    "hjertelunge": "Hjerte- og lungeredning",
    "hjertestarter": "Hjerte- og lungeredning",
    "HLR": "Hjerte- og lungeredning",
    "førstehjelp": "Førstehjelp, grunnkurs",
    "forstehjelp": "Førstehjelp, grunnkurs",
    "lege": "Autorisasjon som lege",
    "legemiddel": "Legemiddelhåndtering",
    "sykepleier": "Autorisasjon som sykepleier",
    "fagbrev helse": "Fagbrev i helsearbeiderfag",
    "lærer": "Barnehagelærerutdanning",
    "lerer": "Barnehagelærerutdanning",
    "sårstell": "Sårbehandling",
    "brann": "Brannsikring i bygg",
    "truck": "Sertifikat for truck, maskin og kran",
    "Excel": "Regneark",
    "gdpr": "Personvern",
    "anbud": "Offentlige innkjøp",
    "saksbehandling": "Saksbehandling",
}


def test_what_people_type_most_has_what_they_mean_first(kommune):
    opprett_standardkatalog(kommune)

    assert {uttrykk: finn_kompetanser(uttrykk)[0].navn for uttrykk in FORST} == FORST


def test_names_stand_before_other_words_and_whole_words_before_the_beginnings_of_longer_ones(kommune):
    for navn in ("Hallo", "Ball i hall", "Hallvakt", "Hall og bane", "Hall", "Drift av haller", "Idrettshall"):
        lag_kompetanse(navn)
    for navn, ord_ in (("Arena", "hall"), ("Aktivitet", "sal og hall")):
        Synonym.objects.create(kompetanse=lag_kompetanse(navn), ord=ord_)

    assert [kompetanse.navn for kompetanse in finn_kompetanser("hall")] == [
        "Hall",
        "Hall og bane",
        "Ball i hall",
        "Hallo",
        "Hallvakt",
        "Drift av haller",
        "Arena",
        "Idrettshall",
        "Aktivitet",
    ]


def test_a_mark_that_does_not_show_is_no_word_and_finds_all(kommune):
    for navn in ("Hall", "Arena"):
        lag_kompetanse(navn)

    assert [kompetanse.navn for kompetanse in finn_kompetanser(" \N{ZERO WIDTH SPACE} ")] == ["Arena", "Hall"]


def test_of_spellings_that_are_as_near_the_name_stands_before_another_word(kommune):
    akutt = lag_bevis("Akutthjelp")
    Synonym.objects.create(kompetanse=akutt, ord="hjertestarter utrykning")
    lag_bevis("Hjerte- og lungeredning")

    assert [kompetanse.navn for kompetanse in finn_kompetanser("hjertelunge")] == [
        "Hjerte- og lungeredning",
        "Akutthjelp",
    ]
