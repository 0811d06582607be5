"""The cases to MBU: the list with what waits, the case and its PDF, and all that is done to make and send one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import og_liste
from kompetanse.felles.handling import innsendt, krever, si_feil, utfor
from kompetanse.felles.models import Jobb
from kompetanse.felles.pdf import pdf_response
from kompetanse.felles.riktekst import som_tekst
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from soknader.mbu import bilde, liste, saksgang, utkast
from soknader.mbu.documents import MBUSAK, mbusak_context
from soknader.mbu.forms import KommentarForm, PerDatoForm, UtvalgsvedtakForm
from soknader.mbu.livslop import FORBEREDER, LIVSLOP
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.models import MbuSak

VIS_KLARE = 50
# Address → verb of the case.
STEG = {
    "til-godkjenning": "til_godkjenning",
    "tilbake": "tilbake",
    "send": "send",
    "rett": "rett",
    "slett": "slett",
}


kan_se_mbu = krever("soknader.view_mbusak")


def hent_sak(request, pk):
    """The case when this reader may see it, else 404."""
    saker = MbuSak.objects.visible_to(request.user).select_related("kommune", "retter", "pdf", "sendt_av__person")
    return get_object_or_404(saker, pk=pk)


def brodsmuler(her, sak=None):
    """MBU-saker → the case → this page."""
    over = [(_navn(sak), sak)] if sak else []
    return sti((_("MBU-saker"), "soknader:mbusak-list"), *over, her=her)


def _navn(sak):
    return _("Sak %(nummer)s") % {"nummer": sak.saksnummer}


@kan_se_mbu
def mbusak_list(request):
    """Every case that the reader may see, newest first; HR also sees what waits to be told."""
    kan_lage = request.user.has_perm("soknader.prepare_mbusak")
    return vis_liste(
        request,
        liste.MBUSAKER,
        "soknader/mbu/mbusak_list.html",
        ord=bilde.Ord(request.user.kommune_id),
        kan_lage=kan_lage,
        klare=lambda _side: kan_lage and avgjorte_uten_sak(request.user.kommune_id).count(),
    )


@kan_se_mbu
def mbusak_detail(request, pk):
    """The case as the board reads it, what can be done with it, and who did what."""
    sak = hent_sak(request, pk)
    context = {**mbusak_context(sak), **bilde.saksside(sak, request.user), "brodsmuler": brodsmuler(_navn(sak))}
    return render(request, "soknader/mbu/mbusak_detail.html", context)


@kan_se_mbu
def mbusak_pdf(request, pk):
    """The PDF that was frozen when the case was sent; before that, one made from the draft as it is now."""
    sak = hent_sak(request, pk)
    try:
        if sak.pdf is not None:
            return dokument_response(sak.pdf)
        tegnet = utkast.tegn(sak, bruker=request.user)
    except LesbarFeil as feil:
        return si_feil(request, feil, sak)
    if isinstance(tegnet, Jobb):
        return redirect(tegnet)
    return pdf_response(tegnet, f"utkast-{MBUSAK.navngi(sak)}")


def ikke_mulig(request, sak, navn):
    """Why the verb cannot be done now: None when it can, a way back when the state is another, 403 without the right."""
    if navn in LIVSLOP.mulige(sak, request.user):
        return None
    if not LIVSLOP.har_rett(sak, navn, request.user):
        raise PermissionDenied
    messages.info(
        request,
        _("Dette kan ikke gjøres med saken slik den er nå: %(status)s.") % {"status": sak.get_status_display().lower()},
    )
    return redirect(sak)


@krever(FORBEREDER)
def mbusak_create(request):
    """A new case with what is decided up to a date."""
    form = PerDatoForm(innsendt(request), initial={"per_dato": timezone.localdate()})
    if response := utfor(
        request,
        form,
        lambda: saksgang.opprett(bruker=request.user, per_dato=form.cleaned_data["per_dato"]),
        til=lambda sak: reverse("soknader:mbusak-edit", args=[sak.pk]),
        kvittering=_("Utkastet er laget. Teksten er et forslag, og du kan endre alt."),
    ):
        return response
    context = {"form": form, **_klare(request.user.kommune_id), "brodsmuler": brodsmuler(_("Ny MBU-sak"))}
    return render(request, "soknader/mbu/mbusak_create.html", context)


def _klare(kommune_id):
    """The decided applications that no case holds: how many, and the first of them."""
    klare = avgjorte_uten_sak(kommune_id)
    antall = klare.count()
    return {"antall": antall, "klare": klare.prefetch_related(None)[:VIS_KLARE], "flere": max(antall - VIS_KLARE, 0)}


def les_over(request, tekster):
    """Remind of the edited texts that a change in the table may have made wrong."""
    if tekster:
        navn = og_liste(f"«{MbuSak._meta.get_field(tekst).verbose_name}»" for tekst in tekster)
        messages.warning(
            request,
            _("Du har redigert %(tekster)s. Se over at teksten fortsatt stemmer med tabellen.") % {"tekster": navn},
        )


@kan_se_mbu
def mbusak_collect(request, pk):
    """Collect the applications up to another date; what is edited stays."""
    sak = hent_sak(request, pk)
    if response := ikke_mulig(request, sak, "hent"):
        return response
    form = PerDatoForm(innsendt(request), initial={"per_dato": timezone.localdate()})
    if response := utfor(
        request,
        form,
        lambda: les_over(
            request, saksgang.hent_paa_nytt(sak, bruker=request.user, per_dato=form.cleaned_data["per_dato"])
        ),
        til=reverse("soknader:mbusak-edit", args=[sak.pk]),
        kvittering=_("Tabellen er oppdatert."),
    ):
        return response
    context = {"sak": sak, "form": form, **_klare(sak.kommune_id)}
    return render(
        request, "soknader/mbu/mbusak_create.html", {**context, "brodsmuler": brodsmuler(_("Hent søknader"), sak)}
    )


@kan_se_mbu
def mbusak_step(request, pk, handling):
    """One view for every step: GET says what will happen and asks once, POST does it."""
    if handling not in STEG:
        raise Http404
    sak = hent_sak(request, pk)
    if response := ikke_mulig(request, sak, STEG[handling]):
        return response
    form = KommentarForm(innsendt(request)) if handling == "tilbake" else None
    if response := _gjor_steg(request, sak, STEG[handling], form):
        return response
    ord = bilde.Ord(sak.kommune_id)
    context = {
        "sak": sak,
        "form": form,
        "handling": handling,
        "mangler": saksgang.mangler(sak),
        "farlig": handling == "slett",
    }
    tekst = bilde.bekreftelse(STEG[handling], sak, ord)
    return render(
        request, "soknader/mbu/mbusak_step.html", {**context, **tekst, "brodsmuler": brodsmuler(tekst["knapp"], sak)}
    )


def _gjor_steg(request, sak, navn, form):
    """Do the step, say what happened, and where to go next."""
    verb = {
        "til_godkjenning": saksgang.til_godkjenning,
        "tilbake": saksgang.tilbake_til_utkast,
        "send": saksgang.send_naa_eller_jobb,
        "rett": saksgang.rett,
        "slett": saksgang.slett_utkast,
    }[navn]
    videre = {
        "slett": lambda _ingenting: "soknader:mbusak-list",
        "rett": lambda ny: reverse("soknader:mbusak-edit", args=[ny.pk]),
        "send": lambda svar: svar if isinstance(svar, Jobb) else sak,
    }
    return utfor(
        request,
        form,
        lambda: verb(sak, bruker=request.user, **(form.cleaned_data if form else {})),
        til=videre.get(navn, lambda endret: endret),
        kvittering=lambda svar: "" if isinstance(svar, Jobb) else bilde.kvittering(navn, sak),
        ved_feil=sak,
    )


@kan_se_mbu
def mbusak_vedtak(request, pk):
    """What the board resolved; the proposal stands in the field to begin with, and the day of the meeting, at most today."""
    sak = hent_sak(request, pk)
    if response := ikke_mulig(request, sak, "vedtak"):
        return response
    forslag = {
        "vedtak": sak.vedtak or som_tekst(sak.forslag_til_vedtak),
        "vedtaksdato": sak.vedtaksdato or min(sak.motedato, timezone.localdate()),
    }
    form = UtvalgsvedtakForm(innsendt(request), sak=sak, initial=forslag)
    response = utfor(
        request,
        form,
        lambda: saksgang.registrer_vedtak(sak, bruker=request.user, **form.endring.paa(sak)),
        til=sak,
        kvittering=bilde.kvittering("vedtak", sak),
    )
    return response or render(
        request,
        "soknader/mbu/mbusak_vedtak.html",
        {"sak": sak, "form": form, "brodsmuler": brodsmuler(_("Vedtak"), sak)},
    )
