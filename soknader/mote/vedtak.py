"""The decision of one application: made once, undone until the meeting closes, and never for more money than is left.

The decision stands beside its case until the close carries it in (`beslutningsmote.avslutt`): until then nobody reports on
it, no letter is written, and MBU is not told.

The order of locks is always: the meeting, the year's frame, the case. Two who decide at the same instant are taken one
after the other, and nobody waits in a ring.
"""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.overgang import endret_siden
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Motesak, Ramme, Soknad, TidligereVedtak, Vedtak
from soknader.mote.deltakelse import inhabile_i
from soknader.mote.livslop import LIVSLOP
from soknader.ramme import regnskap
from soknader.ramme.regnskap import NULL
from soknader.sak.saksgang import laas

Utfall = Vedtak.Utfall


@transaction.atomic
def fatt_vedtak(
    motesak: Motesak,
    *,
    bruker: Bruker,
    utfall: str,
    belop: Decimal | None = None,
    begrunnelse: str = "",
    fordeling: list[tuple[int | None, Decimal]] | None = None,
) -> Vedtak:
    """Write down the group's decision of a case in a meeting in progress, and draw the money. Returns the Vedtak.

    `belop` is asked for when granted in part. `fordeling` is a chosen draw: (oremerking_id or None, amount) pairs.
    The same decision sent again returns the first one; another one raises ValidationError `stale`.
    """
    mote = Mote.objects.select_for_update().get(pk=motesak.mote_id)
    ramme = Ramme.objects.select_for_update().get(pk=mote.ramme_id)
    soknad = laas(motesak.soknad)
    if not bruker.has_perm("soknader.decide_soknad", soknad):
        raise PermissionDenied
    begrunnelse = begrunnelse.strip()
    belop = _kontroller_belop(soknad, utfall, belop)
    if fattet := Vedtak.objects.filter(soknad=soknad).first():
        return _bare_samme(fattet, utfall, belop, begrunnelse, fordeling)
    if soknad.status != Soknad.Status.TIL_MOTE:
        raise endret_siden()
    if utfall != Utfall.INNVILGET and not begrunnelse:
        raise ValidationError({"begrunnelse": _("Skriv en begrunnelse. Den kommer i protokollen og i brevet.")})
    _kontroller_motesak(motesak, mote, bruker)
    fattet = _paa_motedagen(mote.dato)
    vedtak = _lagre(soknad, bruker, motesak, utfall=utfall, belop=belop, begrunnelse=begrunnelse, fattet=fattet)
    if belop:
        omraade = soknad.satsingsomraade
        regnskap.ta_ut(ramme, soknad=soknad, belop=belop, satsingsomraade=omraade, fordeling=fordeling)
    tilgang.logg(soknad, f"soknad.{utfall}", *tilgang.HR, bruker=bruker, kommentar=begrunnelse, belop=belop)
    return vedtak


@transaction.atomic
def angre_vedtak(motesak: Motesak, *, bruker: Bruker, vedtak: int) -> Motesak:
    """Undo a decision (`vedtak` is its key, as the page showed it): the money is free again, what was decided is kept as
    a `TidligereVedtak`, and the case waits for the meeting once more. Raises ValidationError `stale` or `inhabil`.
    """
    mote = LIVSLOP.begynn(motesak.mote, "angre_vedtak", bruker=bruker)
    ramme = regnskap.laas(mote.ramme)
    soknad = laas(motesak.soknad)
    if not bruker.has_perm("soknader.decide_soknad", soknad):
        raise PermissionDenied
    _kontroller_habil(motesak, mote.deltakere.all(), bruker)
    fattet = Vedtak.objects.filter(pk=vedtak, motesak=motesak).first()
    if fattet is None or soknad.status != Soknad.Status.TIL_MOTE:
        raise endret_siden()
    TidligereVedtak.objects.create(kommune_id=mote.kommune_id, motesak=motesak, angret_av=bruker, **fattet.innhold())
    regnskap.gi_tilbake(ramme, soknad)
    fattet.delete()
    tilgang.logg(soknad, "soknad.vedtak_angret", *tilgang.HR, bruker=bruker, kommentar=fattet.resultat)
    return motesak


def _kontroller_belop(soknad, utfall, belop):
    """The amount that follows from the outcome. In part is more than nothing and less than all."""
    if utfall == Utfall.AVSLAATT:
        return NULL
    if utfall == Utfall.INNVILGET:
        return soknad.soknadsbelop
    if belop is None or not NULL < belop < soknad.soknadsbelop:
        raise ValidationError({"belop": _("Skriv et beløp som er større enn null og mindre enn det er søkt om.")})
    return Decimal(belop)


def _bare_samme(fattet, utfall, belop, begrunnelse, fordeling):
    """The decision that stands, when this one says the same; a button pressed twice counts once."""
    samme = (fattet.utfall, fattet.belop, fattet.begrunnelse) == (utfall, belop, begrunnelse)
    if samme and (fordeling is None or _uttak_av(fattet) == {pott: del_av for pott, del_av in fordeling if del_av}):
        return fattet
    raise ValidationError(_("Saken er allerede avgjort. Angre vedtaket først hvis det skal endres."), code="stale")


def _uttak_av(vedtak):
    return {oremerking and oremerking.pk: belop for oremerking, belop in regnskap.uttak_for(vedtak.soknad)}


def _kontroller_motesak(motesak, mote, bruker):
    """The case is on the agenda of a meeting in progress, and someone present may decide it."""
    if mote.status != Mote.Status.PAAGAAR:
        raise ValidationError(_("Møtet er ikke i gang. Saken kan ikke avgjøres nå."), code="stale")
    motesak.refresh_from_db(fields=["utsatt"])
    if motesak.utsatt:
        raise endret_siden()
    deltakere = list(mote.deltakere.all())
    inhabile = _kontroller_habil(motesak, deltakere, bruker)
    if all(rad.person_id in inhabile for rad in deltakere if rad.til_stede):
        raise ValidationError(
            _("Ingen av de som er til stede, kan avgjøre saken. Endre hvem som er til stede, eller utsett saken."),
            code="ingen_habile",
        )


def _kontroller_habil(motesak, deltakere, bruker):
    """Ids of those who step aside in the case, when the user is not one of them."""
    inhabile = inhabile_i(motesak, deltakere)
    if bruker.person_id in inhabile:
        raise ValidationError(_("Du er inhabil i saken. En annen i HR må føre vedtaket."), code="inhabil")
    return inhabile


def _paa_motedagen(dagen):
    """Now; in a meeting that is kept afterwards, or goes on past midnight, the end of the day it was held. So letters, the
    register and MBU tell the same day as the minutes."""
    if dagen == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(dt.datetime.combine(dagen, dt.time(23, 59)))


def _lagre(soknad, bruker, motesak, **felt):
    """HR writes the decision down; the group has made it."""
    return Vedtak.objects.create(
        kommune_id=soknad.kommune_id,
        soknad=soknad,
        motesak=motesak,
        fattet_av=bruker,
        **tilgang.i_rollen(tilgang.handler_som(bruker, *tilgang.HR)),
        **felt,
    )
