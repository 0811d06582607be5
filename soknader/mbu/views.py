"""Reading the cases to MBU: the list with what waits, the case page, and its PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.organisasjon.eksport import eksport_svar
from soknader import lister, mbuside
from soknader.documents_mbu import PDF_TEMPLATE, mbusak_context
from soknader.mburader import avgjorte_uten_sak
from soknader.models import MbuSak

PER_SIDE = 25


def kan_se_mbu(view):
    return login_required(permission_required("soknader.view_mbusak", raise_exception=True)(view))


def hent_sak(request, pk):
    """The case when this reader may see it, else 404."""
    saker = MbuSak.objects.visible_to(request.user).select_related("kommune", "pdf", "sendt_av__person")
    return get_object_or_404(saker, pk=pk)


def brodsmuler(sak=None, her=""):
    """MBU-saker → the case → this page."""
    stier = [(_("MBU-saker"), reverse("soknader:mbusak-list"))]
    if sak is not None:
        stier.append((_("Sak %(nummer)s") % {"nummer": sak.saksnummer}, sak.get_absolute_url() if her else ""))
    return [*stier, (her, "")] if her else stier


@kan_se_mbu
def mbusak_list(request):
    """Every case that the reader may see, newest first; HR also sees what waits to be told."""
    if svar := eksport_svar(request, lister.eksport_mbusaker, rettighet="soknader.view_mbusak"):
        return svar
    form, saker = lister.finn_mbusaker(request.user, request.GET)
    side = Paginator(saker, PER_SIDE).get_page(request.GET.get("side"))
    ord = mbuside.Ord(request.user.kommune_id)
    for sak in side:
        sak.tone, sak.venter = mbuside.TONER[sak.status], mbuside.venter(sak, ord)
    kontekst = {"filter": form, "side": side, "ord": ord, "kan_lage": request.user.has_perm("soknader.prepare_mbusak")}
    kontekst["sorter"] = request.GET.get("sorter", "")
    if kontekst["kan_lage"]:
        kontekst["klare"] = avgjorte_uten_sak(request.user.kommune_id).count()
    return render(request, "soknader/mbusak_list.html", kontekst)


@kan_se_mbu
def mbusak_detail(request, pk):
    """The case as the board reads it, what can be done with it, and who did what."""
    sak = hent_sak(request, pk)
    kontekst = {**mbusak_context(sak), **mbuside.saksside(sak, request.user), "brodsmuler": brodsmuler(sak)}
    return render(request, "soknader/mbusak_detail.html", kontekst)


@kan_se_mbu
def mbusak_pdf(request, pk):
    """The PDF that was frozen when the case was sent; before that, one made from the draft as it is now."""
    sak = hent_sak(request, pk)
    try:
        if sak.pdf is not None:
            return dokument_response(sak.pdf)
        innhold = render_pdf(PDF_TEMPLATE, mbusak_context(sak), spraak=sak.kommune.malform)
    except LesbarFeil as feil:
        messages.error(request, str(feil))
        return redirect(sak)
    return pdf_response(innhold, f"utkast-sak-mbu-{sak.saksnummer}.pdf")
