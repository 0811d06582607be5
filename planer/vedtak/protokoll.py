"""Lines of the minutes that are typed: what was decided before the plan came here, or was told to a body elsewhere."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.models import Kompetanseplan, Protokollinje

MAANED = re.compile(r"(?:(\d{1,2})[./]|([a-zæøå]+)\s+)(\d{4})", re.IGNORECASE)


def les_maaned(tekst: str) -> dt.date | None:
    """The first day of «desember 2026» or «12.2026»; None for anything else."""
    if not (funnet := MAANED.fullmatch(tekst.strip())):
        return None
    tall, navn, aar = funnet.groups()
    navnene = {str(maaned).lower(): nr for nr, maaned in MONTHS.items()}
    nr = int(tall) if tall else navnene.get(navn.lower(), 0)
    return dt.date(int(aar), nr, 1) if 1 <= nr <= 12 and int(aar) >= 1900 else None


@transaction.atomic
def skriv_inn(
    plan: Kompetanseplan, endring: Endring, *, bruker: Bruker, linje: Protokollinje | None = None
) -> Protokollinje:
    """Type a line, or mend one that was typed. What wrote itself here is never changed. Raises Uenig."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.send_plan")
    linje = _aapen(plan, linje) if linje else Protokollinje(plan=plan, skrevet_av=bruker)
    if "naar" in endring.flett(linje):
        linje.dato, linje.hele_maaneden = endring.felt["naar"]
    linje.full_clean(exclude=["kommune", "skrevet_av"])
    linje.save()
    logg(plan, "plan.protokoll", bruker=bruker, linje=str(linje))
    return linje


@transaction.atomic
def slett(linje: Protokollinje, *, bruker: Bruker) -> None:
    plan = laas_plan(linje.plan, bruker=bruker, rett="planer.send_plan")
    linje = _aapen(plan, linje)
    logg(plan, "plan.protokoll_slettet", bruker=bruker, linje=str(linje))
    linje.delete()


def _aapen(plan, linje):
    if (linje := plan.protokoll.filter(pk=linje.pk).first()) is None:
        raise endret_siden()
    if not linje.er_skrevet_inn:
        raise ValidationError(_("Denne linjen ble skrevet av seg selv, og kan ikke endres."))
    return linje
