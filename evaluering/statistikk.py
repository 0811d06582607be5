"""The figures of an evaluation: shares, differences and money. Pure functions that know no model and no page.

Handbook 10: a share has Wilson's 95 % interval, a paired difference a bootstrap interval; nothing is said of fewer than
five answers, and fewer than ten are «få svar». What is unknown is None, never 0.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import NamedTuple

import numpy as np

# Two sides of 95 % of the normal distribution.
Z = statistics.NormalDist().inv_cdf(0.975)
TREKNINGER, DELER = 10_000, 10
# The same data give the same figure, on every machine and every day.
FRO = 20100
MINST, FAA = 5, 10
MINST_FOR_TREND = 4
OERE = Decimal("0.01")


class Grunnlag(Enum):
    """How much can be said of so many answers."""

    FOR_FAA = "for_faa"
    FAA = "faa"
    NOK = "nok"


class Intervall(NamedTuple):
    lav: float
    hoy: float

    def rommer(self, verdi: float) -> bool:
        return self.lav <= verdi <= self.hoy


class Andel(NamedTuple):
    """So many of so many; `av` is at least one."""

    teller: int
    av: int

    @property
    def verdi(self) -> float:
        return self.teller / self.av

    @property
    def intervall(self) -> Intervall:
        return wilson(self.teller, self.av)


class Endring(NamedTuple):
    """From before to after. `intervall` is of the difference; None when too few were measured."""

    foer: float
    etter: float
    intervall: Intervall | None
    antall: int

    @property
    def differanse(self) -> float:
        return self.etter - self.foer


class Avstand(NamedTuple):
    """How far from what could have been expected. `intervall` is None when too few were measured."""

    verdi: float
    intervall: Intervall | None

    @property
    def kan_vaere_tilfeldig(self) -> bool:
        """The interval has room for no distance at all."""
        return self.intervall is not None and self.intervall.rommer(0)


class Anslag(NamedTuple):
    """An amount as low, likely and high."""

    lav: Decimal
    sannsynlig: Decimal
    hoy: Decimal


class Lonnsomhet(NamedTuple):
    """Benefit − cost, and that again ÷ cost; the return is None where nothing was paid."""

    netto: Anslag
    avkastning: Decimal | None


# --- How many --------------------------------------------------------------------------------------


def grunnlag(antall: int, minst: int = MINST) -> Grunnlag:
    """The one rule of how few answers are shown; `minst` is the kommune's own."""
    if antall < minst:
        return Grunnlag.FOR_FAA
    return Grunnlag.FAA if antall < FAA else Grunnlag.NOK


def andel(teller: int, av: int | None) -> Andel | None:
    """None when it is a share of nothing, or of something unknown."""
    return Andel(teller, av) if av else None


def andel_hoye(verdier: Iterable[float], fra: int = 4) -> Andel | None:
    """The share of a scale's answers that are 4 or 5."""
    verdier = list(verdier)
    return andel(sum(verdi >= fra for verdi in verdier), len(verdier))


def wilson(teller: int, av: int) -> Intervall:
    """Wilson's score interval of a share, without continuity correction, at 95 %."""
    if not 0 <= teller <= av or av == 0:
        raise ValueError(f"{teller} of {av} is no share")
    p, zz = teller / av, Z * Z
    midt = (p + zz / (2 * av)) / (1 + zz / av)
    halv = Z / (1 + zz / av) * (p * (1 - p) / av + zz / (4 * av * av)) ** 0.5
    # 0 and 1 are exact at the ends; the root is off by a hair.
    return Intervall(max(midt - halv, 0.0) if teller else 0.0, min(midt + halv, 1.0) if teller < av else 1.0)


def fordeling(verdier: Iterable[int], mulige: Iterable[int]) -> dict[int, int]:
    """How many answered each of what could be answered; 0 where nobody did."""
    talt = Counter(verdier)
    return {verdi: talt[verdi] for verdi in mulige}


def median(verdier: Sequence[float]) -> float | None:
    return statistics.median(verdier) if verdier else None


# --- Before and after ------------------------------------------------------------------------------


def parvis(par: Iterable[tuple[float, float]], minst: int = MINST) -> Endring | None:
    """The difference of the same people before and after; None without any."""
    par = list(par)
    if not par:
        return None
    foer, etter = (statistics.fmean(tall) for tall in zip(*par, strict=True))
    kjent = grunnlag(len(par), minst) is not Grunnlag.FOR_FAA
    return Endring(foer, etter, _bootstrap([[b - a for a, b in par]]) if kjent else None, len(par))


def endring(foer: Sequence[float], etter: Sequence[float], minst: int = MINST) -> Endring | None:
    """The difference of the means of two series that are not pairs: an indicator before and after; None without both."""
    if not foer or not etter:
        return None
    intervall = _bootstrap([etter], [foer]) if _kjent(minst, foer, etter) else None
    return Endring(statistics.fmean(foer), statistics.fmean(etter), intervall, len(foer) + len(etter))


def _kjent(minst, *serier):
    """Each of the series is long enough to say how sure it is."""
    return grunnlag(min(map(len, serier)), minst) is not Grunnlag.FOR_FAA


def _bootstrap(pluss: Sequence[Sequence[float]], minus: Sequence[Sequence[float]] = ()) -> Intervall:
    """The percentile interval of the sum of some means less that of others, each drawn by itself."""
    trekk = np.random.default_rng(FRO)
    snitt = sum(_trukne_snitt(tall, trekk) for tall in pluss) - sum(_trukne_snitt(tall, trekk) for tall in minus)
    lav, hoy = np.quantile(snitt, [0.025, 0.975])
    return Intervall(float(lav), float(hoy))


def _trukne_snitt(tall, trekk):
    """The means of as many as there are, drawn with replacement again and again. Sorted, so that the order of the data does
    not matter; in parts, so that many take no more memory than few."""
    sortert = np.sort(np.asarray(tall, dtype=float))
    deler = (trekk.choice(sortert, size=(TREKNINGER // DELER, len(sortert))).mean(axis=1) for _del in range(DELER))
    return np.concatenate(list(deler))


def fortsatt_trend(foer: Sequence[tuple[float, float]], naar: Sequence[float]) -> float | None:
    """What the straight line through the earlier measurements (day, value) would have come to, as the mean over these days;
    None with fewer than four, or all on one day."""
    if len(foer) < MINST_FOR_TREND or not naar or len({dag for dag, _verdi in foer}) < 2:
        return None
    dager, verdier = zip(*foer, strict=True)
    stigning, start = statistics.linear_regression(dager, verdier)
    return start + stigning * statistics.fmean(naar)


def mot_trend(
    foer: Sequence[tuple[float, float]], etter: Sequence[tuple[float, float]], minst: int = MINST
) -> Avstand | None:
    """How far the mean of what was measured afterwards (day, value) is from where the line before was heading; None as
    `fortsatt_trend`. The interval is that of the mean of so many new measurements about a straight line (Draper and Smith,
    «Applied Regression Analysis», 1.4): it takes the deviations from the line to be as large afterwards, and to have nothing
    to do with one another.
    """
    ventet = fortsatt_trend(foer, [dag for dag, _verdi in etter])
    if ventet is None:
        return None
    dager, verdier = zip(*foer, strict=True)
    midt, antall = statistics.fmean(dager), len(foer)
    verdi = statistics.fmean(ett for _dag, ett in etter) - ventet
    if not _kjent(minst, foer, etter):
        return Avstand(verdi, None)
    stigning, start = statistics.linear_regression(dager, verdier)
    rest = sum((ett - start - stigning * dag) ** 2 for dag, ett in foer) / (antall - 2)
    borte = (statistics.fmean(dag for dag, _verdi in etter) - midt) ** 2 / sum((dag - midt) ** 2 for dag in dager)
    halv = student(antall - 2) * (rest * (1 / len(etter) + 1 / antall + borte)) ** 0.5
    return Avstand(verdi, Intervall(verdi - halv, verdi + halv))


def mot_gruppe(
    egne: tuple[Sequence[float], Sequence[float]], gruppens: tuple[Sequence[float], Sequence[float]], minst: int = MINST
) -> Avstand | None:
    """How much more we changed than those we compare with, each as (before, after); None when one of the four is empty. The
    four are drawn each by itself: a season that both share makes the interval wider than it need be, never narrower."""
    if not all((*egne, *gruppens)):
        return None
    (foer, etter), (gruppe_foer, gruppe_etter) = egne, gruppens
    mer = statistics.fmean(etter) - statistics.fmean(foer)
    mer -= statistics.fmean(gruppe_etter) - statistics.fmean(gruppe_foer)
    kjent = _kjent(minst, *egne, *gruppens)
    return Avstand(mer, _bootstrap([etter, gruppe_foer], [foer, gruppe_etter]) if kjent else None)


@cache
def student(frihetsgrader: int) -> float:
    """Two sides of 95 % of Student's t."""
    lav, hoy = 0.0, 1e3
    for _gang in range(80):
        midt = (lav + hoy) / 2
        lav, hoy = (midt, hoy) if _innenfor(midt, frihetsgrader) < 0.95 else (lav, midt)
    return lav


def _innenfor(t, frihetsgrader):
    """How much of Student's t lies within ±t: the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3
    and 26.7.4)."""
    vinkel = math.atan2(t, frihetsgrader**0.5)
    kvadrat, odde = math.cos(vinkel) ** 2, frihetsgrader % 2
    ledd, sum_ = (math.cos(vinkel) if odde else 1.0), 0.0
    for nr in range(1 + odde, frihetsgrader, 2):
        sum_ += ledd
        ledd *= kvadrat * nr / (nr + 1)
    return 2 / math.pi * (vinkel + math.sin(vinkel) * sum_) if odde else math.sin(vinkel) * sum_


# --- Money -----------------------------------------------------------------------------------------


def summer(anslag: Iterable[Anslag]) -> Anslag | None:
    """None when there is nothing to add up: unknown is not 0."""
    anslag = list(anslag)
    return Anslag(*(sum(ledd, Decimal(0)) for ledd in zip(*anslag, strict=True))) if anslag else None


def per_deltaker(kostnad: Decimal | None, fullforte: int | None) -> Decimal | None:
    """Full cost ÷ those who completed; None («mangler») when either is unknown, or nobody completed."""
    return (kostnad / fullforte).quantize(OERE) if kostnad is not None and fullforte else None


def lonnsomhet(nytte: Anslag | None, kostnad: Anslag | None) -> Lonnsomhet | None:
    """None when either is unknown. The low net is the low benefit against the high cost."""
    if nytte is None or kostnad is None:
        return None
    netto = Anslag(nytte.lav - kostnad.hoy, nytte.sannsynlig - kostnad.sannsynlig, nytte.hoy - kostnad.lav)
    return Lonnsomhet(netto, netto.sannsynlig / kostnad.sannsynlig if kostnad.sannsynlig else None)
