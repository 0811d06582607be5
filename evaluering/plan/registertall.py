"""Indicators that the registry gives the figure of: the share of the unit's people who meet a requirement. Which
requirements what is evaluated can move, and what the share is on a day.

As for goals (`planer.maal.beregning`), there is no figure where it would say something of single people.
"""

import datetime as dt
from collections.abc import Set

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.models import Evaluering, Indikator
from evaluering.statistikk import MINST
from kartlegging.andeler import krav_moett
from kartlegging.labels import gjelder, krever
from kartlegging.models import Kompetansekrav
from kurs.models import Kurskompetanse
from planer.maal.beregning import enheter_med_aapne_tall
from planer.maal.maaling import Maalt


def kurskompetanser(evaluering: Evaluering) -> QuerySet[Kurskompetanse]:
    """What the run's course gives, or else the courses of the measure."""
    kurs = {"kurs": evaluering.kjoring.kurs_id} if evaluering.kjoring_id else {"kurs__tiltak": evaluering.tiltak_id}
    return Kurskompetanse.objects.filter(**kurs)


def mulige_krav(evaluering: Evaluering) -> list[Kompetansekrav]:
    """The requirements in force in the unit that each of those concerned has to meet, for a competence that it gives by its
    courses or that the needs which its measure serves ask for."""
    gitt = Q(kompetanse__in=kurskompetanser(evaluering).order_by().values("kompetanse"))
    if evaluering.tiltak_id:
        gitt |= Q(kompetanse__in=evaluering.tiltak.behov.order_by().values("kompetanse"))
    gjeldende = Kompetansekrav.objects.gjeldende(timezone.localdate()).i_enheten(evaluering.enhet)
    return list(gjeldende.filter(gitt, antall__isnull=True).med_alt())


def krav_navn(krav: Kompetansekrav) -> str:
    """«NEWS2: Nivå 2 selvstendig (Sykepleier)»."""
    ord_ = {"kompetanse": krav.kompetanse, "krever": krever(krav), "gjelder": gjelder(krav)}
    return _("%(kompetanse)s: %(krever)s (%(gjelder)s)") % ord_


def andelen(indikator: Indikator, dag: dt.date, aapne: Set[str]) -> Maalt | None:
    """Those in the unit who meet the indicator's requirement on a day, of those whom it concerns. `aapne` as
    `enheter_med_aapne_tall`. None where the figure would say something of single people."""
    enhet = indikator.evaluering.enhet
    andel = krav_moett(enhet, indikator.krav, dag) if enhet.path in aapne else None
    return Maalt.andel(andel.teller, andel.nevner) if andel and andel.nevner >= MINST else None


def sett_utgangspunkt(indikator: Indikator) -> None:
    """Before it begins, today's figure is where it starts from, unless somebody has said otherwise. Saves nothing."""
    dag = timezone.localdate()
    if not indikator.krav_id or indikator.utgangspunkt is not None or indikator.evaluering.har_startet(dag):
        return
    if maalt := andelen(indikator, dag, enheter_med_aapne_tall()):
        indikator.utgangspunkt, indikator.utgangspunkt_dato = maalt.verdi, dag
