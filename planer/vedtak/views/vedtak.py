"""A plan's way to being adopted, and what was adopted, to be read as it was."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import i_setning
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.felles.pdf import pdf_response
from planer.models import Kompetanseplan, Planversjon
from planer.plan import kvalitet
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.vedtak import bilde, drofting, saksgang
from planer.vedtak.documents import PLANUTKAST, PLANVERSJON, planversjon_context
from planer.vedtak.forms.vedtak import KommentarForm, VedtakForm
from planer.vedtak.livslop import LIVSLOP

# Address → verb of the plan.
STEG = {
    "til-behandling": "til_behandling",
    "uten-drofting": "uten_drofting",
    "tilbake": "tilbake",
    "avlys": "fra_drofting",
    "gjenaapne": "gjenaapne",
}
VERB = {
    "til_behandling": saksgang.til_behandling,
    "uten_drofting": saksgang.uten_drofting,
    "tilbake": saksgang.tilbake,
    "fra_drofting": drofting.avlys,
    "gjenaapne": saksgang.gjenaapne,
}
MED_KOMMENTAR = ("uten_drofting", "tilbake")


@krever("planer.view_planer")
def plan_vedtak(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the plan is on its way, what can be done, the minutes, and what has been adopted."""
    plan = hent_plan(request, pk, bare_vedtatt=True)
    context = {
        **ramme(plan, None, bruker=request.user, her=_("Drøfting og vedtak")),
        **bilde.vedtaksside(plan, request.user),
        "god": kvalitet.punkter(plan) if plan.er_aapen else None,
    }
    return render(request, "planer/vedtak/plan_vedtak.html", context)


def ikke_mulig(request: HttpRequest, plan: Kompetanseplan, navn: str) -> HttpResponse | None:
    """Why the verb cannot be done now: None when it can, a way back when the state is another, 403 without the right."""
    if navn in LIVSLOP.mulige(plan, request.user):
        return None
    if not LIVSLOP.har_rett(plan, navn, request.user):
        raise PermissionDenied
    messages.info(
        request,
        _("Dette kan ikke gjøres med planen slik den er nå: %(status)s.")
        % {"status": i_setning(plan.get_status_display())},
    )
    return redirect("planer:plan-vedtak", plan.pk)


@krever("planer.view_planer")
def plan_steg(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """One view for every step: GET says what will happen and asks once, POST does it."""
    if handling not in STEG:
        raise Http404
    plan, navn = hent_plan(request, pk), STEG[handling]
    if response := ikke_mulig(request, plan, navn):
        return response
    form = None
    if navn in MED_KOMMENTAR:
        form = KommentarForm(innsendt(request), maa_begrunnes=LIVSLOP[navn].maa_begrunnes)
    verb = VERB[navn]
    tekst = bilde.bekreftelse(navn, plan)
    return bekreft(
        request,
        lambda: verb(plan, bruker=request.user, **(form.cleaned_data if form else {})),
        form=form,
        avbryt=vedtakssiden(plan),
        til=vedtakssiden(plan),
        kvittering=LIVSLOP[navn].kvittering,
        brodsmuler=ramme(plan, None, bruker=request.user, her=tekst["knapp"])["brodsmuler"],
        **tekst,
    )


def vedtakssiden(plan: Kompetanseplan) -> str:
    return reverse("planer:plan-vedtak", args=[plan.pk])


@krever("planer.view_planer")
def plan_vedta(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt the plan: who, when and in which case, and it is frozen."""
    plan = hent_plan(request, pk)
    if response := ikke_mulig(request, plan, "vedta"):
        return response
    form = VedtakForm(innsendt(request), forslag=bilde.foreslaatt_vedtak(plan, request.user))
    response = utfor(
        request,
        form,
        lambda: saksgang.vedta(plan, bruker=request.user, **form.cleaned_data),
        til=vedtakssiden(plan),
        kvittering=LIVSLOP["vedta"].kvittering,
    )
    context = {**ramme(plan, None, bruker=request.user, her=_("Vedta planen")), "form": form}
    return response or render(request, "planer/vedtak/plan_vedta.html", {**context, **bilde.bekreftelse("vedta", plan)})


@krever("planer.view_planer")
def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it is now, for those who write it or are to say something of it; for others what was adopted last."""
    plan = hent_plan(request, pk, bare_vedtatt=True)
    if not request.user.has_perm("planer.read_draft", plan):
        return redirect("planer:planversjon-pdf", get_object_or_404(plan.versjoner.order_by("-nummer")[:1]).pk)
    try:
        return pdf_response(PLANUTKAST.tegn(plan), PLANUTKAST.navngi(plan))
    except LesbarFeil as feil:
        return si_feil(request, feil, plan)


# --- What was adopted -------------------------------------------------------------------------------


def hent_versjon(request: HttpRequest, pk: int) -> Planversjon:
    """A version of a plan that the user sees, else 404."""
    planer = Kompetanseplan.objects.visible_to(request.user).order_by().values("pk")
    versjoner = Planversjon.objects.filter(plan__in=planer).select_related("plan__enhet", "plan__kommune", "kommune")
    return get_object_or_404(versjoner, pk=pk)


@krever("planer.view_planer")
def planversjon_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was adopted, to be read on the screen."""
    versjon = hent_versjon(request, pk)
    navn = bilde.versjonsnavn(versjon.nummer)
    context = {
        **planversjon_context(versjon),
        **ramme(versjon.plan, None, bruker=request.user, her=navn),
        "versjon": versjon,
        "dokument": PLANVERSJON.finn(versjon),
    }
    return render(request, "planer/vedtak/planversjon_detail.html", context)


@krever("planer.view_planer")
def planversjon_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF that was kept when it was adopted."""
    versjon = hent_versjon(request, pk)
    try:
        return dokument_response(PLANVERSJON.finn(versjon))
    except LesbarFeil as feil:
        return si_feil(request, feil, versjon.plan)
