"""The pages of whoever answers, on a phone and without login: who comes here is nobody, also when signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from evaluering.svar import avlegging, bilde, inngang
from evaluering.svar.avlegging import Adgang
from evaluering.svar.sporreskjema import Svarform, stilte
from kompetanse.felles import vegg
from kompetanse.felles.forsok import ForMange
from kompetanse.felles.handling import innsendt


def med_adgang(view: Callable) -> Callable:
    """Decorator: the view gets the way in that the address holds, and runs in its kommune and language."""

    @never_cache
    @wraps(view)
    def inne(request: HttpRequest, nokkel: str, **verdier: Any) -> HttpResponse:
        request.user = AnonymousUser()
        try:
            adgang = inngang.finn(request, nokkel)
        except ForMange:
            return render(request, "429.html", status=429)
        if adgang is None:
            return render(request, "evaluering/svar/telefon_ukjent.html", status=404)
        if request.method == "POST" and not inngang.er_kjent(request, adgang):
            return redirect(f"{reverse('svar:skjema', args=[nokkel])}?kapsler")
        with vegg.innenfor(adgang.innsamling.kommune_id), translation.override(_spraak(request, adgang)):
            return inngang.husk(view(request, adgang, **verdier), adgang)

    return inne


def _spraak(request, adgang):
    """What the phone has chosen, else the kommune's."""
    valgt = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return valgt if valgt in dict(settings.LANGUAGES) else adgang.innsamling.kommune.malform


@med_adgang
def skjema(request: HttpRequest, adgang: Adgang) -> HttpResponse:
    """The questions; the thanks when this key has been answered by, also when the line broke before they came."""
    if adgang.er_brukt:
        return render(request, "evaluering/svar/telefon_takk.html", {"bilde": bilde.takken(adgang)})
    form = Svarform(innsendt(request), stilte=stilte(adgang.innsamling, adgang.som))
    if form.is_bound and form.is_valid():
        try:
            avlegging.svar(adgang, form.verdier)
            return redirect(request.path)
        except ValidationError as feil:
            form.add_error(None, feil)
    mangler_kapsler = "kapsler" in request.GET and not inngang.er_kjent(request, adgang)
    feil = _("Telefonen må godta informasjonskapsler for å svare. Slå dem på, og last siden på nytt.")
    context = {"bilde": bilde.skjemaet(adgang, len(form.stilte)), "form": form, "feil": feil if mangler_kapsler else ""}
    return render(request, "evaluering/svar/telefon_skjema.html", context, status=422 if form.errors else 200)


@med_adgang
def ikke_med(request: HttpRequest, adgang: Adgang) -> HttpResponse:
    """Asks once: did not take part, or has answered by the code. Both end the reminders."""
    if adgang.lenke is None or adgang.er_brukt:
        return redirect("svar:skjema", nokkel=adgang.nokkel if adgang.lenke else adgang.innsamling.kode)
    if request.method != "POST":
        return render(request, "evaluering/svar/telefon_ikke_med.html", {"bilde": bilde.skjemaet(adgang)})
    try:
        (avlegging.har_svart if "svart" in request.POST else avlegging.var_ikke_med)(adgang)
    except ValidationError:
        return redirect("svar:skjema", nokkel=adgang.nokkel)
    return render(request, "evaluering/svar/telefon_fritatt.html")
