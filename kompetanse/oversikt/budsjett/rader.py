"""The budget of a year split in one way: by who pays, by part of the kommune, by priority area or by plan.

Each split holds every cost once, so their sums are the same.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.budsjett.forms import UTEN
from kompetanse.oversikt.budsjett.poster import deler, med_del, postene, toppene
from planer.models import Kompetanseplan, Listeverdi, Satsingsomraade
from planer.tiltak.penger import UAVKLART, Penger, penger_per


@dataclass(frozen=True)
class Budsjettrad:
    """One part of the budget: what it costs the year that is shown, and the year before.

    `valg` is what the list of costs is asked for to show those behind it; `lenke` leads to the thing itself.
    """

    navn: str
    aar: int
    penger: Penger
    valg: dict[str, Any] = field(default_factory=dict)
    under: str = ""
    lenke: str = ""

    @property
    def belop(self) -> Decimal:
        return self.penger.i_aar(self.aar).sum

    @property
    def uavklart(self) -> Decimal:
        """What nobody has said who pays."""
        return self.penger.i_aar(self.aar).fra(UAVKLART)

    @property
    def i_fjor(self) -> Decimal:
        return self.penger.i_aar(self.aar - 1).sum

    @property
    def endring(self) -> Decimal:
        return self.belop - self.i_fjor

    def poster(self, **mer) -> str:
        """The costs that the amount is the sum of."""
        return postadresse(self.aar, **self.valg, **mer)


def postadresse(aar: int, **valg: Any) -> str:
    """The list of the costs of a year that these choices leave."""
    return f"{reverse('oversikt:budsjett-poster')}?{urlencode({'aar': aar, **valg})}"


def _to_aar(bruker, aar):
    return postene(bruker).filter(aar__in=(aar - 1, aar))


def per_kilde(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    per = penger_per(_to_aar(bruker, aar), "kilde")
    kilder = Listeverdi.objects.filter(pk__in=per)
    return [Budsjettrad(str(kilde), aar, per[kilde.pk], {"kilde": kilde.pk}) for kilde in kilder]


def per_del(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    topper = toppene(bruker)
    per = penger_per(med_del(_to_aar(bruker, aar), topper), "del_sti")
    return [Budsjettrad(navn, aar, per[enhet.path], {"enhet": enhet.pk}) for enhet, navn in deler(topper, list(per))]


def per_omraade(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    """The areas in the kommune's order, and last what is in none."""
    per = penger_per(_to_aar(bruker, aar), "tiltak__satsingsomraade")
    omraader = Satsingsomraade.objects.filter(pk__in=[pk for pk in per if pk])
    rader = [Budsjettrad(str(ett), aar, per[ett.pk], {"omraade": ett.pk}) for ett in omraader]
    uten = [Budsjettrad(_("Uten satsingsområde"), aar, per[None], {"omraade": UTEN})] if None in per else []
    return [*rader, *uten]


def per_plan(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    """The plans in the order of the tree, the newest first."""
    per = penger_per(_to_aar(bruker, aar), "tiltak__plan")
    planer = Kompetanseplan.objects.filter(pk__in=per).select_related("enhet").order_by("enhet__path", "-fra", "pk")
    return [
        Budsjettrad(
            str(plan),
            aar,
            per[plan.pk],
            {"plan": plan.pk},
            under=" · ".join([str(plan.enhet), plan.periode, plan.get_status_display()]),
            lenke=plan.get_absolute_url(),
        )
        for plan in planer
    ]
