"""The cases to MBU: the list with what waits, the case and its PDF, and all that is done to make and send one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import og_liste
from kompetanse.felles.handling import innsendt, krever, si_feil, utfor
from kompetanse.felles.pdf import pdf_response
from kompetanse.organisasjon.eksport import eksport_svar
from soknader.mbu import bilde, liste, saksgang
from soknader.mbu.documents import MBUSAK, mbusak_context
from soknader.mbu.forms import KommentarForm, PerDatoForm, Redigering, UtvalgsvedtakForm
from soknader.mbu.livslop import FORBEREDER, LIVSLOP
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.models import MbuSak

PER_SIDE = 25


kan_se_mbu = krever("soknader.view_mbusak")


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
    if svar := eksport_svar(request, liste.eksport, rettighet="soknader.view_mbusak"):
        return svar
    form, saker = liste.finn(request.user, request.GET)
    side = Paginator(saker, PER_SIDE).get_page(request.GET.get("side"))
    ord = bilde.Ord(request.user.kommune_id)
    for sak in side:
        sak.tone, sak.venter = bilde.TONER[sak.status], bilde.venter(sak, ord)
    kontekst = {"filter": form, "side": side, "ord": ord, "kan_lage": request.user.has_perm("soknader.prepare_mbusak")}
    kontekst["sorter"] = request.GET.get("sorter", "")
    if kontekst["kan_lage"]:
        kontekst["klare"] = avgjorte_uten_sak(request.user.kommune_id).count()
    return render(request, "soknader/mbu/mbusak_list.html", kontekst)


@kan_se_mbu
def mbusak_detail(request, pk):
    """The case as the board reads it, what can be done with it, and who did what."""
    sak = hent_sak(request, pk)
    kontekst = {**mbusak_context(sak), **bilde.saksside(sak, request.user), "brodsmuler": brodsmuler(sak)}
    return render(request, "soknader/mbu/mbusak_detail.html", kontekst)


@kan_se_mbu
def mbusak_pdf(request, pk):
    """The PDF that was frozen when the case was sent; before that, one made from the draft as it is now."""
    sak = hent_sak(request, pk)
    try:
        if sak.pdf is not None:
            return dokument_response(sak.pdf)
        innhold = MBUSAK.tegn(sak)
    except LesbarFeil as feil:
        return si_feil(request, feil, sak)
    return pdf_response(innhold, f"utkast-{MBUSAK.navngi(sak)}")


VIS_KLARE = 50
# Address → verb of the case.
STEG = {
    "til-godkjenning": "til_godkjenning",
    "tilbake": "tilbake",
    "send": "send",
    "rett": "rett",
    "slett": "slett",
}


def _ikke_mulig(request, sak, navn):
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
    if svar := utfor(
        request,
        form,
        lambda: saksgang.opprett(bruker=request.user, per_dato=form.cleaned_data["per_dato"]),
        til=lambda sak: reverse("soknader:mbusak-edit", args=[sak.pk]),
        kvittering=_("Utkastet er laget. Teksten er et forslag, og du kan endre alt."),
    ):
        return svar
    kontekst = {"form": form, **_klare(request.user.kommune_id), "brodsmuler": brodsmuler(her=_("Ny MBU-sak"))}
    return render(request, "soknader/mbu/mbusak_create.html", kontekst)


def _klare(kommune_id):
    """The decided applications that no case holds: how many, and the first of them."""
    klare = avgjorte_uten_sak(kommune_id)
    antall = klare.count()
    return {"antall": antall, "klare": klare.prefetch_related(None)[:VIS_KLARE], "flere": max(antall - VIS_KLARE, 0)}


@kan_se_mbu
def mbusak_edit(request, pk):
    """All the words beside the document they make. Every submit and every pause saves what is valid."""
    sak = hent_sak(request, pk)
    # A save that comes too late is answered by `_lagre`, which shows what was typed.
    if request.method != "POST" and (svar := _ikke_mulig(request, sak, "rediger")):
        return svar
    skjema = Redigering(sak, _aapen_rad(sak, request.GET.get("rad")), request.POST or None)
    if request.method == "POST" and (svar := _lagre(request, skjema)):
        return svar
    kontekst = {
        **mbusak_context(skjema.sak),
        "skjema": skjema,
        "ikke_med": avgjorte_uten_sak(sak.kommune_id).count(),
        "kan_hente": "hent" in LIVSLOP.mulige(sak, request.user),
        "brodsmuler": brodsmuler(sak, _("Rediger")),
    }
    return render(request, "soknader/mbu/mbusak_edit.html", kontekst)


def _lagre(request, skjema):
    """Save, and answer; None when something must be mended and the page is shown again with what was typed."""
    underveis = request.headers.get("HX-Request") == "true"
    try:
        lagret = skjema.lagre(request.user)
        if lagret and not underveis:
            return redirect(_gjor(request, skjema.sak))
    except ValidationError as feil:
        # The case went on, or the row left it, between the page and this save.
        messages.error(request, " ".join(feil.messages))
        if underveis:
            return HttpResponse(status=409)
        return render(request, "soknader/mbu/mbusak_for_sent.html", {"skjema": skjema, "sak": skjema.sak}, status=409)
    return _lagret_underveis(request, skjema) if underveis else None


def _aapen_rad(sak, pk):
    """The row that the address asks to open, or None."""
    return sak.rader.filter(pk=pk).first() if pk and pk.isascii() and pk.isdecimal() and len(pk) < 19 else None


def _lagret_underveis(request, skjema):
    """The new preview, and the line that says what was saved and what must be mended first."""
    kontekst = {**mbusak_context(skjema.sak), "skjema": skjema, "naa": timezone.now()}
    svar = render(request, "soknader/mbu/_mbusak_lagret.html", kontekst)
    if not skjema.feil:
        svar["HX-Trigger"] = "lagret"
    return svar


def _gjor(request, sak):
    """Do what the pressed button asks with a row, and say where to go next."""
    hva, _skille, pk = request.POST.get("gjor", "").partition(":")
    rad = _aapen_rad(sak, pk)
    rediger = reverse("soknader:mbusak-edit", args=[sak.pk])
    if hva == "ferdig":
        messages.success(request, _("Saken er lagret."))
        return sak.get_absolute_url()
    if rad is None:
        her = rediger if hva == "lukk" else request.get_full_path()
        return f"{her}#forhandsvisning" if hva == "forhandsvis" else her
    if hva in ("opp", "ned"):
        _les_over(request, saksgang.flytt_rad(rad, bruker=request.user, ned=hva == "ned"))
    elif hva == "ut":
        _les_over(request, saksgang.ta_ut_rad(rad, bruker=request.user))
        messages.success(
            request, _("«%(rad)s» er tatt ut, og kommer med i neste sak.") % {"rad": rad.kompetanseomraade}
        )
    elif hva == "aapne":
        return f"{rediger}?rad={rad.pk}#rad-{rad.pk}"
    return f"{rediger}#tabellen"


def _les_over(request, tekster):
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
    if svar := _ikke_mulig(request, sak, "hent"):
        return svar
    form = PerDatoForm(innsendt(request), initial={"per_dato": timezone.localdate()})
    if svar := utfor(
        request,
        form,
        lambda: _les_over(
            request, saksgang.hent_paa_nytt(sak, bruker=request.user, per_dato=form.cleaned_data["per_dato"])
        ),
        til=reverse("soknader:mbusak-edit", args=[sak.pk]),
        kvittering=_("Tabellen er oppdatert."),
    ):
        return svar
    kontekst = {"sak": sak, "form": form, **_klare(sak.kommune_id)}
    return render(
        request, "soknader/mbu/mbusak_create.html", {**kontekst, "brodsmuler": brodsmuler(sak, _("Hent søknader"))}
    )


@kan_se_mbu
def mbusak_step(request, pk, handling):
    """One view for every step: GET says what will happen and asks once, POST does it."""
    if handling not in STEG:
        raise Http404
    sak = hent_sak(request, pk)
    if svar := _ikke_mulig(request, sak, STEG[handling]):
        return svar
    form = KommentarForm(innsendt(request)) if handling == "tilbake" else None
    if svar := _gjor_steg(request, sak, STEG[handling], form):
        return svar
    ord = bilde.Ord(sak.kommune_id)
    kontekst = {
        "sak": sak,
        "form": form,
        "handling": handling,
        "mangler": saksgang.mangler(sak),
        "farlig": handling == "slett",
    }
    tekst = bilde.bekreftelse(STEG[handling], sak, ord)
    return render(
        request, "soknader/mbu/mbusak_step.html", {**kontekst, **tekst, "brodsmuler": brodsmuler(sak, tekst["knapp"])}
    )


def _gjor_steg(request, sak, navn, form):
    """Do the step, say what happened, and where to go next."""
    verb = {
        "til_godkjenning": saksgang.til_godkjenning,
        "tilbake": saksgang.tilbake_til_utkast,
        "send": saksgang.send,
        "rett": saksgang.rett,
        "slett": saksgang.slett_utkast,
    }[navn]
    videre = {
        "slett": lambda _ingenting: "soknader:mbusak-list",
        "rett": lambda ny: reverse("soknader:mbusak-edit", args=[ny.pk]),
    }
    return utfor(
        request,
        form,
        lambda: verb(sak, bruker=request.user, **(form.cleaned_data if form else {})),
        til=videre.get(navn, lambda endret: endret),
        kvittering=bilde.kvittering(navn, sak),
        ved_feil=sak,
    )


@kan_se_mbu
def mbusak_vedtak(request, pk):
    """What the board resolved; the proposal stands in the field to begin with."""
    sak = hent_sak(request, pk)
    if svar := _ikke_mulig(request, sak, "vedtak"):
        return svar
    forslag = {"vedtak": sak.vedtak or sak.forslag_til_vedtak, "vedtaksdato": sak.vedtaksdato or sak.motedato}
    form = UtvalgsvedtakForm(innsendt(request), sak=sak, initial=forslag)
    svar = utfor(
        request,
        form,
        lambda: saksgang.registrer_vedtak(sak, bruker=request.user, **form.cleaned_data),
        til=sak,
        kvittering=bilde.kvittering("vedtak", sak),
    )
    return svar or render(
        request,
        "soknader/mbu/mbusak_vedtak.html",
        {"sak": sak, "form": form, "brodsmuler": brodsmuler(sak, _("Vedtak"))},
    )
