"""A run is completed, its certificates are printed, and what was learnt elsewhere is shared."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import krever, si_feil, utfor
from kompetanse.felles.pdf import pdf_response
from kurs.kjoring.livslop import LIVSLOP
from kurs.kjoring.views import hent_kjoring, kjoringssmuler
from kurs.models import Kursplass
from kurs.oppmote import deling, foring, fullforing, kursbevis

ser_kurs = krever("kurs.view_kurs")


@ser_kurs
def kjoring_fullfor(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows who completes and who does not, and what it gives; POST does it."""
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
    """The certificates of all who have completed the run, a page each."""
    kjoring = hent_kjoring(request, pk)
    if not request.user.has_perm(foring.RETT, kjoring.kurs):
        raise PermissionDenied
    return _pdf(request, kjoring, Kursplass.objects.filter(kjoring=kjoring), _("Kursbevis %s") % kjoring.kurs)


@require_safe
@ser_kurs
def kursplass_kursbevis(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own certificate, or that of someone whose place one sees."""
    synlige = Kursplass.objects.visible_to(request.user)
    plass = get_object_or_404(synlige.select_related("person", "kjoring__kurs__enhet"), pk=pk)
    navn = _("Kursbevis %(kurs)s %(person)s") % {"kurs": plass.kjoring.kurs, "person": plass.person}
    return _pdf(request, plass.kjoring, Kursplass.objects.filter(pk=pk), navn)


def _pdf(request, kjoring, plasser, filnavn):
    fullfort = list(plasser.filter(status=Kursplass.Status.FULLFORT).etter_navn())
    if not fullfort:
        raise Http404
    try:
        return pdf_response(kursbevis.pdf(kjoring, fullfort), f"{filnavn}.pdf")
    except LesbarFeil as feil:
        return si_feil(request, feil, kjoring)


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
