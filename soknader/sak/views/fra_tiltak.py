"""From a measure to an application for the money that it counts on, and from a grant to a measure."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from planer.planside import smuler
from planer.tiltak.midler import midlerbilde
from planer.tiltak.views import hent_tiltak
from soknader.models import Soknad
from soknader.sak import fra_tiltak, fra_vedtak, skjemabilde
from soknader.sak.forms.soknad import FraTiltakForm
from soknader.sak.forms.tiltak import KnyttForm
from soknader.sak.utkast import Steg


@krever("soknader.add_soknad")
def soknad_fra_tiltak(request: HttpRequest, tiltak_pk: int) -> HttpResponse:
    """GET tells what there is already, and asks which pot it is about; POST makes the draft."""
    tiltak = hent_tiltak(request, tiltak_pk)
    if not fra_tiltak.kan_soke(tiltak, request.user):
        raise PermissionDenied
    penger = midlerbilde(tiltak, request.user)
    finnes = bool(penger.rader or penger.vei.utkast)
    flere = tiltak.felles_for.exists()
    form = FraTiltakForm(
        innsendt(request),
        finnes=finnes,
        initial={"kompetansetype": Soknad.Kompetansetype.TVERRGAAENDE if flere else ""},
    )
    response = not form.er_fagspesifikk() and utfor(
        request,
        form,
        lambda: fra_tiltak.opprett(tiltak, bruker=request.user, kompetansetype=form.cleaned_data["kompetansetype"]),
        til=lambda soknad: skjemabilde.stegadresse(soknad, Steg.OPPSUMMERING),
        kvittering=_("Søknaden er fylt ut med det som står på tiltaket. Les gjennom den før du sender."),
    )
    if response:
        return response
    context = skjemabilde.for_start(form, request.user) | {
        "tiltak": tiltak,
        "penger": penger,
        "brodsmuler": smuler(tiltak.plan, (str(tiltak), tiltak), her=_("Søk om midler")),
    }
    return render(request, "soknader/sak/soknad_fra_tiltak.html", context)


@krever("soknader.add_soknad")
def soknad_tiltak(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a grant to a measure of the unit's plan, or to a new one."""
    synlige = Soknad.objects.visible_to(request.user).select_related("enhet", "avdeling", "maal", "soker__person")
    soknad = get_object_or_404(synlige, pk=pk)
    if not request.user.has_perm(fra_vedtak.RETT, soknad):
        raise PermissionDenied
    planer = fra_vedtak.planene(soknad, request.user)
    form = KnyttForm(innsendt(request), planer=planer, tiltak=fra_vedtak.tiltakene(soknad, request.user))
    response = planer and utfor(
        request,
        form,
        lambda: fra_vedtak.knytt(soknad, form.cleaned_data["tiltak"], bruker=request.user),
        til=soknad,
        kvittering=_("Pengene står på tiltaket nå."),
    )
    context = {
        "soknad": soknad,
        "form": form,
        "planer": planer,
        "brodsmuler": skjemabilde.brodsmuler(_("Knytt til et tiltak"), soknad),
    }
    return response or render(request, "soknader/sak/soknad_tiltak.html", context)
