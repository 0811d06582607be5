"""The pages of one form: read, named, its questions changed, and seen as on a phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluering.models import Skjema, Sporsmal, Svarer
from evaluering.oppsett import skjema as prosess
from evaluering.oppsett.bilde import Skjemabilde, proveform
from evaluering.oppsett.forms import SkjemaForm, SporsmalForm
from evaluering.oppsett.views.oppsett import SIDEN, kan_endre, smuler
from kompetanse.felles.handling import bekreft_sletting, innsendt, utfor


def _hent(request, pk) -> Skjema:
    return get_object_or_404(Skjema.objects.visible_to(request.user), pk=pk)


def _hent_sporsmal(request, pk) -> Sporsmal:
    sporsmal = Sporsmal.objects.select_related("versjon__skjema")
    return get_object_or_404(sporsmal.filter(kommune_id=request.user.kommune_id), pk=pk)


@kan_endre
def skjema_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of the newest version, or of the one that `?versjon=` asks for."""
    skjema = _hent(request, pk)
    bilde = Skjemabilde.av(skjema, request.GET.get("versjon", ""))
    context = {"skjema": skjema, "bilde": bilde, "brodsmuler": smuler(her=str(skjema))}
    return render(request, "evaluering/oppsett/skjema_detail.html", context)


@kan_endre
def skjema_vis(request: HttpRequest, pk: int) -> HttpResponse:
    """As on a phone; `?leder` is as the leader sees it."""
    skjema = _hent(request, pk)
    som = Svarer.LEDER if "leder" in request.GET else Svarer.DELTAKER
    versjon = Skjemabilde.av(skjema, request.GET.get("versjon", "")).versjon
    context = {"skjema": skjema, "versjon": versjon, "form": proveform(versjon, som)}
    return render(request, "evaluering/oppsett/skjema_vis.html", context)


@kan_endre
def skjema_create(request: HttpRequest) -> HttpResponse:
    return _rediger(request, Skjema(), _("Nytt skjema"))


@kan_endre
def skjema_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _rediger(request, _hent(request, pk), _("Endre navnet"))


def _rediger(request, skjema, tittel):
    avbryt = skjema.get_absolute_url() if skjema.pk else reverse(SIDEN)
    form = SkjemaForm(innsendt(request), instance=skjema, avbryt=avbryt)
    response = utfor(
        request,
        form,
        lambda: prosess.lagre(form.endring.inn_i(form.instance), bruker=request.user),
        til=lambda lagret: lagret,
        kvittering=_("Skjemaet er lagret."),
    )
    slett = reverse("evaluering:skjema-delete", args=[skjema.pk]) if skjema.pk else ""
    context = {"form": form, "tittel": tittel, "slett": slett, "brodsmuler": smuler(her=tittel)}
    return response or render(request, "evaluering/plan/skjema.html", context)


@kan_endre
def skjema_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes a form that nobody has been asked by."""
    skjema = _hent(request, pk)
    return bekreft_sletting(
        request,
        lambda: prosess.slett(skjema, bruker=request.user),
        tittel=_("Slett skjemaet"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": skjema},
        konsekvens=_("Det kan bare slettes når ingen er spurt med det, og ingen planer bruker det."),
        avbryt=skjema.get_absolute_url(),
        til=SIDEN,
        kvittering=_("«%(navn)s» er slettet.") % {"navn": skjema},
        brodsmuler=smuler((str(skjema), skjema), her=_("Slett skjemaet")),
    )


@kan_endre
def sporsmal_create(request: HttpRequest, skjema_pk: int) -> HttpResponse:
    skjema = _hent(request, skjema_pk)
    return _rediger_sporsmal(request, Sporsmal(versjon=skjema.nyeste), _("Nytt spørsmål"))


@kan_endre
def sporsmal_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _rediger_sporsmal(request, _hent_sporsmal(request, pk), _("Endre spørsmålet"))


def _rediger_sporsmal(request, sporsmal, tittel):
    skjema = sporsmal.versjon.skjema
    form = SporsmalForm(innsendt(request), instance=sporsmal, avbryt=skjema.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: prosess.lagre_sporsmal(form.instance, form.endring, bruker=request.user),
        til=skjema.get_absolute_url(),
        kvittering=_("Spørsmålet er lagret."),
    )
    context = {
        "form": form,
        "tittel": tittel,
        "hva": skjema,
        "slett": reverse("evaluering:sporsmal-delete", args=[sporsmal.pk]) if sporsmal.pk else "",
        "brodsmuler": smuler((str(skjema), skjema), her=tittel),
    }
    return response or render(request, "evaluering/plan/skjema.html", context)


@kan_endre
def sporsmal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes it out."""
    sporsmal = _hent_sporsmal(request, pk)
    skjema = sporsmal.versjon.skjema
    return bekreft_sletting(
        request,
        lambda: prosess.slett_sporsmal(sporsmal, bruker=request.user),
        tittel=_("Ta ut spørsmålet"),
        sporsmaal=_("Vil du ta ut «%(navn)s»?") % {"navn": sporsmal},
        konsekvens=_("Svarene som er gitt på det, blir stående i rapportene sine."),
        avbryt=skjema.get_absolute_url(),
        til=skjema.get_absolute_url(),
        kvittering=_("Spørsmålet er tatt ut."),
        brodsmuler=smuler((str(skjema), skjema), her=_("Ta ut spørsmålet")),
    )


@kan_endre
def sporsmal_flytt(request: HttpRequest, pk: int) -> HttpResponse:
    """The buttons for one place up and down. A GET comes from a login on the way, and does nothing."""
    sporsmal = _hent_sporsmal(request, pk)
    til, plass = sporsmal.versjon.skjema.get_absolute_url(), request.POST.get("plass", "")
    response = utfor(
        request,
        None,
        lambda: plass.isdecimal() and prosess.flytt_sporsmal(sporsmal, int(plass[:4]), bruker=request.user),
        til=til,
    )
    return response or redirect(til)
