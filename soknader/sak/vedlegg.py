"""Attachments of a draft: checked by content, stored under their sha256, and taken away again."""

from collections.abc import Iterable
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import lagre_vedlegg
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.vedlegg import kontroller_vedlegg
from kompetanse.organisasjon.models import Bruker
from soknader.models import Soknad, Vedlegg
from soknader.sak.utkast import laas_utkast

MAKS_ANTALL = 20


def vedlegg_til(soknad: Soknad) -> list[Vedlegg]:
    """The attachments in order, each with its `slag` (the ending of the file name)."""
    rader = list(soknad.vedlegg.all())
    for rad in rader:
        rad.slag = PurePath(rad.filnavn).suffix.lower().lstrip(".")
    return rader


def legg_ved(
    soknad: Soknad, filer: Iterable[UploadedFile], *, bruker: Bruker
) -> tuple[list[Vedlegg], list[ValidationError]]:
    """Attach the files that are fit, one transaction each. Returns (attached, refusals as ValidationErrors).

    A file that is attached already, by content, is not attached once more.
    """
    lagt_ved, avvist = [], []
    for fil in filer:
        try:
            lagt_ved.append(_legg_ved(soknad, kontroller_vedlegg(fil), bruker))
        except ValidationError as feil:
            if feil.code == "stale":
                raise
            avvist.append(feil)
    return lagt_ved, avvist


@transaction.atomic
def _legg_ved(soknad, info, bruker):
    soknad = laas_utkast(soknad, bruker)
    samme = soknad.vedlegg.filter(sha256=info.sha256).first()
    if samme:
        return samme
    if soknad.vedlegg.count() >= MAKS_ANTALL:
        raise ValidationError(_("En søknad kan ha høyst %(antall)s vedlegg."), "antall", {"antall": MAKS_ANTALL})
    log_hendelse(soknad, "soknad.vedlegg_lagt_til", bruker=bruker, kommentar=info.filnavn)
    return Vedlegg.objects.create(
        kommune_id=soknad.kommune_id,
        soknad=soknad,
        lastet_opp_av=bruker,
        **lagre_vedlegg(soknad.kommune_id, info),
    )


@transaction.atomic
def fjern(vedlegg: Vedlegg, *, bruker: Bruker) -> None:
    """Take an attachment away while the application may be edited. The stored bytes may be others' too, and stay."""
    soknad = laas_utkast(vedlegg.soknad, bruker)
    vedlegg.delete()
    log_hendelse(soknad, "soknad.vedlegg_fjernet", bruker=bruker, kommentar=vedlegg.filnavn)
