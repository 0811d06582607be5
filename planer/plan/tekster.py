"""The plan's own words: its sections, and its answers to the questions beside the steps."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.models import Kompetanseplan, Planseksjon, Refleksjonssporsmaal, Refleksjonssvar, Steg


@transaction.atomic
def skriv_seksjon(seksjon: Planseksjon, endring: Endring, *, bruker: Bruker) -> None:
    """Store what the user has changed of a section. Raises Uenig when someone else has changed the same."""
    plan = laas_plan(seksjon.plan, bruker=bruker)
    seksjon = plan.seksjoner.filter(pk=seksjon.pk).first()
    if seksjon is None:
        raise ValidationError(_("Noen andre har slettet seksjonen mens du skrev."), code="slettet")
    if endring.flett(seksjon):
        seksjon.save()
        logg(plan, "plan.tekst_skrevet", bruker=bruker, seksjon=seksjon.tittel)


@transaction.atomic
def svar(plan: Kompetanseplan, sporsmaal: Refleksjonssporsmaal, endring: Endring, *, bruker: Bruker) -> None:
    """Keep, change or take away the plan's answer to a question. Raises Uenig when someone else has changed it."""
    plan = laas_plan(plan, bruker=bruker)
    svaret = svar_paa(plan, sporsmaal)
    if not endring.flett(svaret):
        return
    if svaret.tekst:
        svaret.skrevet_av, svaret.skrevet = bruker, timezone.now()
        svaret.save()
    elif svaret.pk:
        svaret.delete()
    logg(plan, "plan.refleksjon", bruker=bruker, sporsmaal=sporsmaal.tekst)


def svar_paa(plan: Kompetanseplan, sporsmaal: Refleksjonssporsmaal) -> Refleksjonssvar:
    """The plan's answer; a new one, not stored, when it has none."""
    return plan.refleksjoner.filter(sporsmaal=sporsmaal).first() or Refleksjonssvar(plan=plan, sporsmaal=sporsmaal)


class Refleksjon(NamedTuple):
    """A question beside a step, with the plan's answer, or None."""

    sporsmaal: Refleksjonssporsmaal
    svar: Refleksjonssvar | None


def refleksjoner(plan: Kompetanseplan, steg: Steg) -> list[Refleksjon]:
    """The questions of a step that are in use, and those that the plan has answered. Two statements."""
    svarene = {ett.sporsmaal_id: ett for ett in plan.refleksjoner.select_related("skrevet_av__person")}
    sporsmaal = Refleksjonssporsmaal.objects.filter(steg=steg)
    return [Refleksjon(ett, svarene.get(ett.pk)) for ett in sporsmaal if ett.i_bruk or ett.pk in svarene]
