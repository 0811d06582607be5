"""The pages where HR chooses how handlingsplaner are shown: views, and columns of the kommune's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.handlingsplan import oppsett
from planer.handlingsplan.forms import EgenkolonneForm, VisningForm
from planer.models import Egenkolonne, Visning

kan_endre = krever("planer.change_oppsett")
LISTE = "planer:visning-list"


def _smuler(her):
    return sti((_("Planer"), "planer:plan-list"), (_("Visninger av handlingsplanen"), LISTE), her=her)


@kan_endre
def visning_list(request: HttpRequest) -> HttpResponse:
    """The views and the columns of one's own."""
    tittel = _("Visninger av handlingsplanen")
    context = {
        "visninger": Visning.objects.visible_to(request.user).prefetch_related("kolonner__egen"),
        "egne": Egenkolonne.objects.visible_to(request.user),
        "tittel": tittel,
        "brodsmuler": sti((_("Planer"), "planer:plan-list"), her=tittel),
    }
    return render(request, "planer/handlingsplan/visning_list.html", context)


@kan_endre
def visning_create(request: HttpRequest) -> HttpResponse:
    return _rediger_visning(request, Visning(), _("Ny visning"))


@kan_endre
def visning_update(request: HttpRequest, pk: int) -> HttpResponse:
    visning = get_object_or_404(Visning.objects.visible_to(request.user), pk=pk)
    return _rediger_visning(request, visning, str(visning))


def _rediger_visning(request, visning, tittel):
    form = VisningForm(innsendt(request), instance=visning)
    response = utfor(
        request,
        form,
        lambda: oppsett.endre_visning(form.instance, form.endring, bruker=request.user),
        til=LISTE,
        kvittering=lambda lagret: _("«%(navn)s» er lagret.") % {"navn": lagret},
    )
    context = {
        "form": form,
        "visning": visning,
        "tittel": tittel,
        "avbryt": reverse(LISTE),
        "brodsmuler": _smuler(tittel),
    }
    return response or render(request, "planer/handlingsplan/visning_form.html", context)


@kan_endre
def visning_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    visning = get_object_or_404(Visning.objects.visible_to(request.user), pk=pk)
    return bekreft_sletting(
        request,
        lambda: oppsett.slett_visning(visning, bruker=request.user),
        tittel=_("Slett visningen"),
        sporsmaal=_("Vil du slette visningen «%(navn)s»?") % {"navn": visning},
        konsekvens=_("Overskriftene og rekkefølgen i den blir borte. Tiltakene endres ikke."),
        avbryt=visning,
        til=LISTE,
        kvittering=_("«%(navn)s» er slettet.") % {"navn": visning},
        brodsmuler=_smuler(_("Slett")),
    )


@kan_endre
def egenkolonne_create(request: HttpRequest) -> HttpResponse:
    return _rediger_kolonne(request, Egenkolonne(), _("Ny kolonne"))


@kan_endre
def egenkolonne_update(request: HttpRequest, pk: int) -> HttpResponse:
    kolonne = get_object_or_404(Egenkolonne.objects.visible_to(request.user), pk=pk)
    return _rediger_kolonne(request, kolonne, str(kolonne))


def _rediger_kolonne(request, kolonne, tittel):
    form = EgenkolonneForm(innsendt(request), instance=kolonne, avbryt=reverse(LISTE))
    response = utfor(
        request,
        form,
        lambda: oppsett.lagre_kolonne(form.endring.inn_i(kolonne), bruker=request.user),
        til=LISTE,
        kvittering=lambda lagret: (
            _("Kolonnen «%(navn)s» er lagret. Velg hvilke visninger den står i.") % {"navn": lagret}
        ),
    )
    context = {"form": form, "kolonne": kolonne, "tittel": tittel, "brodsmuler": _smuler(tittel)}
    return response or render(request, "planer/handlingsplan/egenkolonne_form.html", context)


@kan_endre
def egenkolonne_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes what no measure has been written in."""
    kolonne = get_object_or_404(Egenkolonne.objects.visible_to(request.user), pk=pk)
    return bekreft_sletting(
        request,
        lambda: oppsett.slett_kolonne(kolonne, bruker=request.user),
        tittel=_("Slett kolonnen"),
        sporsmaal=_("Vil du slette kolonnen «%(navn)s»?") % {"navn": kolonne},
        konsekvens=_("Den blir borte fra alle visninger. Er den fylt ut for noen tiltak, kan den ikke slettes."),
        avbryt=reverse("planer:egenkolonne-update", args=[pk]),
        til=LISTE,
        kvittering=_("Kolonnen «%(navn)s» er slettet.") % {"navn": kolonne},
        brodsmuler=_smuler(_("Slett")),
    )
