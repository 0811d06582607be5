"""Two people in the same case: what each has typed is kept, and nobody writes over the other without knowing."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from soknader.mbu.livslop import LIVSLOP
from soknader.mbu.saksgang import krev_ledig_nummer
from soknader.models import MbuRad, MbuSak


@transaction.atomic
def flett(sak: MbuSak, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """Store what this user has changed of the case since the page was made. Returns by field why the rest is not: someone
    else has changed it too, or the number is taken."""
    sak = LIVSLOP.begynn(sak, "rediger", bruker=bruker)
    endring, opptatt = _med_ledig_nummer(sak, endring)
    endret, uenig = endring.flett_enige(sak)
    if endret:
        sak.save()
    return [feil for feil in (opptatt, uenig) if feil]


@transaction.atomic
def flett_rad(rad: MbuRad, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """As `flett`, of one row of the table. Raises ValidationError (`stale`) when it has left the case."""
    sak = LIVSLOP.begynn(rad.sak, "rediger", bruker=bruker)
    rad = sak.rader.filter(pk=rad.pk).first()
    if rad is None:
        raise endret_siden()
    endret, uenig = endring.flett_enige(rad)
    if endret:
        rad.save()
    return [uenig] if uenig else []


def _med_ledig_nummer(sak, endring):
    """The change without a number that another case has, and why; None when there is nothing in the way."""
    nummer = endring.felt.get("saksnummer", sak.saksnummer)
    try:
        if nummer != sak.saksnummer:
            krev_ledig_nummer(sak, nummer)
    except ValidationError as feil:
        return endring.uten("saksnummer"), ValidationError({"saksnummer": feil.messages})
    return endring, None
