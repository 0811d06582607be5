"""What a leader says to what people have registered: confirmed, or returned; and the way back from any answer.

Never to one's own. The first of two who answer is the one that counts. Another level is `justering`.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil import justering, meldinger
from kartlegging.profil.registrering import laas_personer
from kartlegging.profil.svarrett import besvar, laas, laas_som_sett, rett, rolle_for
from kompetanse.felles.hendelser import log_hendelse_paa_alle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person

Tilstand = Personkompetanse.Tilstand
ANGREFRIST = dt.timedelta(days=30)
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
    rader = laas(sett)
    rolle = rett(rader, bruker)
    venter, for_sent = [], []
    for rad in rader:
        som_sett = rad.tilstand == Tilstand.EGENVURDERT and rad.versjon == sett[rad.pk]
        (venter if som_sett else for_sent).append(rad)
    besvar(venter, Tilstand.BEKREFTET, bruker=bruker, rolle=rolle)
    log_hendelse_paa_alle(venter, "kompetanse.bekreftet", bruker=bruker, **tilgang.i_rollen(rolle))
    meldinger.bekreftet(venter, bruker)
    return Svar(venter, for_sent)


@transaction.atomic
def returner(rad: Personkompetanse, kommentar: str, *, bruker: Bruker) -> Personkompetanse:
    """Send it back with a word; the person corrects it and hands it in again."""
    rad = laas_som_sett(rad, Tilstand.EGENVURDERT)
    rolle = rett([rad], bruker)
    if not kommentar.strip():
        raise ValidationError({"kommentar": _("Skriv hva som mangler.")})
    besvar([rad], Tilstand.RETURNERT, bruker=bruker, rolle=rolle, vurdering=kommentar)
    tilgang.logg(rad, "kompetanse.returnert", bruker=bruker, som=rolle, kommentar=kommentar)
    meldinger.returnert(rad, kommentar)
    return rad


@transaction.atomic
def angre(rad: Personkompetanse, *, bruker: Bruker) -> None:
    """Take an answer back within 30 days, so that all is as it was before it: a claim waits again, what was confirmed
    before stands again, and a certificate that was noted as shown is not noted."""
    laas_personer([rad.person_id])
    rad = laas_som_sett(rad, Tilstand.BEKREFTET, Tilstand.RETURNERT)
    rolle = rett([rad], bruker)
    if not kan_angres(rad):
        raise ValidationError(FOR_SENT)
    tilgang.logg(rad, "kompetanse.angret", bruker=bruker, som=rolle)
    meldinger.angret(rad)
    if rad.foer_justering:
        justering.gi_tilbake(rad)
    elif rad.kompetanse.kun_fremvises:
        rad.delete()
    else:
        _la_vente(rad)


def _la_vente(rad):
    if rad.tilstand == Tilstand.RETURNERT and justering.overlapper(rad, rad.nivaa).exists():
        raise ValidationError(justering.REGISTRERT_SIDEN)
    besvar([rad], Tilstand.EGENVURDERT, bruker=None, rolle=None)


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
    rolle = rolle_for([person.pk], bruker)
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
