"""How large positions are, counted two ways: per stilling and per person. Wherever one is shown, both are named."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDRE = Decimal(100)
TIDEL = Decimal("0.1")


class Storrelse(NamedTuple):
    """So many positions of so many people, and the sum of their per cents."""

    stillinger: int
    personer: int
    prosent: Decimal

    @property
    def arsverk(self) -> Decimal:
        return self.prosent / HUNDRE

    @property
    def per_stilling(self) -> Decimal | None:
        """In per cent with one decimal; None when there is nobody."""
        return _snitt(self.prosent, self.stillinger)

    @property
    def per_person(self) -> Decimal | None:
        """The same, with the positions of one person added together."""
        return _snitt(self.prosent, self.personer)


def storrelse(stillinger: Iterable[tuple[int, Decimal]]) -> Storrelse:
    """From (person, per cent) of each position."""
    stillinger = list(stillinger)
    return Storrelse(
        len(stillinger),
        len({person for person, _prosent in stillinger}),
        sum((prosent for _person, prosent in stillinger), Decimal(0)),
    )


def ansatte_ved_hoyere_storrelse(arsverk: Decimal, ansatte: int, prosentpoeng: Decimal) -> int:
    """How many employees the same work would take if the mean size per person were so many percentage points higher.

    Counted from the share that is not rounded (Fafo 7.4.1).
    """
    andel = Decimal(arsverk) / ansatte + Decimal(prosentpoeng) / HUNDRE
    return int((Decimal(arsverk) / andel).quantize(Decimal(1), ROUND_HALF_UP))


def _snitt(prosent, antall):
    return (Decimal(prosent) / antall).quantize(TIDEL, ROUND_HALF_UP) if antall else None
