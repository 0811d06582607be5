"""How the kommune handles applications: the chain and the standing texts. For HR."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planer.models import Satsingsomraade
from soknader.models import Kjedesteg, Soknadsoppsett
from soknader.oppsett import kjede
from soknader.oppsett.forms import KjedestegForm, TeksterForm

RETNINGER = {"opp": -1, "ned": 1}


def kan_endre_oppsettet(view):
    return login_required(permission_required("soknader.change_oppsett", raise_exception=True)(view))


def _brodsmuler(her=""):
    oppsett = (_("Oppsett"), reverse("soknader:oppsett-detail") if her else "")
    return [(_("Søknader"), reverse("soknader:soknad-list")), oppsett, *([(her, "")] if her else [])]


def _steg(request, pk):
    return get_object_or_404(Kjedesteg, kommune=request.user.kommune, pk=pk)


@kan_endre_oppsettet
def oppsett_detail(request):
    """The chain with its buttons, and the way to the texts and the priority areas."""
    stegene = kjede.stegene(request.user.kommune_id)
    kontekst = {
        "steg": kjede.mulige_flytt(stegene),
        "oppsett": Soknadsoppsett.objects.get(kommune=request.user.kommune),
        "satsinger": Satsingsomraade.objects.visible_to(request.user).i_bruk(timezone.localdate().year),
        "brodsmuler": _brodsmuler(),
    }
    return render(request, "soknader/oppsett/oppsett_detail.html", kontekst)


@kan_endre_oppsettet
def oppsett_update(request):
    oppsett = get_object_or_404(Soknadsoppsett, kommune=request.user.kommune)
    form = TeksterForm(request.POST or None, instance=oppsett)
    if request.method == "POST" and form.is_valid():
        kjede.lagre_tekster(form.instance, bruker=request.user)
        messages.success(request, _("Tekstene er lagret. Saker og brev som er sendt, er som de var."))
        return redirect("soknader:oppsett-detail")
    kontekst = {"form": form, "brodsmuler": _brodsmuler(_("Tekster og frister"))}
    return render(request, "soknader/oppsett/oppsett_form.html", kontekst)


@kan_endre_oppsettet
def kjedesteg_create(request):
    form = KjedestegForm(request.POST or None, kommune=request.user.kommune)
    return _rediger(request, form, kjede.legg_til, _("Nytt steg"))


@kan_endre_oppsettet
def kjedesteg_update(request, pk):
    steg = _steg(request, pk)
    form = KjedestegForm(request.POST or None, kommune=request.user.kommune, instance=steg)
    return _rediger(request, form, kjede.endre, steg.tittel)


def _rediger(request, form, handling, tittel):
    if request.method == "POST" and form.is_valid():
        try:
            handling(form.save(commit=False), bruker=request.user)
        except ValidationError as feil:
            form.add_error(None, feil)
        else:
            messages.success(request, _("Steget er lagret. Det gjelder saker som sendes fra nå av."))
            return redirect("soknader:oppsett-detail")
    kontekst = {"form": form, "tittel": tittel, "brodsmuler": _brodsmuler(tittel)}
    return render(request, "soknader/oppsett/oppsett_steg_form.html", kontekst)


@kan_endre_oppsettet
@require_POST
def kjedesteg_flytt(request, pk):
    retning = RETNINGER.get(request.POST.get("retning"), 0)
    return _gjor(request, lambda steg: kjede.flytt(steg, retning, bruker=request.user), pk, _("Steget er flyttet."))


@kan_endre_oppsettet
def kjedesteg_delete(request, pk):
    """GET asks; POST removes the step."""
    steg = _steg(request, pk)
    if request.method == "POST":
        return _gjor(request, lambda steg: kjede.fjern(steg, bruker=request.user), pk, _("Steget er fjernet."))
    kontekst = {"steg": steg, "brodsmuler": _brodsmuler(_("Fjern steg"))}
    return render(request, "soknader/oppsett/oppsett_steg_delete.html", kontekst)


def _gjor(request, handling, pk, melding):
    try:
        handling(_steg(request, pk))
    except ValidationError as feil:
        messages.error(request, feil.messages[0])
    else:
        messages.success(request, melding)
    return redirect("soknader:oppsett-detail")
