"""Ways to meet a critical need, side by side; one is chosen, with a reason, and becomes a measure."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import SOM_DEN_ER, Endring
from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.models import Listeverdi, Tiltak, Tiltaksalternativ
from planer.tiltak import styring


@transaction.atomic
def lagre(alternativ: Tiltaksalternativ, endring: Endring = SOM_DEN_ER, *, bruker: Bruker) -> Tiltaksalternativ:
    """Store a new alternative, or what the user has changed of one. Raises ValidationError for one that is chosen, and
    Uenig."""
    plan = _begynn(alternativ, bruker)
    handling = "tiltaksalternativ.endret" if alternativ.pk else "tiltaksalternativ.opprettet"
    alternativ = endring.inn_i(alternativ)
    alternativ.full_clean(exclude=["behov"])
    alternativ.save()
    logg(plan, handling, bruker=bruker, objekt=alternativ.behov, navn=alternativ.navn)
    return alternativ


@transaction.atomic
def slett(alternativ: Tiltaksalternativ, *, bruker: Bruker) -> None:
    """Raises ValidationError for one that is chosen: it says why the measure is there."""
    plan = _begynn(alternativ, bruker)
    logg(plan, "tiltaksalternativ.slettet", bruker=bruker, objekt=alternativ.behov, navn=alternativ.navn)
    alternativ.delete()


@transaction.atomic
def velg(alternativ: Tiltaksalternativ, grunn: str, *, bruker: Bruker) -> Tiltak:
    """Choose one, and make a measure of it. Raises ValidationError without a reason, and when one is chosen already; the
    same one chosen twice is one measure."""
    plan = laas_plan(alternativ.behov.plan, bruker=bruker)
    alle = list(alternativ.behov.alternativer.select_related("maate", "tiltak"))
    valgt = next((ett for ett in alle if ett.valgt), None)
    if valgt == alternativ and valgt.tiltak:
        return valgt.tiltak
    if valgt:
        raise ValidationError(_("«%(navn)s» er allerede valgt."), params={"navn": valgt}, code="stale")
    if not grunn.strip():
        raise ValidationError({"grunn": _("Skriv hvorfor dere velger dette.")})
    alternativ.valgt, alternativ.grunn = True, grunn.strip()
    alternativ.tiltak = _som_tiltak(alternativ, plan, bruker)
    alternativ.save()
    logg(plan, "tiltaksalternativ.valgt", bruker=bruker, objekt=alternativ.behov, navn=alternativ.navn, grunn=grunn)
    return alternativ.tiltak


@transaction.atomic
def angre(alternativ: Tiltaksalternativ, *, bruker: Bruker) -> None:
    """Nothing is chosen any more. The measure stays, and can be deleted where it stands."""
    plan = laas_plan(alternativ.behov.plan, bruker=bruker)
    Tiltaksalternativ.objects.filter(pk=alternativ.pk).update(valgt=False, grunn="", tiltak=None)
    logg(plan, "tiltaksalternativ.angret", bruker=bruker, objekt=alternativ.behov, navn=alternativ.navn)


def _begynn(alternativ, bruker):
    plan = laas_plan(alternativ.behov.plan, bruker=bruker)
    if alternativ.pk and Tiltaksalternativ.objects.filter(pk=alternativ.pk, valgt=True).exists():
        raise ValidationError(_("Alternativet er valgt. Angre valget først."), code="stale")
    return plan


def _som_tiltak(alternativ, plan, bruker):
    """What the alternative says, as a measure that meets the need; paid from the first source of the list until another is
    chosen."""
    tiltak = Tiltak(plan=plan, navn=alternativ.navn, antall=alternativ.dekker or None, frist=alternativ.virker_fra)
    rundt = {"behov": [alternativ.behov], "maater": [alternativ.maate] if alternativ.maate else []}
    kilde = Listeverdi.objects.i_liste(Listeverdi.Liste.KILDE).first()
    if alternativ.kostnad is not None and kilde:
        rundt["kostnader"] = [styring.Kostnad(plan.aar, kilde, alternativ.kostnad)]
    return styring.lagre(tiltak, Endring(rundt), bruker=bruker)
