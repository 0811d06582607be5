"""How the kommune handles applications: the chain, the standing texts, and when they are received. For HR."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.models import Satsingsomraade
from soknader.models import Beslutningsvurdering, Kjedesteg, Soknadsoppsett, Soknadsrunde
from soknader.oppsett import beslutning, kjede, soknadsrunder
from soknader.oppsett.forms import (
    BeslutningForm,
    EtterfristForm,
    KjedestegForm,
    MottakForm,
    SoknadsrundeForm,
    TeksterForm,
)

RETNINGER = {"opp": -1, "ned": 1}


kan_endre_oppsettet = krever("soknader.change_oppsett")
OPPSETTET = "soknader:oppsett-detail"
MOTTAKET = "soknader:soknadsmottak"


def _brodsmuler(her):
    return sti((_("Søknader"), "soknader:soknad-list"), (_("Oppsett"), OPPSETTET), her=her)


def _steg(request, pk):
    return get_object_or_404(Kjedesteg, kommune=request.user.kommune, pk=pk)


@kan_endre_oppsettet
def oppsett_detail(request):
    """The chain with its buttons, and the way to the texts and the priority areas."""
    stegene = kjede.stegene(request.user.kommune_id)
    context = {
        "steg": kjede.mulige_flytt(stegene),
        "oppsett": Soknadsoppsett.objects.get(kommune=request.user.kommune),
        "vurdert": Beslutningsvurdering.objects.select_related("plan").first(),
        "uavklarte": beslutning.uavklarte(request.user),
        "satsinger": Satsingsomraade.objects.visible_to(request.user).i_bruk(timezone.localdate().year),
        "brodsmuler": sti((_("Søknader"), "soknader:soknad-list"), her=_("Oppsett")),
    }
    return render(request, "soknader/oppsett/oppsett_detail.html", context)


@kan_endre_oppsettet
def oppsett_update(request):
    oppsett = get_object_or_404(Soknadsoppsett, kommune=request.user.kommune)
    form = TeksterForm(innsendt(request), instance=oppsett)
    response = utfor(
        request,
        form,
        lambda: kjede.lagre_tekster(form.endring.inn_i(oppsett), bruker=request.user),
        til=OPPSETTET,
        kvittering=_("Tekstene er lagret. Saker og brev som er sendt, er som de var."),
    )
    context = {"form": form, "brodsmuler": _brodsmuler(_("Tekster og frister"))}
    return response or render(request, "soknader/oppsett/oppsett_form.html", context)


@kan_endre_oppsettet
def kjedesteg_create(request):
    form = KjedestegForm(innsendt(request), kommune=request.user.kommune)
    return _rediger(request, form, _("Nytt steg"), lambda bruker: kjede.legg_til(form.instance, bruker=bruker))


@kan_endre_oppsettet
def kjedesteg_update(request, pk):
    steg = _steg(request, pk)
    form = KjedestegForm(innsendt(request), kommune=request.user.kommune, instance=steg)
    return _rediger(request, form, steg.tittel, lambda bruker: kjede.endre(steg, form.endring, bruker=bruker))


def _rediger(request, form, tittel, handling):
    response = utfor(
        request,
        form,
        lambda: handling(request.user),
        til=OPPSETTET,
        kvittering=_("Steget er lagret. Det gjelder saker som sendes fra nå av."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": _brodsmuler(tittel)}
    return response or render(request, "soknader/oppsett/oppsett_steg_form.html", context)


@kan_endre_oppsettet
@require_POST
def kjedesteg_flytt(request, pk):
    retning = RETNINGER.get(request.POST.get("retning"), 0)
    steg = _steg(request, pk)
    flytt = partial(kjede.flytt, steg, retning, bruker=request.user)
    return utfor(request, None, flytt, til=OPPSETTET, kvittering=_("Steget er flyttet."))


@kan_endre_oppsettet
def kjedesteg_delete(request, pk):
    """GET asks; POST removes the step."""
    steg = _steg(request, pk)
    return bekreft(
        request,
        lambda: kjede.fjern(steg, bruker=request.user),
        tittel=_("Fjern steg"),
        sporsmaal=_("Vil du fjerne steget «%(steg)s»?") % {"steg": steg},
        konsekvens=_(
            "Nye søknader går ikke lenger innom dette steget. Saker som er i gang, følger stegene de startet med."
        ),
        knapp=_("Fjern steget"),
        farlig=True,
        avbryt=OPPSETTET,
        til=OPPSETTET,
        kvittering=_("Steget er fjernet."),
        brodsmuler=_brodsmuler(_("Fjern steg")),
    )


@kan_endre_oppsettet
def beslutning_update(request, pk):
    """The chain as it is and the texts about it, and what HR answers now that this overall plan is adopted. Once it is
    answered, the page says so."""
    plan = get_object_or_404(beslutning.overordnede(request.user), pk=pk)
    vurdering = Beslutningsvurdering.objects.filter(plan=plan).select_related("vurdert_av__person").first()
    form = None if vurdering else BeslutningForm(innsendt(request))
    response = form and utfor(
        request,
        form,
        lambda: beslutning.vurder(plan, **form.cleaned_data, bruker=request.user),
        til=OPPSETTET,
        kvittering=_("Svaret er lagret."),
    )
    context = {
        "plan": plan,
        "vurdering": vurdering,
        "form": form,
        "stegene": kjede.stegene(request.user.kommune_id),
        "oppsett": Soknadsoppsett.objects.get(kommune=request.user.kommune),
        "brodsmuler": _brodsmuler(_("Hvem beslutter")),
    }
    return response or render(request, "soknader/oppsett/beslutning_form.html", context)


# --- When applications are received --------------------------------------------------------------


def _i_mottaket(her, *over):
    oppsettet = ((_("Søknader"), "soknader:soknad-list"), (_("Oppsett"), OPPSETTET))
    return sti(*oppsettet, (_("Når det kan søkes"), MOTTAKET), *over, her=her)


def _runde(request, pk):
    return get_object_or_404(Soknadsrunde, kommune=request.user.kommune, pk=pk)


@kan_endre_oppsettet
def soknadsmottak(request):
    """The choice, and the rounds."""
    oppsett = get_object_or_404(Soknadsoppsett, kommune=request.user.kommune)
    form = MottakForm(innsendt(request), instance=oppsett)
    response = utfor(
        request,
        form,
        lambda: soknadsrunder.velg_mottak(form.endring.inn_i(oppsett), bruker=request.user),
        til=MOTTAKET,
        kvittering=_("Valget er lagret. Det gjelder søknader som sendes fra nå av."),
    )
    context = {
        "form": form,
        "oppsett": oppsett,
        "runder": Soknadsrunde.objects.filter(kommune=request.user.kommune),
        "brodsmuler": _brodsmuler(_("Når det kan søkes")),
    }
    return response or render(request, "soknader/oppsett/soknadsmottak.html", context)


@kan_endre_oppsettet
def soknadsrunde_create(request):
    form = SoknadsrundeForm(innsendt(request))
    return _rediger_runde(request, form, _("Ny søknadsrunde"))


@kan_endre_oppsettet
def soknadsrunde_update(request, pk):
    """The round, and who has got a deadline of their own in it."""
    runde = _runde(request, pk)
    form = SoknadsrundeForm(innsendt(request), instance=runde)
    return _rediger_runde(request, form, runde.navn, runde=runde)


def _rediger_runde(request, form, tittel, runde=None):
    response = utfor(
        request,
        form,
        lambda: soknadsrunder.lagre(form.endring.inn_i(form.instance), bruker=request.user),
        til=MOTTAKET,
        kvittering=_("Runden er lagret."),
    )
    etterfrister = runde.etterfrister.select_related("soker__person", "gitt_av__person") if runde else ()
    context = {
        "form": form,
        "tittel": tittel,
        "runde": runde,
        "etterfrister": etterfrister,
        "brodsmuler": _i_mottaket(tittel),
    }
    return response or render(request, "soknader/oppsett/soknadsrunde_form.html", context)


@kan_endre_oppsettet
def soknadsrunde_delete(request, pk):
    """GET asks; POST deletes a round that nobody has applied in."""
    runde = _runde(request, pk)
    return bekreft_sletting(
        request,
        lambda: soknadsrunder.slett(runde, bruker=request.user),
        sporsmaal=_("Vil du slette %(runde)s?") % {"runde": sitat(runde.navn)},
        konsekvens=_("Utkast som skulle vært sendt i runden, blir liggende."),
        avbryt=runde,
        til=MOTTAKET,
        kvittering=_("Runden er slettet."),
        brodsmuler=_i_mottaket(_("Slett"), (runde.navn, runde)),
    )


@kan_endre_oppsettet
def soknadsrunde_etterfrist(request, pk):
    """Let one applicant in after the deadline."""
    runde = _runde(request, pk)
    form = EtterfristForm(innsendt(request), runde=runde)
    response = utfor(
        request,
        form,
        lambda: soknadsrunder.gi_etterfrist(runde, bruker=request.user, **form.cleaned_data),
        til=runde,
        kvittering=lambda etterfrist: (
            _("%(hvem)s har fått ny frist, og har fått beskjed.") % {"hvem": etterfrist.soker}
        ),
    )
    tittel = _("Ny frist for én søker")
    context = {"form": form, "tittel": tittel, "runde": runde, "brodsmuler": _i_mottaket(tittel, (runde.navn, runde))}
    return response or render(request, "soknader/oppsett/soknadsrunde_etterfrist.html", context)
