"""What people may attach: PDF, Word, Excel and pictures, known by their content and not only by their ending."""

import hashlib
import io
import warnings
from pathlib import PurePath
from typing import NamedTuple
from xml.etree import ElementTree

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from kompetanse.felles import aktivt, ooxml
from kompetanse.felles.tekst import trygt_filnavn

MAX_PIXELS = 60_000_000
# Office files are zip files of text, and pack to a tenth.
UNPACK_FACTOR = 20
WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {
    ".pdf": "application/pdf",
    ".docx": WORD_MIME,
    ".xlsx": EXCEL_MIME,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# Pictures as some phones keep them; browsers on the phone turn them into JPEG when asked for it by `accept`.
PHONE_FORMATS = {".heic", ".heif"}
# For the `accept` attribute of the file field.
ACCEPT = ",".join(ENDINGS)


class VedleggInfo(NamedTuple):
    """What was found out about a file that may be attached, and its content."""

    mime: str
    sha256: str
    storrelse: int
    filnavn: str
    innhold: bytes


def kontroller_vedlegg(fil: UploadedFile) -> VedleggInfo:
    """Check an uploaded file by name, size and content. Raises `ValidationError` with what to do about it."""
    filnavn = trygt_filnavn(fil.name)
    ending = PurePath(filnavn).suffix.lower()
    if ending in PHONE_FORMATS:
        _refuse(
            "heic",
            _(
                "«%(navn)s» er i telefonens eget bildeformat og kan ikke åpnes av alle. Velg «Mest kompatibelt» under "
                "Kamera og Formater i telefonens innstillinger, eller ta et skjermbilde av bildet."
            ),
            filnavn,
        )
    mime = ENDINGS.get(ending)
    if mime is None:
        _refuse(
            "type", _("«%(navn)s» kan ikke legges ved. Bruk PDF, Word (.docx), Excel (.xlsx), PNG eller JPEG."), filnavn
        )
    innhold = _read(fil, filnavn)
    _CHECKS[mime](innhold, filnavn)
    return VedleggInfo(mime, hashlib.sha256(innhold).hexdigest(), len(innhold), filnavn, innhold)


def _read(fil, filnavn):
    grense = settings.MAX_VEDLEGG_BYTES
    if fil.size is not None and fil.size > grense:
        _refuse_size(filnavn)
    fil.seek(0)
    innhold = fil.read(grense + 1)
    if len(innhold) > grense:
        _refuse_size(filnavn)
    if not innhold:
        _refuse("empty", _("«%(navn)s» er tom. Velg filen på nytt."), filnavn)
    return innhold


def _check_pdf(innhold, filnavn):
    if not innhold.startswith(b"%PDF-"):
        _refuse_mismatch(filnavn)
    try:
        with pikepdf.open(io.BytesIO(innhold)) as pdf:
            is_encrypted, pages, grunn = pdf.is_encrypted, len(pdf.pages), aktivt.i_pdf(pdf)
    except pikepdf.PasswordError:
        is_encrypted, pages, grunn = True, 0, ""
    except (pikepdf.PdfError, ValueError, RuntimeError):
        _refuse_damaged(filnavn)
    if is_encrypted:
        _refuse_password(filnavn)
    if not pages:
        _refuse_damaged(filnavn)
    _refuse_active(grunn, filnavn)


def _check_office(hovedtype):
    def check(innhold, filnavn):
        try:
            ooxml.kontroller_pakke(innhold, hovedtype, max_unpacked=UNPACK_FACTOR * settings.MAX_VEDLEGG_BYTES)
        except ooxml.OoxmlFeil as feil:
            _refuse_office(feil.kode, filnavn)
        try:
            grunn = aktivt.i_office(innhold)
        except (*ooxml.OEDELAGT, ElementTree.ParseError):
            _refuse_damaged(filnavn)
        _refuse_active(grunn, filnavn)

    return check


def _refuse_office(kode, filnavn):
    if kode == "kryptert":
        _refuse_password(filnavn)
    if kode == "makroer":
        _refuse("macros", _("«%(navn)s» inneholder makroer. Lagre den uten makroer, eller som PDF."), filnavn)
    if kode == "for_stor":
        _refuse("bomb", _("«%(navn)s» blir for stor når den pakkes ut. Lagre den som PDF."), filnavn)
    _refuse_mismatch(filnavn)


def _refuse_active(grunn, filnavn):
    if grunn:
        _refuse(grunn, _AKTIVT[grunn], filnavn)


_AKTIVT = {
    aktivt.KJORER: gettext_lazy(
        "«%(navn)s» inneholder noe som kjører når filen åpnes, for eksempel et skript. Skriv den ut til en ny PDF, og legg "
        "ved den."
    ),
    aktivt.INNEHOLDER: gettext_lazy(
        "«%(navn)s» har andre filer inni seg. Legg dem ved hver for seg, eller skriv den ut til en ny PDF."
    ),
    aktivt.HENTER: gettext_lazy(
        "«%(navn)s» henter en mal eller et bilde fra et annet sted når den åpnes. Lagre den som PDF, og legg ved den."
    ),
    aktivt.FOR_MYE: gettext_lazy(
        "«%(navn)s» er satt sammen av for mange deler til at vi kan kontrollere den. Skriv den ut til en ny PDF."
    ),
}


def _check_picture(slag):
    def check(innhold, filnavn):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(innhold), formats=["PNG", "JPEG"]) as bilde:
                    funnet, pixels = bilde.format, bilde.width * bilde.height
                    if pixels <= MAX_PIXELS:
                        bilde.verify()
        except Image.DecompressionBombError:
            funnet, pixels = slag, MAX_PIXELS + 1
        except Exception:  # Pillow's readers raise whatever a broken file makes them raise
            _refuse_mismatch(filnavn)
        if funnet != slag:
            _refuse_mismatch(filnavn)
        if pixels > MAX_PIXELS:
            _refuse(
                "pixels",
                _("Bildet «%(navn)s» har for mange bildepunkter. Gjør det mindre, og velg det på nytt."),
                filnavn,
            )

    return check


_CHECKS = {
    "application/pdf": _check_pdf,
    WORD_MIME: _check_office(ooxml.WORD),
    EXCEL_MIME: _check_office(ooxml.EXCEL),
    "image/png": _check_picture("PNG"),
    "image/jpeg": _check_picture("JPEG"),
}


def _refuse(code, melding, filnavn, **params):
    raise ValidationError(melding, code=code, params={"navn": filnavn, **params}) from None


def _refuse_size(filnavn):
    _refuse(
        "size",
        _("«%(navn)s» er større enn %(grense)s. Gjør filen mindre, eller del den."),
        filnavn,
        grense=filesizeformat(settings.MAX_VEDLEGG_BYTES),
    )


def _refuse_mismatch(filnavn):
    _refuse(
        "mismatch",
        _(
            "Innholdet i «%(navn)s» passer ikke med filtypen i navnet. Åpne filen, lagre den på nytt, og velg den igjen."
        ),
        filnavn,
    )


def _refuse_damaged(filnavn):
    _refuse("damaged", _("«%(navn)s» er skadet og kan ikke åpnes. Lag filen på nytt, og velg den igjen."), filnavn)


def _refuse_password(filnavn):
    _refuse("password", _("«%(navn)s» er beskyttet med passord. Fjern passordet, og velg filen på nytt."), filnavn)
