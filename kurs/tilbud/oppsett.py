"""What HR decides about courses."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kursoppsett

RETT = "kurs.change_oppsett"


@transaction.atomic
def lagre(endring: Endring, *, bruker: Bruker) -> Kursoppsett:
    """Store what the user has changed; the audit line says what it is now. Raises PermissionDenied, Uenig and
    ValidationError."""
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    oppsett = endring.inn_i(Kursoppsett.for_kommunen())
    oppsett.full_clean(exclude=["kommune"])
    oppsett.save()
    tilgang.logg(oppsett, "kursoppsett.endret", *tilgang.HR, bruker=bruker, **endring.felt)
    return oppsett
