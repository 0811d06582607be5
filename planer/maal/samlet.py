"""Goals below a goal, added up: how many are in each state, and the figure that they make together (handbook 10)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from planer.maal.tilstand import Tilstand, tilstand
from planer.models import Maal, Maaling

DEFINISJON = _(
    "Tallet legger sammen målene under som har samme indikator og måles i det samme. Et mål som selv er målt, teller med "
    "sitt eget tall; ellers teller de under det. Andeler veies med hvor mange de er av, så en andel uten det er ikke med. "
    "Det en plan har lagt til side, er ikke med, og heller ikke det som står under. Av planene til en enhet teller den som "
    "gjelder nå."
)


class Samlet(NamedTuple):
    """What the goals below a goal make together. `verdi` is None when nothing can be added up; `nevner` is what a share is
    of; `uten_nevner` are the shares left out because that is not known."""

    tilstander: dict[Tilstand, int]
    lagt_til_side: int
    verdi: Decimal | None
    nevner: int | None
    antall: int
    uten_nevner: int

    @property
    def alle(self) -> int:
        return sum(self.tilstander.values())


def teller(maal: Maal, dag: dt.date) -> bool:
    """Stands in a document, or in a plan for a period with this day: a unit's plans of other years are left out."""
    plan = maal.plan
    return plan is None or (plan.fra <= dag <= plan.til and plan.status != plan.Status.AVLOST)


def samle(rot: Maal, under: Iterable[Maal], siste: Mapping[int, Maaling], dag: dt.date) -> Samlet:
    """`under` are the goals below at every level, and `siste` the last measurement by the key of the goal."""
    barn = defaultdict(list)
    for maal in under:
        if maal.pk != rot.pk:
            barn[maal.over_id].append(maal)
    gjelder = list(_gjelder(rot, barn))
    antall = Counter(tilstand(maal, siste.get(maal.pk), dag) for maal in gjelder)
    bort = sum(ett.valg == Maal.Valg.LAGT_TIL_SIDE for over in [rot, *gjelder] for ett in barn[over.pk])
    maalt = list(_maalt_likt(rot, rot, barn, siste))
    return Samlet({ett: antall[ett] for ett in Tilstand}, bort, *_sum(rot, maalt))


def _gjelder(over: Maal, barn: Mapping[int, list[Maal]]) -> Iterator[Maal]:
    """All below that someone works towards."""
    for maal in barn[over.pk]:
        if maal.valg != Maal.Valg.LAGT_TIL_SIDE:
            yield maal
            yield from _gjelder(maal, barn)


def _maalt_likt(rot, over, barn, siste) -> Iterator[Maaling]:
    """The nearest measurements below, of what the goal itself is measured by."""
    for maal in barn[over.pk]:
        if maal.valg == Maal.Valg.LAGT_TIL_SIDE:
            continue
        if maal.pk in siste and maal.maales_likt(rot):
            yield siste[maal.pk]
        else:
            yield from _maalt_likt(rot, maal, barn, siste)


def _sum(rot, maalt):
    """Value, what it is of, how many are in it, and how many are not because it is not known what they are of."""
    if not rot.er_andel:
        return (sum(ett.verdi for ett in maalt) if maalt else None), None, len(maalt), 0
    med = [ett for ett in maalt if ett.nevner]
    nevner = sum(ett.nevner for ett in med)
    verdi = (sum(ett.verdi * ett.nevner for ett in med) / nevner).quantize(Decimal("0.01")) if med else None
    return verdi, nevner or None, len(med), len(maalt) - len(med)
