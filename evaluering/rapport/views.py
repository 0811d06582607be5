"""The report of an evaluation, as a page and as a PDF, and what it came to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.models import Evaluering
from evaluering.plan.planlegging import RETT
from evaluering.rapport import konklusjon
from evaluering.rapport.bilde import rapport
from evaluering.rapport.forms import KonklusjonForm
from evaluering.side import hent, kan_se, smuler
from kompetanse.felles.formats import dato
from kompetanse.felles.handling import innsendt, utfor
from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.organisasjon.models import Bruker


@kan_se
def rapport_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Four levels in one picture, what lies behind them, and what is done the next time."""
    evaluering = hent(request, pk)
    context = {
        "rapport": rapport(evaluering, request.user),
        "evaluering": evaluering,
        "kan_endre": request.user.has_perm(RETT, evaluering),
        "kan_konkludere": request.user.has_perm(konklusjon.RETT, evaluering),
        "brodsmuler": smuler(evaluering, _("Rapport")),
    }
    return render(request, "evaluering/rapport/rapport_detail.html", context)


@kan_se
def rapport_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    evaluering = hent(request, pk)
    innhold = render_pdf("pdf/evalueringsrapport.html", rapport_context(evaluering, request.user))
    return pdf_response(innhold, _("Evaluering %s.pdf") % evaluering)


def rapport_context(evaluering: Evaluering, bruker: Bruker | None) -> dict:
    """What the PDF says: the same as the page."""
    fakta = [(_("Enhet"), evaluering.enhet.navn), (_("Skrevet ut"), dato(timezone.localdate()))]
    if evaluering.evaluator:
        fakta.insert(1, (_("Evaluert av"), str(evaluering.evaluator)))
    return brevhode(evaluering.kommune, fakta=fakta) | {
        "tittel": _("Evaluering: %s") % evaluering,
        "rapport": rapport(evaluering, bruker),
        "evaluering": evaluering,
        "tegnforklaring": _(
            "Prikken er det deltakerne sier, eller det som er målt. Ruten er lederne. Den lyse streken er 95 %-intervallet, "
            "og den stiplede er det som er lovet."
        ),
    }


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
