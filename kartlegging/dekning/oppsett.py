"""HR decides when people are told of what runs out, and how much of the staff is to be mapped."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kartlegging.models import Kartleggingsoppsett
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker


@transaction.atomic
def lagre(endring: Endring, *, bruker: Bruker) -> Kartleggingsoppsett:
    """Store what the user has changed, the longest warning first; the audit line says what it was. Raises Uenig."""
    if not bruker.has_perm("kartlegging.change_oppsett"):
        raise PermissionDenied
    pk = Kartleggingsoppsett.for_kommunen().pk
    oppsett = Kartleggingsoppsett.objects.select_for_update().get(pk=pk)
    foer = {felt: getattr(oppsett, felt) for felt in endring.felt}
    endring.flett(oppsett)
    oppsett.varsle_dager = sorted(set(oppsett.varsle_dager), reverse=True)
    oppsett.full_clean(exclude=["kommune"])
    oppsett.save(update_fields=list(foer))
    if endret := {felt: [var, er] for felt, var in foer.items() if var != (er := getattr(oppsett, felt))}:
        tilgang.logg(oppsett, "kartleggingsoppsett.endret", *tilgang.HR, bruker=bruker, endret=endret)
    return oppsett
