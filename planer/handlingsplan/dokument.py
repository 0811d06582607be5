"""A view of the handlingsplan as a file: Excel and CSV, Word, and PDF. Each holds exactly what the page shows."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles import formats
from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.felles.spreadsheets.writing import tabell_response
from kompetanse.felles.word import word_response
from planer.handlingsplan.bilde import Tiltakstabell
from planer.tiltak.penger import Penger


def sumtekst(penger: Penger) -> str:
    """«Sum 101 000 kr · eget budsjett 25 000 kr · …», or empty when nothing costs."""
    if not penger.poster:
        return ""
    deler = [f"{formats.i_setning(kilde)} {formats.kr(belop)}" for kilde, belop in penger.per_kilde]
    return " · ".join([_("Sum %(belop)s") % {"belop": formats.kr(penger.sum)}, *deler])


def fil(request: HttpRequest, tabell: Tiltakstabell) -> HttpResponse | None:
    """What `?format=` asks for, or None for the page. Raises LesbarFeil when no PDF can be made."""
    filformat = request.GET.get("format")
    if filformat == "docx":
        return _word(tabell)
    if filformat == "pdf":
        return pdf_response(render_pdf("pdf/handlingsplan.html", pdf_context(tabell)), f"{tabell.filnavn}.pdf")
    return tabell_response(filformat, tabell.filnavn, tabell.overskrifter, tabell.verdier, summer=tabell.summer)


def _word(tabell):
    return word_response(
        tabell.filnavn,
        overskrifter=tabell.overskrifter,
        rader=tabell.tekster,
        under=tabell.under,
        etter=list(filter(None, [sumtekst(tabell.penger)])),
        spraak=translation.get_language() or "nb",
    )


def pdf_context(tabell: Tiltakstabell) -> dict:
    """The context of `pdf/handlingsplan.html`."""
    return {
        **brevhode(**tabell.hode, laget=timezone.now()),
        "tittel": tabell.tittel,
        "tabell": tabell,
        "sum": sumtekst(tabell.penger),
    }
