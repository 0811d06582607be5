"""What the figures of level 4 do not say: what else may explain the change, and what cannot be counted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluering.models import Evaluering, Evalueringsniva, Metode
from evaluering.plan.planlegging import laas, logg
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.models.tiltak import Evalueringsnivaa


def nivaet(evaluering: Evaluering) -> Evalueringsniva | None:
    """Level 4 of the evaluation; None when it is not planned."""
    return evaluering.nivaaer.filter(niva=Evalueringsnivaa.NYTTE).first()


def maa_forklares(niva: Evalueringsniva | None) -> bool:
    """A survey of users hears of much else than the measure: what else may explain the change has to be said."""
    return niva is not None and niva.metode == Metode.BRUKERUNDERSOKELSE


@transaction.atomic
def lagre(evaluering: Evaluering, endring: Endring, *, bruker: Bruker) -> Evaluering:
    """Store both. Raises Uenig, and ValidationError when the one that must be said is not."""
    laas(evaluering, bruker=bruker)
    niva = nivaet(evaluering)
    evaluering, ny = endring.med(evaluering, lambda _rad: {"annet": niva.annet if niva else ""})
    if niva:
        niva.annet = ny["annet"]
        if maa_forklares(niva) and not niva.annet:
            raise ValidationError({"annet": _("Skriv hva annet enn tiltaket som kan forklare endringen.")})
        niva.save()
    evaluering.save()
    logg(evaluering, "nytte.ord", bruker=bruker)
    return evaluering
