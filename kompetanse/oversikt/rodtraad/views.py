"""The pages of the thread: one object's, as a page and as PDF, and the breaks of all that one answers for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import krever, si_feil
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.oversikt.rodtraad import bilde, lister
from kompetanse.oversikt.rodtraad.aar import aarene, valgt_dag
from kompetanse.oversikt.rodtraad.bruddslag import SLAG
from kompetanse.oversikt.rodtraad.samling import synlige
from kompetanse.oversikt.rodtraad.traad import traad
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Styringsdokument, Tiltak
from soknader.models import Soknad

SE = "planer.view_planer"
# What a thread is shown of: the word in its address, and what is read along with it.
FOKUS = {
    "dokument": (Styringsdokument, ()),
    "plan": (Kompetanseplan, ("enhet",)),
    "maal": (Maal, ("plan__enhet", "dokument", "forgjenger__plan")),
    "behov": (Kompetansebehov, ("plan__enhet", "forgjenger__plan")),
    "tiltak": (Tiltak, ("plan__enhet", "forgjenger__plan")),
    "soknad": (Soknad, ("plan", "tiltak__plan")),
}


@krever(SE)
def traad_detail(request: HttpRequest, ledd: str, pk: int) -> HttpResponse:
    """What is above and below one object: drawn, and as a list."""
    fokus = _hent(request, ledd, pk)
    dag = valgt_dag(request.GET.get("aar", ""))
    ett = traad(fokus, request.user, dag)
    context = {
        **bilde.traadbilde(ett),
        "faner": aarene(ledd, fokus, ett.dag, request.user),
        "pdf_url": reverse("oversikt:traad-pdf", args=[ledd, pk]) + f"?aar={ett.dag.year}",
        "kan_se_brudd": request.user.has_perm(lister.RETT),
        "brodsmuler": sti((_("Planer"), "planer:plan-list"), (fokus, fokus), her=_("Rød tråd")),
    }
    return render(request, "oversikt/rodtraad/traad_detail.html", context)


@krever(SE)
def traad_pdf(request: HttpRequest, ledd: str, pk: int) -> HttpResponse:
    fokus = _hent(request, ledd, pk)
    ett = traad(fokus, request.user, valgt_dag(request.GET.get("aar", "")))
    try:
        innhold = render_pdf("pdf/traad.html", bilde.pdf_context(ett, request.user))
    except LesbarFeil as feil:
        return si_feil(request, feil, reverse("oversikt:traad-detail", args=[ledd, pk]))
    return pdf_response(innhold, _("Rød tråd %(navn)s") % {"navn": str(fokus)[:60]} + ".pdf")


def _hent(request: HttpRequest, ledd: str, pk: int) -> Any:
    if ledd not in FOKUS:
        raise Http404
    modell, med = FOKUS[ledd]
    return get_object_or_404(synlige(modell, request.user).select_related(*med), pk=pk)


@krever(lister.RETT)
def brudd_list(request: HttpRequest) -> HttpResponse:
    """Every kind of break, and how many there are of each in the units that one answers for."""
    context = {
        "brudd": bilde.bruddtall(request.user),
        "brodsmuler": sti((_("Planer"), "planer:plan-list"), her=_("Der tråden ryker")),
    }
    return render(request, "oversikt/rodtraad/brudd_list.html", context)


@krever(lister.RETT)
def brudd_detail(request: HttpRequest, brudd: str) -> HttpResponse:
    """All breaks of one kind."""
    if brudd not in lister.LISTER:
        raise Http404
    slag = next(ett for ett in SLAG if ett.kode == brudd)
    brodsmuler = sti((_("Planer"), "planer:plan-list"), (_("Der tråden ryker"), "oversikt:brudd-list"), her=slag.navn)
    return vis_liste(
        request, lister.LISTER[brudd], "oversikt/rodtraad/brudd_detail.html", slag=slag, brodsmuler=brodsmuler
    )
