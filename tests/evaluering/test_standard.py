"""What a new kommune starts with."""

import pytest

from evaluering.models import Evalueringsregel, Metode, Nivaastandard, Skjema, Sporsmal
from evaluering.standard import opprett_standardevaluering

pytestmark = pytest.mark.django_db

# Fafo, table 12.
SPORSMAAL = [
    "Hvor fornøyde var deltakerne med tiltaket?",
    "Hvilken kompetanse har deltakerne tilegnet seg som følge av tiltaket?",
    "I hvilken grad blir tilegnet kompetanse anvendt i praksis?",
    "I hvilken grad har tiltaket gitt samlet organisatorisk nytte i forhold til overordnede mål?",
]
METODER = [
    {"Medarbeidersamtaler", "Medarbeiderundersøkelse"},
    {"Praktisk evaluering", "Skriftlig test"},
    {"Måling av praksis før og etter"},
    {"Indirekte, ved indikatorer", "Brukerundersøkelse"},
]


def test_the_four_questions_are_the_default_ones_with_their_methods(tre):
    assert [ett.sporsmaal for ett in Nivaastandard.objects.all()] == SPORSMAAL
    assert all(METODER[niva - 1] <= {str(metode.label) for metode in Metode.for_niva(niva)} for niva in (1, 2, 3, 4))


def test_the_defaults_are_those_of_the_handbook(tre):
    naar = [(ett.niva, ett.dager, ett.regnes_fra, ett.ogsaa_foer, ett.svarer) for ett in Nivaastandard.objects.all()]

    assert naar == [
        (1, 0, "slutt", False, ["deltaker"]),
        (2, 0, "slutt", True, ["deltaker"]),
        (3, 120, "slutt", True, ["deltaker", "leder"]),
        (4, 270, "slutt", True, ["evaluator"]),
    ]
    assert Evalueringsregel.objects.get(belop_over=50_000).nivaaer == [1, 2, 3, 4]


def test_every_question_of_the_library_is_there_in_nynorsk_and_bokmaal(tre):
    assert Skjema.objects.count() == 5
    for sporsmal in Sporsmal.objects.all():
        assert sporsmal.tekst_nn, sporsmal
        assert bool(sporsmal.tekst_leder) == bool(sporsmal.tekst_leder_nn), sporsmal
        assert len(sporsmal.valg) == len(sporsmal.valg_nn), sporsmal


def test_the_short_form_asks_what_the_newer_model_asks(tre):
    temaer = Sporsmal.objects.filter(versjon__skjema__navn="Kort skjema til deltakerne").values_list("tema", flat=True)

    assert list(temaer) == ["fornoyd", "relevans", "engasjement", "trygghet", "forpliktelse", ""]


def test_a_standard_form_is_made_once(tre):
    with pytest.raises(Exception, match="skjema_navn_unikt"):
        opprett_standardevaluering()
