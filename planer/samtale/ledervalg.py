"""Who the talk is with: chosen by the person among the nearest leaders, and let go when that leader no longer is."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Samtale
from planer.person.opprettelse import enhet_hos, ledere
from planer.samtale import meldinger
from planer.samtale.livslop import LIVSLOP


@transaction.atomic
def velg_leder(samtale: Samtale, leder: Person, *, bruker: Bruker) -> Samtale:
    """The person has the talk with another of the nearest leaders, who sees nothing before it is shared anew."""
    samtale = LIVSLOP.begynn(samtale, "velg_leder", bruker=bruker)
    if leder not in ledere(samtale.person):
        raise ValidationError(_("%(leder)s er ikke nærmeste leder nå."), params={"leder": leder})
    if leder.pk == samtale.leder_id:
        return samtale
    slipp(samtale)
    samtale.leder, samtale.enhet = leder, enhet_hos(samtale.person, leder)
    samtale.save()
    tilgang.logg(samtale, "samtale.leder_valgt", bruker=bruker)
    meldinger.bedt_om(samtale, av=bruker)
    return samtale


def flytt_alle(paa_dato: dt.date | None = None) -> int:
    """Each night, for every kommune: talks that are not held, with a leader who no longer is the nearest. Returns how many;
    again the same day it is none."""
    return for_hver_kommune(_flytt_i_kommunen, paa_dato or timezone.localdate())


def _flytt_i_kommunen(kommune_id, dag):
    samtaler = list(Samtale.objects.filter(status=Samtale.Status.INVITERT, leder__isnull=False))
    lederne = Ledelse(kommune_id, dag, med_stedfortredere=False).for_personer({ett.person_id for ett in samtaler})
    # Who has no leader now has left, or is on the way to somewhere.
    flyttet = [ett for ett in samtaler if (naa := lederne[ett.person_id]) and ett.leder_id not in naa]
    return hver_for_seg(_ta_ut_lederen, flyttet)


@transaction.atomic
def _ta_ut_lederen(samtale):
    samtale = LIVSLOP.laas(samtale)
    slipp(samtale)
    samtale.leder, samtale.gruppe = None, None
    samtale.save()
    log_hendelse(samtale, "samtale.uten_leder", bruker=None)
    meldinger.uten_leder(samtale)
    return 1


def slipp(samtale: Samtale) -> None:
    """The leader is out of it. What that one wrote goes; what the person wrote is the person's alone again. So
    does the time, which was theirs. The caller saves."""
    samtale.bidrag.exclude(person=samtale.person_id).delete()
    samtale.bidrag.update(delt=None)
    samtale.tid, samtale.sted, samtale.melding = None, "", ""
