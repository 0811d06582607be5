import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kompetanse.felles.avsnitt import avsnitt


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("", ""),
        ("En setning.", "<p>En setning.</p>"),
        ("To linjer\ni ett avsnitt.", "<p>To linjer<br>i ett avsnitt.</p>"),
        ("Ett.\n\n\nTo.", "<p>Ett.</p><p>To.</p>"),
        ("- Ett\n- To", "<ul><li>Ett</li><li>To</li></ul>"),
        ("Innledning:\n- Ett", "<p>Innledning:</p><ul><li>Ett</li></ul>"),
        ("- Ett\nMer tekst.", "<ul><li>Ett</li></ul><p>Mer tekst.</p>"),
        ("- Ett\n  - Under\n- To", "<ul><li>Ett<ul><li>Under</li></ul></li><li>To</li></ul>"),
        ("- Slik:\n  1. Først\n  2. Så", "<ul><li>Slik:<ol><li>Først</li><li>Så</li></ol></li></ul>"),
        ("1. Ett\n2) To", "<ol><li>Ett</li><li>To</li></ol>"),
        ("- Ett\n1. To", "<ul><li>Ett</li></ul><ol><li>To</li></ol>"),
        ("  - Innrykk uten noe over", "<ul><li>Innrykk uten noe over</li></ul>"),
        ("• Limt inn\no Under", "<ul><li>Limt inn</li><li>Under</li></ul>"),
        ("9. desember ble vi enige.", '<ol start="9"><li>desember ble vi enige.</li></ol>'),
        ("3. Tre\n7. Sju", '<ol start="3"><li>Tre</li></ol><ol start="7"><li>Sju</li></ol>'),
        ("2021 var et godt år.", "<p>2021 var et godt år.</p>"),
        ("-5 grader", "<p>-5 grader</p>"),
        ('<b>fet</b> & "sitat"', "<p>&lt;b&gt;fet&lt;/b&gt; &amp; &quot;sitat&quot;</p>"),
        ("- <script>alert(1)</script>", "<ul><li>&lt;script&gt;alert(1)&lt;/script&gt;</li></ul>"),
    ],
)
def test_avsnitt(tekst, ventet):
    assert avsnitt(tekst) == ventet


def test_avsnitt_of_nothing_is_nothing():
    assert avsnitt(None) == ""


LINJE = st.text(alphabet="ab1 .)-•<>&\"'o\t", max_size=20)


@given(st.lists(LINJE, max_size=12).map("\n".join))
def test_avsnitt_is_well_formed_and_knows_only_its_own_elements(tekst):
    tre = html.fragment_fromstring(avsnitt(tekst), create_parent="div")

    assert {element.tag for element in tre.iter()} <= {"div", "p", "br", "ul", "ol", "li"}
    assert {element.getparent().tag for element in tre.iter("li")} <= {"ul", "ol"}


@given(st.lists(st.text(alphabet="abæø ", min_size=1, max_size=20), max_size=8).map("\n".join))
def test_avsnitt_keeps_every_word(tekst):
    tre = html.fragment_fromstring(avsnitt(tekst), create_parent="div")

    assert " ".join(tre.itertext()).split() == tekst.split()
