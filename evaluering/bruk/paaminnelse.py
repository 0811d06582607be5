"""Tells those who evaluate what is theirs to do: to measure what no form is sent for, and to write what was learnt."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.bruk.tilstand import ETTERARBEID, med_tilstand
from evaluering.models import Evaluering, Evalueringsniva, Evalueringspaaminnelse, Indikatormaaling
from evaluering.svar.spurte import MED_LENKE
from kompetanse.felles.formats import dato, i_setning, sitat
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from planer.models import Maaling
from planer.models.tiltak import Evalueringsnivaa

Slag, Status = Evalueringspaaminnelse.Slag, Evalueringsniva.Status
FOER = dt.timedelta(days=7)


class Forfalt(NamedTuple):
    """What is to be said of an evaluation now: of one level, or of all (0), and the day it is to be done by."""

    evaluering: Evaluering
    niva: int
    slag: Slag
    frist: dt.date

    @property
    def merke(self) -> tuple[int, int, str, int]:
        return (self.evaluering.pk, self.niva, str(self.slag), self.evaluering.evaluator_id)


def paaminn(paa_dato: dt.date | None = None) -> int:
    """Each morning, for every kommune. Each reminder leaves a row, so a second run, or one that was cut off, sends nothing
    twice. Returns how many were sent."""
    return for_hver_kommune(_paaminn_kommune, paa_dato or timezone.localdate())


def _paaminn_kommune(kommune_id, dag):
    forfalte = [ett for evaluering in _aapne(dag) if (ett := _det_som_haster(evaluering, dag))]
    felt = ("evaluering", "niva", "slag", "person")
    sendt = set(Evalueringspaaminnelse.objects.values_list(*felt))
    return hver_for_seg(
        _paaminn_en, [ett for ett in forfalte if ett.merke not in sendt], hva="påminnelse om evaluering"
    )


def _aapne(dag) -> QuerySet[Evaluering]:
    """Those that somebody who can be told is to conclude; `er_maalt` when there are figures from after it ended."""
    folk = tilgang.til_stede(Evaluering.objects.order_by().values("evaluator")).order_by().values("person")
    alle = Evaluering.objects.gjennomfores().filter(avsluttet__isnull=True, evaluator__in=folk)
    # What was measured afterwards is of the indicator itself, or of its goal.
    egne = Indikatormaaling.objects.filter(
        indikator__evaluering=OuterRef("pk"), sammenligning=False, dato__gt=OuterRef("slutter")
    )
    maalets = Maaling.objects.filter(
        maal__in=Evaluering.objects.filter(pk=OuterRef(OuterRef("pk"))).order_by().values("indikatorer__maal"),
        dato__gt=OuterRef("slutter"),
    )
    er_maalt = Exists(egne.order_by()) | Exists(maalets.order_by())
    return med_tilstand(alle, dag).annotate(er_maalt=er_maalt).for_list().order_by("pk")


def _det_som_haster(evaluering: Evaluering, dag: dt.date) -> Forfalt | None:
    """One thing at a time: that the deadline has passed, that it can be concluded, else the first level that is due."""
    ferdig = evaluering.ferdig_innen
    if ferdig and ferdig + ETTERARBEID < dag:
        return Forfalt(evaluering, 0, Slag.OVER_FRISTEN, dag)
    if ferdig and ferdig < dag:
        return Forfalt(evaluering, 0, Slag.KONKLUDERES, ferdig + ETTERARBEID)
    for niva in evaluering.nivaaer.all():
        if niva.dato and _maales_selv(evaluering, niva):
            if niva.dato < dag:
                return Forfalt(evaluering, niva.niva, Slag.MAALES, dag)
            if niva.dato - FOER <= dag:
                return Forfalt(evaluering, niva.niva, Slag.SNART, niva.dato)
    return None


def _maales_selv(evaluering, niva):
    """No form is sent for it, and nobody has measured it, or said why not."""
    if niva.metode in MED_LENKE or niva.status in (Status.FERDIG, Status.RAKK_IKKE):
        return False
    return not (niva.niva == Evalueringsnivaa.NYTTE and evaluering.er_maalt)


@transaction.atomic
def _paaminn_en(forfalt):
    evaluering, person = forfalt.evaluering, forfalt.evaluering.evaluator_id
    # Two runs at once: the second waits here, and finds that it is sent.
    laast = Evaluering.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=evaluering.pk, evaluator=person, avsluttet__isnull=True
    )
    if not laast:
        return False
    _rad, ny = Evalueringspaaminnelse.objects.get_or_create(
        evaluering=evaluering, niva=forfalt.niva, slag=forfalt.slag, person_id=person
    )
    if ny:
        varsle(tilgang.til_stede([person]), lambda: _tekster(forfalt), _adresse(forfalt), frist=forfalt.frist)
    return ny


def _adresse(forfalt):
    if not forfalt.niva:
        return reverse("evaluering:konklusjon-update", args=[forfalt.evaluering.pk])
    if forfalt.niva == Evalueringsnivaa.NYTTE:
        return reverse("evaluering:nytte-detail", args=[forfalt.evaluering.pk])
    return forfalt.evaluering.get_absolute_url()


def _tekster(forfalt):
    evaluering = forfalt.evaluering
    ord_ = {"hva": sitat(str(evaluering)), "dato": dato(forfalt.frist)}
    if forfalt.slag == Slag.OVER_FRISTEN:
        ord_["dato"] = dato(evaluering.ferdig_innen + ETTERARBEID)
        return (
            _("Fristen for å evaluere %(hva)s er gått ut") % ord_,
            _("Den var %(dato)s. Skriv hva dere lærte, eller hvorfor dere ikke rakk det.") % ord_,
        )
    if forfalt.slag == Slag.KONKLUDERES:
        return (
            _("Skriv hva dere lærte av %(hva)s") % ord_,
            _("Det siste som skulle måles, er målt. Én setning og et råd er nok. Fristen er %(dato)s.") % ord_,
        )
    niva = next(ett for ett in evaluering.nivaaer.all() if ett.niva == forfalt.niva)
    ord_ |= {"niva": i_setning(niva.get_niva_display()), "metode": i_setning(niva.get_metode_display())}
    ord_["dato"] = dato(niva.dato)
    if forfalt.slag == Slag.SNART:
        return (
            _("Snart skal %(niva)s av %(hva)s måles") % ord_,
            _("Dagen er %(dato)s. Metoden er %(metode)s, og ingen skjemaer går ut av seg selv.") % ord_,
        )
    return (
        _("%(hva)s: %(niva)s skulle vært målt") % ord_,
        _("Dagen var %(dato)s. Legg inn det dere har, eller skriv hvorfor dere ikke rakk det.") % ord_,
    )
