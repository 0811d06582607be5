"""HR decides when people are told of what runs out, and how much of the staff is to be mapped."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kartlegging.models import Kartleggingsoppsett
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker


@transaction.atomic
def lagre(
    *,
    varsle_dager: Iterable[int],
    maal_formal: int,
    maal_real: int,
    sperres_etter_mnd: int | None,
    slettes_etter_mnd: int | None,
    bruker: Bruker,
) -> Kartleggingsoppsett:
    """Store the settings, the longest warning first; the audit line says what was changed."""
    if not bruker.has_perm("kartlegging.change_oppsett"):
        raise PermissionDenied
    pk = Kartleggingsoppsett.for_kommunen().pk
    oppsett = Kartleggingsoppsett.objects.select_for_update().get(pk=pk)
    nytt = {
        "varsle_dager": sorted(set(varsle_dager), reverse=True),
        "maal_formal": maal_formal,
        "maal_real": maal_real,
        "sperres_etter_mnd": sperres_etter_mnd,
        "slettes_etter_mnd": slettes_etter_mnd,
    }
    endret = {felt: [getattr(oppsett, felt), verdi] for felt, verdi in nytt.items() if getattr(oppsett, felt) != verdi}
    for felt, verdi in nytt.items():
        setattr(oppsett, felt, verdi)
    oppsett.full_clean(exclude=["kommune"])
    oppsett.save(update_fields=list(nytt))
    if endret:
        tilgang.logg(oppsett, "kartleggingsoppsett.endret", *tilgang.HR, bruker=bruker, endret=endret)
    return oppsett
