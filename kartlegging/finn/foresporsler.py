"""Who can, and would like to? Asked by a leader, answered by those who are asked, closed with word of what came of it."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.finn import meldinger
from kartlegging.models import Foresporsel, Foresporselsvar, Kompetanse
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet

LENGST_FREM = dt.timedelta(days=366)


@dataclass(frozen=True)
class Sporsmaal:
    """What a leader asks: of whom, about what, until when."""

    enhet: Enhet
    tittel: str
    beskrivelse: str
    svarfrist: dt.date
    kompetanse: Kompetanse | None = None


@transaction.atomic
def spor(sporsmaal: Sporsmaal, *, bruker: Bruker) -> Foresporsel:
    """Ask all who work in the unit and below it, and tell them. Only a unit of one's own line can be asked.

    Raises ValidationError for a last day before today or more than a year ahead, and when nobody else works there.
    """
    if not bruker.has_perm("kartlegging.ask_enhet", sporsmaal.enhet):
        raise PermissionDenied
    i_dag = timezone.localdate()
    if not i_dag <= sporsmaal.svarfrist <= i_dag + LENGST_FREM:
        raise ValidationError({"svarfrist": _("Siste dag å svare må være fra i dag og høyst et år frem.")})
    rolle = tilgang.rolle_for(bruker, sporsmaal.enhet, *tilgang.MED_INNSYN_I_SAKER)
    foresporsel = Foresporsel.objects.create(**vars(sporsmaal), spurt_av=bruker, **tilgang.i_rollen(rolle))
    if not meldinger.spurt(foresporsel):
        raise ValidationError({"enhet": _("Det er ingen andre å spørre i %(enhet)s.") % {"enhet": sporsmaal.enhet}})
    tilgang.logg(foresporsel, "foresporsel.spurt", bruker=bruker, som=rolle)
    return foresporsel


@transaction.atomic
def svar(foresporsel: Foresporsel, *, vil: bool, ord: str, bruker: Bruker) -> Foresporselsvar:
    """Answer, or change the answer. Raises ValidationError when it no longer takes answers."""
    foresporsel = _laas_aapen(foresporsel, bruker)
    svaret, _ny = Foresporselsvar.objects.update_or_create(
        foresporsel=foresporsel,
        person=bruker.person,
        defaults={"vil": vil, "ord": ord, "svart": timezone.now()},
    )
    return svaret


@transaction.atomic
def trekk(foresporsel: Foresporsel, *, bruker: Bruker) -> None:
    """Take one's answer back; it is gone, and pressed twice it still is."""
    foresporsel = _laas_aapen(foresporsel, bruker)
    foresporsel.svar.filter(person=bruker.person).delete()


@transaction.atomic
def lukk(foresporsel: Foresporsel, *, utfall: str, bruker: Bruker) -> Foresporsel:
    """End it, and tell those who answered what came of it. Only the one who asked; pressed twice, once."""
    if not bruker.has_perm("kartlegging.own_foresporsel", foresporsel):
        raise PermissionDenied
    foresporsel = Foresporsel.objects.select_for_update().get(pk=foresporsel.pk)
    if foresporsel.lukket is None:
        foresporsel.lukket, foresporsel.utfall = timezone.now(), utfall
        foresporsel.save(update_fields=["lukket", "utfall"])
        meldinger.lukket(foresporsel)
        tilgang.logg(foresporsel, "foresporsel.lukket", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    return foresporsel


def _laas_aapen(foresporsel, bruker):
    """The row, locked, still open, and asked of this user."""
    if not bruker.has_perm("kartlegging.answer_foresporsel", foresporsel):
        raise PermissionDenied
    foresporsel = Foresporsel.objects.select_for_update().get(pk=foresporsel.pk)
    if not Foresporsel.objects.aapne().filter(pk=foresporsel.pk).exists():
        raise ValidationError(_("Forespørselen tar ikke imot svar lenger."), code="stale")
    return foresporsel
