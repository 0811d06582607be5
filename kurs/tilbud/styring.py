"""A course is made, changed and taken out of use; whom it is for, what it gives and the measures it serves."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kjoring, Kurs, Kurskompetanse, Malgruppe
from planer.models import Tiltak

RETT = "kurs.change_kurs"


@transaction.atomic
def lagre(kurs: Kurs, *, bruker: Bruker) -> Kurs:
    """Store a new or changed course. Raises ValidationError when its unit is none that the user answers for."""
    if not bruker.has_perm("kurs.own_kurs", kurs.enhet) and (kurs.pk is None or _bytter_enhet(kurs)):
        raise ValidationError({"enhet": _("Velg en enhet som du svarer for.")})
    handling = "kurs.endret" if kurs.pk else "kurs.opprettet"
    kurs.full_clean(exclude=["kommune"])
    kurs.save()
    tilgang.logg(kurs, handling, *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, navn=kurs.navn)
    return kurs


def _bytter_enhet(kurs):
    return not Kurs.objects.filter(pk=kurs.pk, enhet=kurs.enhet_id).exists()


def krev_rett(kurs: Kurs, bruker: Bruker) -> None:
    """Raises PermissionDenied for one who does not answer for the course."""
    if not bruker.has_perm(RETT, kurs):
        raise PermissionDenied


@transaction.atomic
def legg_til_kompetanse(kurs: Kurs, felt: Mapping[str, Any], *, bruker: Bruker) -> Kurskompetanse:
    """Let the course give one competence more. Raises ValidationError for a level that its scale lacks, or one it gives."""
    krev_rett(kurs, bruker)
    rad = Kurskompetanse(kurs=kurs, **felt)
    krev_nivaa(rad)
    rad.full_clean(exclude=["kommune"])
    rad.save()
    return rad


def krev_nivaa(rad: Kurskompetanse) -> None:
    """Raises ValidationError when the level is none of the competence's own."""
    hoyeste = len(rad.kompetanse.trinn)
    if hoyeste and not rad.nivaa:
        raise ValidationError({"nivaa": _("Velg hvilket nivå kurset gir.")})
    if rad.nivaa and rad.nivaa > hoyeste:
        raise ValidationError({"nivaa": _("«%s» har ikke dette nivået.") % rad.kompetanse})


@transaction.atomic
def legg_til_malgruppe(kurs: Kurs, felt: Mapping[str, Any], *, bruker: Bruker) -> Malgruppe:
    """One more rule for whom it is for. Raises ValidationError for one that says nothing."""
    krev_rett(kurs, bruker)
    regel = Malgruppe(kurs=kurs, **felt)
    regel.full_clean(exclude=["kommune"])
    regel.save()
    return regel


@transaction.atomic
def knytt(kurs: Kurs, tiltak: Tiltak, *, bruker: Bruker) -> None:
    """Let the course serve one measure more, which the user sees. Done once, it is done."""
    krev_rett(kurs, bruker)
    kurs.tiltak.add(tiltak)
    tilgang.logg(kurs, "kurs.knyttet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, tiltak=tiltak.navn)


@transaction.atomic
def losne(kurs: Kurs, tiltak: Tiltak, *, bruker: Bruker) -> None:
    """The course serves the measure no more."""
    krev_rett(kurs, bruker)
    kurs.tiltak.remove(tiltak)
    tilgang.logg(kurs, "kurs.losnet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, tiltak=tiltak.navn)


@transaction.atomic
def slett_rad(rad: Kurskompetanse | Malgruppe, *, bruker: Bruker) -> None:
    krev_rett(rad.kurs, bruker)
    rad.delete()


@transaction.atomic
def slett(kurs: Kurs, *, bruker: Bruker) -> None:
    """Delete a course that has never been announced. Raises ValidationError for any other."""
    krev_rett(kurs, bruker)
    kjoringer = Kjoring.objects.select_for_update().filter(kurs=kurs)
    if kjoringer.exclude(status=Kjoring.Status.UTKAST).exists():
        raise ValidationError(_("Kurset har vært satt opp, og kan ikke slettes. Ta det ut av bruk i stedet."))
    tilgang.logg(kurs, "kurs.slettet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, navn=kurs.navn)
    kjoringer.delete()
    kurs.delete()
