"""The pages of the budget."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.handling import krever
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.oversikt.budsjett import lister
from kompetanse.oversikt.budsjett.bilde import Budsjett

kan_se = krever(lister.RETT)
# The ways to split it: what `?del=` calls each, and its tab. The first is shown when nothing is asked for.
DELINGER = {
    "sektor": (gettext_lazy("Del av kommunen"), lister.SEKTOR),
    "kilde": (gettext_lazy("Finansiering"), lister.KILDE),
    "omraade": (gettext_lazy("Satsingsområde"), lister.OMRAADE),
    "plan": (gettext_lazy("Plan"), lister.PLAN),
}


@kan_se
def budsjett_detail(request: HttpRequest) -> HttpResponse:
    """What the measures cost in a year, split in one way; or the split as a file."""
    kode = request.GET.get("del") if request.GET.get("del") in DELINGER else "sektor"
    return vis_liste(
        request,
        DELINGER[kode][1],
        "oversikt/budsjett/budsjett_detail.html",
        budsjett=lambda side: Budsjett(request.user, side.form.aaret),
        deling=kode,
        faner=lambda side: _faner(kode, side.form.aaret),
    )


def _faner(valgt, aar):
    return [
        {"navn": navn, "url": f"?{urlencode({'aar': aar, 'del': kode})}#deling", "aktiv": kode == valgt}
        for kode, (navn, _liste) in DELINGER.items()
    ]


def _smuler(liste, aar):
    budsjettet = f"{reverse('oversikt:budsjett-detail')}?{urlencode({'aar': aar})}"
    return sti((_("Budsjett %s") % aar, budsjettet), her=liste.navn)


@kan_se
def budsjett_poster(request: HttpRequest) -> HttpResponse:
    """The costs that a sum is made of, each with its measure and its plan."""
    return vis_liste(request, lister.POSTER, brodsmuler=lambda side: _smuler(lister.POSTER, side.form.aaret))


@kan_se
def budsjett_uten_belop(request: HttpRequest) -> HttpResponse:
    """The measures of a year that no sum holds."""
    return vis_liste(request, lister.UTEN_BELOP, brodsmuler=lambda side: _smuler(lister.UTEN_BELOP, side.form.aaret))
