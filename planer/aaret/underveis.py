"""Each period a line for each measure: as planned, late, stopped or done, and why."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.aaret.perioder import slutter
from planer.endring import handler_som, laas_plan, logg
from planer.models import Kompetanseplan, Listeverdi, Planevaluering, Planoppsett, Statuslinje, Tiltak

Tilstand = Statuslinje.Tilstand
# What a line makes of the measure; «late» and «as planned» leave it as it is.
BLIR = {Tilstand.STOPPET: Tiltak.Status.STOPPET, Tilstand.GJENNOMFORT: Tiltak.Status.FERDIG}


class Melding(NamedTuple):
    """What is said of one measure."""

    tiltak: Tiltak
    tilstand: str
    grunn: Listeverdi | None = None
    kommentar: str = ""


def meldt(tiltak: Iterable[Tiltak], periode: dt.date) -> dict[str, Any]:
    """What has been said of these in a period: `tilstand_…`, `grunn_…` and `kommentar_…` by the key of the measure."""
    linjer = {ett.pk: linje for ett in tiltak for linje in ett.statuslinjer.all() if linje.periode == periode}
    ingen = {"tilstand": "", "grunn": None, "kommentar": ""}
    return {
        f"{felt}_{ett.pk}": getattr(linjer.get(ett.pk), felt, tomt) for ett in tiltak for felt, tomt in ingen.items()
    }


@transaction.atomic
def meld(plan: Kompetanseplan, periode: dt.date, meldinger: Iterable[Melding], *, bruker: Bruker) -> int:
    """Store the lines of a period; said again, the last one counts. Returns how many were new or changed.

    Raises ValidationError for a period that the plan does not have, or a reason that is missing; PermissionDenied.
    """
    plan = laas_plan(plan, bruker=bruker, rett="planer.follow_plan")
    if periode not in slutter(plan, Planoppsett.for_kommunen().oppfolging):
        raise ValidationError(_("Planen har ingen slik periode. Last siden på nytt."), code="stale")
    return sum(_meld_en(plan, periode, melding, bruker) for melding in meldinger)


def _meld_en(plan, periode, melding, bruker):
    tiltak = plan.tiltak.select_for_update().get(pk=melding.tiltak.pk)
    linje = Statuslinje.objects.filter(tiltak=tiltak, periode=periode).first()
    linje = linje or Statuslinje(tiltak=tiltak, periode=periode)
    grunn = melding.grunn if melding.tilstand in Tilstand.avvik() else None
    nytt = (melding.tilstand, grunn, melding.kommentar)
    if linje.pk and nytt == (linje.tilstand, linje.grunn, linje.kommentar):
        return False
    linje.tilstand, linje.grunn, linje.kommentar = nytt
    linje.skrevet_av, linje.skrevet = bruker, timezone.now()
    for felt, verdi in tilgang.i_rollen(handler_som(plan, bruker)).items():
        setattr(linje, felt, verdi)
    linje.full_clean(exclude=["kommune"])
    linje.save()
    if melding.tilstand in BLIR:
        tiltak.status = BLIR[melding.tilstand]
        tiltak.save(update_fields=["status"])
    logg(plan, "tiltak.status", bruker=bruker, objekt=tiltak, tilstand=linje.tilstand, periode=str(periode))
    return True


@transaction.atomic
def evaluer(plan: Kompetanseplan, aar: int, endring: Endring, *, bruker: Bruker) -> Planevaluering:
    """Store what the plan gave a year. Raises ValidationError for a year outside it, and Uenig."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.follow_plan")
    if not plan.fra.year <= aar <= plan.til.year:
        raise ValidationError({"aar": _("Planen gjelder ikke det året.")})
    evaluering = plan.evalueringer.filter(aar=aar).first() or Planevaluering(plan=plan, aar=aar)
    endring.flett(evaluering)
    evaluering.skrevet_av, evaluering.skrevet = bruker, timezone.now()
    for felt, verdi in tilgang.i_rollen(handler_som(plan, bruker)).items():
        setattr(evaluering, felt, verdi)
    evaluering.save()
    logg(plan, "plan.evaluert", bruker=bruker, aar=aar)
    return evaluering
