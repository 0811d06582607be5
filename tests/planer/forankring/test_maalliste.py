"""How a pasted list of goals is read."""

import pytest
from django.core.exceptions import ValidationError

from planer.forankring.maalliste import Limt, les


@pytest.mark.parametrize(
    ("linje", "lest"),
    [
        ("1.1 Rett kompetanse", ("1.1", "Rett kompetanse")),
        ("1.1. Rett kompetanse", ("1.1", "Rett kompetanse")),
        ("  2)\tLæring ", ("2", "Læring")),
        ("Mål 3: Alle lærer", ("3", "Alle lærer")),
        ("• Alle lærer", ("", "Alle lærer")),
        ("- 1.2.3 Alle lærer", ("1.2.3", "Alle lærer")),
        ("2 av 3 har fagbrev", ("", "2 av 3 har fagbrev")),
        ("2030-målene er nådd", ("", "2030-målene er nådd")),
        ("Rett kompetanse", ("", "Rett kompetanse")),
    ],
)
def test_a_number_or_a_bullet_in_front_is_told_from_the_words(linje, lest):
    assert les(linje) == [Limt(*lest)]


def test_in_a_numbered_list_a_line_without_number_goes_on_with_the_one_before():
    assert les("1.1 Rett kompetanse\n  på rett plass\n\n1.2 Læring\n") == [
        Limt("1.1", "Rett kompetanse på rett plass"),
        Limt("1.2", "Læring"),
    ]


def test_in_a_list_without_numbers_each_line_is_a_goal():
    assert les("Rett kompetanse\r\nLæring") == [Limt("", "Rett kompetanse"), Limt("", "Læring")]


@pytest.mark.parametrize(
    ("tekst", "feil"),
    [
        (" \n ", "Lim inn målene"),
        ("Kort\n" + "x" * 201, "Mål nummer 2"),
        ("\n".join(f"Mål nr {nr}" for nr in range(201)), "Listen har 201 mål"),
    ],
)
def test_what_cannot_be_stored_is_told(tekst, feil):
    with pytest.raises(ValidationError, match=feil):
        les(tekst)
