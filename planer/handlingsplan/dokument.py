"""A view of the handlingsplan as a file: Excel and CSV, Word, and PDF. Each holds exactly what the page shows."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles import formats
from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.felles.spreadsheets.writing import tabell_response
from kompetanse.felles.word import word_response
from planer.handlingsplan.bilde import Handlingsplan
from planer.tiltak.penger import Penger


def filnavn(tabell: Handlingsplan) -> str:
    return f"{tabell.visning} {tabell.plan.enhet} {tabell.plan.periode}"


def sumtekst(penger: Penger) -> str:
    """«Sum 101 000 kr · eget budsjett 25 000 kr · …», or empty when nothing costs."""
    if not penger.poster:
        return ""
    deler = [f"{formats.i_setning(kilde)} {formats.kr(belop)}" for kilde, belop in penger.per_kilde]
    return " · ".join([_("Sum %(belop)s") % {"belop": formats.kr(penger.sum)}, *deler])


def fil(request: HttpRequest, tabell: Handlingsplan) -> HttpResponse | None:
    """What `?format=` asks for, or None for the page. Raises LesbarFeil when no PDF can be made."""
    filformat = request.GET.get("format")
    if filformat == "docx":
        return _word(tabell)
    if filformat == "pdf":
        return pdf_response(render_pdf("pdf/handlingsplan.html", pdf_context(tabell)), f"{filnavn(tabell)}.pdf")
    return tabell_response(filformat, filnavn(tabell), tabell.overskrifter, tabell.verdier, summer=tabell.summer)


def _word(tabell):
    return word_response(
        filnavn(tabell),
        overskrifter=tabell.overskrifter,
        rader=tabell.tekster,
        under=f"{tabell.plan}, {tabell.plan.enhet}",
        etter=list(filter(None, [sumtekst(tabell.penger)])),
        spraak=translation.get_language() or "nb",
    )


def pdf_context(tabell: Handlingsplan) -> dict:
    """The context of `pdf/handlingsplan.html`."""
    plan = tabell.plan
    return {
        **brevhode(
            plan.kommune,
            organ=plan.enhet.navn,
            fakta=[(_("Gjelder"), formats.periode(plan.fra, plan.til)), (_("Status"), plan.get_status_display())],
            referanse=f"{tabell.visning}, {plan.enhet}",
            laget=timezone.now(),
        ),
        "tittel": f"{tabell.visning} {plan.periode}",
        "tabell": tabell,
        "sum": sumtekst(tabell.penger),
    }
