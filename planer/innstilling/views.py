"""The innstillinger: begun, their points gathered and weighed, written, sent, decided; and the meetings in the units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import i_setning, og_liste
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.felles.pdf import pdf_response
from kompetanse.felles.redigering import Redigering, svar_paa_lagring
from kompetanse.felles.samskriving import er_underveis
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from planer.innstilling import avgjorelse, bilde, iverksetting, punkter, skriving
from planer.innstilling.documents import INNSTILLING, innstilling_context
from planer.innstilling.forms import AvgjorForm, InnstillingForm, IverksettingForm, PunktForm, SamleForm, StartForm
from planer.innstilling.lister import FORSLAG, INNSTILLINGER
from planer.innstilling.livslop import LIVSLOP, RETT
from planer.models import Innstilling, Innstillingsforslag, Innstillingspunkt, Iverksetting

ARK = "planer/innstilling/_innstilling_ark.html"
kan_lese = krever(INNSTILLINGER.rett)


def hent_innstilling(request: HttpRequest, pk: int) -> Innstilling:
    """One of the user's kommune, else 404, and so is a draft to those who do not write it."""
    alle = Innstilling.objects.filter(kommune_id=request.user.kommune_id).select_related("kommune", "pdf")
    innstilling = get_object_or_404(alle, pk=pk)
    if not request.user.has_perm("planer.view_innstilling", innstilling):
        raise Http404
    return innstilling


def _hent_punkt(request, pk):
    alle = Innstillingspunkt.objects.filter(kommune_id=request.user.kommune_id)
    return get_object_or_404(alle.select_related("innstilling__kommune", "kilde", "satsingsomraade"), pk=pk)


def _smuler(innstilling=None, her=""):
    over = [(_("Planer"), "planer:plan-list"), (_("Innstillinger"), "planer:innstilling-list")]
    if innstilling is None:
        return sti(*over, her=her)
    return sti(*over, *([(innstilling.tittel, innstilling)] if her else []), her=her or innstilling.tittel)


def _ikke_mulig(request, innstilling, navn):
    """Why the verb cannot be done now; None when it can."""
    if navn in LIVSLOP.mulige(innstilling, request.user):
        return None
    status = i_setning(innstilling.get_status_display())
    messages.info(
        request, _("Dette kan ikke gjøres med innstillingen slik den er nå: %(status)s.") % {"status": status}
    )
    return redirect(innstilling)


@kan_lese
def innstilling_list(request: HttpRequest) -> HttpResponse:
    kan_skrive = request.user.has_perm(RETT)
    return vis_liste(
        request,
        INNSTILLINGER,
        "planer/innstilling/innstilling_list.html",
        kan_skrive=kan_skrive,
        antall_venter=punkter.ventende().count() if kan_skrive else 0,
        brodsmuler=sti((_("Planer"), "planer:plan-list"), her=_("Innstillinger")),
    )


@krever(FORSLAG.rett)
def innstilling_forslag(request: HttpRequest) -> HttpResponse:
    """All that the units have proposed for the whole organisation, and what became of it."""
    return vis_liste(
        request,
        FORSLAG,
        "planer/innstilling/innstilling_forslag.html",
        brodsmuler=_smuler(her=_("Forslag fra enhetene")),
    )


@krever(RETT)
def innstilling_create(request: HttpRequest) -> HttpResponse:
    form = StartForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: skriving.begynn(form.cleaned_data["aar"], bruker=request.user),
        til=lambda innstilling: innstilling,
        kvittering=_("Innstillingen er begynt. Samle forslagene som ber om det samme."),
    )
    her = _("Ny innstilling")
    context = {"form": form, "tittel": her, "knapp": _("Begynn"), "brodsmuler": _smuler(her=her)}
    return response or render(request, "planer/innstilling/innstilling_create.html", context)


@kan_lese
def innstilling_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The points with what each is weighed by; to those who write it, also what waits to be gathered (POST gathers)."""
    innstilling = hent_innstilling(request, pk)
    context = {
        "innstilling": innstilling,
        **bilde.siden(innstilling, request.user),
        "iverksettinger": innstilling.iverksettinger.select_related("enhet"),
        "brodsmuler": _smuler(innstilling),
    }
    if "skriv" in context["kan"]:
        like = bilde.venter()
        venter = [forslag for ett in like for forslag in ett.forslag]
        form = SamleForm(innsendt(request), forslag=venter, punkter=[rad.punkt for rad in context["rader"]])
        if response := _samle(request, innstilling, form):
            return response
        context |= {"form": form, "like": like, "antall_venter": len(venter)}
    elif request.method == "POST":
        return _ikke_mulig(request, innstilling, "skriv") if request.user.has_perm(RETT) else redirect(innstilling)
    return render(request, "planer/innstilling/innstilling_detail.html", context)


def _samle(request, innstilling, form):
    def samle():
        valg = form.cleaned_data
        return punkter.samle(innstilling, valg["forslag"], punkt=valg["punkt"], navn=valg["navn"], bruker=request.user)

    return utfor(
        request,
        form,
        samle,
        til=innstilling,
        kvittering=lambda punkt: _("Forslagene er samlet i «%(punkt)s».") % {"punkt": punkt},
    )


@krever(RETT)
def innstillingspunkt_update(request: HttpRequest, pk: int) -> HttpResponse:
    """What HR means of a point."""
    punkt = _hent_punkt(request, pk)
    if response := _ikke_mulig(request, punkt.innstilling, "skriv"):
        return response
    form = PunktForm(innsendt(request), instance=punkt)
    response = utfor(
        request,
        form,
        lambda: punkter.vei(punkt, form.endring, bruker=request.user),
        til=punkt.innstilling,
        kvittering=_("Vurderingen er lagret."),
    )
    context = {
        "form": form,
        "punkt": punkt,
        "rad": bilde.raden(punkt),
        "brodsmuler": _smuler(punkt.innstilling, punkt.navn),
    }
    return response or render(request, "planer/innstilling/innstillingspunkt_update.html", context)


@krever(RETT)
def innstillingsforslag_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST lets the proposal wait again."""
    alle = Innstillingsforslag.objects.filter(kommune_id=request.user.kommune_id)
    innstilt = get_object_or_404(alle.select_related("punkt__innstilling__kommune", "forslag__enhet"), pk=pk)
    innstilling = innstilt.punkt.innstilling
    return _ikke_mulig(request, innstilling, "skriv") or bekreft(
        request,
        lambda: punkter.ta_ut(innstilt, bruker=request.user),
        sporsmaal=_("Vil du ta «%(forslag)s» ut av punktet?") % {"forslag": innstilt.forslag},
        konsekvens=_("Forslaget venter igjen. Er det det siste i punktet, blir punktet borte."),
        knapp=_("Ta ut"),
        avbryt=innstilling,
        til=innstilling,
        kvittering=_("Forslaget er tatt ut."),
        brodsmuler=_smuler(innstilling, _("Ta ut")),
    )


@krever(RETT)
def innstilling_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words beside the document they make. Every submit and every pause saves what is valid."""
    innstilling = hent_innstilling(request, pk)
    # A save that comes too late is answered with what was typed.
    if request.method != "POST" and (response := _ikke_mulig(request, innstilling, "skriv")):
        return response
    form = InnstillingForm(innsendt(request), innstilling=innstilling, underveis=er_underveis(request))
    redigering = Redigering((form, lambda endring: skriving.skriv(innstilling, endring, bruker=request.user)))
    if request.method == "POST" and (response := _lagre(request, innstilling, redigering)):
        return response
    context = {
        **innstilling_context(hent_innstilling(request, pk)),
        **{"redigering": redigering, "form": form, "ark": ARK},
        "pdf": reverse("planer:innstilling-pdf", args=[innstilling.pk]),
        "brodsmuler": _smuler(innstilling, _("Rediger")),
    }
    return render(request, "planer/innstilling/innstilling_edit.html", context)


def _lagre(request, innstilling, redigering):
    return svar_paa_lagring(
        request,
        redigering,
        til=innstilling,
        ved_feil=innstilling,
        ark=ARK,
        context=lambda: innstilling_context(hent_innstilling(request, innstilling.pk)),
        kvittering=_("Innstillingen er lagret."),
    )


@kan_lese
def innstilling_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF that was frozen when it was sent; before that, one made from the draft as it is now."""
    innstilling = hent_innstilling(request, pk)
    try:
        if innstilling.pdf is not None:
            return dokument_response(innstilling.pdf)
        return pdf_response(INNSTILLING.tegn(innstilling), f"utkast-{INNSTILLING.navngi(innstilling)}")
    except LesbarFeil as feil:
        return si_feil(request, feil, innstilling)


@krever(RETT)
def innstilling_send(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST freezes it."""
    innstilling = hent_innstilling(request, pk)
    return _ikke_mulig(request, innstilling, "send") or _bekreft(
        request, innstilling, "send", skriving.send, til=innstilling
    )


@krever(RETT)
def innstilling_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST throws the draft away."""
    innstilling = hent_innstilling(request, pk)
    return _ikke_mulig(request, innstilling, "slett") or _bekreft(
        request, innstilling, "slett", skriving.slett, til="planer:innstilling-list", farlig=True
    )


def _bekreft(request, innstilling, navn, verb, **valg):
    overgang = LIVSLOP[navn]
    return bekreft(
        request,
        lambda: verb(innstilling, bruker=request.user),
        sporsmaal=overgang.sporsmaal,
        konsekvens=overgang.konsekvens % {"organ": innstilling.organ or _("ingen valgt")},
        knapp=overgang.label,
        kvittering=overgang.kvittering,
        avbryt=innstilling,
        brodsmuler=_smuler(innstilling, overgang.label),
        **valg,
    )


@krever(RETT)
def innstillingspunkt_avgjor(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was decided of a point."""
    punkt = _hent_punkt(request, pk)
    if response := _ikke_mulig(request, punkt.innstilling, "avgjor"):
        return response
    form = AvgjorForm(innsendt(request), punkt=punkt)
    response = utfor(
        request,
        form,
        lambda: avgjorelse.avgjor(punkt, bruker=request.user, **form.valg()),
        til=punkt.innstilling,
        kvittering=_kvittering,
    )
    context = {
        "form": form,
        "punkt": punkt,
        "rad": bilde.raden(punkt),
        "plan": avgjorelse.kommuneplanen(punkt.innstilling.aar),
        "brodsmuler": _smuler(punkt.innstilling, punkt.navn),
    }
    return response or render(request, "planer/innstilling/innstillingspunkt_avgjor.html", context)


def _kvittering(avgjort):
    tekst = _("«%(punkt)s» er avgjort, og enhetene har fått beskjed.") % {"punkt": avgjort.punkt}
    if avgjort.uten_plan:
        tekst += " " + _("Disse har ingen plan som kan endres nå, og legger det inn selv: %(enheter)s.") % {
            "enheter": og_liste(str(en) for en in avgjort.uten_plan)
        }
    return tekst


@krever("planer.view_planer")
def iverksetting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided that concerns the unit, and when the unit talks about it."""
    alle = Iverksetting.objects.filter(kommune_id=request.user.kommune_id)
    ett = get_object_or_404(alle.select_related("enhet__videre_i", "innstilling__kommune"), pk=pk)
    if not request.user.has_perm(iverksetting.RETT, ett):
        raise PermissionDenied if request.user.has_perm("planer.view_innstilling", ett.innstilling) else Http404
    form = IverksettingForm(innsendt(request), instance=ett)
    response = utfor(
        request,
        form,
        lambda: iverksetting.sett_mote(ett, form.endring, bruker=request.user),
        til=ett,
        kvittering=_("Lagret."),
    )
    context = {
        "form": form,
        "iverksetting": ett,
        **bilde.i_enheten(ett),
        "brodsmuler": _smuler(ett.innstilling, str(ett.enhet)),
    }
    return response or render(request, "planer/innstilling/iverksetting_detail.html", context)
