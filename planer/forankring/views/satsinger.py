"""The pages of the priority areas: everyone reads them, HR keeps them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.forankring import satsinger
from planer.forankring.forms.satsing import SatsingsomraadeForm
from planer.models import Satsingsomraade

kan_endre = krever("planer.change_satsingsomraade")


def _brodsmuler(her):
    return sti((_("Satsingsområder"), "planer:satsingsomraade-list"), her=her)


@krever("planer.view_satsingsomraade")
def satsingsomraade_list(request):
    """Every area, those in use this year first."""
    omraader = list(Satsingsomraade.objects.visible_to(request.user))
    aar = timezone.localdate().year
    i_bruk = [rad for rad in omraader if rad.er_i_bruk(aar)]
    context = {
        "aar": aar,
        "i_bruk": i_bruk,
        "andre": [rad for rad in omraader if rad not in i_bruk],
        "kan_endre": request.user.has_perm("planer.change_satsingsomraade"),
    }
    return render(request, "planer/forankring/satsingsomraade_list.html", context)


@kan_endre
def satsingsomraade_create(request):
    return _rediger(request, SatsingsomraadeForm(innsendt(request)), _("Nytt satsingsområde"))


@kan_endre
def satsingsomraade_update(request, pk):
    omraade = get_object_or_404(Satsingsomraade.objects.visible_to(request.user), pk=pk)
    return _rediger(request, SatsingsomraadeForm(innsendt(request), instance=omraade), str(omraade))


def _rediger(request, form, tittel):
    response = utfor(
        request,
        form,
        lambda: satsinger.lagre(form.endring.inn_i(form.instance), bruker=request.user),
        til="planer:satsingsomraade-list",
        kvittering=lambda _omraade: _("«%(navn)s» er lagret.") % {"navn": form.instance},
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": _brodsmuler(tittel)}
    return response or render(request, "planer/forankring/satsingsomraade_form.html", context)


@kan_endre
def satsingsomraade_delete(request, pk):
    """GET asks; POST deletes what nothing refers to."""
    omraade = get_object_or_404(Satsingsomraade.objects.visible_to(request.user), pk=pk)
    return bekreft_sletting(
        request,
        lambda: satsinger.slett(omraade, bruker=request.user),
        tittel=_("Slett satsingsområdet"),
        sporsmaal=_("Vil du slette «%(omraade)s»?") % {"omraade": omraade},
        konsekvens=_("Det kan bare slettes når ingen søknader eller øremerkinger bruker det."),
        avbryt=reverse("planer:satsingsomraade-update", args=[pk]),
        til="planer:satsingsomraade-list",
        kvittering=_("«%(navn)s» er slettet.") % {"navn": omraade},
        brodsmuler=_brodsmuler(_("Slett")),
    )
