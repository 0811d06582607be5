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
from kompetanse.organisasjon.models import Enhet
from kompetanse.oversikt.rodtraad import bilde, lister
from kompetanse.oversikt.rodtraad.aar import aarene, valgt_dag
from kompetanse.oversikt.rodtraad.bruddslag import SLAG
from kompetanse.oversikt.rodtraad.delene import adressevalg
from kompetanse.oversikt.rodtraad.rader import synlige
from kompetanse.oversikt.rodtraad.samling import Utsnitt
from kompetanse.oversikt.rodtraad.traad import traad
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Styringsdokument, Tiltak
from soknader.models import Soknad

SE = "planer.view_planer"
# What a thread is shown of: the word in its address, and what is read along with it.
FOKUS = {
    "dokument": (Styringsdokument, ("enhet",)),
    "plan": (Kompetanseplan, ("enhet",)),
    "maal": (Maal, ("plan__enhet", "dokument__enhet", "forgjenger__plan")),
    "behov": (Kompetansebehov, ("plan__enhet", "forgjenger__plan")),
    "tiltak": (Tiltak, ("plan__enhet", "forgjenger__plan")),
    "soknad": (Soknad, ("plan", "tiltak__plan")),
}
# What has goals below it, and is told by the parts of the kommune when they are many.
DELES = ("dokument", "plan", "maal")


@krever(SE)
def traad_detail(request: HttpRequest, ledd: str, pk: int) -> HttpResponse:
    """What is above and below one object: drawn, and as a list, or by the parts of the kommune."""
    fokus = _hent(request, ledd, pk)
    ett = _traad(request, ledd, fokus)
    context = {
        **bilde.traadbilde(ett),
        "faner": aarene(ledd, fokus, ett.dag, request.user, ett.utsnitt),
        "pdf_url": f"{reverse('oversikt:traad-pdf', args=[ledd, pk])}?{adressevalg(ett.dag.year, ett.utsnitt)}",
        "kan_se_brudd": request.user.has_perm(lister.RETT),
        "brodsmuler": _smuler(ett, reverse("oversikt:traad-detail", args=[ledd, pk])),
    }
    return render(request, "oversikt/rodtraad/traad_detail.html", context)


@krever(SE)
def traad_pdf(request: HttpRequest, ledd: str, pk: int) -> HttpResponse:
    fokus = _hent(request, ledd, pk)
    ett = _traad(request, ledd, fokus)
    try:
        innhold = render_pdf("pdf/traad.html", bilde.pdf_context(ett, request.user))
    except LesbarFeil as feil:
        return si_feil(request, feil, reverse("oversikt:traad-detail", args=[ledd, pk]))
    return pdf_response(innhold, _("Rød tråd %(navn)s") % {"navn": str(fokus)[:60]} + ".pdf")


def _traad(request, ledd, fokus):
    """In the year, and of the part of the kommune, that the address asks for."""
    return traad(fokus, request.user, valgt_dag(request.GET.get("aar", "")), _utsnitt(request, ledd))


def _utsnitt(request, ledd):
    enhet = request.GET.get("enhet", "")
    if not enhet or ledd not in DELES:
        return None
    if not enhet.isdecimal():
        raise Http404
    return Utsnitt(get_object_or_404(Enhet.objects.visible_to(request.user), pk=enhet), "egen" in request.GET)


def _smuler(ett, her):
    """Down to the object, and from there down to the part of the kommune."""
    over = [(_("Planer"), "planer:plan-list"), (ett.fokus, ett.fokus)]
    if ett.utsnitt is None:
        return sti(*over, her=_("Rød tråd"))
    deler = [(enhet, f"{her}?{adressevalg(ett.dag.year, Utsnitt(enhet))}") for enhet in bilde.deler_over(ett)]
    return sti(*over, (_("Rød tråd"), f"{her}?{adressevalg(ett.dag.year)}"), *deler, her=ett.utsnitt)


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
