"""The pages of one's own calendar: its address, and the feed that a calendar reads without signing in."""

from collections.abc import Callable
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from kompetanse.felles import vegg
from kompetanse.felles.forsok import ForMange, Forsok
from kompetanse.felles.handling import krever, utfor
from kompetanse.organisasjon.models import Bruker
from planer.aarshjul import adresse
from planer.aarshjul.kalender import innhold

# A calendar asks a few times a day. Whoever guesses addresses is stopped by the address that the guesses come from.
HENTINGER = Forsok("kalender", hoyst=60, sekunder=600)
GJETNINGER = Forsok("kalender-gjetning", hoyst=30, sekunder=600)


@krever("planer.view_aarshjul")
@require_POST
def kalenderadresse_create(request: HttpRequest) -> HttpResponse:
    """A new address of one's own calendar; the one that was, is dead."""
    return utfor(
        request,
        None,
        lambda: adresse.lag_ny(request.user),
        til=reverse("planer:aarshjul") + "#kalender",
        kvittering=_("Kalenderen din har fått ny adresse. Den forrige virker ikke lenger."),
    )


@require_safe
def kalender(request: HttpRequest, hemmelighet: str) -> HttpResponse:
    return svar_kalender(request, hemmelighet, innhold)


def svar_kalender(request: HttpRequest, hemmelighet: str, innhold: Callable[[Bruker], bytes]) -> HttpResponse:
    """What a calendar reads, of whose secret it is. An address that leads nowhere answers 404, whatever the reason."""
    try:
        GJETNINGER.krev(request)
        HENTINGER.krev(hemmelighet)
    except ForMange:
        return HttpResponse(status=429, headers={"Retry-After": "600"})
    bruker = adresse.finn(hemmelighet)
    if bruker is None:
        GJETNINGER.tell(request)
        raise Http404
    HENTINGER.tell(hemmelighet)
    with vegg.innenfor(bruker.kommune_id), translation.override(bruker.malform or bruker.kommune.malform):
        filen = innhold(bruker)
    return _svar(request, filen)


def _svar(request, innhold):
    """The calendar, or that it is as it was when it was read last. No shared cache keeps it."""

    @condition(etag_func=lambda _request: f'"{sha256(innhold).hexdigest()}"')
    def svar(_request):
        return HttpResponse(innhold, content_type="text/calendar; charset=utf-8")

    response = svar(request)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
