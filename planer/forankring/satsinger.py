"""Changes of the priority areas, each with its audit line."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Satsingsomraade


@transaction.atomic
def lagre(omraade: Satsingsomraade, *, bruker: Bruker) -> Satsingsomraade:
    """Store a new or changed area. Raises ValidationError when the name is taken or the years are wrong."""
    handling = "satsingsomraade.endret" if omraade.pk else "satsingsomraade.opprettet"
    _kontroller(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    omraade.full_clean()
    omraade.validate_constraints()
    omraade.save()
    tilgang.logg(omraade, handling, *tilgang.HR, bruker=bruker, navn=omraade.navn)
    return omraade


@transaction.atomic
def slett(omraade: Satsingsomraade, *, bruker: Bruker) -> None:
    """Delete an area that nothing refers to. Raises ValidationError (`i_bruk`) otherwise."""
    _kontroller(bruker)
    omraade = Satsingsomraade.objects.select_for_update().get(pk=omraade.pk)
    tilgang.logg(omraade, "satsingsomraade.slettet", *tilgang.HR, bruker=bruker, navn=omraade.navn)
    try:
        omraade.delete()
    except ProtectedError as feil:
        raise ValidationError(
            _(
                "Tiltak, søknader eller øremerkinger bruker satsingsområdet, så det kan ikke slettes. "
                "Sett et sluttår i stedet, da kan ingen nye velge det."
            ),
            code="i_bruk",
        ) from feil


def _kontroller(bruker):
    if not bruker.has_perm("planer.change_satsingsomraade"):
        raise PermissionDenied
