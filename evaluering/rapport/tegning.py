"""Where things stand in the drawings of the report, as the attributes of SVG write it.

Across, everything is a share of the width, so that a drawing fills its place on a phone, on a wide page and in the PDF
with text of the same size. The templates in `evaluering/rapport/` draw it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from evaluering.statistikk import Intervall

# A track: where the axis lies below the lowest mark, and how far apart marks are.
SPORHOYDE, SPOR_FORST, SPOR_AVSTAND = 64, 30, 26
# A promise is written to the left of its line when it stands past this, and to the right before that.
KANT_HOYRE, KANT_VENSTRE = 88.0, 12.0
# Dots in a column, and the room for them.
PRIKKBUNN, PRIKKROM, PRIKKAVSTAND, PRIKKRADIUS = 77, 74, 12.0, 5.2
SOYLEHOYDE, SOYLENAVN = 120, 8


def prosent(verdi: float) -> str:
    return f"{verdi:.2f}%"


class Tekst(NamedTuple):
    """A word at a place; `anker` as in SVG, so that it stays inside."""

    x: str
    anker: str
    ord: str


class Skala(NamedTuple):
    """The axis: its ends, and what is written along it."""

    fra: float
    til: float
    tikk: tuple[tuple[float, str], ...]

    def sted(self, verdi: float) -> float:
        """Per cent of the width; what lies outside stands at the end."""
        return min(max(100 * (verdi - self.fra) / (self.til - self.fra), 0.0), 100.0)


class Maalt(NamedTuple):
    """What came out, on the axis, and how sure that is."""

    verdi: float
    intervall: Intervall | None = None
    navn: str = ""
    av_leder: bool = False


class Merke(NamedTuple):
    x: str
    y: int
    intervall: tuple[str, str] | None
    navn: Tekst | None
    av_leder: bool

    @property
    def navn_dx(self) -> int:
        """Pixels between the mark and its name."""
        return -10 if self.navn and self.navn.anker == "end" else 10


class Spor(NamedTuple):
    """One track: the promise as a dashed line, what came out as marks with their intervals, one below the other."""

    hoyde: int
    akse: int
    tikk: list[Tekst]
    lovet: Tekst | None
    merker: list[Merke]


class Del(NamedTuple):
    """One part of a bar of answers; `plass` is the answer's place in the scale, from 0."""

    x: str
    bredde: str
    midt: str
    antall: int
    plass: int

    @property
    def farge(self) -> str:
        """In the PDF; that of the best answer is the kommune's own."""
        return SVARFARGER[self.plass]

    @property
    def er_moerk(self) -> bool:
        return self.plass in (0, 4)


class Prikk(NamedTuple):
    x: str
    y: str


class Prikkrad(NamedTuple):
    """A row of dots from `y` down, and where their mean is."""

    y: int
    navn: str
    prikker: list[Prikk]
    snitt: str
    er_etter: bool


class Prikkplott(NamedTuple):
    """Two rows of dots, before and after, one dot for each person."""

    rader: list[Prikkrad]
    tikk: list[Tekst]
    radius: str


class Soyle(NamedTuple):
    x: str
    bredde: str
    y: str
    hoyde: str
    etter: bool
    navn: Tekst
    # Only so many names have room, and on a phone half of those.
    vis_navn: bool
    annenhver: bool


class Snittlinje(NamedTuple):
    fra: str
    til: str
    y: str


class Soyler(NamedTuple):
    """A bar for each measurement, and the means before and after."""

    soyler: list[Soyle]
    snitt: list[Snittlinje]
    skille: str


SVARFARGER = ("#c4650a", "#f0b04a", "#d9dee4", "#93c5b5", "")
ANDELER = Skala(0, 100, ((0, "0 %"), (50, "50 %"), (100, "100 %")))


def _anker(sted):
    return "start" if sted < KANT_VENSTRE else "end" if sted > KANT_HOYRE else "middle"


def spor(skala: Skala, maalte: Sequence[Maalt], lovet: tuple[float, str] | None) -> Spor:
    """`lovet` is where, and what is written there."""
    hoyde = SPORHOYDE + SPOR_AVSTAND * max(len(maalte) - 1, 0)
    tikk = [Tekst(prosent(skala.sted(verdi)), _anker(skala.sted(verdi)), ord_) for verdi, ord_ in skala.tikk]
    merke = lovet and Tekst(prosent(skala.sted(lovet[0])), _anker(skala.sted(lovet[0])), lovet[1])
    merker = [_merke(skala, ett, SPOR_FORST + SPOR_AVSTAND * nr) for nr, ett in enumerate(maalte)]
    return Spor(hoyde, hoyde - 22, tikk, merke, merker)


def _merke(skala, maalt, y):
    ender = maalt.intervall and tuple(skala.sted(verdi) for verdi in maalt.intervall)
    forst = ender[0] if ender else skala.sted(maalt.verdi)
    # The name stands before the mark, or after it when there is no room.
    sist = ender[1] if ender else skala.sted(maalt.verdi)
    navn = Tekst(prosent(forst), "end", maalt.navn) if forst > 30 else Tekst(prosent(sist), "start", maalt.navn)
    sted = prosent(skala.sted(maalt.verdi))
    return Merke(sted, y, ender and tuple(map(prosent, ender)), navn if maalt.navn else None, maalt.av_leder)


def delt(fordeling: dict[int, int]) -> list[Del]:
    """The bar of a distribution; answers that nobody gave take no room."""
    sum_, deler, x = sum(fordeling.values()), [], 0.0
    for plass, antall in enumerate(fordeling.values()):
        if antall:
            bredde = 100 * antall / sum_
            deler.append(Del(prosent(x), prosent(bredde), prosent(x + bredde / 2), antall, plass))
            x += bredde
    return deler


def prikkplott(par: Sequence[tuple[float, float]], skala: Skala) -> Prikkplott:
    """Each of the pairs before and after on the same axis."""
    foer, etter = zip(*par, strict=True)
    hoyest = max(max(Counter(tall).values()) for tall in (foer, etter))
    avstand = min(PRIKKAVSTAND, PRIKKROM / hoyest)
    return Prikkplott(
        [
            Prikkrad(y, navn, _stabler(tall, skala, avstand), prosent(skala.sted(sum(tall) / len(tall))), er_etter)
            for y, navn, tall, er_etter in ((14, _("Før"), foer, False), (118, _("Etter"), etter, True))
        ],
        [Tekst(prosent(skala.sted(verdi)), _anker(skala.sted(verdi)), ord_) for verdi, ord_ in skala.tikk],
        f"{min(PRIKKRADIUS, 0.45 * avstand):.1f}",
    )


def _stabler(tall, skala, avstand):
    """One dot above another where they are equal; y is measured up from the line of the row."""
    return [
        Prikk(prosent(skala.sted(verdi)), f"{PRIKKBUNN - avstand * (nr + 0.5):.1f}")
        for verdi, antall in sorted(Counter(tall).items())
        for nr in range(antall)
    ]


def soyler(foer: Sequence[tuple[dt.date, float]], etter: Sequence[tuple[dt.date, float]], navn) -> Soyler | None:
    """The measurements in order, evenly apart, with a gap where the measure came. `navn(dato)` is written below each. None
    when there are none, or one is negative."""
    alle = [*foer, *etter]
    if not alle or min(verdi for _dag, verdi in alle) < 0:
        return None
    plasser = len(alle) + (1 if foer and etter else 0)
    bredde, hoyest = 100 / plasser, max(verdi for _dag, verdi in alle) or 1.0
    steder = [*range(len(foer)), *range(plasser - len(etter), plasser)]
    hver = -(-plasser // SOYLENAVN)
    rader = [
        _soyle(plass, bredde, verdi / hoyest, nr >= len(foer), navn(dag), hver)
        for nr, (plass, (dag, verdi)) in enumerate(zip(steder, alle, strict=True))
    ]
    return Soyler(
        rader,
        [
            _snitt(rekke, fra * bredde, bredde, hoyest)
            for rekke, fra in ((foer, 0), (etter, plasser - len(etter)))
            if rekke
        ],
        prosent((len(foer) + 0.5) * bredde) if foer and etter else "",
    )


def _soyle(plass, bredde, andel, etter, navn, hver):
    x, hoyde = plass * bredde, SOYLEHOYDE * andel
    midt = Tekst(prosent(x + bredde / 2), "middle", navn)
    return Soyle(
        *(prosent(x + bredde * 0.15), prosent(bredde * 0.7), f"{SOYLEHOYDE - hoyde:.1f}", f"{hoyde:.1f}"),
        *(etter, midt, plass % hver == 0, plass // hver % 2 == 1),
    )


def _snitt(rekke: Iterable, fra, bredde, hoyest):
    verdier = [verdi for _dag, verdi in rekke]
    y = SOYLEHOYDE * (1 - sum(verdier) / len(verdier) / hoyest)
    return Snittlinje(prosent(fra), prosent(fra + bredde * len(verdier)), f"{y:.1f}")
