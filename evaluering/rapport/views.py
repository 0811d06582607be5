"""The report of an evaluation, as a page and as a PDF, and what it came to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluering.plan.planlegging import RETT
from evaluering.rapport import konklusjon
from evaluering.rapport.bilde import rapport
from evaluering.rapport.documents import lagrede, rapport_context, utgavene
from evaluering.rapport.forms import KonklusjonForm
from evaluering.side import hent, kan_se, smuler
from evaluering.svar.opptelling import minste_antall
from evaluering.svar.resultater import rester_av
from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import innsendt, si_feil, utfor
from kompetanse.felles.pdf import pdf_response, render_pdf


@kan_se
def rapport_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Four levels in one picture, what lies behind them, and what is done the next time."""
    evaluering = hent(request, pk)
    innholdet = rapport(evaluering, request.user)
    context = {
        "rapport": innholdet,
        "evaluering": evaluering,
        "utgaver": utgavene(evaluering, innholdet.svar.utelatt),
        "kan_endre": request.user.has_perm(RETT, evaluering),
        "kan_konkludere": request.user.has_perm(konklusjon.RETT, evaluering),
        "brodsmuler": smuler(evaluering, _("Rapport")),
    }
    return render(request, "evaluering/rapport/rapport_detail.html", context)


@kan_se
def rapport_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """As it is now."""
    evaluering = hent(request, pk)
    innhold = render_pdf("pdf/evalueringsrapport.html", rapport_context(evaluering, request.user))
    return pdf_response(innhold, _("Evaluering %s.pdf") % evaluering)


@kan_se
def rapport_utgave(request: HttpRequest, pk: int, utgave: int) -> HttpResponse:
    """As it was when somebody concluded."""
    evaluering = hent(request, pk)
    utelatt = rester_av(evaluering, request.user, minste_antall())
    dokument = get_object_or_404(lagrede(evaluering, utelatt), pk=utgave)
    try:
        return dokument_response(dokument)
    except LesbarFeil as feil:
        return si_feil(request, feil, reverse("evaluering:rapport-detail", args=[pk]))


@kan_se
def konklusjon_update(request: HttpRequest, pk: int) -> HttpResponse:
    """What we learnt, in one sentence, and what we do the next time."""
    evaluering = hent(request, pk, konklusjon.RETT)
    til = reverse("evaluering:rapport-detail", args=[pk])
    form = KonklusjonForm(innsendt(request), instance=evaluering, avbryt=til)
    response = utfor(
        request,
        form,
        lambda: konklusjon.konkluder(evaluering, form.endring, bruker=request.user),
        til=til,
        kvittering=_("Konklusjonen er lagret. Den står ved neste plan, ved lignende søknader og i saken til MBU."),
    )
    context = {
        "form": form,
        "tittel": _("Hva gjør vi neste gang?"),
        "brodsmuler": smuler(evaluering, _("Konklusjon")),
    }
    return response or render(request, "planer/forankring/planoppsett_form.html", context)
