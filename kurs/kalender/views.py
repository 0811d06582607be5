"""The calendar as a page: a list of the half-year, or a month; and as a feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from kompetanse.felles.handling import krever
from kurs.kalender import bilde, ical
from kurs.kalender.forms import Kalenderfilter
from kurs.kalender.halvaar import halvaar, maaned
from planer.aarshjul import adresse
from planer.aarshjul.kalendersider import svar_kalender


@krever("kurs.view_kurs")
def kalender(request: HttpRequest) -> HttpResponse:
    """The half-year that `?halvaar=` asks for, or with `?vis=maaned` the month of `?maaned=`."""
    form, dag = Kalenderfilter(request.GET, bruker=request.user), timezone.localdate()
    context = {
        "form": form,
        "kan_lage": request.user.has_perm("kurs.add_kurs"),
        "kan_sette_opp": request.user.has_perm("kurs.change_oppsett"),
    }
    if request.GET.get("vis") == "maaned":
        maaneden = maaned(request.GET.get("maaned", ""), dag)
        maanedsbilde = bilde.maanedsbilde(maaneden, request.user, form)
        context |= {"maaned": maanedsbilde, "mine": maanedsbilde.mine, "ukedager": list(WEEKDAYS.values())}
        return render(request, "kurs/kalender/kalender_maaned.html", context)
    valgt = halvaar(request.GET.get("halvaar", ""), dag)
    liste = bilde.liste(valgt, request.user, form, request.GET.get("side", ""))
    context |= {"liste": liste, "mine": liste.mine, "adresser": _adresser(request.user)}
    return render(request, "kurs/kalender/kalender_liste.html", context)


def _adresser(bruker):
    """The whole addresses of the reader's own calendar, and of the one of all that is offered; none when none is made."""
    hemmelighet = adresse.hemmeligheten(bruker)
    navn = ("planer:kalender", "kurs:kalender-ical")
    return hemmelighet and [settings.NETTADRESSE + reverse(ett, args=[hemmelighet]) for ett in navn]


@require_safe
def kalender_ical(request: HttpRequest, hemmelighet: str) -> HttpResponse:
    """What a calendar reads of all that is offered, by the secret of one who may see it."""
    return svar_kalender(request, hemmelighet, ical.alle)
