"""«Oppsett for evaluering»: all of it on one page, and each part changed on its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluering.models import Evalueringsoppsett, Evalueringsregel, Nivaastandard, Skjema
from evaluering.oppsett import styring
from evaluering.oppsett.forms import OppsettForm, RegelForm, StandardForm
from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.models.tiltak import Evalueringsnivaa

SIDEN = "evaluering:oppsett-detail"
kan_endre = krever(styring.RETT)


def smuler(*under: tuple, her: str) -> list[tuple[str, str]]:
    """The breadcrumb of a page below that of the setup."""
    return sti((_("Evaluering"), "evaluering:evaluering-list"), (_("Oppsett"), SIDEN), *under, her=her)


@kan_endre
def oppsett_detail(request: HttpRequest) -> HttpResponse:
    skjemaer = list(Skjema.objects.visible_to(request.user))
    context = {
        "nivaaer": [(niva, [ett for ett in skjemaer if ett.niva == niva]) for niva in Evalueringsnivaa],
        "regler": Evalueringsregel.objects.select_related("laeringsform"),
        "standarder": Nivaastandard.objects.select_related("skjema"),
        "oppsett": Evalueringsoppsett.for_kommunen(),
        "brodsmuler": sti((_("Evaluering"), "evaluering:evaluering-list"), her=_("Oppsett for evaluering")),
    }
    return render(request, "evaluering/oppsett/oppsett_detail.html", context)


@kan_endre
def oppsett_update(request: HttpRequest) -> HttpResponse:
    return _rediger(request, OppsettForm, Evalueringsoppsett.for_kommunen(), _("Svar, rapport og kostnader"))


@kan_endre
def standard_update(request: HttpRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(Nivaastandard, pk=pk)
    return _rediger(request, StandardForm, standard, standard.get_niva_display())


@kan_endre
def regel_create(request: HttpRequest) -> HttpResponse:
    return _rediger(request, RegelForm, Evalueringsregel(), _("Ny regel"))


@kan_endre
def regel_update(request: HttpRequest, pk: int) -> HttpResponse:
    regel = get_object_or_404(Evalueringsregel, pk=pk)
    return _rediger(request, RegelForm, regel, _("Endre regelen"), reverse("evaluering:regel-delete", args=[pk]))


def _rediger(request, skjema, del_, tittel, slett=""):
    form = skjema(innsendt(request), instance=del_, avbryt=reverse(SIDEN))
    response = utfor(
        request,
        form,
        lambda: styring.lagre(form.endring.inn_i(form.instance), bruker=request.user),
        til=SIDEN,
        kvittering=_("Lagret."),
    )
    context = {"form": form, "tittel": tittel, "slett": slett, "brodsmuler": smuler(her=tittel)}
    return response or render(request, "evaluering/plan/skjema.html", context)


@kan_endre
def regel_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    regel = get_object_or_404(Evalueringsregel, pk=pk)
    return bekreft_sletting(
        request,
        lambda: styring.slett(regel, bruker=request.user),
        tittel=_("Slett regelen"),
        sporsmaal=_("Vil du slette regelen «%(navn)s»?") % {"navn": regel},
        konsekvens=_("Evalueringer som er planlagt, blir som de er."),
        avbryt=reverse("evaluering:regel-update", args=[pk]),
        til=SIDEN,
        kvittering=_("Regelen er slettet."),
        brodsmuler=smuler(her=_("Slett regelen")),
    )
