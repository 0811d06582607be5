"""How the kommune handles applications: the chain and the standing texts. For HR."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.models import Satsingsomraade
from soknader.models import Kjedesteg, Soknadsoppsett
from soknader.oppsett import kjede
from soknader.oppsett.forms import KjedestegForm, TeksterForm

RETNINGER = {"opp": -1, "ned": 1}


kan_endre_oppsettet = krever("soknader.change_oppsett")
OPPSETTET = "soknader:oppsett-detail"


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
