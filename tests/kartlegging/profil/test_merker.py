"""The marks: what they draw, and that a word always stands beside or in them."""

import datetime as dt

import pytest
from django.template.loader import render_to_string

from kartlegging.oppfylling import Oppfylling
from kartlegging.templatetags.kartlegging_tags import merke, merkeord, statusord, tillit

DAG = dt.date(2026, 3, 1)


def oppfylling(tilstand="mangler", **felt):
    tomt = {
        "krav_id": 1, "person_id": 1, "berort": True, "frist": None, "grunn": "", "holder_til": None,
        "nivaa": None, "gikk_ut": None, "forventet": None,
    }  # fmt: skip
    return Oppfylling(tilstand=tilstand, **{**tomt, **felt})


@pytest.mark.parametrize(
    ("nivaa", "trinn", "fyll"),
    [
        (0, 4, ""),
        (1, 4, "M12 12V4A8 8 0 0 1 20 12Z"),
        (2, 4, "M12 12V4A8 8 0 0 1 12 20Z"),
        (3, 4, "M12 12V4A8 8 0 1 1 4 12Z"),
        (4, 4, "M12 4A8 8 0 1 1 12 20A8 8 0 1 1 12 4Z"),
        (2, 6, "M12 12V4A8 8 0 0 1 18.93 16Z"),
        (9, 4, "M12 4A8 8 0 1 1 12 20A8 8 0 1 1 12 4Z"),
    ],
)
def test_a_disc_fills_by_the_level_in_its_scale(nivaa, trinn, fyll):
    tegnet = merke(nivaa, trinn)

    assert 'class="merke-nivaa fast"' in tegnet
    assert (f'<path class="fyll" d="{fyll}"/>' in tegnet) if fyll else ("fyll" not in tegnet)


@pytest.mark.parametrize(
    ("valg", "klasse", "tegn"),
    [
        ({}, "merke-bevis fast", "hake"),
        ({"tilstand": "egenvurdert"}, "merke-bevis egen", "prikk"),
        ({"tilstand": "paabegynt"}, "merke-bevis vei", "pil"),
        ({"gikk_ut": True}, "merke-bevis ute", "kryss"),
        ({"snart": True}, "merke-bevis fast", "klokke"),
    ],
)
def test_a_proof_is_a_square_told_apart_by_its_drawing(valg, klasse, tegn):
    tegnet = merke(None, 0, **valg)

    assert f'class="{klasse}"' in tegnet
    assert f'class="{tegn}"' in tegnet


def test_a_mark_is_decoration_unless_it_is_given_words_which_are_escaped():
    assert 'aria-hidden="true"' in merke(1, 4)
    assert 'role="img" aria-label="Nivå 1 &lt;b&gt;"' in merke(1, 4, ord="Nivå 1 <b>")


@pytest.mark.parametrize(
    ("valg", "ord"),
    [
        (("3 god", "bekreftet"), "Nivå 3 god, bekreftet"),
        (("1 grunnleggende", "egenvurdert"), "Nivå 1 grunnleggende, egenvurdert"),
        (("", "bekreftet"), "Bevis, bekreftet"),
    ],
)
def test_the_words_of_a_mark_say_what_and_how_sure(valg, ord):
    assert merkeord(*valg) == ord


def test_the_words_of_a_mark_say_that_time_is_short_or_gone():
    assert merkeord("", snart=True) == "Bevis, går ut snart"
    assert merkeord("2 selvstendig", gikk_ut=True) == "Nivå 2 selvstendig, gått ut"


def test_trust_is_told_by_word_and_class():
    assert tillit("bekreftet").endswith("Bekreftet</span>")
    assert 'class="tillit egen"' in tillit("egenvurdert")


@pytest.mark.parametrize(
    ("rad", "krevd", "ord"),
    [
        (oppfylling("moter"), None, "Møter kravet"),
        (oppfylling("moter", holder_til=DAG + dt.timedelta(days=90)), None, "Om 90 dager"),
        (oppfylling("moter", holder_til=DAG + dt.timedelta(days=91)), None, "Møter kravet"),
        (oppfylling("moter", holder_til=DAG + dt.timedelta(days=1)), None, "Om 1 dag"),
        (oppfylling("moter", holder_til=DAG), None, "Siste dag i dag"),
        (oppfylling(), None, "Mangler"),
        (oppfylling(forventet=DAG), None, "På vei"),
        (oppfylling(frist=DAG), None, "Frist 1.\xa0mars"),
        (oppfylling(frist=DAG - dt.timedelta(days=1)), None, "Mangler"),
        (oppfylling("nesten", grunn="ubekreftet"), 2, "Venter på bekreftelse"),
        (oppfylling("nesten", grunn="gaatt_ut"), None, "Gått ut"),
        (oppfylling("nesten", grunn="for_lavt", nivaa=1), 2, "Ett nivå igjen"),
        (oppfylling("nesten", grunn="for_lavt", nivaa=1), 4, "Tre nivåer igjen"),
        (oppfylling("nesten", grunn="for_lavt"), 2, "For lavt nivå"),
    ],
)
def test_the_status_says_what_is_missing_and_until_when(rad, krevd, ord, time_machine):
    time_machine.move_to(DAG)

    assert statusord(rad, krevd, DAG)[0] == ord


def test_the_legend_says_every_mark_in_words():
    nokkel = render_to_string("kartlegging/_merkenokkel.html", {"loddrett": True})

    for ord in ("Bekreftet", "Egenvurdert", "Bevis er firkant", "går ut innen 90 dager", "gått ut", "påbegynt"):
        assert ord in nokkel
