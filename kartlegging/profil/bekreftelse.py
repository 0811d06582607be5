"""What a leader says to what people have registered: confirmed, returned, or another level, agreed on together.

Never to one's own. The first of two who answer is the one that counts.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.models.oppbevaring import usperret
from kartlegging.models.oppsett import bekrefterroller
from kartlegging.profil import meldinger
from kartlegging.profil.registrering import laas_personer
from kompetanse.felles.hendelser import log_hendelse_paa_alle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

Tilstand = Personkompetanse.Tilstand
ANGREFRIST = dt.timedelta(days=30)
BESVART = gettext_lazy("En annen har alt svart på denne, eller den er endret. Last siden på nytt.")
FOR_SENT = gettext_lazy("Svaret er eldre enn 30 dager og kan ikke angres. Juster nivået i stedet.")


class Svar(NamedTuple):
    """What became of a confirmation of many: confirmed now, and what others had answered or changed before."""

    bekreftet: list[Personkompetanse]
    for_sent: list[Personkompetanse]


@transaction.atomic
def bekreft(rader: Iterable[Personkompetanse], *, bruker: Bruker) -> Svar:
    """Confirm many at a time as they were seen, and tell each person once. Statements do not grow with the number, but
    for the messages."""
    sett = {rad.pk: rad.versjon for rad in rader}
    rader = _laas(sett)
    rolle = _rett(rader, bruker)
    venter, for_sent = [], []
    for rad in rader:
        som_sett = rad.tilstand == Tilstand.EGENVURDERT and rad.versjon == sett[rad.pk]
        (venter if som_sett else for_sent).append(rad)
    _besvar(venter, Tilstand.BEKREFTET, bruker=bruker, rolle=rolle)
    log_hendelse_paa_alle(venter, "kompetanse.bekreftet", bruker=bruker, **tilgang.i_rollen(rolle))
    meldinger.bekreftet(venter, bruker)
    return Svar(venter, for_sent)


@transaction.atomic
def returner(rad: Personkompetanse, kommentar: str, *, bruker: Bruker) -> Personkompetanse:
    """Send it back with a word; the person corrects it and hands it in again."""
    rad, rolle = _ventende(rad, bruker)
    if not kommentar.strip():
        raise ValidationError({"kommentar": _("Skriv hva som mangler.")})
    _besvar([rad], Tilstand.RETURNERT, bruker=bruker, rolle=rolle, vurdering=kommentar)
    tilgang.logg(rad, "kompetanse.returnert", bruker=bruker, som=rolle, kommentar=kommentar)
    meldinger.returnert(rad, kommentar)
    return rad


@transaction.atomic
def juster(rad: Personkompetanse, nivaa: int, kommentar: str, *, bruker: Bruker) -> Personkompetanse:
    """Confirm at the level that the two agree on, and return the row that says so.

    A level confirmed before ends yesterday, and what was agreed begins today, so that a level has one row at a time.
    """
    laas_personer([rad.person_id])
    (rad,) = _laas([rad.pk]) or (None,)
    if rad is None or rad.tilstand not in Personkompetanse.TELLER:
        raise ValidationError(BESVART, code="stale")
    rolle = _rett([rad], bruker)
    _kontroller_nivaa(rad.kompetanse, nivaa)
    fra_nivaa = rad.nivaa
    avsluttet = _avslutt_samme(rad, nivaa)
    if rad.tilstand == Tilstand.BEKREFTET:
        rad = _fortsatt_fra_i_dag(rad, nivaa)
    elif avsluttet:
        rad.fra = timezone.localdate()
    rad.nivaa = nivaa
    rad.tilstand, rad.vurdering, rad.vurdert, rad.vurdert_av = Tilstand.BEKREFTET, kommentar, timezone.now(), bruker
    rad.i_rolle, rad.paa_vegne_av = tilgang.i_rollen(rolle).values()
    rad.save()
    tilgang.logg(rad, "kompetanse.justert", bruker=bruker, som=rolle, kommentar=kommentar, fra=fra_nivaa, til=nivaa)
    meldinger.justert(rad, kommentar)
    return rad


@transaction.atomic
def angre(rad: Personkompetanse, *, bruker: Bruker) -> Personkompetanse:
    """Take an answer back within 30 days: it waits again, as self-assessed."""
    laas_personer([rad.person_id])
    (rad,) = _laas([rad.pk]) or (None,)
    if rad is None or rad.tilstand not in (Tilstand.BEKREFTET, Tilstand.RETURNERT):
        raise ValidationError(BESVART, code="stale")
    rolle = _rett([rad], bruker)
    if not kan_angres(rad):
        raise ValidationError(FOR_SENT)
    if rad.tilstand == Tilstand.RETURNERT and _overlapper(rad, rad.nivaa).exists():
        raise ValidationError(_("Nivået er registrert på nytt siden. Svar på den nye i stedet."))
    _besvar([rad], Tilstand.EGENVURDERT, bruker=None, rolle=None)
    tilgang.logg(rad, "kompetanse.angret", bruker=bruker, som=rolle)
    meldinger.angret(rad)
    return rad


@transaction.atomic
def fremlagt(person: Person, kompetanse: Kompetanse, dag: dt.date, *, bruker: Bruker) -> Personkompetanse:
    """Note that a certificate that may not be kept was shown: the day, and who saw it. There is never a file."""
    laas_personer([person.pk])
    if not kompetanse.kun_fremvises:
        raise ValidationError(_("Denne registrerer den ansatte selv."))
    if not bruker.has_perm("kartlegging.confirm", person):
        raise PermissionDenied
    if dag > timezone.localdate():
        raise ValidationError({"dag": _("Dagen er ikke kommet ennå.")})
    if person.kompetanser.filter(kompetanse=kompetanse, fra=dag).exists():
        raise ValidationError({"dag": _("Den er alt ført inn for denne dagen.")})
    rolle = _rolle([person.pk], bruker)
    rad = Personkompetanse.objects.create(
        person=person,
        kompetanse=kompetanse,
        fra=dag,
        tilstand=Tilstand.BEKREFTET,
        registrert_av=bruker,
        vurdert_av=bruker,
        vurdert=timezone.now(),
        **tilgang.i_rollen(rolle),
    )
    tilgang.logg(rad, "kompetanse.fremlagt", bruker=bruker, som=rolle, dag=dag)
    return rad


def kan_angres(rad: Personkompetanse) -> bool:
    return rad.vurdert is not None and timezone.now() - rad.vurdert <= ANGREFRIST


# --- Rights, locks and writing --------------------------------------------------------------------


def _rett(rader, bruker):
    """The role in which the user answers for all of these people. Raises PermissionDenied when one of them is oneself,
    or works where the user has no say."""
    personer = {rad.person_id for rad in rader}
    if not personer:
        return None
    if bruker.person_id in personer:
        raise PermissionDenied
    return _rolle(personer, bruker)


def _rolle(personer, bruker):
    """Own before deputy, of the roles that alone cover all of them; else any, when they do so together."""
    roller = bekrefterroller(bruker)
    ordnet = sorted(roller, key=lambda rolle: bool(rolle.paa_vegne_av))
    dekker_alle = [rolle for rolle in ordnet if _dekker(personer, [rolle])]
    if dekker_alle:
        return dekker_alle[0]
    if not _dekker(personer, roller):
        raise PermissionDenied
    return ordnet[0]


def _dekker(personer, roller: list[AktivRolle]):
    if any(rolle.gjelder_hele_kommunen and rolle.kode in tilgang.HR for rolle in roller):
        return True
    dekket = Person.objects.hos(roller).filter(usperret(roller, "pk"), pk__in=personer)
    return bool(roller) and dekket.count() == len(set(personer))


def _laas(nokler):
    """The rows as they are now, locked in one order; what is gone is left out. Must run inside a transaction."""
    rader = Personkompetanse.objects.for_visning().filter(pk__in=nokler).order_by("pk")
    return list(rader.select_related("person", "kompetanse__skala").select_for_update(of=("self",)))


def _ventende(rad, bruker):
    """The row that waits, locked, and the role in which it is answered."""
    (naa,) = _laas([rad.pk]) or (None,)
    if naa is None or naa.tilstand != Tilstand.EGENVURDERT:
        raise ValidationError(BESVART, code="stale")
    return naa, _rett([naa], bruker)


def _besvar(rader, tilstand, *, bruker, rolle, vurdering=""):
    felter = {
        "tilstand": tilstand,
        "vurdert_av": bruker,
        "vurdert": bruker and timezone.now(),
        "vurdering": vurdering,
        **tilgang.i_rollen(rolle),
    }
    Personkompetanse.objects.filter(pk__in=[rad.pk for rad in rader]).update(**felter)
    for rad in rader:
        rad.__dict__.update(tilstand=tilstand, vurdering=vurdering)


# --- Levels ---------------------------------------------------------------------------------------


def _kontroller_nivaa(kompetanse, nivaa):
    if nivaa not in [trinn.nivaa for trinn in kompetanse.trinn]:
        raise ValidationError({"nivaa": _("Velg et av nivåene i skalaen.")})


def _fortsatt_fra_i_dag(rad, nivaa):
    """End what was confirmed before, and give the row that goes on from today; the same one if it began today."""
    i_dag = timezone.localdate()
    if rad.nivaa == nivaa:
        raise ValidationError({"nivaa": _("Det er dette nivået som står der nå.")})
    if rad.fra >= i_dag:
        return rad
    felles = {"person": rad.person, "kompetanse": rad.kompetanse, "til": rad.til, "bruk": rad.bruk}
    rad.til = i_dag - dt.timedelta(days=1)
    rad.save(update_fields=["til"])
    return Personkompetanse(fra=i_dag, registrert_av=rad.registrert_av, **felles)


def _avslutt_samme(rad, nivaa):
    """End yesterday what is registered on the level already. Returns whether there was something to end."""
    i_dag = timezone.localdate()
    andre = list(_overlapper(rad, nivaa))
    if any(annen.fra >= i_dag for annen in andre):
        raise ValidationError({"nivaa": _("Nivå %s er alt registrert fra i dag. Returner denne i stedet.") % nivaa})
    for annen in andre:
        annen.til = i_dag - dt.timedelta(days=1)
        annen.save(update_fields=["til"])
    return bool(andre)


def _overlapper(rad, nivaa):
    """Other rows of the person on the level, that hold while this one does or will from today."""
    if nivaa is None:
        return Personkompetanse.objects.none()
    samtidig = Q(til__isnull=True) | Q(til__gte=rad.fra)
    if rad.til:
        samtidig &= Q(fra__lte=rad.til)
    alle = Personkompetanse.objects.filter(person_id=rad.person_id, kompetanse_id=rad.kompetanse_id, nivaa=nivaa)
    return alle.filter(samtidig, tilstand__in=Personkompetanse.TELLER).exclude(pk=rad.pk)
