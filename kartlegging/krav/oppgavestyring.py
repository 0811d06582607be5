"""The tasks of a unit are made, renamed and ended here, and people are put on them and taken off."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.krav.styring import EN_DAG, avslutt_eller_fjern, laas_enheten, logg
from kartlegging.models import Oppgave, Oppgaveutforer
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker, Enhet, Person


@transaction.atomic
def opprett(enhet: Enhet, *, navn: str, merknad: str = "", bruker: Bruker) -> Oppgave:
    """A new task of the unit. Raises ValidationError when it has one of that name."""
    return _lagre(Oppgave(enhet=laas_enheten(enhet, bruker), navn=navn, merknad=merknad), "oppgave.opprettet", bruker)


@transaction.atomic
def endre(oppgave: Oppgave, endring: Endring, *, bruker: Bruker) -> Oppgave:
    """Call the task something else; it is the same task, with the same requirements and people. Raises Uenig."""
    oppgave = _laas(oppgave, bruker)
    endring.flett(oppgave)
    return _lagre(oppgave, "oppgave.endret", bruker)


@transaction.atomic
def avslutt(oppgave: Oppgave, *, siste_dag: dt.date, bruker: Bruker) -> None:
    """The task is not done after a day. What it demands, and who does it, ends the same day."""
    oppgave = _laas(oppgave, bruker)
    _kontroller_siste_dag(siste_dag)
    if siste_dag < oppgave.fra:
        raise ValidationError({"siste_dag": _("Oppgaven begynte i dag. Den kan tidligst slutte i dag.")})
    for krav in oppgave.krav.ikke_avsluttet(siste_dag).order_by("-fra"):
        avslutt_eller_fjern(krav, min(siste_dag, krav.til or siste_dag))
    oppgave.utforere.filter(fra__gt=siste_dag).delete()
    oppgave.utforere.ikke_avsluttet(siste_dag).update(til=siste_dag)
    oppgave.til = siste_dag
    oppgave.save(update_fields=["til"])
    logg(oppgave, "oppgave.avsluttet", bruker, siste_dag=siste_dag)


@transaction.atomic
def sett_paa(
    oppgave: Oppgave, person: Person, *, bruker: Bruker, fra: dt.date | None = None, til: dt.date | None = None
) -> Oppgaveutforer:
    """Let someone who works in the unit, or below it, do the task from a day (today)."""
    oppgave = _laas(oppgave, bruker)
    if not Person.objects.i_enhet(oppgave.enhet).filter(pk=person.pk).exists():
        raise ValidationError(
            {"person": _("%(person)s arbeider ikke i %(enhet)s.") % {"person": person, "enhet": oppgave.enhet}}
        )
    utforer = Oppgaveutforer(oppgave=oppgave, person=person, fra=fra or timezone.localdate(), til=til)
    if til and til < utforer.fra:
        raise ValidationError({"til": _("Sluttdatoen kan ikke komme før startdatoen.")})
    utforer.full_clean(exclude=["kommune"])
    utforer.save()
    logg(oppgave, "oppgave.satt_paa", bruker, person=str(person), fra=utforer.fra, til=til)
    return utforer


@transaction.atomic
def ta_av(utforer: Oppgaveutforer, *, bruker: Bruker, siste_dag: dt.date | None = None) -> None:
    """Let someone do the task no more after a day (yesterday). Who had not begun never was on it."""
    oppgave = _laas(utforer.oppgave, bruker)
    siste_dag = siste_dag or timezone.localdate() - EN_DAG
    _kontroller_siste_dag(siste_dag)
    rader = oppgave.utforere.filter(pk=utforer.pk)
    rader.filter(fra__gt=siste_dag).delete()
    rader.filter(Q(til__isnull=True) | Q(til__gt=siste_dag)).update(til=siste_dag)
    logg(oppgave, "oppgave.tatt_av", bruker, person=str(utforer.person), siste_dag=siste_dag)


def _laas(oppgave, bruker):
    enhet = laas_enheten(oppgave.enhet, bruker)
    naa = Oppgave.objects.filter(pk=oppgave.pk, til__isnull=True).first()
    if naa is None:
        raise ValidationError(_("Oppgaven er avsluttet av noen andre."), code="stale")
    naa.enhet = enhet
    return naa


def _lagre(oppgave, handling, bruker):
    oppgave.full_clean(exclude=["kommune", "enhet"])
    # full_clean leaves out constraints on what nobody edits, and the unit is one of those.
    oppgave.validate_constraints()
    oppgave.save()
    logg(oppgave, handling, bruker)
    return oppgave


def _kontroller_siste_dag(siste_dag):
    if siste_dag < timezone.localdate() - EN_DAG:
        raise ValidationError({"siste_dag": _("Siste dag kan tidligst være i går. Det som har vært, blir stående.")})
