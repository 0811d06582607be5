"""Requirements are set, changed and ended here. A change is a new row, so that what was demanded on any day can be read."""

import datetime as dt
import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.katalog.nivaa import kontroller_nivaa
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import dato
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet

EN_DAG = dt.timedelta(days=1)
RETT = "kartlegging.change_krav"
# What two rows demand alike when they are the same requirement said twice.
INNHOLD = ("nivaa", "styrke", "maa_bekreftes", "antall")
# What a change may touch: not what is demanded a competence in, nor of whom. That is another requirement.
KAN_ENDRES = (*INNHOLD, "per_vakt", "vakter", "frist_dager", "overgang_til", "hvorfor")


@transaction.atomic
def sett(krav: Kompetansekrav, *, bruker: Bruker) -> Kompetansekrav:
    """Store a new requirement. Raises ValidationError when it is wrong, or stands there already."""
    laas_enheten(krav.enhet, bruker)
    _kontroller(krav)
    if like := _det_samme(krav).first():
        raise ValidationError(_("Dette kravet står her fra før, fra %s.") % dato(like.fra), code="finnes")
    krav.save()
    logg(krav, "krav.satt", bruker)
    return krav


@transaction.atomic
def endre(krav: Kompetansekrav, *, fra: dt.date, bruker: Bruker, vist: str = "", **felt) -> Kompetansekrav:
    """Demand something else from a day: the old one ends the day before, and what is returned begins.

    `felt` are values of `KAN_ENDRES`, `vist` the mark of what the page showed. One that has not begun is changed as it
    stands. Raises ValidationError: `stale` when someone else changed it first; on `overgang_til` when it gets stricter and
    nothing says until when people have time.
    """
    gammelt = _laas(krav, bruker)
    if vist and vist != merke(gammelt):
        raise _endret_av_andre()
    if all(getattr(gammelt, navn) == verdi for navn, verdi in felt.items()):
        raise ValidationError(_("Du har ikke endret noe."), code="uendret")
    if fra < timezone.localdate():
        raise ValidationError({"fra": _("En endring kan tidligst gjelde fra i dag.")})
    har_begynt = gammelt.fra < timezone.localdate()
    forrige = gammelt if har_begynt else gammelt.erstatter
    nytt = _etter(gammelt) if har_begynt else gammelt
    nytt.fra = fra
    for navn in KAN_ENDRES:
        setattr(nytt, navn, felt.get(navn, getattr(gammelt, navn)))
    if forrige:
        _avloes(forrige, nytt)
    _kontroller(nytt)
    nytt.save()
    logg(nytt, "krav.endret", bruker)
    return nytt


@transaction.atomic
def avslutt(krav: Kompetansekrav, *, siste_dag: dt.date, bruker: Bruker) -> None:
    """Demand it no more after a day: yesterday, to be rid of it at once, or later. One that had not begun is removed."""
    krav = _laas(krav, bruker)
    if siste_dag < timezone.localdate() - EN_DAG:
        raise ValidationError({"siste_dag": _("Et krav kan tidligst slutte i går. Det som har vært, blir stående.")})
    logg(krav, "krav.avsluttet", bruker, siste_dag=siste_dag)
    avslutt_eller_fjern(krav, siste_dag)


def avslutt_eller_fjern(krav: Kompetansekrav, siste_dag: dt.date) -> None:
    """End a requirement after a day; one that begins later never was, and what it was to replace goes on as before.
    Checks no right; run it inside a transaction."""
    if krav.fra <= siste_dag:
        return _avslutt(krav, siste_dag)
    if krav.erstatter:
        _avslutt(krav.erstatter, krav.til)
    try:
        krav.delete()
    except ProtectedError as feil:
        raise ValidationError(_("Det er meldt et behov fra kravet. Sett siste dag til i dag.")) from feil


def er_strengere(gammelt: Kompetansekrav, nytt: Kompetansekrav) -> bool:
    """More is demanded of someone whom both concern."""
    return (
        (nytt.nivaa or 0) > (gammelt.nivaa or 0)
        or (nytt.maa_bekreftes and not gammelt.maa_bekreftes)
        or (nytt.styrke == Kompetansekrav.Styrke.SKAL and gammelt.styrke == Kompetansekrav.Styrke.BOR)
        or (nytt.antall is None and gammelt.antall is not None)
    )


def om_det_samme(krav: Kompetansekrav) -> Q:
    """A condition for requirements that ask the same people for the same competence, wherever they are set."""
    return Q(
        kompetanse_id=krav.kompetanse_id, kategori_id=krav.kategori_id, oppgave_id=krav.oppgave_id, rolle=krav.rolle
    )


def merke(krav: Kompetansekrav) -> str:
    """Short for what it demands and when, to tell whether it is still what a page showed."""
    innhold = repr([getattr(krav, navn) for navn in (*KAN_ENDRES, "fra", "til")])
    return hashlib.sha256(innhold.encode()).hexdigest()[:16]


def laas_enheten(enhet: Enhet, bruker: Bruker) -> Enhet:
    """Let one at a time change what the unit demands. Raises PermissionDenied when the user does not answer for it, as it
    stands in the tree now."""
    enhet = Enhet.objects.select_for_update().get(pk=enhet.pk)
    if not bruker.has_perm(RETT, enhet):
        raise PermissionDenied
    if enhet.gyldig_til is not None:
        raise ValidationError(_("%s er avsluttet, og kan ikke få nye krav.") % enhet)
    return enhet


def logg(objekt, handling, bruker, **data):
    """The audit line of a change of what a unit demands."""
    som = tilgang.rolle_for(bruker, objekt.enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(objekt, handling, bruker=bruker, som=som, hva=str(objekt), **data)


def _laas(krav, bruker):
    """The requirement read anew, when it is still the last word."""
    laas_enheten(krav.enhet, bruker)
    naa = Kompetansekrav.objects.filter(pk=krav.pk, erstattet_av__isnull=True).ikke_avsluttet().med_alt().first()
    if naa is None or naa.til != krav.til:
        raise _endret_av_andre()
    return naa


def _endret_av_andre():
    return ValidationError(_("Kravet er endret av noen andre. Se hva som gjelder nå."), code="stale")


def _etter(gammelt):
    """What comes after: the same people, competence and end, still without its content."""
    samme = {
        navn: getattr(gammelt, navn) for navn in ("kommune_id", "enhet", "kategori", "oppgave", "rolle", "kompetanse")
    }
    return Kompetansekrav(erstatter=gammelt, til=gammelt.til, **samme)


def _avloes(forrige, nytt):
    """Let the one before end the day before. A sharper one gives those who are here time; another takes no deadline from
    anyone."""
    if nytt.fra <= forrige.fra:
        raise ValidationError({"fra": _("Kravet begynner %s. Endringen må gjelde fra senere.") % dato(forrige.fra)})
    if nytt.til and nytt.fra > nytt.til:
        raise ValidationError({"fra": _("Kravet slutter %s. Endringen må gjelde fra før det.") % dato(nytt.til)})
    strengere = er_strengere(forrige, nytt)
    if strengere and nytt.overgang_til is None and (nytt.antall is None or nytt.oppgave):
        raise ValidationError(
            {"overgang_til": _("Kravet blir strengere. Skriv hvor lenge de som er her, har frist.")}, code="overgang"
        )
    nytt.krevd_siden = None if strengere else forrige.krevd_siden or forrige.fra
    _avslutt(forrige, nytt.fra - EN_DAG)


def _avslutt(krav, siste_dag):
    """None for one that has no end."""
    krav.til = siste_dag
    krav.save(update_fields=["til"])


def _kontroller(krav):
    kontroller_nivaa(krav.kompetanse, krav.nivaa)
    if not type(krav.kompetanse).objects.i_bruk(krav.fra).filter(pk=krav.kompetanse_id).exists():
        raise ValidationError(_("%s er tatt ut av katalogen. Krev noe annet i stedet.") % krav.kompetanse)
    if krav.oppgave and (krav.oppgave.enhet_id != krav.enhet_id or krav.oppgave.til):
        raise ValidationError(_("Oppgaven er avsluttet. Velg en annen."))
    if krav.overgang_til and krav.overgang_til < krav.fra:
        raise ValidationError({"overgang_til": _("Fristen kan ikke gå ut før kravet gjelder.")})
    krav.full_clean(exclude=["kommune", "enhet", "erstatter"])


def _det_samme(krav) -> QuerySet[Kompetansekrav]:
    """Other rows of the unit that demand exactly this in some of the same time."""
    slutter = Q() if krav.til is None else Q(fra__lte=krav.til)
    like = Kompetansekrav.objects.filter(om_det_samme(krav), slutter, enhet_id=krav.enhet_id)
    return like.ikke_avsluttet(krav.fra).filter(**{navn: getattr(krav, navn) for navn in INNHOLD})
