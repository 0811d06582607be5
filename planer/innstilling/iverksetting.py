"""What a leader does with what was decided: a meeting in the unit has a date."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kompetanse.felles.samskriving import Endring
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Iverksetting

RETT = "planer.change_iverksetting"


@transaction.atomic
def sett_mote(iverksetting: Iverksetting, endring: Endring, *, bruker: Bruker) -> Iverksetting:
    """Give the meeting in the unit its date (the task is done then), or take it away. Raises Uenig."""
    iverksetting = endring.inn_i(iverksetting)
    if not bruker.has_perm(RETT, iverksetting):
        raise PermissionDenied
    iverksetting.save()
    som = tilgang.rolle_for(bruker, iverksetting.enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(iverksetting, "iverksetting.mote", bruker=bruker, som=som, mote=iverksetting.mote)
    if iverksetting.mote:
        besvart(iverksetting.get_absolute_url())
    return iverksetting
