"""A person who works elsewhere takes the plan along: the old leader is out of it, and a new one is agreed with anew."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from planer.models import Kompetanseplan
from planer.person import meldinger
from planer.person.opprettelse import enhet_hos, ledere


def flytt_alle(paa_dato: dt.date | None = None) -> int:
    """Each night, for every kommune: plans whose leader is no longer the nearest, and of those who have gone on with the
    same leader in another unit. Returns how many; again the same day it is none."""
    return for_hver_kommune(_flytt_i_kommunen, paa_dato or timezone.localdate())


def _flytt_i_kommunen(kommune_id, dag):
    planer = Kompetanseplan.objects.filter(
        kommune_id=kommune_id, person__isnull=False, leder__isnull=False, til__gte=dag
    )
    planer = list(planer.aapne())
    folk = {plan.person_id for plan in planer}
    lederne = Ledelse(kommune_id, dag, med_stedfortredere=False).for_personer(folk)
    arbeider = set(Stilling.objects.gjeldende(dag).filter(person__in=folk).values_list("person", "enhet"))
    # Who has no leader now has left, or is on the way to somewhere.
    flyttet = [plan for plan in planer if (naa := lederne[plan.person_id]) and plan.leder_id not in naa]
    samme_leder = [plan for plan in planer if plan.leder_id in lederne[plan.person_id]]
    i_ny_enhet = [plan for plan in samme_leder if (plan.person_id, plan.enhet_id) not in arbeider]
    return hver_for_seg(_ta_ut_lederen, flyttet) + hver_for_seg(_flytt_til_enheten, i_ny_enhet)


@transaction.atomic
def _flytt_til_enheten(plan):
    """Nothing that was agreed has changed, but what the goals can serve from now on is that unit's."""
    plan = Kompetanseplan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    plan.enhet = enhet_hos(plan.person, plan.leder)
    plan.save(update_fields=["enhet"])
    log_hendelse(plan, "utviklingsplan.flyttet", bruker=None)
    return 1


@transaction.atomic
def _ta_ut_lederen(plan):
    plan = Kompetanseplan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    plan.leder, plan.status = None, Kompetanseplan.Status.UTKAST
    plan.save(update_fields=["leder", "status"])
    plan.avtaler.all().delete()
    log_hendelse(plan, "utviklingsplan.uten_leder", bruker=None)
    meldinger.ny_leder(plan)
    return 1


@transaction.atomic
def velg_leder(plan: Kompetanseplan, leder: Person, *, bruker: Bruker) -> Kompetanseplan:
    """The person lets a new leader see the plan. Raises ValidationError for one who is not among the nearest, or when there
    is a leader already."""
    plan = Kompetanseplan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if bruker.person_id != plan.person_id:
        raise PermissionDenied
    if plan.leder_id:
        raise ValidationError(_("Planen har allerede en leder."), code="stale")
    if leder not in ledere(plan.person):
        raise ValidationError(_("%(leder)s er ikke nærmeste leder nå."), params={"leder": leder})
    plan.leder, plan.enhet = leder, enhet_hos(plan.person, leder)
    plan.save(update_fields=["leder", "enhet"])
    tilgang.logg(plan, "utviklingsplan.leder_valgt", bruker=bruker)
    return plan
