"""Stored documents: the file's name is its sha256, and what is read is checked against it."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.models import Dokument
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.tekst import trygt_filnavn
from kompetanse.felles.vegg import gjeldende_kommune_id


class DokumentSkadet(LesbarFeil):
    """The stored file is gone or is not what was stored."""


def lagre_dokument(objekt, slag, tittel, filnavn, innhold, *, bruker, mime="application/pdf"):
    """Store the bytes and their row. Inside a transaction: if it is rolled back, only an unused file is left."""
    kommune_id = getattr(objekt, "kommune_id", None) or gjeldende_kommune_id()
    sha256 = hashlib.sha256(innhold).hexdigest()
    return Dokument.objects.create(
        kommune_id=kommune_id,
        objekt=objekt,
        slag=slag,
        tittel=tittel[:200],
        filnavn=trygt_filnavn(filnavn),
        mime=mime,
        lagringssti=lagre_innhold(kommune_id, innhold, sha256),
        sha256=sha256,
        storrelse=len(innhold),
        laget_av=bruker,
    )


def lagre_innhold(kommune_id, innhold, sha256):
    """Put the bytes in the store under their sha256 and read them back. Returns the path.

    A file that is there already is used again when it is whole, and replaced when a stopped write left a part of it.
    """
    sti = f"{kommune_id}/{sha256[:2]}/{sha256}"
    if _er_hel(sti, sha256):
        return sti
    if default_storage.exists(sti):
        default_storage.delete(sti)
    sti = default_storage.save(sti, ContentFile(innhold))
    if not _er_hel(sti, sha256):
        raise DokumentSkadet(_("Dokumentet ble ikke lagret riktig. Kontroller at disken ikke er full, og prøv igjen."))
    return sti


def les_innhold(sti, sha256):
    """The stored bytes, proved to be the ones that were stored. Raises `DokumentSkadet`."""
    innhold = _les(sti)
    if innhold is None or hashlib.sha256(innhold).hexdigest() != sha256:
        raise DokumentSkadet(
            _("Dokumentet er endret eller borte fra lageret. Be systemansvarlig hente det fra sikkerhetskopien.")
        )
    return innhold


def les_dokument(dokument):
    """The document's bytes. Raises `DokumentSkadet` when the file is not what was stored."""
    return les_innhold(dokument.lagringssti, dokument.sha256)


def dokument_response(dokument, *, inline=True):
    """The document as an answer, with its own name."""
    return fil_response(les_dokument(dokument), dokument.filnavn, dokument.mime, inline=inline)


def _les(sti):
    try:
        with default_storage.open(sti) as fil:
            return fil.read()
    except FileNotFoundError:
        return None


def _er_hel(sti, sha256):
    innhold = _les(sti)
    return innhold is not None and hashlib.sha256(innhold).hexdigest() == sha256
