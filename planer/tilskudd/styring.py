"""Changes of the kommune's list of grants, each with its audit line."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Tilskudd

RETT = "planer.change_tilskudd"


@transaction.atomic
def lagre(tilskudd: Tilskudd, *, bruker: Bruker) -> Tilskudd:
    """Store a new or changed grant. Raises ValidationError for a name that is taken."""
    handling = "tilskudd.endret" if tilskudd.pk else "tilskudd.opprettet"
    _kontroller(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    tilskudd.full_clean()
    tilskudd.validate_constraints()
    tilskudd.save()
    tilgang.logg(tilskudd, handling, *tilgang.HR, bruker=bruker, navn=tilskudd.navn)
    return tilskudd


@transaction.atomic
def slett(tilskudd: Tilskudd, *, bruker: Bruker) -> None:
    """Delete a grant that no measure names. Raises ValidationError (`i_bruk`) otherwise."""
    _kontroller(bruker)
    tilgang.logg(tilskudd, "tilskudd.slettet", *tilgang.HR, bruker=bruker, navn=tilskudd.navn)
    try:
        tilskudd.delete()
    except ProtectedError as feil:
        raise ValidationError(
            _("Tiltak er knyttet til tilskuddet, så det kan ikke slettes. Ta det ut av bruk i stedet."), code="i_bruk"
        ) from feil


@transaction.atomic
def ferdig(tilskudd: Tilskudd, felt: str, frist: dt.date, *, bruker: Bruker) -> Tilskudd:
    """Say that a deadline (`frist` or `rapportfrist`) is taken care of: nobody is reminded of it any more, and next year's
    comes in its time. Raises ValidationError (`stale`) when it is not the next one any more."""
    _kontroller(bruker)
    tilskudd = Tilskudd.objects.select_for_update().get(pk=tilskudd.pk)
    if tilskudd.neste(felt, timezone.localdate()) != frist:
        raise ValidationError(
            _("Fristen er endret, eller noen andre er ferdig med den. Last siden på nytt."), code="stale"
        )
    setattr(tilskudd, f"{felt}_ferdig", frist)
    tilskudd.save(update_fields=[f"{felt}_ferdig"])
    tilgang.logg(
        tilskudd, f"tilskudd.{felt}_ferdig", *tilgang.HR, bruker=bruker, navn=tilskudd.navn, frist=frist.isoformat()
    )
    return tilskudd


def _kontroller(bruker):
    if not bruker.has_perm(RETT):
        raise PermissionDenied
