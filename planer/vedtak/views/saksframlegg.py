"""The case about a plan: proposed, edited beside its document, sent, and read as it was sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.felles.pdf import pdf_response
from kompetanse.felles.redigering import Redigering, svar_paa_lagring
from kompetanse.felles.samskriving import er_underveis
from planer.models import Kompetanseplan, Saksframlegg
from planer.planside import hent_plan, smuler
from planer.vedtak import bilde, saksframlegg
from planer.vedtak.documents import SAKSFRAMLEGG, SAKSVEDLEGG, saksframlegg_context
from planer.vedtak.forms.saksframlegg import SaksframleggForm
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.views.vedtak import ikke_mulig, vedtakssiden

ARK = "planer/vedtak/_saksframlegg_ark.html"


def hent_sak(request: HttpRequest, pk: int) -> Saksframlegg:
    """A case about a plan that the user sees, else 404, and so is a draft to those who may not write it; 403 for who may
    read the plan and not this."""
    synlige = Kompetanseplan.objects.visible_to(request.user).order_by().values("pk")
    saker = Saksframlegg.objects.filter(plan__in=synlige)
    med = ("kommune", "plan__kommune", "plan__enhet", "plan__ansvarlig", "pdf", "vedlegg", "sendt_av__person")
    sak = get_object_or_404(saker.select_related(*med), pk=pk)
    if not request.user.has_perm("planer.view_saksframlegg", sak):
        raise PermissionDenied if sak.er_sendt else Http404
    return sak


def _ikke_mulig(request, sak, navn):
    """As `ikke_mulig`, of a case."""
    if sak.er_sendt and LIVSLOP.har_rett(sak.plan, navn, request.user):
        messages.info(request, _("Saksframlegget er sendt og kan ikke endres."))
        return redirect(sak)
    return ikke_mulig(request, sak.plan, navn)


def _smuler(sak, her=""):
    """The way to the case, or to a page below it."""
    over, navn = [(_("Drøfting og vedtak"), vedtakssiden(sak.plan))], _("Saksframlegg")
    if her:
        over.append((navn, sak))
    return smuler(sak.plan, *over, her=her or navn)


@krever("planer.view_planer")
def plan_saksframlegg(request: HttpRequest, pk: int) -> HttpResponse:
    """POST: the case that is being written, or a new one proposed from the plan."""
    plan = hent_plan(request, pk)
    if response := ikke_mulig(request, plan, "skriv_sak"):
        return response
    response = utfor(
        request,
        None,
        lambda: saksframlegg.begynn(plan, bruker=request.user),
        til=lambda sak: reverse("planer:saksframlegg-edit", args=[sak.pk]),
        kvittering=LIVSLOP["skriv_sak"].kvittering,
        ved_feil=vedtakssiden(plan),
    )
    return response or redirect(vedtakssiden(plan))


@krever("planer.view_planer")
def saksframlegg_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as its body reads it, and what can be done with it."""
    sak = hent_sak(request, pk)
    context = {
        **saksframlegg_context(sak),
        **bilde.saksside(sak, request.user),
        "brodsmuler": _smuler(sak),
    }
    return render(request, "planer/vedtak/saksframlegg_detail.html", context)


@krever("planer.view_planer")
def saksframlegg_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All the words beside the document they make. Every submit and every pause saves what is valid."""
    sak = hent_sak(request, pk)
    if not LIVSLOP.har_rett(sak.plan, "skriv_sak", request.user):
        raise PermissionDenied
    # A save that comes too late is answered with what was typed.
    if request.method != "POST" and (response := _ikke_mulig(request, sak, "skriv_sak")):
        return response
    form = SaksframleggForm(innsendt(request), sak=sak, underveis=er_underveis(request))
    redigering = Redigering((form, lambda endring: saksframlegg.skriv(sak, endring, bruker=request.user)))
    if request.method == "POST" and (response := _lagre(request, sak, redigering)):
        return response
    sak = hent_sak(request, pk) if request.method == "POST" else sak
    context = {
        **saksframlegg_context(sak),
        **{"redigering": redigering, "form": form, "ark": ARK},
        "pdf": reverse("planer:saksframlegg-pdf", args=[sak.pk]),
        "brodsmuler": _smuler(sak, _("Rediger")),
    }
    return render(request, "planer/vedtak/saksframlegg_edit.html", context)


def _lagre(request, sak, redigering):
    return svar_paa_lagring(
        request,
        redigering,
        til=sak,
        ved_feil=sak,
        ark=ARK,
        context=lambda: saksframlegg_context(hent_sak(request, sak.pk)),
        kvittering=_("Saken er lagret."),
    )


@krever("planer.view_planer")
def saksframlegg_send(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST freezes the case and the plan beside it."""
    sak = hent_sak(request, pk)
    response = _ikke_mulig(request, sak, "send_sak")
    return response or _bekreft(request, sak, "send_sak", saksframlegg.send, til=sak)


@krever("planer.view_planer")
def saksframlegg_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST throws the draft away."""
    sak = hent_sak(request, pk)
    response = _ikke_mulig(request, sak, "slett_sak")
    til = vedtakssiden(sak.plan)
    return response or _bekreft(request, sak, "slett_sak", saksframlegg.slett, til=til, farlig=True)


def _bekreft(request, sak, navn, verb, **valg):
    tekst = bilde.bekreftelse(navn, sak.plan, sak.organ)
    return bekreft(
        request,
        lambda: verb(sak, bruker=request.user),
        avbryt=sak,
        kvittering=LIVSLOP[navn].kvittering,
        brodsmuler=_smuler(sak, tekst["knapp"]),
        **tekst,
        **valg,
    )


@krever("planer.view_planer")
def saksframlegg_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF that was frozen when the case was sent; before that, one made from the draft as it is now."""
    sak = hent_sak(request, pk)
    return _dokument(request, sak, sak.pdf, SAKSFRAMLEGG)


@krever("planer.view_planer")
def saksframlegg_vedlegg(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it was sent with the case; before that, as it is now."""
    sak = hent_sak(request, pk)
    return _dokument(request, sak, sak.vedlegg, SAKSVEDLEGG)


def _dokument(request, sak, frosset, slag):
    try:
        if frosset is not None:
            return dokument_response(frosset)
        return pdf_response(slag.tegn(sak), f"utkast-{slag.navngi(sak)}")
    except LesbarFeil as feil:
        return si_feil(request, feil, sak)
