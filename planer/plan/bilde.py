"""What the pages of plans show beyond the rows themselves."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q

from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.models import Arbeidsgruppemedlem, Kompetansebehov, Kompetanseplan, Maal, Planseksjon, Tiltak
from planer.plan.perioder import planaar


class Enhetslinje(NamedTuple):
    """A unit that the user leads: its plans that have not run out, and the year that it has none for."""

    enhet_id: int
    navn: str
    planer: list[Kompetanseplan]
    mangler: int | None


def mine_enheter(bruker: Bruker, dag: dt.date) -> list[Enhetslinje]:
    """The units that the user leads. One statement."""
    ledet, aar = ledede_enheter(bruker), planaar(dag)
    planer = {rolle.enhet_id: [] for rolle in ledet}
    loper = Kompetanseplan.objects.for_enheter_visible_to(bruker).aapne()
    hos = Q(enhet__in=planer) | Q(enhet__videre_i__in=planer)
    for plan in loper.filter(hos, til__gte=dag).select_related("enhet") if ledet else ():
        # The plan of a unit that was merged into this one stands here now.
        planer[plan.enhet_id if plan.enhet_id in planer else plan.enhet.videre_i_id].append(plan)
    linjer = [(rolle.enhet_id, rolle.enhet_navn, planer[rolle.enhet_id]) for rolle in ledet]
    return [Enhetslinje(*linje, _mangler(linje[-1], aar)) for linje in linjer]


def mine_planer(bruker: Bruker, dag: dt.date) -> list[Kompetanseplan]:
    """The plan of the user, and those of units that the user works on or answers for without leading the unit."""
    ledet = [rolle.enhet_id for rolle in ledede_enheter(bruker)]
    egne = Q(person=bruker.person_id) | Q(
        Q(arbeidsgruppe__person=bruker.person_id) | Q(ansvarlig=bruker.person_id), person__isnull=True
    )
    planer = Kompetanseplan.objects.visible_to(bruker).aapne().filter(egne, til__gte=dag)
    return list(planer.exclude(person__isnull=True, enhet__in=ledet).select_related("enhet").distinct())


def _mangler(planer, aar):
    """The year, when no plan of one year is made for it."""
    return None if any(plan.fra.year == plan.til.year == aar for plan in planer) else aar


class Helhet(NamedTuple):
    """A plan as it is read: what is said in each part of it, and who works on it."""

    seksjoner: list[Planseksjon]
    maal: list[Maal]
    behov: list[Kompetansebehov]
    tiltak: list[Tiltak]
    arbeidsgruppe: list[Arbeidsgruppemedlem]


def helheten(plan: Kompetanseplan) -> Helhet:
    """What the plan says now."""
    return Helhet(
        seksjoner=list(plan.seksjoner.select_related("mal")),
        maal=list(plan.maal.gjelder().select_related("ansvarlig", "over")),
        behov=list(plan.behov.select_related("kategori")),
        tiltak=list(plan.tiltak.select_related("ansvarlig").prefetch_related("behov")),
        arbeidsgruppe=list(plan.arbeidsgruppe.select_related("person")),
    )
