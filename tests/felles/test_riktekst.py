import pytest
from django import forms
from hypothesis import example, given
from hypothesis import strategies as st

from kompetanse.felles.riktekst import RiktekstField, rens, som_tekst, vis

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head>
<body lang=NO><!--[if gte mso 9]><xml><o:Pixels/></xml><![endif]--><h1>Ambisjon<o:p></o:p></h1>
<p class=MsoNormal><b>Vi skal</b> bli <i style='mso-bidi-font-style:normal'>flere</i><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTable border=1><tr><td width=301 colspan=2 style='width:225pt'><p class=MsoNormal>Hvem</p></td></tr></table>
</body></html>"""


def test_what_word_pastes_keeps_its_words_and_their_meaning():
    assert rens(WORD) == (
        "<h3>Ambisjon</h3><p><strong>Vi skal</strong> bli <em>flere</em></p>"
        '<table><tbody><tr><td colspan="2"><p>Hvem</p></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("skrevet", "lagret"),
    [
        ("", ""),
        (" \n ", ""),
        ("<p></p><p><br></p>", ""),
        ("Uten merker.\n\n- en\n- to", "<p>Uten merker.</p><ul><li>en</li><li>to</li></ul>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("løst <b>fet</b><p>avsnitt</p>slutt", "<p>løst <strong>fet</strong></p><p>avsnitt</p><p>slutt</p>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("en<div>to<div>tre</div></div>fire", "<p>en</p><p>to</p><p>tre</p><p>fire</p>"),
        ("<b style='font-weight:normal'><p>fra Google</p><p>to</p></b>", "<p>fra Google</p><p>to</p>"),
        ("<li>løs</li>", "<p>løs</p>"),
        ("<ul><li>en<ul><li>under</li></ul></li></ul>", "<ul><li>en<ul><li>under</li></ul></li></ul>"),
        ("<ul><li><div>i boks</div></li></ul>", "<ul><li><p>i boks</p></li></ul>"),
        ("<h2>To</h2><h5>Fem</h5>", "<h3>To</h3><h4>Fem</h4>"),
        (
            '<a href="https://fjordby.kommune.no" onclick="x()">lenke</a>',
            '<p><a href="https://fjordby.kommune.no">lenke</a></p>',
        ),
        ("<span>a</span><u>b</u>", "<p>ab</p>"),
    ],
)
def test_what_is_typed_becomes_blocks_of_the_subset(skrevet, lagret):
    assert rens(skrevet) == lagret
    assert rens(lagret) == lagret


@pytest.mark.parametrize(
    "angrep",
    [
        "<p>a<script>alert(1)</script></p>",
        '<p onmouseover="alert(1)" style="position:fixed" class="x" id="innhold">a</p>',
        '<p>a<img src=x onerror="alert(1)"></p>',
        '<p>a</p><svg><style><img src=x onerror="alert(1)"></style></svg>',
        '<p>a</p><form action="/x"><input name="navn"><button formaction="/y"></button></form>',
        '<p hx-get="/x" hx-trigger="load" data-htmx="1">a</p>',
        '<p>a</p><iframe srcdoc="<script>alert(1)</script>"></iframe>',
        "<p>a<!-- <script>alert(1)</script> --></p>",
    ],
)
def test_nothing_in_a_text_acts(angrep):
    assert rens(angrep) == "<p>a</p>"
    assert vis(angrep) == "<p>a</p>"


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "data:text/html,x", " java\nscript:alert(1)"])
def test_a_link_leads_to_a_page_or_a_mailbox_and_nowhere_else(adresse):
    assert rens(f'<p><a href="{adresse}">a</a></p>') == "<p><a>a</a></p>"


def test_what_is_stored_dirty_is_shown_clean():
    assert vis(None) == ""
    assert vis('<p>a</p><script>x</script><a href="https://a.no">b</a>') == (
        '<p>a</p><a href="https://a.no" rel="noopener noreferrer">b</a>'
    )


def test_the_words_are_a_line_for_each_paragraph_point_and_row():
    html = rens(
        "<h2>Hvem</h2><p>Vi &amp; de<br>andre</p><ul><li>en</li></ul><table><tr><th>A</th><th>B</th></tr></table>"
    )

    assert som_tekst(html) == "Hvem\nVi & de\nandre\nen\nA\tB"


TAGS = st.sampled_from(
    ["p", "div", "b", "i", "h1", "ul", "ol", "li", "span", "blockquote", "table", "tr", "td", "a", "dl", "dt"]
)
TREE = st.recursive(
    st.text("abcæ <&\u00a0", min_size=1, max_size=5).map(
        lambda tekst: tekst.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda barn: st.tuples(TAGS, st.lists(barn, max_size=4)).map(lambda d: f"<{d[0]}>{''.join(d[1])}</{d[0]}>"),
    max_leaves=12,
)


@given(TREE)
@example("<ul><li></li>a</ul>")
def test_no_word_is_lost_and_what_is_clean_stays_as_it_is(html):
    rent = rens(f"<div>{html}</div>")

    # Text that stands loose in a table is moved out before it, as browsers do.
    assert sorted("".join(som_tekst(rent).split())) == sorted("".join(som_tekst(html).split()))
    assert rens(rent) == rent


class Skjema(forms.Form):
    tekst = RiktekstField(max_length=10, required=False)
    maa = RiktekstField()


def test_the_field_gives_clean_text_and_counts_words_and_not_tags():
    skjema = Skjema({"tekst": "<p><strong>Ti bokstav</strong></p>", "maa": "<p><b>a</b></p>"})
    assert skjema.is_valid()
    assert skjema.cleaned_data == {"tekst": "<p><strong>Ti bokstav</strong></p>", "maa": "<p><strong>a</strong></p>"}

    skjema = Skjema({"tekst": "<p>Elleve bokst</p>", "maa": "<p>&nbsp;</p>"})
    assert skjema.errors["tekst"] == ["Teksten er for lang: 12 tegn. Kort den ned til høyst 10 tegn."]
    assert skjema.errors["maa"] == [str(RiktekstField().error_messages["required"])]
