"""The pages of one alternative: written, chosen, taken back, deleted. They stand side by side on the page of the need."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, utfor
from planer.behov.views import ENDRE, hent_behov, smuler_til
from planer.models import Tiltaksalternativ
from planer.tiltak import alternativer
from planer.tiltak.alternativskjema import AlternativForm, VelgForm

kan_se = krever("planer.view_planer")


@kan_se
def tiltaksalternativ_create(request: HttpRequest, kompetansebehov_pk: int) -> HttpResponse:
    behov = hent_behov(request, kompetansebehov_pk, ENDRE)
    return _rediger(request, Tiltaksalternativ(behov=behov), _("Nytt alternativ"))


@kan_se
def tiltaksalternativ_update(request: HttpRequest, pk: int) -> HttpResponse:
    alternativ = _hent(request, pk)
    return _rediger(request, alternativ, alternativ.navn)


@kan_se
def tiltaksalternativ_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks why; POST chooses it, and leads to the measure that it becomes."""
    alternativ = _hent(request, pk)
    form = VelgForm(innsendt(request))
    return bekreft(
        request,
        lambda: alternativer.velg(alternativ, form.cleaned_data["grunn"], bruker=request.user),
        form=form,
        tittel=_("Velg alternativet"),
        sporsmaal=_("Vil dere gå for «%(navn)s»?") % {"navn": alternativ},
        konsekvens=_("Det blir et tiltak i planen. De andre alternativene blir stående med det de sier."),
        knapp=_("Velg, og lag tiltaket"),
        avbryt=alternativ.behov,
        til=lambda tiltak: tiltak,
        ved_feil=alternativ.behov,
        kvittering=lambda tiltak: _("«%(navn)s» er et tiltak nå.") % {"navn": tiltak},
    )


@kan_se
def tiltaksalternativ_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes the choice back."""
    alternativ = _hent(request, pk)
    return bekreft(
        request,
        lambda: alternativer.angre(alternativ, bruker=request.user),
        tittel=_("Angre valget"),
        sporsmaal=_("Vil dere angre valget av «%(navn)s»?") % {"navn": alternativ},
        konsekvens=_("Tiltaket blir stående i planen til noen sletter det."),
        knapp=_("Angre valget"),
        avbryt=alternativ.behov,
        til=alternativ.behov,
        kvittering=_("Valget er angret."),
    )


@kan_se
def tiltaksalternativ_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    alternativ = _hent(request, pk)
    return bekreft_sletting(
        request,
        lambda: alternativer.slett(alternativ, bruker=request.user),
        tittel=_("Slett alternativet"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": alternativ},
        avbryt=alternativ.behov,
        til=alternativ.behov,
        kvittering=_("Alternativet er slettet."),
    )


def _hent(request, pk):
    alternativ = get_object_or_404(Tiltaksalternativ.objects.select_related("maate"), pk=pk)
    alternativ.behov = hent_behov(request, alternativ.behov_id, ENDRE)
    return alternativ


def _rediger(request, alternativ, tittel):
    behov = alternativ.behov
    form = AlternativForm(innsendt(request), instance=alternativ, avbryt=behov.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: alternativer.lagre(form.instance, form.endring, bruker=request.user),
        til=behov,
        kvittering=_("Alternativet er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler_til(behov, (behov.navn, behov), her=tittel)}
    return response or render(request, "planer/tiltak/tiltaksalternativ_form.html", context)
