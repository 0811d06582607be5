"""The talk is held, and ends in the plan of the person, which both say yes to (`person.avtale`)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.gjort import sett_gjort
from planer.models import Maal, Samtale, Tiltak
from planer.person import skriving
from planer.person.opprettelse import etter_samtalen
from planer.samtale import meldinger
from planer.samtale.invitasjon import gruppen
from planer.samtale.livslop import LIVSLOP


@transaction.atomic
def hold(samtale: Samtale, dag: dt.date, *, bruker: Bruker) -> Samtale:
    """It was held that day, a group's for all of them, and each goes on in a plan. Raises ValidationError for a day to
    come."""
    samtale = LIVSLOP.begynn(samtale, "hold", bruker=bruker)
    if dag > timezone.localdate():
        raise ValidationError({"holdt": _("Skriv en dag som har vært.")})
    for ett in gruppen(samtale):
        ett.status, ett.holdt = Samtale.Status.HOLDT, dag
        ett.plan = etter_samtalen(ett.person, ett.leder, bruker=bruker)
        ett.save(update_fields=["status", "holdt", "plan"])
        sett_gjort("samtale", ett.aar, bruker=bruker, enhet=ett.enhet, person=ett.person)
        tilgang.logg(ett, "samtale.holdt", bruker=bruker)
        meldinger.holdt(ett, av=bruker)
    samtale.refresh_from_db()
    return samtale


@transaction.atomic
def avtal(samtale: Samtale, endring: Endring, *, bruker: Bruker) -> Samtale:
    """What else the two agree on: a pay talk, and when they look at it again. Raises Uenig."""
    samtale = LIVSLOP.begynn(samtale, "avtal", bruker=bruker)
    if endring.flett(samtale):
        samtale.save(update_fields=["lonnssamtale", "neste_prat"])
        tilgang.logg(samtale, "samtale.avtalt", bruker=bruker)
    return samtale


@transaction.atomic
def ta_med(samtale: Samtale, tiltak: Tiltak, *, bruker: Bruker) -> Maal:
    """Make one of the unit's measures a next step of the person: a goal that is tied to it. Twice is once."""
    samtale = LIVSLOP.begynn(samtale, "avtal", bruker=bruker)
    if samtale.plan is None:
        raise ValidationError(_("Planen er slettet. Begynn på en ny fra «Min kompetanse»."))
    if finnes := samtale.plan.maal.filter(koblinger__tiltak=tiltak).first():
        return finnes
    maal = Maal(plan=samtale.plan, navn=tiltak.navn, frist=tiltak.frist or samtale.plan.til)
    return skriving.lagre(maal, Endring({"knyttet_tiltak": [tiltak]}), bruker=bruker)
