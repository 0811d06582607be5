"""The files that prove a competence: stored under their sha256, read by the person, the leader and HR."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kartlegging.models import Bevisfil, Personkompetanse
from kompetanse.felles.dokumenter import lagre_vedlegg
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon.models import Bruker

MAKS_ANTALL = 20


def legg_ved(rad: Personkompetanse, filer: Iterable[VedleggInfo], *, bruker: Bruker) -> None:
    """Store checked files with a row, inside the caller's transaction and lock. The same content counts once."""
    har = set(rad.filer.values_list("sha256", flat=True)) if rad.pk else set()
    nye = {info.sha256: info for info in filer if info.sha256 not in har}
    if len(har) + len(nye) > MAKS_ANTALL:
        raise ValidationError(_("Det kan være høyst %(antall)s filer på en kompetanse.") % {"antall": MAKS_ANTALL})
    for info in nye.values():
        Bevisfil.objects.create(
            kommune_id=rad.kommune_id,
            personkompetanse=rad,
            lastet_opp_av=bruker,
            **lagre_vedlegg(rad.kommune_id, info),
        )


@transaction.atomic
def fjern(fil: Bevisfil, *, bruker: Bruker) -> None:
    """Take a file away from what is not confirmed. The stored bytes may be others' too, and stay."""
    rad = (
        Personkompetanse.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=fil.personkompetanse_id)
    )
    if not bruker.has_perm("kartlegging.register", rad.person):
        raise PermissionDenied
    if rad.tilstand == Personkompetanse.Tilstand.BEKREFTET:
        raise ValidationError(_("Lederen har bekreftet med denne filen. Den blir stående."), code="stale")
    fil.delete()
    log_hendelse(rad, "kompetanse.fil_fjernet", bruker=bruker, kommentar=fil.filnavn)
