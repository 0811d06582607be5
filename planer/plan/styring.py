"""What a plan is: its name, period, the plan it builds on and who works on it; and a draft that is given up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker, Person
from planer.endring import laas_plan, logg, slipp_personplaner
from planer.models import Arbeidsgruppemedlem, Kompetanseplan
from planer.plan.overordnet import krev_overordnet
from planer.tiltak.midler import krev_uten_penger


@transaction.atomic
def endre(plan: Kompetanseplan, endring: Endring, *, bruker: Bruker) -> Kompetanseplan:
    """Store what the user has changed. Raises Uenig when someone else has changed the same, and ValidationError when it
    ends before it begins, builds on itself or what is not above it, or its unit has another such plan then."""
    plan = laas_plan(plan, bruker=bruker)
    if endret := endring.flett(plan):
        krev_overordnet(plan)
        plan.validate_constraints()
        plan.save()
        logg(plan, "plan.endret", bruker=bruker, felt=sorted(endret))
    return plan


def kan_slettes(plan: Kompetanseplan, bruker: Bruker) -> bool:
    """It is a draft that has never been adopted, and the user answers for it."""
    return _er_bare_utkast(plan) and bruker.has_perm("planer.manage_plan", plan)


def _er_bare_utkast(plan):
    return plan.status == Kompetanseplan.Status.UTKAST and not plan.gjelder_fra


@transaction.atomic
def slett(plan: Kompetanseplan, *, bruker: Bruker) -> None:
    """Give up a draft that has never been adopted, with all that is in it. Raises ValidationError otherwise, and when others
    build on it, it has been discussed or put before a body, or money is asked for or granted for a measure in it."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.manage_plan")
    if not _er_bare_utkast(plan):
        raise ValidationError(_("Bare et utkast som aldri er vedtatt, kan slettes."), code="ikke_utkast")
    if plan.droftinger.exists() or plan.saksframlegg.exclude(sendt=None).exists():
        raise ValidationError(
            _("Planen har vært kalt inn til drøfting eller lagt fram i en sak, og kan ikke slettes."), code="brukt"
        )
    krev_uten_penger(plan.tiltak.all())
    logg(plan, "plan.slettet", bruker=bruker, tittel=plan.tittel, enhet=plan.enhet.navn)
    slipp_personplaner(plan.maal)
    plan.underplaner.filter(person__isnull=False).update(overordnet=None)
    try:
        plan.saksframlegg.all().delete()
        plan.delete()
    except ProtectedError as feil:
        raise ValidationError(
            _("Andre planer bygger på denne, eller har mål under målene i den. Flytt dem først."), code="i_bruk"
        ) from feil


@transaction.atomic
def ta_med(plan: Kompetanseplan, person: Person, funksjon: str, *, bruker: Bruker) -> Arbeidsgruppemedlem:
    """Let a person work on the plan. One who is in the group already gets the function that is given now."""
    plan = laas_plan(plan, bruker=bruker, rett="planer.manage_plan")
    medlem, _ny = plan.arbeidsgruppe.update_or_create(person=person, defaults={"funksjon": funksjon})
    logg(plan, "plan.tatt_med", bruker=bruker, person=person.pk)
    return medlem


@transaction.atomic
def ta_ut(medlem: Arbeidsgruppemedlem, *, bruker: Bruker) -> None:
    plan = laas_plan(medlem.plan, bruker=bruker, rett="planer.manage_plan")
    logg(plan, "plan.tatt_ut", bruker=bruker, person=medlem.person_id)
    plan.arbeidsgruppe.filter(pk=medlem.pk).delete()
