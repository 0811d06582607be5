"""The tables and the text of an HTML document, in the order they stand in: what Word becomes, and what is pasted."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from lxml import html

AVSNITT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "caption", "figcaption"}
UTEN_TEKST = {"script", "style", "head", "title", "meta", "link", "template", "noscript"}
STOERSTE_SPENN = 1_000


class Del(NamedTuple):
    """A row of a table (`tabell` says of which one), or a text outside the tables; `linje` is where it stands, and `hel`
    that it is one cell across all columns."""

    linje: int
    rad: list[str] | None = None
    tekst: str = ""
    tabell: int = 0
    hel: bool = False


def deler_av_html(tekst: str) -> Iterator[Del]:
    """Every row and every text. A table within a cell is text of that cell; a cell that spans rows is filled out, one
    that spans columns stands in the first."""
    if not tekst.strip():
        return
    linje = count(1)
    for nummer, element in enumerate(_blokker(html.document_fromstring(tekst))):
        if isinstance(element, str):
            yield Del(next(linje), tekst=element)
        else:
            yield from _rader(element, nummer, linje)


def _blokker(element):
    """Tables as elements, and the text between them as strings."""
    if element.tag == "table":
        yield element
    elif element.tag in AVSNITT and element.find(".//table") is None:
        if innhold := _tekst(element).strip():
            yield innhold
    elif element.tag not in UTEN_TEKST and isinstance(element.tag, str):
        loest = [element.text]
        for barn in element:
            if isinstance(barn.tag, str) and barn.tag not in UTEN_TEKST and _er_blokk(barn):
                yield from _samlet(loest)
                yield from _blokker(barn)
                loest = []
            elif isinstance(barn.tag, str) and barn.tag not in UTEN_TEKST:
                loest.append(_tekst(barn))
            loest.append(barn.tail)
        yield from _samlet(loest)


def _er_blokk(element):
    return (
        element.tag in AVSNITT or element.tag == "table" or element.tag in {"div", "body", "ul", "ol", "section", "dl"}
    )


def _samlet(loest):
    if innhold := "".join(filter(None, loest)).strip():
        yield innhold


def _rader(tabell, nummer, linje):
    rader = [rad for rad in tabell.iter("tr") if next(rad.iterancestors("table")) is tabell]
    ventende: dict[int, tuple[int, str]] = {}
    for tittel in tabell.findall("caption"):
        yield Del(next(linje), tekst=_tekst(tittel).strip())
    for rad in rader:
        verdier, spenn = [], []
        for celle in rad.iterchildren("td", "th"):
            _fyll_ut(verdier, ventende)
            bredde, hoeyde = _antall(celle, "colspan"), _antall(celle, "rowspan")
            tekst = _tekst(celle).strip()
            if hoeyde > 1:
                ventende[len(verdier)] = (hoeyde - 1, tekst)
            spenn.append(bredde)
            verdier += [tekst, *[""] * (bredde - 1)]
        _fyll_ut(verdier, ventende)
        yield Del(next(linje), rad=verdier, tabell=nummer, hel=len(spenn) == 1 and spenn[0] > 1)


def _fyll_ut(verdier, ventende):
    """Put in the cells above that reach down to this row."""
    while (plass := len(verdier)) in ventende:
        igjen, tekst = ventende.pop(plass)
        verdier.append(tekst)
        if igjen > 1:
            ventende[plass] = (igjen - 1, tekst)


def _antall(celle, navn):
    verdi = celle.get(navn, "1")
    return min(int(verdi), STOERSTE_SPENN) if verdi.isascii() and verdi.isdigit() and int(verdi) else 1


def _tekst(element) -> str:
    """The text with a line for each paragraph, list item and line break; of a table within, a line for each row."""
    biter = [element.text or ""]
    for barn in element:
        if isinstance(barn.tag, str) and barn.tag not in UTEN_TEKST:
            if barn.tag == "br":
                biter.append("\n")
            elif barn.tag in AVSNITT or barn.tag in {"div", "tr", "ul", "ol", "table"}:
                biter.append(f"\n{_tekst(barn).strip(chr(10))}\n")
            elif barn.tag in {"td", "th"}:
                biter.append(f"{_tekst(barn).strip()}\t")
            else:
                biter.append(_tekst(barn))
        biter.append(barn.tail or "")
    return "".join(biter)
