"""The guides of `docs/brukerveiledning` as pages: the little of Markdown that they are written in."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

MAPPE = settings.BASE_DIR / "docs" / "brukerveiledning"
OVERSKRIFT = re.compile(r"(#+) (.+)")
PUNKT = re.compile(r"(?:-|\d+\.) +")
I_TEKSTEN = (
    (re.compile(r"\[([^]]+)\]\((\w+)\.md\)"), r'<a href="../\2/">\1</a>'),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
)


@dataclass(frozen=True)
class Veiledning:
    navn: str
    tittel: str
    innhold: SafeString


def anker(overskrift: str) -> str:
    """What a heading is called in an address."""
    return slugify(overskrift.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a"})))


@cache
def veiledninger() -> dict[str, Veiledning]:
    """Every guide, by its name, in the order of their titles."""
    alle = [_les(fil) for fil in MAPPE.glob("*.md")]
    return {ett.navn: ett for ett in sorted(alle, key=lambda ett: ett.tittel)}


def _les(fil):
    """The first line is the title of the page, so the headings below it begin at the second level."""
    forste, *resten = fil.read_text().splitlines()
    hevet = "#" if any(linje.startswith("# ") for linje in resten) else ""
    resten = [f"{hevet}{linje}" if OVERSKRIFT.match(linje) else linje for linje in resten]
    return Veiledning(fil.stem, forste.removeprefix("# "), mark_safe("\n".join(_blokker(resten))))


def _blokker(linjer):
    """The HTML of headings, lists (in lists) and paragraphs; what belongs to a point of a list is indented."""
    linjer = list(linjer)
    while linjer:
        if not linjer[0].strip():
            linjer.pop(0)
        elif funnet := OVERSKRIFT.fullmatch(linjer[0]):
            nivaa, tekst = len(funnet[1]), funnet[2]
            yield f'<h{nivaa} id="{anker(tekst)}">{_tekst(tekst)}</h{nivaa}>'
            linjer.pop(0)
        elif PUNKT.match(linjer[0]):
            yield _liste(linjer)
        else:
            yield f"<p>{_tekst(' '.join(_avsnitt(linjer)))}</p>"


def _avsnitt(linjer):
    """Take the lines of a paragraph."""
    tatt = [linjer.pop(0)]
    while linjer and linjer[0].strip() and not PUNKT.match(linjer[0]) and not OVERSKRIFT.match(linjer[0]):
        tatt.append(linjer.pop(0).strip())
    return tatt


def _liste(linjer):
    """Take the lines of a list."""
    merke, punkter = "ul" if linjer[0].startswith("-") else "ol", []
    while linjer and (funnet := PUNKT.match(linjer[0])):
        punkt = [linjer.pop(0)[funnet.end() :]]
        while linjer and linjer[0].startswith("  "):
            punkt.append(linjer.pop(0)[len(funnet[0]) :])
        punkter.append("".join(_blokker(punkt)).replace("<p>", "", 1).replace("</p>", "", 1))
    return f"<{merke}>{''.join(f'<li>{punkt}</li>' for punkt in punkter)}</{merke}>"


def _tekst(tekst):
    tekst = escape(tekst)
    for monster, html in I_TEKSTEN:
        tekst = monster.sub(html, tekst)
    return tekst
