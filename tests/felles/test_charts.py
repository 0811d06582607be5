from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from lxml import etree

from kompetanse.felles import charts
from kompetanse.felles.charts import FARGER, SVG, soylediagram, stablet
from kompetanse.felles.pdf import render_pdf
from tests.felles.pdf_sjekk import assert_pdf_is_archivable

OMRAADER = [("Digital kompetanse", Decimal("1200000.00")), ("Office 365 <script>", Decimal("93000.50"))]


def bruk(**valg):
    return soylediagram(OMRAADER, tittel="Brukt per område", verdinavn="Brukt", beskrivelse="Kroner i 2026", **valg)


def pengene():
    return stablet(
        [("Personvern", (100_000, 50_000)), ("Ledelse", (20_000, Decimal("5000.50")))],
        serier=["Brukt", "Ledig"],
        tittel="Rammen",
    )


def texts(svg):
    return [element.text for element in etree.fromstring(svg).iter(f"{{{SVG}}}text")]


def test_bars_have_names_amounts_and_norwegian_numbers():
    innhold = texts(bruk().svg)

    assert {"Digital kompetanse", "Office 365 <script>", "1\xa0200\xa0000\xa0kr", "93\xa0000,50\xa0kr"} <= set(innhold)
    assert "400\xa0000" in innhold


def test_the_picture_has_a_title_and_a_description_and_no_parts_to_read():
    root = etree.fromstring(bruk().svg)

    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["Brukt per område", "Kroner i 2026"]
    assert not root.xpath("//*[@aria-label or @aria-roledescription]")


@pytest.mark.parametrize("diagram", [bruk, pengene])
def test_nothing_in_the_svg_is_stopped_by_the_content_policy_or_clashes_on_the_page(diagram):
    root = etree.fromstring(diagram().svg)

    assert not root.xpath("//@style | //@id | //@*[starts-with(name(), 'on')]")
    assert not root.xpath("//*[local-name()='style' or local-name()='script' or local-name()='image']")
    assert {element.get("font-family") for element in root.iter(f"{{{SVG}}}text")} == {"Inter, sans-serif"}


def test_stacked_bars_have_a_legend_in_the_given_order():
    svg = pengene().svg

    assert texts(svg)[-2:] == ["Brukt", "Ledig"]
    assert FARGER[0] in svg
    assert FARGER[1] in svg


def test_the_same_list_makes_the_table():
    html = render_to_string("komponenter/_diagram.html", {"diagram": pengene()})

    assert (
        '<th scope="row">Ledelse</th><td class="tall">20\xa0000\xa0kr</td><td class="tall">5\xa0000,50\xa0kr</td>'
        in html
    )
    assert '<th scope="col" class="tall">Ledig</th>' in html


def test_percent_and_counts_are_written_as_such():
    prosent = soylediagram([("IKT", 61.2)], tittel="Dekning", verdinavn="Dekning", enhet="%")
    antall = soylediagram(
        [("IKT", 1234), ("HR", Decimal("2.5"))], tittel="Årsverk", verdinavn="Årsverk", enhet="årsverk"
    )

    assert prosent.rader == (("IKT", ("61\xa0%",)),)
    assert antall.rader == (("IKT", ("1\xa0234",)), ("HR", ("2,5",)))


def test_no_numbers_is_said_in_words():
    html = render_to_string("komponenter/_diagram.html", {"diagram": soylediagram([], tittel="x", verdinavn="y")})

    assert "Det er ingen tall å vise ennå." in html
    assert "<svg" not in html


def test_the_same_numbers_are_drawn_once():
    charts._draw.cache_clear()

    bruk(), bruk()

    assert charts._draw.cache_info().misses == 1


def luminance(farge):
    channels = [int(farge[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("farge", FARGER)
def test_every_colour_stands_out_from_the_page(farge):
    assert 1.05 / (luminance(farge) + 0.05) >= 3


def test_a_chart_in_a_pdf_is_a_picture_with_a_text_alternative(tmp_path, settings):
    (tmp_path / "figur.html").write_text(
        '{% extends "pdf/base.html" %}{% block innhold %}<figure>{{ diagram.svg }}</figure>{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    innhold = render_pdf("figur.html", {"tittel": "Rammen", "avsender": "Fjordby", "diagram": bruk()})

    assert_pdf_is_archivable(innhold)
