"""Which roles may confirm, beside leaders and HR."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kartlegging.models import Kartleggingsoppsett
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode, Rolletype

# They may already, or are to see no person's competence.
FASTE = (
    *tilgang.MED_INNSYN_I_SAKER,
    *tilgang.ANSATTES_REPRESENTANTER,
    Rollekode.SYSTEMANSVARLIG,
    *tilgang.MBU,
)


def mulige_bekreftere():
    """The kinds of role that HR can choose among."""
    return Rolletype.objects.exclude(kode__in=FASTE)


@transaction.atomic
def sett_bekreftere(roller: Iterable[Rolletype], *, bruker: Bruker) -> None:
    if not bruker.has_perm("kartlegging.change_bekreftere"):
        raise PermissionDenied
    oppsett = Kartleggingsoppsett.for_kommunen()
    oppsett.bekreftere.set(roller)
    tilgang.logg(oppsett, "oppsett.bekreftere", *tilgang.HR, bruker=bruker, roller=[rolle.kode for rolle in roller])
