"""What measures cost, by year and by who pays. The one place where costs of plans are added up.

A cost counts once, in the plan that owns the measure, also when the measure is common for several units. What is stopped
does not count.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from planer.models import Kompetanseplan, Tiltak, Tiltakskostnad

NULL = Decimal("0.00")


class Post(NamedTuple):
    """The sum of one year from one source."""

    aar: int
    kilde: str
    belop: Decimal


@dataclass(frozen=True)
class Penger:
    """The costs of some measures, in the order of the years and of the kommune's list of sources."""

    poster: tuple[Post, ...] = ()

    @property
    def sum(self) -> Decimal:
        return sum((post.belop for post in self.poster), NULL)

    @property
    def per_kilde(self) -> list[tuple[str, Decimal]]:
        return self._per("kilde")

    @property
    def per_aar(self) -> list[tuple[int, Decimal]]:
        return self._per("aar")

    def _per(self, felt):
        summer = defaultdict(lambda: NULL)
        for post in self.poster:
            summer[getattr(post, felt)] += post.belop
        return list(summer.items())


def penger(tiltak: QuerySet[Tiltak] | Iterable[Tiltak]) -> Penger:
    """What these measures cost. One statement."""
    return _samlet(_som_teller().filter(tiltak__in=tiltak)).get(None, Penger())


def penger_i(planer: QuerySet[Kompetanseplan]) -> dict[int, Penger]:
    """Plan id → what its own measures cost; plans without costs are left out. One statement."""
    return _samlet(_som_teller().filter(tiltak__plan__in=planer.order_by().values("pk")), "tiltak__plan")


def _som_teller():
    return Tiltakskostnad.objects.exclude(tiltak__status=Tiltak.Status.STOPPET)


def _samlet(kostnader, *per):
    """By what stands in `per` (None without it), summed by the database."""
    rader = (
        kostnader.order_by("aar", "kilde__rekkefolge", "kilde__navn")
        .values(*per, "aar", "kilde__navn")
        .annotate(belop=Sum("belop"))
        .values_list(*per, "aar", "kilde__navn", "belop")
    )
    samlet = defaultdict(list)
    for *nokkel, aar, kilde, belop in rader:
        samlet[nokkel[0] if per else None].append(Post(aar, kilde, belop))
    return {nokkel: Penger(tuple(poster)) for nokkel, poster in samlet.items()}
