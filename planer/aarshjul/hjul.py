"""The wheel as SVG: a ring for each who, a sector for each month, and an arc with its number for each activity."""

import calendar
import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kompetanse.felles.formats import MONTHS, dato_kort

MIDT = 276
BREDDE, MELLOMROM = 41, 4
YTTERST, INNERST = 232, 54
MAANEDSNAVN = 256
# An arc is never so short that its number has no room.
MINST = 26


@dataclass(frozen=True)
class Bue:
    """One activity in the wheel. `klasser` says how it looks."""

    nummer: int
    ring: int
    fra: dt.date
    til: dt.date
    tekst: str
    lenke: str
    klasser: str
    spor: int = 0
    antall_spor: int = 1
    vinkler: tuple[float, float] = field(default=(0, 0))

    @property
    def ytre(self) -> float:
        hoyde = BREDDE / self.antall_spor
        return YTTERST - self.ring * (BREDDE + MELLOMROM) - self.spor * hoyde

    @property
    def indre(self) -> float:
        return self.ytre - BREDDE / self.antall_spor + (1 if self.antall_spor > 1 else 0)


def vinkel(dag: dt.date, *, slutt: bool = False) -> float:
    """Degrees from the top, clockwise, at which a day begins, or ends. Each month has 30."""
    dager = calendar.monthrange(dag.year, dag.month)[1]
    return 30 * (dag.month - 1 + (dag.day - (not slutt)) / dager)


def plasser(buer: Iterable[Bue], aar: int) -> list[Bue]:
    """With the angles of each, and beside each other those of one ring that are at the same time."""
    ringer = defaultdict(list)
    for bue in buer:
        ringer[bue.ring].append(replace(bue, vinkler=_vinkler(bue, aar)))
    return [bue for ring in ringer.values() for bue in _i_spor(ring)]


def _vinkler(bue, aar):
    """What falls outside the year is left out, and what is short is made long enough, within the year."""
    forste, siste = dt.date(aar, 1, 1), dt.date(aar, 12, 31)
    fra, til = (min(max(dag, forste), siste) for dag in (bue.fra, bue.til))
    start, slutt = vinkel(fra), vinkel(til, slutt=True)
    mangler = max(0, math.degrees(MINST / (bue.ytre - BREDDE / 2)) - (slutt - start))
    start = max(0, min(start - mangler / 2, 360 - (slutt - start) - mangler))
    return start, max(slutt, start + (slutt - vinkel(fra)) + mangler)


def _i_spor(ring):
    """Groups that overlap share the ring; each has as many tracks as it needs."""
    ferdige, gruppe, gruppens_slutt = [], [], -1.0
    for bue in sorted(ring, key=lambda bue: bue.vinkler):
        if gruppe and bue.vinkler[0] >= gruppens_slutt:
            ferdige += _del_ringen(gruppe)
            gruppe = []
        gruppe.append(bue)
        gruppens_slutt = max(bue.vinkler[1], gruppens_slutt)
    return ferdige + _del_ringen(gruppe)


def _del_ringen(gruppe):
    slutter, plassert = [], []
    for bue in gruppe:
        spor = next((nr for nr, slutt in enumerate(slutter) if slutt <= bue.vinkler[0]), len(slutter))
        slutter[spor : spor + 1] = [bue.vinkler[1]]
        plassert.append(replace(bue, spor=spor))
    return [replace(bue, antall_spor=len(slutter)) for bue in plassert]


def tegn(buer: Iterable[Bue], aar: int, dag: dt.date, beskrivelse: str) -> SafeString:
    """The drawing. Each arc leads to its row in the list, which says the same in words."""
    deler = [_baner(), *(_maaned(nummer, dag if dag.year == aar else None) for nummer in range(1, 13))]
    deler += [_i_dag(dag)] if dag.year == aar else []
    deler += [_bue(bue) for bue in sorted(plasser(buer, aar), key=lambda bue: ("neste" in bue.klasser, bue.nummer))]
    deler.append(_sentrum(aar, dag))
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="group" aria-label="{1}">{2}</svg>',
        2 * MIDT,
        beskrivelse,
        mark_safe("".join(deler)),
    )


def _punkt(vinkel, radius):
    """Where an angle and a distance from the middle are in the drawing."""
    radianer = math.radians(vinkel)
    return f"{MIDT + radius * math.sin(radianer):.1f} {MIDT - radius * math.cos(radianer):.1f}"


def _baner():
    radier = (YTTERST - ring * (BREDDE + MELLOMROM) - BREDDE / 2 for ring in range(4))
    return "".join(
        f'<circle class="bane" cx="{MIDT}" cy="{MIDT}" r="{radius}" stroke-width="{BREDDE}"/>' for radius in radier
    )


def _maaned(nummer, dag):
    start, midt = 30 * (nummer - 1), 30 * (nummer - 1) + 15
    x, y = _punkt(midt, MAANEDSNAVN).split()
    vri = midt + 180 if 90 < midt < 270 else midt
    naa = " naa" if dag and dag.month == nummer else ""
    return (
        f'<path class="skille" d="M{_punkt(start, INNERST)}L{_punkt(start, YTTERST + 2)}"/>'
        f'<text class="mnd{naa}" x="{x}" y="{y}" transform="rotate({vri} {x} {y})">{MONTHS[nummer]}</text>'
    )


def _bue(bue):
    start, slutt = bue.vinkler
    start, slutt = start + 0.4, max(slutt - 0.4, start + 0.5)
    lang = int(slutt - start > 180)
    kurve = (
        f"M{_punkt(start, bue.ytre)}A{bue.ytre:.1f} {bue.ytre:.1f} 0 {lang} 1 {_punkt(slutt, bue.ytre)}"
        f"L{_punkt(slutt, bue.indre)}A{bue.indre:.1f} {bue.indre:.1f} 0 {lang} 0 {_punkt(start, bue.indre)}Z"
    )
    x, y = _punkt((start + slutt) / 2, (bue.ytre + bue.indre) / 2).split()
    return format_html(
        '<a class="{}" href="{}" aria-label="{}"><path class="bue" d="{}"/><text class="nr" x="{}" y="{}">{}</text></a>',
        f"{bue.klasser} spor{min(bue.antall_spor, 4)}",
        bue.lenke,
        bue.tekst,
        kurve,
        x,
        y,
        bue.nummer,
    )


def _i_dag(dag):
    naa = vinkel(dag)
    x, y = _punkt(naa, YTTERST + 8).split()
    return (
        f'<path class="dag" d="M{_punkt(naa, INNERST + 2)}L{x} {y}"/><circle class="dagprikk" cx="{x}" cy="{y}" r="5"/>'
    )


def _sentrum(aar, dag):
    aaret = format_html('<text class="aar" x="{0}" y="{1}">{2}</text>', MIDT, MIDT - 12 * (dag.year == aar), aar)
    if dag.year != aar:
        return aaret
    return aaret + format_html(
        '<text class="ringtekst" x="{0}" y="284">{1}</text><text class="ringtekst" x="{0}" y="299">{2}</text>',
        MIDT,
        _("i dag"),
        dato_kort(dag),
    )
