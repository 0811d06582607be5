"""The small line of a goal: from the baseline by each measurement to now, and the way that is left to the target."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import NBSP, tall
from planer.models import Maal, Maaling

# Where the baseline, the last measurement and the target stand, and the highest and lowest that the line goes.
START_X, NAA_X, MAAL_X = 6, 100, 126
TOPP_Y, BUNN_Y = 6, 34


class Punkt(NamedTuple):
    """A place in the drawing, as the attributes of SVG write it."""

    x: str
    y: str


class Trend(NamedTuple):
    """What `planer/maal/_trend.html` draws. Any of the three marks may be missing."""

    tekst: str
    linje: str
    start: Punkt | None
    naa: Punkt | None
    maal: Punkt | None

    @property
    def vei(self) -> str:
        """From now (or the baseline) to the target."""
        fra = self.naa or self.start
        return f"M{fra.x} {fra.y}L{self.maal.x} {self.maal.y}" if fra and self.maal else ""


def verdi_tekst(verdi: Decimal, maaleenhet: str, nevner: int | None = None) -> str:
    """«73 %», «2,5 dager», «12» or «75 % av 60»; no more decimals than there are."""
    desimaler = max(-verdi.normalize().as_tuple().exponent, 0)
    tekst = NBSP.join(filter(None, [tall(verdi, desimaler), maaleenhet]))
    return _("%(verdi)s av %(nevner)d") % {"verdi": tekst, "nevner": nevner} if nevner else tekst


def trend(maal: Maal, maalinger: list[Maaling]) -> Trend | None:
    """The line of a goal with its measurements, the oldest first; None as long as there is nothing to draw."""
    fra = [(maal.utgangspunkt_dato, maal.utgangspunkt)] if maal.utgangspunkt is not None else []
    maalt = [(ett.dato, ett.verdi) for ett in maalinger]
    verdier = [verdi for _naar, verdi in fra + maalt]
    if not verdier:
        return None
    y = _hoyder(verdier if maal.maaltall is None else [*verdier, maal.maaltall])
    punkter = [Punkt(x, y(verdi)) for x, verdi in zip(_steder(fra + maalt, bool(fra)), verdier, strict=True)]
    return Trend(
        _tekst(maal, maalinger),
        "M" + "L".join(f"{punkt.x} {punkt.y}" for punkt in punkter),
        punkter[0] if fra else None,
        punkter[-1] if maalt else None,
        None if maal.maaltall is None else Punkt(f"{MAAL_X}", y(maal.maaltall)),
    )


def _hoyder(verdier):
    """From a value to how far down it stands; in the middle when they are all the same."""
    minst, spenn = min(verdier), max(verdier) - min(verdier)
    return lambda verdi: f"{BUNN_Y - (BUNN_Y - TOPP_Y) * (float((verdi - minst) / spenn) if spenn else 0.5):.1f}"


def _steder(punkter, har_start):
    """How far right each stands: by its day where all days are known, else evenly. The last is now, unless it is where
    it begins."""
    if len(punkter) == 1:
        return [f"{START_X if har_start else NAA_X}"]
    dager = [dag and dag.toordinal() for dag, _verdi in punkter]
    if None in dager or dager != sorted(dager) or dager[0] == dager[-1]:
        dager = range(len(punkter))
    per_dag = (NAA_X - START_X) / (dager[-1] - dager[0])
    return [f"{START_X + (dag - dager[0]) * per_dag:.1f}" for dag in dager]


def _tekst(maal, maalinger):
    """The same in words, for those who do not see the line."""
    deler = [
        (_("Utgangspunkt %s."), maal.utgangspunkt),
        (_("Nå %s."), maalinger[-1].verdi if maalinger else None),
        (_("Mål %s."), maal.maaltall),
    ]
    return " ".join(setning % verdi_tekst(verdi, maal.maaleenhet) for setning, verdi in deler if verdi is not None)
