"""The decision of one application: made once, never changed, and never for more money than is left.

The order of locks is always: the meeting, the year's frame, the case. Two who decide at the same instant are taken one
after the other, and nobody waits in a ring.
"""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.overgang import endret_siden
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Motesak, Postering, Ramme, Soknad, Vedtak
from soknader.ramme.regnskap import NULL, ta_ut
from soknader.sak.saksgang import avslutt_med_vedtak, laas

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
    vedtak = _lagre(soknad, bruker, motesak, utfall=utfall, belop=belop, begrunnelse=begrunnelse)
    if belop:
        ta_ut(ramme, soknad=soknad, belop=belop, satsingsomraade=soknad.satsingsomraade, fordeling=fordeling)
    avslutt_med_vedtak(soknad, vedtak, bruker=bruker)
    return vedtak


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
    raise ValidationError(_("Saken er allerede avgjort. Vedtaket kan ikke endres."), code="stale")


def _uttak_av(vedtak):
    rader = Postering.objects.filter(soknad_id=vedtak.soknad_id, type=Postering.Type.INNVILGET)
    return dict(rader.values_list("oremerking_id", "belop"))


def _kontroller_motesak(motesak, mote, bruker):
    """The case is on the agenda of a meeting in progress, and someone present may decide it."""
    if mote.status != Mote.Status.PAAGAAR:
        raise ValidationError(_("Møtet er ikke i gang. Saken kan ikke avgjøres nå."), code="stale")
    motesak.refresh_from_db(fields=["utsatt"])
    if motesak.utsatt:
        raise endret_siden()
    inhabile = set(motesak.inhabile.values_list("pk", flat=True))
    if bruker.person_id in inhabile:
        raise ValidationError(_("Du er inhabil i saken. En annen i HR må føre vedtaket."), code="inhabil")
    if not mote.deltakere.filter(til_stede=True).exclude(person_id__in=inhabile).exists():
        raise ValidationError(
            _("Ingen av de som er til stede, kan avgjøre saken. Endre hvem som er til stede, eller utsett saken."),
            code="ingen_habile",
        )


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
