"""Plain text with a few signs, as HTML: what people write in a case, shown alike in the preview and the PDF."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The signs that word processors leave when a list is pasted as text are bullets too.
POINT = re.compile(r"(?P<indent> *)(?:[-–•*o▪\uf0a7\uf0b7]|(?P<nr>[0-9]{1,3})[.)])[ \u00a0]+(?P<tekst>\S.*)")
INDENT = 2


@dataclass
class Punkt:
    """A point of a list, numbered or not, with the indented points below it."""

    tekst: str
    nr: int | None
    under: list = field(default_factory=list)


def avsnitt(tekst: str | None) -> SafeString:
    """Safe HTML of a text: a blank line divides paragraphs, «- » makes bullets, «1. » numbers, an indent one level more.

    Everything else stands as it was typed, also the number of a point; nothing in the text is read as HTML.
    """
    linjer = (tekst or "").expandtabs(INDENT).splitlines()
    html = []
    for slag, gruppe in groupby(linjer, key=_slag):
        if slag == "tekst":
            html.append(f"<p>{'<br>'.join(escape(linje.strip()) for linje in gruppe)}</p>")
        elif slag == "punkt":
            html.extend(_lister(_punkter(gruppe)))
    return mark_safe("".join(html))


def _slag(linje):
    if not linje.strip():
        return "tom"
    return "punkt" if POINT.fullmatch(linje) else "tekst"


def _punkter(linjer):
    """The points of consecutive lines; an indented one belongs to the nearest point above that is not."""
    punkter = []
    for linje in linjer:
        treff = POINT.fullmatch(linje)
        punkt = Punkt(treff["tekst"].strip(), int(treff["nr"]) if treff["nr"] else None)
        er_under = len(treff["indent"]) >= INDENT and punkter
        (punkter[-1].under if er_under else punkter).append(punkt)
    return punkter


def _lister(punkter):
    """One list for each run of bullets, and for each run of numbers that follow one another."""
    for (nummerert, _start), gruppe in groupby(enumerate(punkter), key=_rekke):
        gruppe = [punkt for _plass, punkt in gruppe]
        innhold = "".join(f"<li>{escape(punkt.tekst)}{''.join(_lister(punkt.under))}</li>" for punkt in gruppe)
        if not nummerert:
            yield f"<ul>{innhold}</ul>"
        else:
            start = "" if gruppe[0].nr == 1 else f' start="{gruppe[0].nr}"'
            yield f"<ol{start}>{innhold}</ol>"


def _rekke(plassert):
    """The same for points of one list: bullets share one, numbers one as long as each is one more than the last."""
    plass, punkt = plassert
    return (False, 0) if punkt.nr is None else (True, punkt.nr - plass)
