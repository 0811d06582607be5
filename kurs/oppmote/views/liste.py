"""The list of a date, and the wall at its door: for the teacher, and for whoever answers for the course."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompetanse.felles.handling import innsendt, krever, utfor
from kurs.kjoring.views import kjoringssmuler
from kurs.models import Samling
from kurs.oppmote import bilde, dor, foring
from kurs.oppmote.forms import OppmoteForm

ser_kurs = krever("kurs.view_kurs")


def hent(request: HttpRequest, pk: int) -> Samling:
    """A date whose attendance the user keeps: 404 for one that is not seen, 403 for one that is others' to keep."""
    samlinger = Samling.objects.visible_to(request.user).select_related("kjoring__kurs__enhet")
    samling = get_object_or_404(samlinger, pk=pk)
    if not request.user.has_perm(foring.RETT, samling.kjoring.kurs):
        raise PermissionDenied
    return samling


@ser_kurs
@never_cache
def samling_oppmote(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here: one choice for each, or all at once."""
    samling = hent(request, pk)
    form = OppmoteForm(innsendt(request), samling=samling, plasser=bilde.deltakerne(samling), fort=bilde.fort(samling))
    response = utfor(
        request,
        form,
        lambda: foring.skriv(samling, form.halvdager, bruker=request.user),
        til=request.path,
        kvittering=lambda antall: _("Lagret. %(antall)s er ført som til stede.") % {"antall": antall},
    )
    context = {
        "samling": samling,
        "samlinger": list(samling.kjoring.samlinger.all()),
        "form": form,
        "dor": bilde.dor(samling),
        "brodsmuler": kjoringssmuler(samling.kjoring, (_("Tid og sted"), samling.kjoring), her=_("Oppmøte")),
    }
    return response or render(request, "kurs/oppmote/samling_oppmote.html", context)


@require_POST
@ser_kurs
def samling_kode(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the door with a new code."""
    samling = hent(request, pk)
    response = utfor(
        request,
        None,
        lambda: dor.ny_kode(samling, bruker=request.user),
        til=reverse("kurs:samling-dor", args=[pk]),
        ved_feil=reverse("kurs:samling-oppmote", args=[pk]),
    )
    return response or redirect("kurs:samling-oppmote", pk)


@require_safe
@ser_kurs
@never_cache
def samling_dor(request: HttpRequest, pk: int) -> HttpResponse:
    """The wall, or a poster when it is printed: the code, and how many are here."""
    return render(request, "kurs/oppmote/samling_dor.html", {"dor": bilde.dor(hent(request, pk))})


@require_safe
@ser_kurs
@never_cache
def samling_dor_naa(request: HttpRequest, pk: int) -> HttpResponse:
    """What the wall asks every few seconds: nothing when it shows what is."""
    dora = bilde.dor(hent(request, pk))
    if request.GET.get("merke") == dora.merke:
        return HttpResponse(status=204)
    return render(request, "kurs/oppmote/_dor.html", {"dor": dora})
