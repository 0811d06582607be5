"""The budget of a year split in one way: by who pays, by part of the kommune, by priority area or by plan.

Each split holds every cost once, so their sums are the same.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.budsjett.forms import UTEN
from kompetanse.oversikt.budsjett.poster import STI, postene, toppene
from kompetanse.oversikt.deler import deler, med_del
from planer.models import Kompetanseplan, Listeverdi, Satsingsomraade
from planer.tiltak.penger import aarssummer


class Budsjettrad(NamedTuple):
    """One part of the budget: what it costs the year that is shown, what of it nobody has said who pays, and what it cost
    the year before. A kommune has thousands of them, by plan.

    `valg` is what the list of costs is asked for to show those behind it; `lenke` leads to the thing itself.
    """

    navn: str
    aar: int
    belop: Decimal
    uavklart: Decimal
    i_fjor: Decimal
    valg: Mapping[str, Any]
    under: str = ""
    lenke: str = ""

    @property
    def endring(self) -> Decimal:
        return self.belop - self.i_fjor

    def poster(self, **mer) -> str:
        """The costs that the amount is the sum of."""
        return postadresse(self.aar, **self.valg, **mer)


def postadresse(aar: int, **valg: Any) -> str:
    """The list of the costs of a year that these choices leave."""
    return f"{reverse('oversikt:budsjett-poster')}?{urlencode({'aar': aar, **valg})}"


def per_kilde(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    per = aarssummer(postene(bruker).order_by(), "kilde", aar)
    kilder = Listeverdi.objects.filter(pk__in=per)
    return [Budsjettrad(str(kilde), aar, *per[kilde.pk], {"kilde": kilde.pk}) for kilde in kilder]


def per_del(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    topper = toppene(bruker)
    per = aarssummer(med_del(postene(bruker), topper, STI).order_by(), "del_sti", aar)
    return [Budsjettrad(navn, aar, *per[enhet.path], {"enhet": enhet.pk}) for enhet, navn in deler(topper, list(per))]


def per_omraade(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    """The areas in the kommune's order, and last what is in none."""
    per = aarssummer(postene(bruker).order_by(), "tiltak__satsingsomraade", aar)
    omraader = Satsingsomraade.objects.filter(pk__in=[pk for pk in per if pk])
    rader = [Budsjettrad(str(ett), aar, *per[ett.pk], {"omraade": ett.pk}) for ett in omraader]
    uten = [Budsjettrad(_("Uten satsingsområde"), aar, *per[None], {"omraade": UTEN})] if None in per else []
    return [*rader, *uten]


def per_plan(bruker: Bruker, aar: int) -> list[Budsjettrad]:
    """The plans in the order of the tree, the newest first: sums alone, since a kommune has thousands of them
    (`med_planen`)."""
    i_treet = postene(bruker).order_by("tiltak__plan__enhet__path", "-tiltak__plan__fra", "tiltak__plan")
    per = aarssummer(i_treet, "tiltak__plan", aar)
    return [Budsjettrad("", aar, *sum_, {"plan": nokkel}) for nokkel, sum_ in per.items()]


def med_planen(rader: Sequence[Budsjettrad]) -> list[Budsjettrad]:
    """Rows of `per_plan` with what each plan is called. One statement."""
    planer = Kompetanseplan.objects.select_related("enhet").in_bulk([rad.valg["plan"] for rad in rader])
    return [_med_navn(rad, planer[rad.valg["plan"]]) for rad in rader]


def _med_navn(rad, plan):
    under = " · ".join([str(plan.enhet), plan.periode, plan.get_status_display()])
    return rad._replace(navn=str(plan), under=under, lenke=plan.get_absolute_url())
