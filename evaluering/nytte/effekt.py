"""What an indicator did: before and after what is evaluated, against where it was heading, and against a group that was
not part of it."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from evaluering import statistikk
from evaluering.models import Evaluering, Indikator
from evaluering.statistikk import Avstand, Endring, Intervall
from planer.models import Maal

# Measurements of one indicator, the oldest first.
Serie = list[tuple[dt.date, float]]


class Effekt(NamedTuple):
    """`endring` is None as long as nothing is known before, or nothing after. `ventet` is what the trend before would have
    come to after, and `mot_trend` how far from that it came; `gruppe` is the change of those we compare with, and
    `mot_gruppe` how much more we changed."""

    indikator: Indikator
    foer: Serie
    etter: Serie
    endring: Endring | None
    mot_trend: Avstand | None
    gruppe: Endring | None
    mot_gruppe: Avstand | None

    @property
    def ventet(self) -> float | None:
        return self.mot_trend and self.endring.etter - self.mot_trend.verdi

    @property
    def kan_vaere_tilfeldig(self) -> bool:
        """The interval has room for no change at all."""
        return bool(self.endring and self.endring.intervall and self.endring.intervall.rommer(0))

    @property
    def i_prosentpoeng(self) -> bool:
        """A share changes by percentage points, and so does what was nothing before."""
        return self.indikator.er_andel or not self.endring.foer

    def vist(self, differanse: float) -> float:
        """A difference in the unit of the indicator as the report shows it: per cent of what it was before, or points."""
        return differanse if self.i_prosentpoeng else 100 * differanse / self.endring.foer

    def ender(self, intervall: Intervall) -> Intervall:
        """The ends of an interval as differences are shown."""
        # What was below nothing before turns the ends around.
        return Intervall(*sorted(map(self.vist, intervall)))

    @property
    def vist_intervall(self) -> Intervall | None:
        return self.endring.intervall and self.ender(self.endring.intervall)

    @property
    def lovet(self) -> float | None:
        """The difference that was promised, as it is shown."""
        maaltall = self.indikator.maaltall
        return None if maaltall is None else self.vist(float(maaltall) - self.endring.foer)

    @property
    def naadd(self) -> bool:
        """At least as good as was promised."""
        opp, maaltall = self.indikator.retning == Maal.Retning.OPP, float(self.indikator.maaltall)
        return self.endring.etter >= maaltall if opp else self.endring.etter <= maaltall

    @property
    def mangler(self) -> float:
        """How far from what was promised, as it is shown; less than nothing when it is better."""
        bort = self.lovet - self.vist(self.endring.differanse)
        return bort if self.indikator.retning == Maal.Retning.OPP else -bort


def effekter(evaluering: Evaluering) -> list[Effekt]:
    """Those of all the indicators. Three statements."""
    rader = evaluering.indikatorer.select_related("maal").prefetch_related("maalinger", "maal__maalinger")
    return [effekt(ett, evaluering.start, evaluering.slutt) for ett in rader]


def effekt(indikator: Indikator, start: dt.date | None, slutt: dt.date | None) -> Effekt:
    """What is measured from the first day to the last is neither before nor after."""
    egne = indikator.maalinger.all()
    alle = [ett for ett in egne if not ett.sammenligning] + list(
        indikator.maal.maalinger.all() if indikator.maal else ()
    )
    foer, etter = _delt(alle, start, slutt)
    if not foer and indikator.utgangspunkt is not None:
        foer = [(indikator.utgangspunkt_dato or start or dt.date.min, float(indikator.utgangspunkt))]
    gruppens = tuple(map(_verdier, _delt([ett for ett in egne if ett.sammenligning], start, slutt)))
    mine = (_verdier(foer), _verdier(etter))
    return Effekt(
        indikator,
        foer,
        etter,
        statistikk.endring(*mine),
        statistikk.mot_trend(_dager(foer), _dager(etter)),
        statistikk.endring(*gruppens),
        statistikk.mot_gruppe(mine, gruppens),
    )


def _delt(maalinger: Iterable, start, slutt) -> tuple[Serie, Serie]:
    rekke = sorted((ett.dato, float(ett.verdi)) for ett in maalinger)
    foer = [ett for ett in rekke if start and ett[0] < start]
    return foer, [ett for ett in rekke if (til := slutt or start) and ett[0] > til]


def _verdier(serie):
    return [verdi for _dag, verdi in serie]


def _dager(serie):
    return [(dag.toordinal(), verdi) for dag, verdi in serie]


def desimal(tall: float, desimaler: int = 1) -> Decimal:
    """A worked out figure as it is written, with no more decimals than are known."""
    return Decimal(repr(round(tall, desimaler)))
