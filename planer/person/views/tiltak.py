"""The person's own measures: written, changed, taken out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from planer.models import Kompetanseplan, Maal, Tiltak
from planer.person import skriving
from planer.person.forms import PersontiltakForm
from planer.person.views.maal import aapen, hent_maal
from planer.person.views.plan import SE, smuler


@krever(SE)
def persontiltak_create(request: HttpRequest, personmaal_pk: int) -> HttpResponse:
    maal = hent_maal(request, personmaal_pk)
    return _rediger(request, Tiltak(plan=maal.plan, frist=maal.frist), maal, _("Nytt eget tiltak"))


@krever(SE)
def persontiltak_update(request: HttpRequest, pk: int) -> HttpResponse:
    tiltak = _hent_tiltak(request, pk)
    return _rediger(request, tiltak, tiltak.maal.first(), tiltak.navn)


@krever(SE)
def persontiltak_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and take the measure out."""
    tiltak = _hent_tiltak(request, pk)
    return bekreft(
        request,
        lambda: skriving.slett_tiltak(tiltak, bruker=request.user),
        tittel=_("Slett tiltaket"),
        sporsmaal=_("Vil du slette tiltaket «%(navn)s»?") % {"navn": tiltak.navn},
        knapp=_("Slett tiltaket"),
        farlig=True,
        avbryt=tiltak.plan,
        til=tiltak.plan,
        kvittering=_("Tiltaket er slettet."),
        brodsmuler=smuler(tiltak.plan, request.user, _("Slett tiltaket")),
    )


def _hent_tiltak(request, pk):
    planer = Kompetanseplan.objects.mellom(request.user).order_by().values("pk")
    tiltak = get_object_or_404(Tiltak.objects.filter(plan__in=planer), pk=pk)
    tiltak.plan = aapen(request, tiltak.plan_id)
    return tiltak


def _rediger(request: HttpRequest, tiltak: Tiltak, maal: Maal, tittel: str) -> HttpResponse:
    plan = tiltak.plan
    form = PersontiltakForm(innsendt(request), instance=tiltak, avbryt=plan.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: skriving.lagre_tiltak(form.instance, maal, form.endring, bruker=request.user),
        til=plan,
        kvittering=_("Tiltaket er lagret."),
    )
    context = {"form": form, "tittel": tittel, "maal": maal, "brodsmuler": smuler(plan, request.user, tittel)}
    return response or render(request, "planer/person/personmaal_form.html", context)
