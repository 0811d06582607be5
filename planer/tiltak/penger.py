"""What measures cost, by year and by who pays. The one place where costs of plans are added up.

A cost counts once, in the plan that owns the measure, also when the measure is common for several units. What is stopped
does not count. Where plans are added up (`i_budsjettet`), what a measure costs in the years of the plan that it has been
carried on to, counts there alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from planer.models import Kompetanseplan, Tiltak, Tiltakskostnad, Tiltaksmidler

NULL = Decimal("0.00")
# The `kode` of two of the sources.
SENTRALT, UAVKLART = "sentralt", "uavklart"


class Post(NamedTuple):
    """The sum of one year from one source; `kode` is empty for one that the kommune has added."""

    aar: int
    kilde: str
    belop: Decimal
    kode: str = ""


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

    def i_aar(self, aar: int) -> "Penger":
        """Those of one year."""
        return Penger(tuple(post for post in self.poster if post.aar == aar))

    def fra(self, kode: str) -> Decimal:
        """What comes from one of the sources that the product knows."""
        return sum((post.belop for post in self.poster if post.kode == kode), NULL)

    def _per(self, felt):
        summer = defaultdict(lambda: NULL)
        for post in self.poster:
            summer[getattr(post, felt)] += post.belop
        return list(summer.items())


def penger(tiltak: QuerySet[Tiltak] | Iterable[Tiltak]) -> Penger:
    """What these measures cost. One statement."""
    return _samlet(kostnader_av(tiltak)).get(None, Penger())


def kostnader_av(tiltak: QuerySet[Tiltak] | Iterable[Tiltak]) -> QuerySet[Tiltakskostnad]:
    """The costs that count of these measures."""
    return _som_teller().filter(tiltak__in=tiltak)


def penger_i(planer: QuerySet[Kompetanseplan]) -> dict[int, Penger]:
    """Plan id → what its own measures cost; plans without costs are left out. One statement."""
    return _samlet(_som_teller().filter(tiltak__plan__in=planer.order_by().values("pk")), "tiltak__plan")


def i_budsjettet(planer: QuerySet[Kompetanseplan]) -> QuerySet[Tiltakskostnad]:
    """The costs that count when the plans of units are added up, each once. Those of one person's plan are between the
    two, and never among them."""
    viderefort = Tiltak.objects.filter(forgjenger=OuterRef("tiltak"), plan__fra__year__lte=OuterRef("aar"))
    av_enheter = planer.for_enheter().order_by().values("pk")
    return _som_teller().filter(~Exists(viderefort), tiltak__plan__in=av_enheter)


def penger_per(kostnader: QuerySet[Tiltakskostnad], felt: str) -> dict[Any, Penger]:
    """What costs of `i_budsjettet` or `kostnader_av` come to by what each has in a field. One statement."""
    return _samlet(kostnader, felt)


def penger_delt(kostnader: QuerySet[Tiltakskostnad], felt: str) -> tuple[Penger, dict[Any, Penger]]:
    """The same, and what they come to together. One statement."""
    alle, delene = defaultdict(lambda: NULL), defaultdict(list)
    for nokkel, post in _poster(kostnader, felt):
        alle[post.aar, post.kilde, post.kode] += post.belop
        delene[nokkel].append(post)
    sammen = Penger(tuple(Post(aar, kilde, belop, kode) for (aar, kilde, kode), belop in alle.items()))
    return sammen, {nokkel: Penger(tuple(poster)) for nokkel, poster in delene.items()}


class Aarssum(NamedTuple):
    """What some costs come to in a year, what of it nobody has said who pays, and what they came to the year before."""

    belop: Decimal
    uavklart: Decimal
    i_fjor: Decimal


def aarssummer(kostnader: QuerySet[Tiltakskostnad], felt: str, aar: int) -> dict[Any, Aarssum]:
    """The same by what each has in a field, where a year has many parts: in the order of `kostnader`. One statement."""
    i_aar = Q(aar=aar)
    rader = kostnader.filter(aar__in=(aar - 1, aar)).values_list(felt)
    summer = rader.annotate(
        sum=Sum("belop", filter=i_aar, default=NULL),
        uavklart=Sum("belop", filter=i_aar & Q(kilde__kode=UAVKLART), default=NULL),
        i_fjor=Sum("belop", filter=Q(aar=aar - 1), default=NULL),
    )
    return {nokkel: Aarssum(*tall) for nokkel, *tall in summer}


@dataclass(frozen=True)
class Midler:
    """Central money for some measures in a year: asked for, granted and used."""

    omsokt: Decimal = NULL
    innvilget: Decimal = NULL
    brukt: Decimal = NULL


def midler_til(planer: QuerySet[Kompetanseplan], aar: int) -> Midler:
    """What was sent of applications for the year's money for the measures of these plans. One statement."""
    tiltak = Tiltak.objects.filter(plan__in=planer.order_by().values("pk")).order_by().values("pk")
    return midler_av(Tiltaksmidler.objects.filter(aar=aar, tiltak__in=tiltak))


def midler_av(rader: QuerySet[Tiltaksmidler]) -> Midler:
    """What these applications come to; not what was withdrawn. One statement."""
    sum_av = _ikke_trukket(rader).aggregate(*(Sum(felt.name) for felt in fields(Midler)))
    return Midler(**{felt.name: sum_av[f"{felt.name}__sum"] or NULL for felt in fields(Midler)})


def innvilget_per(rader: QuerySet[Tiltaksmidler], *felt: str) -> list[tuple]:
    """What was granted, as `midler_av` counts it, last in a tuple of what the rows have in these fields. One statement."""
    return list(_ikke_trukket(rader).order_by().values_list(*felt).annotate(sum=Sum("innvilget", default=NULL)))


def _ikke_trukket(rader):
    return rader.exclude(status=Tiltaksmidler.Status.TRUKKET)


def _som_teller():
    return Tiltakskostnad.objects.exclude(tiltak__status=Tiltak.Status.STOPPET)


def _samlet(kostnader, *per):
    """By what stands in `per` (None without it), summed by the database."""
    samlet = defaultdict(list)
    for nokkel, post in _poster(kostnader, *per):
        samlet[nokkel].append(post)
    return {nokkel: Penger(tuple(poster)) for nokkel, poster in samlet.items()}


def _poster(kostnader, *per):
    """(what stands in `per`, sum of a year from one source), in the order of the years and of the kommune's sources."""
    rader = (
        kostnader.order_by("aar", "kilde__rekkefolge", "kilde__navn")
        .values(*per, "aar", "kilde__navn", "kilde__kode")
        .annotate(sum=Sum("belop"))
        .values_list(*per, "aar", "kilde__navn", "sum", "kilde__kode")
    )
    for *nokkel, aar, kilde, belop, kode in rader:
        yield nokkel[0] if per else None, Post(aar, kilde, belop, kode)
