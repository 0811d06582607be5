"""The yearly meetings with the unions: called in with their ground, written per category, closed, and read."""

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
from kompetanse.felles.redigering import Redigering, svar_paa_lagring
from kompetanse.felles.samskriving import er_underveis
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from planer.aarsmote import moter
from planer.aarsmote.bilde import tabell
from planer.aarsmote.documents import GRUNNLAG, PROTOKOLL, protokoll_context, tittel
from planer.aarsmote.forms import ProtokollForm
from planer.aarsmote.grunnlag import Grunnlag
from planer.aarsmote.lister import AARSMOTER
from planer.aarsmote.livslop import LIVSLOP, RETT
from planer.models import Drofting
from planer.vedtak import drofting as prosess
from planer.vedtak.forms.drofting import HoldtForm, InnkallingForm, SynForm

ARK = "planer/aarsmote/_protokoll_ark.html"
kan_lese = krever(AARSMOTER.rett)


def hent_mote(request: HttpRequest, pk: int) -> Drofting:
    """A yearly meeting of the user's kommune, else 404."""
    moter_ = Drofting.objects.filter(kommune_id=request.user.kommune_id, plan=None).select_related("kommune")
    return get_object_or_404(moter_, pk=pk)


def _smuler(mote=None, her=""):
    over = [(_("Planer"), "planer:plan-list"), (_("Årlige drøftingsmøter"), "planer:aarsmote-list")]
    if mote is None:
        return sti(*over, her=her)
    return sti(*over, *([(tittel(mote), mote)] if her else []), her=her or tittel(mote))


def _ikke_mulig(request, mote, navn):
    """As `vedtak.views.vedtak.ikke_mulig`, of a meeting."""
    if navn in LIVSLOP.mulige(mote, request.user):
        return None
    if not LIVSLOP.har_rett(mote, navn, request.user):
        raise PermissionDenied
    status = i_setning(mote.get_status_display())
    messages.info(request, _("Dette kan ikke gjøres med møtet slik det er nå: %(status)s.") % {"status": status})
    return redirect(mote)


@kan_lese
def aarsmote_list(request: HttpRequest) -> HttpResponse:
    return vis_liste(
        request,
        AARSMOTER,
        "planer/aarsmote/aarsmote_list.html",
        kan_kalle_inn=request.user.has_perm(RETT),
        brodsmuler=sti((_("Planer"), "planer:plan-list"), her=_("Årlige drøftingsmøter")),
    )


@krever(RETT)
def aarsmote_create(request: HttpRequest) -> HttpResponse:
    """Call the parties in."""
    form = InnkallingForm(innsendt(request), roller=moter.representanter(request.user.kommune_id))
    response = utfor(
        request,
        form,
        lambda: moter.kall_inn(bruker=request.user, **form.cleaned_data),
        til=lambda mote: mote,
        kvittering=_("Partene er kalt inn, med grunnlaget slik det er nå."),
    )
    her = _("Kall inn til drøftingsmøte")
    context = {"form": form, "tittel": her, "knapp": _("Kall inn"), "brodsmuler": _smuler(her=her)}
    return response or render(request, "planer/aarsmote/aarsmote_create.html", context)


@kan_lese
def aarsmote_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The ground, what each party says, and the minutes per category."""
    mote = hent_mote(request, pk)
    grunnlag, kan_fore = Grunnlag.lest(mote.innhold), request.user.has_perm(RETT)
    context = {
        **protokoll_context(mote),
        "tittel": tittel(mote),
        "mote": mote,
        "grunnlag": grunnlag,
        "tabell": tabell(grunnlag, med_navn=kan_fore),
        "kan": LIVSLOP.mulige(mote, request.user),
        "er_innkalt": mote.status == Drofting.Status.INNKALT,
        "vis_protokoll": mote.status == Drofting.Status.HOLDT or kan_fore,
        "brodsmuler": _smuler(mote),
    }
    return render(request, "planer/aarsmote/aarsmote_detail.html", context)


@krever(RETT)
def aarsmote_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes beside their document. Every submit and every pause saves what is valid."""
    mote = hent_mote(request, pk)
    # A save that comes too late is answered with what was typed.
    if request.method != "POST" and (response := _ikke_mulig(request, mote, "protokoller")):
        return response
    form = ProtokollForm(innsendt(request), drofting=mote, underveis=er_underveis(request))
    redigering = Redigering((form, lambda endring: moter.skriv(mote, endring, bruker=request.user)))
    if request.method == "POST" and (response := _lagre(request, mote, redigering)):
        return response
    context = {
        **protokoll_context(hent_mote(request, pk)),
        **{"redigering": redigering, "form": form, "ark": ARK, "sak": mote},
        "pdf": reverse("planer:aarsmote-protokoll", args=[mote.pk]),
        "brodsmuler": _smuler(mote, _("Skriv protokollen")),
    }
    return render(request, "planer/aarsmote/aarsmote_edit.html", context)


def _lagre(request, mote, redigering):
    return svar_paa_lagring(
        request,
        redigering,
        til=mote,
        ved_feil=mote,
        ark=ARK,
        context=lambda: protokoll_context(hent_mote(request, mote.pk)) | {"sak": mote},
        kvittering=_("Protokollen er lagret."),
    )


@krever(RETT)
def aarsmote_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting: who came, and whether they agreed."""
    mote = hent_mote(request, pk)
    if response := _ikke_mulig(request, mote, "hold"):
        return response
    form = HoldtForm(innsendt(request), drofting=mote)
    response = utfor(
        request,
        form,
        lambda: moter.avslutt(mote, bruker=request.user, **form.verdier(LIVSLOP.laas(mote))),
        til=mote,
        kvittering=_("Møtet er avsluttet, og protokollen er låst."),
    )
    her = _("Avslutt møtet")
    context = {"form": form, "tittel": her, "drofting": mote, "brodsmuler": _smuler(mote, her)}
    return response or render(request, "planer/aarsmote/aarsmote_hold.html", context)


@krever(RETT)
def aarsmote_avlys(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST calls it off."""
    mote = hent_mote(request, pk)
    overgang = LIVSLOP["avlys"]
    return _ikke_mulig(request, mote, "avlys") or bekreft(
        request,
        lambda: moter.avlys(mote, bruker=request.user),
        sporsmaal=overgang.sporsmaal,
        konsekvens=overgang.konsekvens,
        knapp=overgang.label,
        kvittering=overgang.kvittering,
        avbryt=mote,
        til="planer:aarsmote-list",
        farlig=True,
        brodsmuler=_smuler(mote, overgang.label),
    )


@kan_lese
def aarsmote_syn(request: HttpRequest, pk: int) -> HttpResponse:
    """What one's own party means."""
    mote = hent_mote(request, pk)
    part = mote.parter.filter(person=request.user.person_id).first()
    if part is None:
        raise PermissionDenied
    form = SynForm(innsendt(request), initial={"syn": part.syn})
    response = utfor(
        request,
        form,
        lambda: prosess.si_syn(part, form.endring, bruker=request.user),
        til=mote,
        kvittering=_("Synspunktene er lagret."),
    )
    her = _("Synspunkter fra %(part)s") % {"part": part.part}
    context = {"form": form, "tittel": her, "knapp": _("Lagre"), "avbryt": mote, "brodsmuler": _smuler(mote, her)}
    return response or render(request, "planer/vedtak/skjema.html", context)


@kan_lese
def aarsmote_grunnlag(request: HttpRequest, pk: int) -> HttpResponse:
    """The ground as PDF, as it was kept when the parties were called in."""
    mote = hent_mote(request, pk)
    try:
        return dokument_response(GRUNNLAG.finn(mote))
    except LesbarFeil as feil:
        return si_feil(request, feil, mote)


@kan_lese
def aarsmote_protokoll(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they were closed; before that, as they are now, for those who write them."""
    mote = hent_mote(request, pk)
    if mote.status != Drofting.Status.HOLDT and not request.user.has_perm(RETT):
        raise Http404
    try:
        if mote.status == Drofting.Status.HOLDT:
            return dokument_response(PROTOKOLL.finn(mote))
        return pdf_response(PROTOKOLL.tegn(mote), f"utkast-{PROTOKOLL.navngi(mote)}")
    except LesbarFeil as feil:
        return si_feil(request, feil, mote)
