"""A collection from its opening to its close: by the clock, or by who answers for the evaluation."""

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.deltakere import antall_deltakere, deltakere
from evaluering.models import Evalueringsniva, Evalueringsoppsett, Innsamling
from evaluering.svar import lenker, meldinger
from evaluering.svar.opptelling import minste_antall, tell
from evaluering.svar.spurte import MED_LENKE, spurte
from kompetanse.felles import kode
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models.tiltak import Evalueringsnivaa

Moment, Status = Innsamling.Moment, Evalueringsniva.Status
# So long before the start people are asked what they can do already.
FOER_START = dt.timedelta(days=7)
MORGEN, ETTERMIDDAG = dt.time(8), dt.time(15)
DAG = dt.timedelta(days=1)


class Vindu(NamedTuple):
    """When a collection takes answers: from, and until right before."""

    aapner: dt.datetime
    lukker: dt.datetime


def svarfrist() -> dt.timedelta:
    """How long people have to answer."""
    return Evalueringsoppsett.for_kommunen().svarfrist_dager * DAG


def vinduer(niva: Evalueringsniva, varer: dt.timedelta) -> dict[str, Vindu]:
    """Moment → when it is asked, as planned, of forms that are open so long (`svarfrist`); nothing while the days are
    unknown."""
    start, dato, svar = niva.evaluering.start, niva.dato, {}
    if niva.ogsaa_foer and start:
        svar[Moment.FOER] = Vindu(_kl(start - FOER_START, MORGEN), _etter(start))
    if dato:
        aapner = _slutten(niva) or _kl(dato, MORGEN if niva.dager else ETTERMIDDAG)
        svar[etterpaa(niva)] = Vindu(aapner, _etter(dato + varer))
    return svar


def etterpaa(niva: Evalueringsniva) -> Moment:
    """What is asked of use is asked later; the others as it ends."""
    return Moment.ETTER if niva.niva == Evalueringsnivaa.ANVENDELSE else Moment.SLUTT


def _slutten(niva):
    """The very end of a run that is asked about on the day it ends."""
    if niva.dager or not niva.evaluering.kjoring_id or niva.regnes_fra != Evalueringsniva.RegnesFra.SLUTT:
        return None
    return niva.evaluering.kjoring.slutter


def _kl(dag, klokken):
    return timezone.make_aware(dt.datetime.combine(dag, klokken))


def _etter(dag):
    """The end of a day."""
    return _kl(dag + DAG, dt.time())


@transaction.atomic
def aapne(
    niva: Evalueringsniva, moment: str, *, bruker: Bruker | None = None, med_lenker: bool = True
) -> Innsamling | None:
    """Ask now, and mail the links, unless it is asked elsewhere. Opened before, it is the one that is.

    None when too few took part for anybody to answer anonymously: the level then says so. Raises ValidationError when there
    is nobody or nothing to ask.
    """
    niva = _laas(niva)
    if finnes := niva.innsamlinger.filter(moment=moment).first():
        return finnes
    versjon = niva.skjema and niva.skjema.nyeste
    if versjon is None:
        raise ValidationError(_("Velg et skjema for nivået først."), code="skjema")
    antall = antall_spurt(niva)
    if not antall:
        raise ValidationError(_("Skriv hvem som deltok før du spør dem."), code="deltakere")
    if niva.niva == Evalueringsnivaa.REAKSJONER and antall < minste_antall():
        return _for_faa(niva, antall, bruker)
    innsamling = _ny(niva, moment, versjon, 0 if med_lenker and niva.niva != Evalueringsnivaa.REAKSJONER else antall)
    if med_lenker and niva.metode in MED_LENKE:
        lenker.lag(innsamling, spurte(niva, _som_er_her(niva)))
        meldinger.send(innsamling)
    if niva.status != Status.FERDIG:
        _sett(niva, Status.I_GANG)
    tilgang.logg(niva.evaluering, "innsamling.aapnet", bruker=bruker, niva=niva.niva, moment=moment)
    return innsamling


def antall_spurt(niva: Evalueringsniva) -> int:
    """How many would be asked: those who took part and have not left, else as many as it was planned for."""
    return _som_er_her(niva).count() or antall_deltakere(niva.evaluering) or 0


def _som_er_her(niva):
    return deltakere(niva.evaluering).med_slutt().filter(har_sluttet=False)


def _ny(niva, moment, versjon, spurt):
    naa, varer = timezone.now(), svarfrist()
    planlagt = vinduer(niva, varer).get(moment)
    # One who asks before or long after the day that was planned gives people as long to answer.
    lukker = planlagt.lukker if planlagt and planlagt.lukker > naa else _etter(timezone.localdate() + varer)
    anonym = niva.niva == Evalueringsnivaa.REAKSJONER
    return Innsamling.objects.create(
        niva=niva,
        moment=moment,
        versjon=versjon,
        aapner=naa,
        lukker=lukker,
        kode=kode.ny() if anonym else "",
        spurt=spurt,
    )


def _for_faa(niva, antall, bruker):
    grunn = _("Bare %(antall)s deltok, og da er svarene ikke anonyme. Snakk sammen om hvordan det var.")
    rakk_ikke(niva, grunn % {"antall": antall}, bruker=bruker)


@transaction.atomic
def rakk_ikke(niva: Evalueringsniva, grunn: str, *, bruker: Bruker | None) -> None:
    """It was not done, because …: an answer like the others, counted and shown. What is being collected is closed."""
    niva = _laas(niva)
    if niva.status == Status.FERDIG:
        raise ValidationError(_("Nivået er ferdig, og svarene er telt."), code="ferdig")
    for innsamling in niva.innsamlinger.ikke_lukket():
        lukk(innsamling, bruker=bruker)
    _sett(niva, Status.RAKK_IKKE, grunn)
    tilgang.logg(niva.evaluering, "niva.rakk_ikke", bruker=bruker, kommentar=grunn, niva=niva.niva)


@transaction.atomic
def lukk(innsamling: Innsamling, *, bruker: Bruker | None = None) -> Innsamling:
    """Nobody answers any more; what was answered is counted, and who was asked is forgotten. Twice is once."""
    innsamling = (
        Innsamling.objects.select_for_update(of=("self",)).select_related("niva__evaluering").get(pk=innsamling.pk)
    )
    if innsamling.lukket:
        return innsamling
    innsamling.spurt, innsamling.besvart = _spurt(innsamling), _besvart(innsamling)
    innsamling.brukte.all().delete()
    innsamling.lenker.all().delete()
    innsamling.lukket, innsamling.kode = timezone.now(), ""
    innsamling.save(update_fields=["spurt", "besvart", "lukket", "kode"])
    niva = innsamling.niva
    if innsamling.moment == etterpaa(niva):
        _sett(niva, Status.FERDIG)
    antall = {"spurt": innsamling.spurt, "besvart": innsamling.besvart}
    tilgang.logg(niva.evaluering, "innsamling.lukket", bruker=bruker, niva=niva.niva, **antall)
    return innsamling


def _spurt(innsamling):
    """How many took part, of those who were asked about."""
    return innsamling.lenker.values("om").distinct().count() or innsamling.spurt


def _besvart(innsamling):
    """How many of them there are answers of, or about."""
    if innsamling.er_anonym:
        return tell(innsamling)
    return innsamling.deltakersvar.order_by().values("deltaker").distinct().count()


def _laas(niva):
    return (
        Evalueringsniva.objects.select_for_update(of=("self",))
        .select_related("evaluering__tiltak", "evaluering__kjoring", "skjema")
        .get(pk=niva.pk)
    )


def _sett(niva, status, grunn=""):
    """How far it has come; a reason is that of what was not done."""
    niva.status, niva.grunn = status, grunn
    niva.save(update_fields=["status", "grunn"])


@transaction.atomic
def sett_frist(innsamling: Innsamling, siste_dag: dt.date, *, bruker: Bruker) -> Innsamling:
    """Another last day. Raises ValidationError when the collection has closed: what is counted stays counted."""
    innsamling = (
        Innsamling.objects.select_for_update(of=("self",)).select_related("niva__evaluering").get(pk=innsamling.pk)
    )
    if innsamling.lukket:
        raise ValidationError(_("Skjemaet er lukket, og svarene er telt."), code="lukket")
    innsamling.lukker = _etter(siste_dag)
    innsamling.save(update_fields=["lukker"])
    tilgang.logg(innsamling.niva.evaluering, "innsamling.frist", bruker=bruker, siste_dag=siste_dag.isoformat())
    return innsamling
