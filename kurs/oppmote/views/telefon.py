"""The door as a phone sees it. Each page works within the wall of the kommune that the code is of, and tells the same of a
code that has never been, one of another day and one of a run that is cancelled."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kompetanse.felles import kode as koder
from kompetanse.felles import vegg
from kompetanse.felles.forsok import ForMange
from kompetanse.felles.handling import innsendt
from kurs.models import Kursplass, Oppmote, Samling
from kurs.oppmote import dor
from kurs.oppmote.forms import AdresseForm


def ved_dora(view: Callable) -> Callable:
    """Decorator: the view gets the date that the code is of, and runs in that kommune; for who is not signed in, also in its
    language."""

    @never_cache
    @wraps(view)
    def inne(request: HttpRequest, kode: str, **verdier: Any) -> HttpResponse:
        try:
            samling = dor.finn_for(request, kode)
            if samling is None:
                return _ukjent(request, koder.KodeForm(initial={"kode": kode[:30]}))
            spraak = translation.get_language() if request.user.is_authenticated else samling.kommune.malform
            with vegg.innenfor(samling.kommune_id), translation.override(spraak):
                return view(request, samling, **verdier)
        except ForMange:
            return render(request, "429.html", status=429)

    return inne


def _ukjent(request, form):
    feil = _("Koden virker ikke. Den gjelder bare den dagen kurset er. Se på veggen, og skriv den en gang til.")
    return render(request, "kurs/oppmote/dor_kode.html", {"form": form, "feil": feil}, status=404)


@never_cache
def kode(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    form = koder.KodeForm(innsendt(request))
    if not (form.is_bound and form.is_valid()):
        return render(request, "kurs/oppmote/dor_kode.html", {"form": form})
    if lest := koder.lest(form.cleaned_data["kode"]):
        return redirect("dor:samling", kode=lest)
    return _ukjent(request, form)


@ved_dora
def samling(request: HttpRequest, samling: Samling) -> HttpResponse:
    """One button for who is signed in; else the two ways to show who one is."""
    if not request.user.is_authenticated:
        return _utenfor(request, samling, AdresseForm())
    return _si_at_man_er_her(request, samling, dor.plassen(samling, request.user.person_id))


@ved_dora
def meg(request: HttpRequest, samling: Samling, bevis: str) -> HttpResponse:
    """The same for the one whom the link was sent to."""
    plass = dor.plassen_til(samling, bevis)
    return _si_at_man_er_her(request, samling, plass) if plass else redirect("dor:samling", kode=samling.kode)


def _si_at_man_er_her(request, samling, plass: Kursplass | None):
    """GET shows the button or that one has come; POST comes in, and may be sent again by a phone that got no answer."""
    if request.method == "POST" and plass:
        dor.kom_inn(samling, plass, bruker=request.user if request.user.is_authenticated else None)
        return redirect(request.path)
    oppmote = Oppmote.objects.filter(samling=samling, kursplass=plass).first() if plass else None
    return render(request, "kurs/oppmote/dor.html", {"samling": samling, "plass": plass, "oppmote": oppmote})


@require_POST
@ved_dora
def lenke(request: HttpRequest, samling: Samling) -> HttpResponse:
    """Ask for the link by mail. The answer is the same whoever asks."""
    form = AdresseForm(request.POST)
    if form.is_valid():
        dor.be_om_lenke(samling, form.cleaned_data["epost"], request=request)
        return redirect(f"{reverse('dor:samling', args=[samling.kode])}?sendt")
    return _utenfor(request, samling, form, status=422)


def _utenfor(request, samling, form, status=200):
    context = {"samling": samling, "form": form, "kan_sende": dor.kan_sende(), "sendt": "sendt" in request.GET}
    return render(request, "kurs/oppmote/dor_ute.html", context, status=status)
