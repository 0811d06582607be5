"""What a new municipality starts with: its root unit and the role types, all to be edited afterwards."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Kommune, Rollekode, Rolletype

# The most weighty first: the first role that a person holds is the one shown on every page.
ROLLETYPER = (
    Rollekode.KOMMUNEDIREKTOR,
    Rollekode.HR_LEDER,
    Rollekode.HR,
    Rollekode.AVDELINGSDIREKTOR,
    Rollekode.LEDER,
    Rollekode.ETATSLEDERGRUPPE,
    Rollekode.MBU_SEKRETAER,
    Rollekode.MBU_MEDLEM,
    Rollekode.TILLITSVALGT,
    Rollekode.VERNEOMBUD,
    Rollekode.SYSTEMANSVARLIG,
)
# Leaders at these levels of the tree (1 is the municipality) hold the role by themselves.
LEDER_PAA_NIVAA = {Rollekode.KOMMUNEDIREKTOR: 1, Rollekode.AVDELINGSDIREKTOR: 3}


@transaction.atomic
def opprett_kommune(
    nummer: str,
    navn: str,
    *,
    malform: str = "nb",
    nivaanavn: list[str] | None = None,
    gyldig_fra: dt.date | None = None,
) -> Kommune:
    """Make an empty municipality with its root unit and role types. Raises ValidationError for a bad number.

    Works across the wall while it does so; the caller enters the new kommune with `vegg.innenfor`.
    """
    kommune = Kommune(nummer=nummer, navn=navn, malform=malform)
    if nivaanavn:
        kommune.nivaanavn = nivaanavn
    kommune.full_clean()
    with vegg.alle_kommuner():
        kommune.save()
        fra = gyldig_fra or timezone.localdate()
        rot = Enhet.objects.add_root(instance=Enhet(kommune=kommune, navn=navn, gyldig_fra=fra))
        Enhetsperiode.objects.create(kommune=kommune, enhet=rot, navn=navn, fra=fra)
        Rolletype.objects.bulk_create(
            Rolletype(
                kommune=kommune,
                kode=kode,
                navn=kode.label,
                rekkefolge=10 * plass,
                leder_paa_nivaa=LEDER_PAA_NIVAA.get(kode),
            )
            for plass, kode in enumerate(ROLLETYPER, start=1)
        )
    return kommune
