"""Bar charts as SVG, the same in page and PDF, always with the numbers they are drawn from.

`soylediagram` and `stablet` return a `Diagram` for `komponenter/_diagram.html`. Nothing in the SVG needs an inline
style, a script or an id, so it passes the strict content policy and may stand several times on one page.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString
from lxml import etree

from kompetanse.felles import formats
from kompetanse.felles.tekst import rens_tekst

SVG = "http://www.w3.org/2000/svg"
# Each stands at least 3:1 against white, and dark and light take turns.
FARGER = ("#0d7a5f", "#b8660e", "#1d4e89", "#5b9a86", "#7a4b8f", "#6b7683")
TEXT, QUIET, LINE = "#1d2733", "#5a6472", "#c5ccd4"
# vl-convert measures text in a narrower font than Inter; the padding makes up for it.
PADDING = {"left": 22, "right": 14, "top": 4, "bottom": 4}
BAR_STEP, WIDTH, LABEL_WIDTH = 30, 420, 200
NORWEGIAN = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"]}
# Vega describes its parts in English; the title and the table say it better.
DESCRIPTIONS = ("role", "aria-label", "aria-roledescription", "aria-hidden", "class")


@dataclass(frozen=True)
class Diagram:
    """A drawn chart and its numbers, ready to show: `rader` is (name, [text per column])."""

    tittel: str
    beskrivelse: str
    kolonner: tuple[str, ...]
    rader: tuple[tuple[str, tuple[str, ...]], ...]
    svg: SafeString


def soylediagram(rader, *, tittel, verdinavn, beskrivelse="", enhet="kr", farge=""):
    """One bar per (name, number). `enhet` is «kr», «%» or any word; `verdinavn` is the heading of the numbers."""
    return _diagram([(navn, (tall,)) for navn, tall in rader], (verdinavn,), tittel, beskrivelse, enhet, farge)


def stablet(rader, *, serier, tittel, beskrivelse="", enhet="kr", farge=""):
    """One bar per (name, numbers), with one part per name in `serier`; a legend and the table tell them apart."""
    return _diagram([(navn, tuple(tall)) for navn, tall in rader], tuple(serier), tittel, beskrivelse, enhet, farge)


def _diagram(rader, kolonner, tittel, beskrivelse, enhet, farge):
    rader = tuple((rens_tekst(str(navn), flere_linjer=False), tall) for navn, tall in rader)
    kolonner = tuple(str(kolonne) for kolonne in kolonner)
    return Diagram(
        tittel=str(tittel),
        beskrivelse=str(beskrivelse),
        kolonner=kolonner,
        rader=tuple((navn, tuple(_text(verdi, enhet) for verdi in tall)) for navn, tall in rader),
        svg=_draw(rader, kolonner, str(tittel), str(beskrivelse), str(enhet), farge or FARGER[0]) if rader else "",
    )


def _text(verdi, enhet):
    if enhet == "kr":
        return formats.kr(verdi)
    if enhet == "%":
        return formats.prosent(verdi)
    return formats.tall(verdi, 0 if Decimal(str(verdi)) % 1 == 0 else 1)


@lru_cache(maxsize=512)
def _draw(rader, kolonner, tittel, beskrivelse, enhet, farge):
    """The same numbers are drawn once per process; a chart takes some 20 ms."""
    # Slow to import, and few pages have a chart.
    import vl_convert

    spec = _chart(rader, kolonner, enhet, farge).to_dict()
    return _clean(vl_convert.vegalite_to_svg(spec, format_locale=NORWEGIAN), tittel, beskrivelse)


def _chart(rader, kolonner, enhet, farge):
    import altair as alt

    values = [
        {"navn": navn, "serie": serie, "plass": plass, "tall": float(verdi), "tekst": _text(verdi, enhet)}
        for navn, tall in rader
        for plass, (serie, verdi) in enumerate(zip(kolonner, tall, strict=True))
    ]
    # A name that stands twice is two bars to the reader but one to the scale: the table still shows both.
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("navn:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABEL_WIDTH, ticks=False, labelPadding=8)),
        x=alt.X("tall:Q", title=None, axis=alt.Axis(format=",~f", tickCount=4, ticks=False, domain=False)),
    )
    bars = base.mark_bar(stroke="#ffffff", strokeWidth=1)
    if len(kolonner) == 1:
        chart = bars.encode(color=alt.value(farge)) + base.mark_text(align="left", dx=6, color=TEXT).encode(
            text="tekst:N"
        )
    else:
        farger = (farge, *(annen for annen in FARGER if annen != farge))
        skala = alt.Scale(domain=list(kolonner), range=[farger[i % len(farger)] for i in range(len(kolonner))])
        legend = alt.Legend(
            title=None, orient="top", direction="horizontal", columns=3, labelLimit=LABEL_WIDTH, columnPadding=24
        )
        chart = bars.encode(color=alt.Color("serie:N", scale=skala, sort=None, legend=legend), order="plass:Q")
    return _styled(alt, chart)


def _styled(alt, chart):
    axis = {"labelColor": QUIET, "gridColor": LINE, "domainColor": LINE, "labelFontSize": 13}
    return (
        chart.properties(width=WIDTH, height=alt.Step(BAR_STEP), background="transparent", padding=PADDING)
        .configure(font="Inter, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(**axis)
        .configure_axisY(labelColor=TEXT, grid=False)
        .configure_legend(labelColor=TEXT, labelFontSize=13, symbolType="square")
        .configure_text(fontSize=13)
    )


def _clean(svg, tittel, beskrivelse):
    """One picture with a title and a description instead of hundreds of parts in English."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter(f"{{{SVG}}}*"):
        for navn in DESCRIPTIONS:
            element.attrib.pop(navn, None)
        # Clips have ids, and the bars stay inside the axes without them.
        element.attrib.pop("clip-path", None)
    for element in [e for e in root.iter(f"{{{SVG}}}*") if _is_unseen(e)]:
        element.getparent().remove(element)
    root.set("role", "img")
    for plass, (navn, tekst) in enumerate([("title", tittel), ("desc", beskrivelse)]):
        if tekst:
            element = etree.Element(f"{{{SVG}}}{navn}")
            element.text = tekst
            root.insert(plass, element)
    etree.cleanup_namespaces(root)
    return SafeString(etree.tostring(root, encoding="unicode"))


def _is_unseen(element):
    return element.tag == f"{{{SVG}}}defs" or element.get("opacity") == "0" or element.get("display") == "none"
