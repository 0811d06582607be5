"""From a template to a PDF to archive (PDF/A-3a) and to hear read (PDF/UA-1). Only this module knows WeasyPrint."""

import base64
import io
import mimetypes
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kompetanse.felles import pdf_ua
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.nedlasting import fil_response

DEBIAN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# A name that no network knows; `_fetcher` answers for it from our own static files.
STATIC_BASE = "https://statiske-filer.invalid/"
PICTURE_DATA = re.compile(r"^data:image/(?:png|jpeg|svg\+xml);base64,")
LONG_WORD = re.compile(r"([^\s\u00ad\u200b-]{28,})")
# Longer than any word that people write. Where each letter may end a line, these take minutes to lay out.
ENDLESS_WORD = re.compile(r"[^\s\u00ad\u200b-]{60,}")
PIECE = re.compile(r".{20}")
# Latin letters up to here, with accents, are in our own fonts.
LAST_COMMON = 0x17F
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class PdfMangler(LesbarFeil):
    """PDFs cannot be made on this machine. The sentence holds the command that mends it."""


class TegnUtenSkrift(LesbarFeil):
    """The text has characters that no font can draw."""

    def __init__(self, tegn: Iterable[str]):
        super().__init__(
            _("Disse tegnene kan ikke skrives i PDF-en: %(tegn)s. Ta dem bort, eller skriv det på en annen måte.")
            % {"tegn": vis_tegn(tegn)}
        )


def vis_tegn(tegn: Iterable[str]) -> str:
    """«🎓 (U+1F393)», to be found again in a text."""
    return ", ".join(f"{ett} (U+{ord(ett):04X})" for ett in sorted(tegn))


def render_pdf(template_name: str, context: dict, *, spraak: str | None = None, strengt: bool = False) -> bytes:
    """Turn a template into PDF bytes, in the language given, else the active one.

    A character that no font has is written as its number, «[U+1F393]»; when someone can write something else instead,
    `strengt` raises `TegnUtenSkrift`. The same template and context give the same bytes when the context holds `laget`.
    Raises `PdfMangler`.
    """
    weasyprint = _weasyprint()
    with translation.override(spraak or translation.get_language() or settings.LANGUAGE_CODE):
        html = render_to_string(template_name, context)
    innhold, uten_skrift = _draw(weasyprint, html)
    if uten_skrift and strengt:
        raise TegnUtenSkrift(uten_skrift)
    if uten_skrift:
        innhold, _ingen = _draw(weasyprint, html.translate({ord(ett): f"[U+{ord(ett):04X}]" for ett in uten_skrift}))
    return pdf_ua.merk(innhold)


def uten_skrift(tekst: str) -> set[str]:
    """The characters of a text that no font has, to be told before it is drawn. Costs nothing where all are common; none
    where PDFs cannot be made."""
    sjeldne = "".join(sorted({ett for ett in tekst if ord(ett) > LAST_COMMON}))
    try:
        return _draw(_weasyprint(), render_to_string("pdf/base.html", {"tittel": sjeldne}))[1] if sjeldne else set()
    except PdfMangler:
        return set()


def krev_skrift(tekst: str) -> None:
    """Validator of what is typed on the page that makes the PDF: it can still be written otherwise."""
    if tegn := uten_skrift(tekst):
        raise ValidationError(str(TegnUtenSkrift(tegn)), code="uten_skrift")


def _draw(weasyprint, html):
    """The PDF, and the characters that no font has."""
    uten_skrift = set()

    def finisher(dokument, _pdf):
        uten_skrift.update(chr(kode) for font in dokument.fonts.values() for kode in font.missing)

    dokument = weasyprint.HTML(string=html, base_url=STATIC_BASE, url_fetcher=_fetcher(weasyprint))
    _let_long_words_break(dokument.etree_element)
    # The identifier is random unless given; `merk` makes it from the content.
    innhold = dokument.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=b"0" * 16, finisher=finisher)
    return innhold, uten_skrift


def brevhode(
    avsender,
    *,
    organ: str = "",
    fakta: Iterable[tuple[str, str]] = (),
    referanse: str = "",
    laget: datetime | None = None,
) -> dict:
    """The part of the context that every letterhead needs.

    `avsender` has `navn`, `temafarge` and `logo` (a file field); `fakta` is (name, value) pairs of ready text;
    `referanse` stands on top of every page but the first; `laget` is a datetime.
    """
    farge = getattr(avsender, "temafarge", "")
    return {
        "avsender": avsender.navn,
        "organ": "" if organ == avsender.navn else organ,
        "fakta": list(fakta),
        "referanse": referanse,
        "farge": farge if COLOUR.fullmatch(farge or "") else "",
        "logo": _data_uri(getattr(avsender, "logo", None)),
        # The properties of a PDF hold whole seconds.
        "laget": laget and laget.replace(microsecond=0),
    }


def pdf_response(innhold: bytes, filnavn: str, *, inline: bool = True) -> HttpResponse:
    """The PDF shown in the browser, or as a download with `inline=False`."""
    return fil_response(innhold, filnavn, "application/pdf", inline=inline)


def _let_long_words_break(root):
    """A cell is as wide as its longest word; one that no column has room for may break anywhere.

    That costs so much that only the word itself may, never the cell around it.
    """
    for element in root.iter():
        element.text, element.tail = _in_pieces(element.text), _in_pieces(element.tail)
    cells = [cell for cell in root.iter() if cell.tag in {"td", "th"}]
    for element in [element for cell in cells for element in cell.iter()]:
        for place, child in reversed(list(enumerate(element, start=1))):
            child.tail = _wrap_long_words(child.tail, element, place)
        element.text = _wrap_long_words(element.text, element, 0)


def _wrap_long_words(text, parent, place):
    """Put each long word of the text in an element of its own, from this place on; returns what stands before them."""
    if not text:
        return text
    before, *rest = LONG_WORD.split(text)
    for offset, (word, after) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        span = Element("span", {"class": "langt-ord"})
        span.text, span.tail = word, after
        parent.insert(place + offset, span)
    return before


def _in_pieces(text):
    """The text with places to break in words that never end."""
    return text and ENDLESS_WORD.sub(lambda word: PIECE.sub("\\g<0>\u200b", word[0]), text)


def _weasyprint():
    # Slow to import, and it fails where Pango is missing: so only when someone asks for a PDF.
    try:
        import weasyprint
    except OSError as feil:
        raise PdfMangler(
            _("PDF kan ikke lages fordi Pango mangler på serveren. Systemansvarlig kan kjøre: %(kommando)s")
            % {"kommando": f"apt-get install --no-install-recommends {DEBIAN_PACKAGES}"}
        ) from feil
    return weasyprint


def _fetcher(weasyprint):
    """Answers WeasyPrint with our own static files and embedded pictures; nothing else on disk or network."""

    class OwnFilesOnly(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            if PICTURE_DATA.match(url):
                return super().fetch(url, headers)
            path = finders.find(url.removeprefix(STATIC_BASE)) if url.startswith(STATIC_BASE) else None
            if path is None:
                raise ValueError(f"A PDF may not fetch {url[:200]}")
            content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return weasyprint.urls.URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": content_type})

    return OwnFilesOnly()


def _data_uri(fil):
    """A picture of the letterhead as part of the HTML, so that the renderer needs no access to the file store."""
    if not fil:
        return ""
    mime = mimetypes.guess_type(fil.name)[0]
    buffer = io.BytesIO()
    try:
        with fil.open("rb") as kilde:
            buffer.write(kilde.read())
    except FileNotFoundError:
        return ""
    uri = f"data:{mime};base64,{base64.b64encode(buffer.getvalue()).decode()}"
    return uri if PICTURE_DATA.match(uri) else ""
