"""A run is completed, its certificates are printed, and what was learnt elsewhere is shared."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import krever, si_feil, utfor
from kompetanse.felles.nedlasting import fil_response
from kompetanse.organisasjon.eksport import bestill_fil
from kurs.kjoring.livslop import LIVSLOP
from kurs.kjoring.views import hent_kjoring, kjoringssmuler
from kurs.models import Kursplass
from kurs.oppmote import deling, fullforing, kursbevis

ser_kurs = krever("kurs.view_kurs")
# Of so many certificates the page is the answer; more take longer than one waits.
BEVIS_I_SVARET = 10


@ser_kurs
def kjoring_fullfor(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows who completes and who does not, and what it gives, when the last date has ended; POST does it."""
    kjoring = hent_kjoring(request, pk, "kurs.change_kjoring")
    response = utfor(
        request,
        None,
        lambda: fullforing.fullfor(kjoring, bruker=request.user),
        til=kjoring.get_absolute_url(),
        kvittering=_kvittering,
        ved_feil=request.path,
    )
    if response:
        return response
    if "gjennomfor" not in LIVSLOP.mulige(kjoring, request.user):
        return redirect(kjoring)
    try:
        fullforing.krev_holdt(kjoring)
        utfall = fullforing.utfall(kjoring)
    except ValidationError as feil:
        return si_feil(request, feil, kjoring)
    context = {
        "utfall": utfall,
        "kjoring": kjoring,
        "brodsmuler": kjoringssmuler(kjoring, (_("Tid og sted"), kjoring), her=_("Fullfør")),
    }
    return render(request, "kurs/oppmote/kjoring_fullfor.html", context)


def _kvittering(utfall):
    antall = len(utfall.fullforer)
    tekst = ngettext("Kurset er gjennomført. %(n)s har fullført.", "Kurset er gjennomført. %(n)s har fullført.", antall)
    return tekst % {"n": antall}


@require_safe
@ser_kurs
def kjoring_kursbevis(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificates of all who have completed the run, a page each; of many in a job."""
    kjoring = hent_kjoring(request, pk)
    valg = {"kjoring": pk}
    plasser = kursbevis.ALLE.hent(request.user, valg)
    if len(plasser) <= BEVIS_I_SVARET:
        return _pdf(request, plasser)
    navn = _("Kursbevis %s") % kjoring.kurs
    return bestill_fil(kursbevis.ALLE, valg, navn=navn, fra=kjoring.get_absolute_url(), bruker=request.user)


@require_safe
@ser_kurs
def kursplass_kursbevis(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own certificate, or that of someone whose place one sees."""
    plasser = kursbevis.fullforte(Kursplass.objects.visible_to(request.user).filter(pk=pk))
    return _pdf(request, plasser, str(plasser[0].person))


def _pdf(request, plasser, tillegg=""):
    try:
        fil = kursbevis.fil(plasser, tillegg)
    except LesbarFeil as feil:
        return si_feil(request, feil, plasser[0].kjoring)
    return fil_response(*fil, inline=True)


@require_POST
@ser_kurs
def kursplass_delt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has shared what one learnt."""
    plass = get_object_or_404(Kursplass.objects.visible_to(request.user).select_related("kjoring"), pk=pk)
    return utfor(
        request,
        None,
        lambda: deling.del_med_kollegene(plass, bruker=request.user),
        til=plass.kjoring.get_absolute_url(),
        kvittering=_("Fint. Det er notert at du har delt det."),
    )
