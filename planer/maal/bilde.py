"""What the pages show of goals: the table of how they are measured, and all about one."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from kompetanse.organisasjon.models import Bruker
from planer.maal import beregning, samlet
from planer.maal.kjede import Kjede, nokler_under
from planer.maal.tilstand import DEFINISJON, Tilstand, tilstand
from planer.maal.trend import Trend, trend, verdi_tekst
from planer.models import Kompetanseplan, Maal, Maaling


class Maalerad(NamedTuple):
    """One goal that a plan works towards, with what it was last measured at."""

    maal: Maal
    naa: Maaling | None
    trend: Trend | None
    tilstand: Tilstand

    @property
    def fra(self) -> str:
        return _tekst(self.maal.utgangspunkt, self.maal)

    @property
    def naa_tekst(self) -> str:
        return _tekst(self.naa and self.naa.verdi, self.maal)

    @property
    def til(self) -> str:
        return _tekst(self.maal.maaltall, self.maal)


def maalerader(plan: Kompetanseplan) -> list[Maalerad]:
    """All goals that the plan works towards, inherited and its own alike. Two statements."""
    return rader_av(plan.maal.gjelder())


def rader_av(maal: QuerySet[Maal]) -> list[Maalerad]:
    """Those of some goals. Two statements."""
    maal = maal.select_related("ansvarlig", "over").prefetch_related("maalinger")
    return [_rad(ett, list(ett.maalinger.all())) for ett in maal]


def maalbilde(maal: Maal, bruker: Bruker) -> dict:
    """All about one goal: what stands above and below it, its measurements, and what those below make together."""
    maalinger = list(maal.maalinger.select_related("registrert_av__person"))
    synlige = Maal.objects.for_enheter_visible_to(bruker)
    kjede = Kjede([maal.pk])
    kan_aapnes = set(synlige.filter(pk__in=kjede).order_by().values_list("pk", flat=True))
    under = list(synlige.filter(pk__in=nokler_under(maal.pk)).select_related("plan__enhet", "dokument"))
    siste = _siste(under)
    dag = timezone.localdate()
    teller = [ett for ett in under if samlet.teller(ett, _i_perioden(maal, dag))]
    return {
        "maal": maal,
        "rad": _rad(maal, maalinger),
        "maalinger": [(ett, verdi_tekst(ett.verdi, maal.maaleenhet)) for ett in reversed(maalinger)],
        "over": [(ett, ett.pk in kan_aapnes) for ett in kjede.over(maal)],
        "under": [(ett, tilstand(ett, siste.get(ett.pk), dag)) for ett in under if ett.over_id == maal.pk],
        "samlet": _samlet(maal, teller, siste, dag) if teller else None,
        "definisjon": DEFINISJON,
        "regnes_av": beregning.DEFINISJONER.get(maal.beregning),
    }


def _i_perioden(maal, dag):
    """The day, or the nearest that the goal's own plan covers."""
    return min(max(dag, maal.plan.fra), maal.plan.til) if maal.plan else dag


def _rad(maal, maalinger):
    siste = maalinger[-1] if maalinger else None
    return Maalerad(maal, siste, trend(maal, maalinger), tilstand(maal, siste, timezone.localdate()))


def _siste(maal):
    """The last measurement of each of these goals, by its key. One statement."""
    nokler = [ett.pk for ett in maal]
    siste = Maaling.objects.filter(maal__in=nokler).order_by("maal_id", "-dato").distinct("maal_id")
    return {ett.maal_id: ett for ett in siste}


def _samlet(maal, under, siste, dag):
    tall = samlet.samle(maal, under, siste, dag)
    return {
        "tall": [{"navn": ett.label, "verdi": antall} for ett, antall in tall.tilstander.items()],
        "lagt_til_side": tall.lagt_til_side,
        "sum": _sum_tekst(maal, tall),
        "uten_nevner": tall.uten_nevner,
        "definisjon": samlet.DEFINISJON,
    }


def _sum_tekst(maal, tall):
    """«74 % av 120, lagt sammen fra tre mål», or nothing."""
    return "" if tall.verdi is None else verdi_tekst(tall.verdi, maal.maaleenhet, tall.nevner)


def _tekst(verdi, maal):
    return "" if verdi is None else verdi_tekst(verdi, maal.maaleenhet)
