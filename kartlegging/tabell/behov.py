"""From a row of the mapping table, or a search that found too few, to a need that the plans can pick up."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Behovsmelding, Kompetanse, Kompetansekrav
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet


@dataclass(frozen=True)
class Behov:
    """How many more, by when and why; of a competence also the least level, when it matters."""

    antall: int
    innen: dt.date | None = None
    begrunnelse: str = ""
    nivaa: int | None = None


@transaction.atomic
def meld(hva: Kompetansekrav | Kompetanse, enhet: Enhet, behov: Behov, *, bruker: Bruker) -> Behovsmelding:
    """Say that the unit needs so many more who meet the requirement, or have the competence whether or not anything asks
    for it. Raises ValidationError when it has said so already, for a level off the scale, or a day before today."""
    _kontroller(bruker, enhet)
    if behov.innen and behov.innen < timezone.localdate():
        raise ValidationError({"innen": _("Datoen har vært. Skriv en dag fra i dag av, eller la feltet stå tomt.")})
    felt = "krav" if isinstance(hva, Kompetansekrav) else "kompetanse"
    melding = Behovsmelding(**{felt: hva}, enhet=enhet, meldt_av=bruker, **vars(behov))
    kompetanse = melding.det_som_trengs
    if behov.nivaa and behov.nivaa not in {trinn.nivaa for trinn in kompetanse.trinn}:
        raise ValidationError({"nivaa": _("Velg et nivå på skalaen.")})
    melding.full_clean(exclude=["kommune"])
    melding.save()
    tilgang.logg(enhet, "behov.meldt", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, kompetanse=str(kompetanse))
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
