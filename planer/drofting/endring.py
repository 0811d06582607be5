"""What every change of a discussion does first and last: find it, ask for the right, write the audit line."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from kompetanse.felles.models import Hendelse
from kompetanse.felles.overgang import endret_siden
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetansedrofting, Moterom

LEDE, STYRE = "planer.lead_kompetansedrofting", "planer.manage_kompetansedrofting"


def les(drofting: Kompetansedrofting, *, bruker: Bruker, rett: str = LEDE, laas: bool = False) -> Kompetansedrofting:
    """The discussion as it is now, by one who has the right to it; locked with `laas`, inside a transaction.

    One that was held meanwhile is told as such to those who led it: nobody may change it.
    """
    rader = Kompetansedrofting.objects.select_related("enhet", "plan__enhet")
    if laas:
        rader = rader.select_for_update(of=("self",), no_key=True)
    naa = rader.get(pk=drofting.pk)
    if not bruker.has_perm(rett, naa):
        raise endret_siden() if naa.er_avsluttet and bruker.has_perm(rett, drofting) else PermissionDenied
    return naa


def i_moterommet(drofting: Kompetansedrofting, *, bruker: Bruker) -> Moterom:
    """The room of a meeting that goes on, for one who leads it. Two who lead work at once: what they do to the same note or
    group is locked there, and not the meeting. Must run inside a transaction."""
    naa = les(drofting, bruker=bruker)
    rom = Moterom.objects.filter(drofting=naa).first()
    if rom is None:
        raise ValidationError(_("Møtet pågår ikke. Last siden på nytt."), code="stale")
    rom.drofting = naa
    return rom


def logg(drofting: Kompetansedrofting, handling: str, *, bruker: Bruker, **data: Any) -> Hendelse:
    """The audit line, in the role in which the user answers for the unit; what phones do has none."""
    som = tilgang.rolle_for(bruker, drofting.enhet, *tilgang.MED_INNSYN_I_SAKER)
    return tilgang.logg(drofting, f"kompetansedrofting.{handling}", bruker=bruker, som=som, **data)
