"""A group that meets again and again logs a meeting: who was there, how long, and a word of what it was about."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.kjoring.datoer import halve_dager, tidspunkt
from kurs.models import Gruppemote, Kjoring, Kursoppsett, Oppmote, Samling
from kurs.oppmote.mengde import mengde
from kurs.paamelding.venteliste import laas

RETT = "kurs.log_mote"
# Of a meeting on an earlier day nobody is asked when it was.
MIDT_PAA_DAGEN = dt.time(12)


class Mote(NamedTuple):
    """A meeting as it is logged; `plasser` are the keys of the places of those who were there."""

    dag: dt.date
    varte: dt.timedelta
    plasser: Collection[int]
    notat: str = ""


@transaction.atomic
def logg(kjoring: Kjoring, mote: Mote, *, bruker: Bruker) -> Gruppemote:
    """Write the meeting and who was there. A date that was set up for the day is the meeting; else it gets one.

    Raises PermissionDenied, and ValidationError when it is logged already, is to come, or nobody was there.
    """
    kjoring = laas(kjoring)
    if not bruker.has_perm(RETT, kjoring):
        raise PermissionDenied
    if not kjoring.kurs.er_gruppe or kjoring.status not in Kjoring.Status.kommende():
        raise ValidationError(_("Denne gruppen møtes ikke lenger."), code="stale")
    if mote.dag > timezone.localdate():
        raise ValidationError({"dag": _("Dagen er ikke kommet ennå.")})
    var_der = list(kjoring.plasser_tatt.med_plass().filter(pk__in=mote.plasser))
    if not var_der:
        raise ValidationError({"plasser": _("Velg dem som var der.")})
    samling = _samlingen(kjoring, mote)
    hele = mengde(samling, Kursoppsett.for_kommunen())._asdict()
    rader = [Oppmote(samling=samling, kursplass=plass, registrert_av=bruker, **hele) for plass in var_der]
    # Someone may have come in by the code at the door.
    Oppmote.objects.bulk_create(rader, ignore_conflicts=True)
    tilgang.logg(kjoring, "kurs.gruppemote", bruker=bruker, samling=samling.start, antall=len(rader))
    return Gruppemote.objects.create(samling=samling, notat=mote.notat, logget_av=bruker)


def _samlingen(kjoring, mote):
    """The date of the meeting; made when none was set up. Raises ValidationError for a day that is logged already."""
    samme_dag = [en for en in kjoring.samlinger.all() if timezone.localdate(en.start) == mote.dag]
    if logget := Gruppemote.objects.filter(samling__in=samme_dag).select_related("logget_av__person").first():
        hvem = {"dag": dato(mote.dag), "hvem": logget.logget_av}
        raise ValidationError({"dag": _("Møtet %(dag)s er alt logget av %(hvem)s.") % hvem})
    return samme_dag[0] if samme_dag else _ny_samling(kjoring, mote)


def _ny_samling(kjoring, mote):
    """One that ended now; of an earlier day, in the middle of it."""
    i_dag = mote.dag == timezone.localdate()
    slutt = (
        timezone.now().replace(second=0, microsecond=0) if i_dag else tidspunkt(mote.dag, MIDT_PAA_DAGEN) + mote.varte
    )
    halve = halve_dager(mote.varte, Kursoppsett.for_kommunen().timer_per_dag)
    return Samling.objects.create(kjoring=kjoring, start=slutt - mote.varte, slutt=slutt, halvdager=halve)
