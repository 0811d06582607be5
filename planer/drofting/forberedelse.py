"""Leders forarbeid [Prosess]: the meeting is planned and thought through, and the staff get something to read."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import lagre_vedlegg
from kompetanse.felles.samskriving import Endring
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon.models import Bruker, Person
from planer.drofting import meldinger
from planer.drofting.endring import STYRE, les, logg
from planer.endring import laas_plan
from planer.models import (
    Forarbeidsnotat,
    Forarbeidspunkt,
    Kompetansedrofting,
    Kompetanseplan,
    Motelesing,
    Motemateriell,
)

FLEST_VEDLEGG = 30


@transaction.atomic
def begynn(plan: Kompetanseplan, *, bruker: Bruker) -> Kompetansedrofting:
    """Begin to prepare the unit's meeting about this plan. One that is being prepared, or goes on, is the one."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.prepare_kompetansedrofting")
    if finnes := Kompetansedrofting.objects.aapne().filter(enhet=plan.enhet).first():
        return finnes
    drofting = Kompetansedrofting.objects.create(enhet=plan.enhet, plan=plan, opprettet_av=bruker)
    logg(drofting, "begynt", bruker=bruker, plan=plan.tittel)
    return drofting


@transaction.atomic
def endre(
    drofting: Kompetansedrofting, endring: Endring, moteledere: Iterable[Person], *, bruker: Bruker
) -> Kompetansedrofting:
    """When and where, what the staff are told, and who leads it besides. Raises Uenig."""
    les(drofting, bruker=bruker, rett=STYRE, laas=True)
    drofting = endring.inn_i(drofting)
    if drofting.er_avsluttet:
        raise ValidationError(_("Møtet er holdt, og kan ikke endres."), code="stale")
    drofting.save()
    drofting.moteledere.set(moteledere)
    logg(drofting, "endret", bruker=bruker, dato=drofting.dato)
    return drofting


@transaction.atomic
def slett(drofting: Kompetansedrofting, *, bruker: Bruker) -> None:
    """Give up a meeting that has not begun, with its notes and its material."""
    drofting = les(drofting, bruker=bruker, rett=STYRE, laas=True)
    if drofting.status != drofting.Status.FORBEREDES:
        raise ValidationError(_("Møtet er begynt, og kan ikke slettes."), code="stale")
    logg(drofting, "slettet", bruker=bruker)
    drofting.delete()


@transaction.atomic
def noter(drofting: Kompetansedrofting, punkt: Forarbeidspunkt, endring: Endring, *, bruker: Bruker) -> Forarbeidsnotat:
    """What the leader thinks of one line of the checklist, and whether it is done. Raises Uenig."""
    drofting = les(drofting, bruker=bruker, laas=True)
    notat = endring.inn_i(notat_til(drofting, punkt))
    if notat.pk is None:
        for navn, verdi in endring.felt.items():
            setattr(notat, navn, verdi)
    notat.save()
    return notat


@transaction.atomic
def merk_gjort(drofting: Kompetansedrofting, punkt: Forarbeidspunkt, gjort: bool, *, bruker: Bruker) -> None:
    """A line of the checklist is done, or it is not."""
    drofting = les(drofting, bruker=bruker, laas=True)
    notat = notat_til(drofting, punkt)
    notat.gjort = gjort
    notat.save()


def notat_til(drofting: Kompetansedrofting, punkt: Forarbeidspunkt) -> Forarbeidsnotat:
    """The note on a line, or an empty one."""
    return drofting.notater.filter(punkt=punkt).first() or Forarbeidsnotat(drofting=drofting, punkt=punkt)


@transaction.atomic
def legg_ved(materiell: Motemateriell, fil: VedleggInfo | None = None, *, bruker: Bruker) -> Motemateriell:
    """Something the staff are to read: a styringsdokument, a link or a checked file. Raises ValidationError."""
    drofting = les(materiell.drofting, bruker=bruker, laas=True)
    if drofting.materiell.count() >= FLEST_VEDLEGG:
        raise ValidationError(_("Det er plass til %(antall)s. Fjern noe først.") % {"antall": FLEST_VEDLEGG})
    if fil:
        materiell.lastet_opp_av = bruker
        for felt, verdi in lagre_vedlegg(drofting.kommune_id, fil).items():
            setattr(materiell, felt, verdi)
    materiell.validate_constraints()
    materiell.save()
    logg(drofting, "materiell", bruker=bruker, hva=str(materiell))
    return materiell


@transaction.atomic
def fjern(materiell: Motemateriell, *, bruker: Bruker) -> None:
    """The stored bytes of a file may be others' too, and stay."""
    drofting = les(materiell.drofting, bruker=bruker, laas=True)
    logg(drofting, "materiell_fjernet", bruker=bruker, hva=str(materiell))
    materiell.delete()


@transaction.atomic
def del_med_medarbeiderne(drofting: Kompetansedrofting, *, bruker: Bruker) -> Kompetansedrofting:
    """Tell the people of the unit when it is, and where to read. Once more tells only those who have not opened it."""
    drofting = les(drofting, bruker=bruker, laas=True)
    if drofting.dato is None:
        raise ValidationError(_("Skriv når møtet er først."))
    drofting.delt = drofting.delt or timezone.now()
    drofting.save(update_fields=["delt"])
    har_lest = drofting.lesinger.values("person")
    meldinger.delt(drofting, medarbeiderne(drofting).exclude(pk__in=har_lest), fra=bruker)
    logg(drofting, "delt", bruker=bruker)
    return drofting


def medarbeiderne(drofting: Kompetansedrofting) -> QuerySet[Person]:
    """Whom it is shared with: those who work in the unit, or below it."""
    return Person.objects.i_enhet(drofting.enhet)


def har_aapnet(drofting: Kompetansedrofting, *, bruker: Bruker) -> None:
    """One of the unit's people reads what was shared; the first time is kept until the meeting has been held."""
    if drofting.er_avsluttet or not medarbeiderne(drofting).filter(pk=bruker.person_id).exists():
        return
    Motelesing.objects.get_or_create(drofting=drofting, person_id=bruker.person_id)
