"""The thread as a drawing: SVG in strings of our own, the same on the page and in the PDF.

Lying, over lines of so many links, for wide pages; standing, one link below the other, for narrow ones. A skipped link is
a dotted arc past an empty ring, and no break; a break is frayed ends, and the word. All looks are attributes, since style
sheets of the page do not reach the PDF.
"""

import textwrap
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from django.utils.html import mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import tall
from kompetanse.felles.templatetags.felles_tags import icon_shapes
from kompetanse.oversikt.rodtraad.ledd import Ledd, Slag, Tilstand

ROED, MOERK, TEKST, DEMPET, STREK, FARE = "#b3392f", "#8f2d25", "#1e2b3c", "#52606d", "#6b7683", "#b3121d"
BREDDE, PER_LINJE, FORSTE_Y, LINJEHOYDE, TEKSTHOYDE = 1136, 6, 60, 236, 146
STAAENDE_BREDDE, STAAENDE_X, STEG = 340, 30, 104
RADIUS = 21
LINJE = f'fill="none" stroke="{ROED}" stroke-width="4" stroke-linecap="round"'
SKYGGE = f'fill="none" stroke="{ROED}" stroke-opacity=".13" stroke-width="11" stroke-linecap="round"'
PRIKKET = f'fill="none" stroke="{ROED}" stroke-width="2.5" stroke-dasharray="2 9" stroke-linecap="round"'
SVAK = f'fill="none" stroke="{STREK}" stroke-width="1.5" stroke-dasharray="3 7" stroke-linecap="round"'
SKRIFT = "font-family=\"Inter, 'Inter Ext', sans-serif\""
TRAAD = f'fill="none" stroke="{ROED}" stroke-width="1.8" stroke-linecap="round"'


# What several of a link are called; of the others, the goals.
FLERE = {
    Slag.DOKUMENT: gettext_lazy("dokumenter"),
    Slag.SOKNAD: gettext_lazy("søknader"),
    Slag.EVALUERING: gettext_lazy("evalueringer"),
    Slag.NESTE: gettext_lazy("føres videre"),
    Slag.VEDTAK: gettext_lazy("vedtak"),
    Slag.BEHOV: gettext_lazy("behov"),
    Slag.TILTAK: gettext_lazy("tiltak"),
}
MAAL = gettext_lazy("mål")


class Sted(NamedTuple):
    x: float
    y: float


def liggende(ledd: list[Ledd], tittel: str) -> SafeString:
    """Over lines, from left to right on each. Its `title` is what a PDF has read aloud."""
    steg = BREDDE / PER_LINJE
    steder = [
        Sted(steg / 2 + steg * (nr % PER_LINJE), FORSTE_Y + LINJEHOYDE * (nr // PER_LINJE)) for nr in range(len(ledd))
    ]
    hoyde = steder[-1].y + TEKSTHOYDE if steder else 0
    return _svg(ledd, steder, tittel, BREDDE, hoyde, _vannrett, _under)


def staaende(ledd: list[Ledd], tittel: str) -> SafeString:
    """One below the other."""
    steder = [Sted(STAAENDE_X, 34 + STEG * nr) for nr in range(len(ledd))]
    hoyde = steder[-1].y + 70 if steder else 0
    return _svg(ledd, steder, tittel, STAAENDE_BREDDE, hoyde, _loddrett, _ved_siden)


def _svg(ledd, steder, tittel, bredde, hoyde, bue, tekst):
    deler = [*_linjer(ledd, steder, bue)]
    for ett, sted in zip(ledd, steder, strict=True):
        deler.append(_knute(ett, sted, tekst(ett, sted)))
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {bredde} {hoyde:.0f}" role="group" '
        f'aria-label="{escape(tittel)}"><title>{escape(tittel)}</title><g {SKRIFT}>{"".join(deler)}</g></svg>'
    )


# --- The line ---------------------------------------------------------------------------------------


def _linjer(ledd: list[Ledd], steder: list[Sted], bue) -> Iterator[str]:
    """From each link to the next, and past those that are skipped."""
    faste = [nr for nr, ett in enumerate(ledd) if ett.tilstand != Tilstand.HOPPET]
    for nr, neste in zip(faste, faste[1:], strict=False):
        fra, til = steder[nr], steder[neste]
        if neste - nr > 1:
            yield _strek(_forbi(fra, til), PRIKKET)
        elif ledd[nr].har and ledd[neste].har:
            yield _strek(bue(fra, til), SKYGGE)
            yield _strek(bue(fra, til), LINJE)
        elif ledd[nr].har != ledd[neste].har and Tilstand.BRUDD in (ledd[nr].tilstand, ledd[neste].tilstand):
            # Once for each link that is missing, where the thread reaches it.
            yield from _frynset(fra, til, med_ord=ledd[nr].har or not (nr and ledd[nr - 1].har))
        else:
            yield _strek(bue(fra, til), SVAK)


def _strek(vei, utseende):
    return f'<path d="{vei}" {utseende}/>'


def _vannrett(fra, til):
    """A soft wave; from the end of one line back to the start of the next it goes round."""
    if fra.y == til.y:
        d = til.x - fra.x
        ned, opp = f"{fra.x + 0.36 * d:.0f} {fra.y + 24}", f"{fra.x + 0.64 * d:.0f} {fra.y - 24}"
        return f"M{fra.x:.0f} {fra.y}C{ned} {opp} {til.x:.0f} {til.y}"
    midt, ut = (fra.y + til.y) / 2 + 22, 64
    return (
        f"M{fra.x:.0f} {fra.y}C{fra.x + ut + 70:.0f} {fra.y} {fra.x + ut + 60:.0f} {midt:.0f} {fra.x - 20:.0f} {midt:.0f}"
        f"L{til.x + 40:.0f} {midt:.0f}C{til.x - ut - 90:.0f} {midt:.0f} {til.x - ut - 60:.0f} {til.y} {til.x:.0f} {til.y}"
    )


def _loddrett(fra, til):
    d = til.y - fra.y
    return f"M{fra.x} {fra.y}C{fra.x - 9} {fra.y + 0.36 * d:.0f} {fra.x + 9} {fra.y + 0.64 * d:.0f} {til.x} {til.y}"


def _forbi(fra, til):
    """An arc past what is skipped."""
    if fra.x == til.x:
        return f"M{fra.x} {fra.y}C{fra.x - 34} {fra.y + 40} {til.x - 34} {til.y - 40} {til.x} {til.y}"
    if fra.y == til.y:
        return f"M{fra.x:.0f} {fra.y}C{fra.x + 80:.0f} {fra.y - 68} {til.x - 80:.0f} {til.y - 68} {til.x:.0f} {til.y}"
    return _vannrett(fra, til)


def _frynset(fra, til, *, med_ord):
    """Two frayed ends, and the word between them. Round the end of a line they lie at the two links."""
    if fra.x == til.x:
        yield from _ender(fra, Sted(fra.x, fra.y + RADIUS + 20), til, Sted(til.x, til.y - RADIUS - 16), loddrett=True)
        return
    ut = Sted(fra.x + RADIUS + 32, fra.y)
    yield from _ender(fra, ut, til, Sted(til.x - RADIUS - 28, til.y))
    if med_ord:
        midt = (ut.x + til.x - RADIUS - 28) / 2 if fra.y == til.y else til.x - 34
        yield _merke(midt, til.y - 54, _("Brudd"))


def _ender(fra, slutt, til, start, *, loddrett=False):
    for hit, ende, retning in ((fra, slutt, 1), (til, start, -1)):
        yield _strek(f"M{hit.x:.0f} {hit.y}L{ende.x:.0f} {ende.y}", LINJE)
        for side in (-11, -4, 4, 11):
            dx, dy = (side, 15 * retning) if loddrett else (15 * retning, side)
            yield _strek(f"M{ende.x:.0f} {ende.y}q{dx * 0.6:.0f} {dy * 0.4:.0f} {dx} {dy}", TRAAD)


def _merke(x, y, tekst):
    bredde = 24 + 8 * len(tekst)
    ramme = f'x="{x - bredde / 2:.0f}" y="{y}" width="{bredde}" height="26" rx="7" fill="{FARE}"'
    skrift = 'text-anchor="middle" font-size="14" font-weight="600" fill="#fff"'
    return f'<g><rect {ramme}/><text x="{x:.0f}" y="{y + 18}" {skrift}>{escape(tekst)}</text></g>'


# --- The knots --------------------------------------------------------------------------------------


def _knute(ledd: Ledd, sted: Sted, tekst: str) -> str:
    """The ring with its icon and its words; a link to where it is told, and a label where some of several are broken."""
    innhold = f"{_ring(ledd, sted)}{_ikon(ledd, sted)}{tekst}"
    if ledd.antall_brudd and ledd.har:
        antall = ngettext("%s brudd", "%s brudd", ledd.antall_brudd) % tall(ledd.antall_brudd)
        innhold += _merke(
            sted.x + (0 if sted.x != STAAENDE_X else 250), sted.y - (54 if sted.x != STAAENDE_X else 34), antall
        )
    navn = f"{ledd.slag.label}: {hovedtekst(ledd)}. {ledd.tilstand.label}."
    return f'<a href="#ledd-{ledd.slag}" aria-label="{escape(navn)}">{innhold}</a>'


def _ring(ledd, sted):
    plass = f'cx="{sted.x:.0f}" cy="{sted.y}"'
    if ledd.er_her:
        return f'<circle {plass} r="{RADIUS + 3}" fill="{ROED}" stroke="{ROED}" stroke-width="3"/>'
    if not ledd.har:
        return f'<circle {plass} r="{RADIUS}" fill="#fff" stroke="{STREK}" stroke-width="2" stroke-dasharray="4 4"/>'
    return f'<circle {plass} r="{RADIUS}" fill="#fff" stroke="{ROED}" stroke-width="3"/>'


def _ikon(ledd, sted):
    farge = "#ffffff" if ledd.er_her else MOERK if ledd.har else STREK
    former = icon_shapes(ledd.ikon).replace("currentColor", farge)
    return (
        f'<svg x="{sted.x - 11:.0f}" y="{sted.y - 11}" width="22" height="22" viewBox="0 0 24 24" fill="none" '
        f'aria-hidden="true">{former}</svg>'
    )


def hovedtekst(ledd: Ledd) -> str:
    """What the link is called in the drawing: the one object, or how many."""
    alle = ledd.antall + ledd.skjult
    if ledd.den_ene:
        return ledd.den_ene.tekst
    if alle == 1:
        return _("Ett du ikke ser") if ledd.skjult else _en(ledd.slag)
    if alle:
        return f"{tall(alle)} {FLERE.get(ledd.slag, MAAL)}"
    return {Tilstand.BRUDD: _("Mangler"), Tilstand.HOPPET: _("Ingen")}.get(ledd.tilstand, "–")


def undertekst(ledd: Ledd) -> str:
    if ledd.antall_brudd and not ledd.har:
        return str(ledd.brudd_per_slag[0][0].sier)
    if ledd.er_her and ledd.antall == 1:
        return _("du er her")
    if ledd.den_ene:
        return ledd.den_ene.under.split(" · ")[0]
    return "" if ledd.har else str(ledd.tilstand.label).lower()


def _en(slag):
    """The only one, where it is not among what is shown."""
    return _("Én evaluering") if slag == Slag.EVALUERING else _("Én føres videre") if slag == Slag.NESTE else _("Ett")


# --- The words --------------------------------------------------------------------------------------


def _under(ledd, sted):
    return _tekst(ledd, sted.x, sted.y + 44, "middle", 22)


def _ved_siden(ledd, sted):
    return _tekst(ledd, sted.x + 38, sted.y - 12, "start", 34)


def _tekst(ledd, x, y, anker, bredde):
    """Type, name over two lines at most, and a quiet line."""
    linjer = [(ledd.slag.label, 13, 400, DEMPET)]
    navnefarge = FARE if ledd.antall_brudd and not ledd.har else TEKST if ledd.har else DEMPET
    linjer += [(linje, 15, 600, navnefarge) for linje in _brutt(hovedtekst(ledd), bredde)]
    linjer += [(linje, 13, 400, DEMPET) for linje in _brutt(undertekst(ledd), bredde + 4)]
    return "".join(
        f'<text x="{x:.0f}" y="{y + 18 * nr}" text-anchor="{anker}" font-size="{storrelse}" font-weight="{vekt}" '
        f'fill="{farge}">{escape(str(linje))}</text>'
        for nr, (linje, storrelse, vekt, farge) in enumerate(linjer)
    )


def _brutt(tekst, bredde):
    linjer = textwrap.wrap(tekst, bredde)
    if len(linjer) <= 2:
        return linjer
    return [linjer[0], f"{linjer[1][: bredde - 1]}…"]
