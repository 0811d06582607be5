"""From a row of the mapping table to a need that the plans can pick up."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Behovsmelding, Kompetansekrav
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet


@transaction.atomic
def meld(
    krav: Kompetansekrav, enhet: Enhet, *, antall: int, innen: dt.date | None, begrunnelse: str, bruker: Bruker
) -> Behovsmelding:
    """Say that the unit needs so many more who meet the requirement. Raises ValidationError when it has said so already,
    or wants it before today."""
    _kontroller(bruker, enhet)
    if innen and innen < timezone.localdate():
        raise ValidationError({"innen": _("Datoen har vært. Skriv en dag fra i dag av, eller la feltet stå tomt.")})
    melding = Behovsmelding(
        krav=krav, enhet=enhet, antall=antall, innen=innen, begrunnelse=begrunnelse, meldt_av=bruker
    )
    melding.full_clean(exclude=["kommune"])
    melding.save()
    tilgang.logg(enhet, "behov.meldt", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, kompetanse=str(krav.kompetanse))
    return melding


@transaction.atomic
def trekk(melding: Behovsmelding, *, bruker: Bruker) -> None:
    """Take the need back; pressed twice, once."""
    _kontroller(bruker, melding.enhet)
    melding = Behovsmelding.objects.select_for_update().select_related("enhet").get(pk=melding.pk)
    if melding.trukket is None:
        melding.trukket = timezone.now()
        melding.save(update_fields=["trukket"])
        tilgang.logg(melding.enhet, "behov.trukket", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)


def _kontroller(bruker, enhet):
    if not bruker.has_perm("kartlegging.change_krav", enhet):
        raise PermissionDenied
