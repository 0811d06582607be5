"""The way in to a form, found by what stands in the address, without knowing which kommune it is of.

A link has a key of its own. The code of a collection stands on the wall for all: a phone that comes by it keeps a key of
its own instead, and answers once.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from evaluering.models import Innsamling, Lenke
from evaluering.svar.avlegging import Adgang
from evaluering.svar.lenker import avtrykk
from kompetanse.felles import kode as koder
from kompetanse.felles import vegg
from kompetanse.felles.forsok import Forsok

# A whole course may come from one address, and whoever scans the code or follows a link makes no mistake.
FEIL = Forsok("evaluering.lenke", hoyst=100, sekunder=600)
KAPSEL, SALT, STI = "evaluering", "evaluering.telefon", "/e/"
# What it takes to answer; what the form is about is read by the page that says it, and not while many answer at once.
RUNDT = ("kommune", "versjon", "niva")


def finn(request: HttpRequest, nokkel: str) -> Adgang | None:
    """The way in by this key or code, as long as the form is open; the same for one that has never been. Raises `ForMange`
    for one who is guessing."""
    FEIL.krev(request)
    with vegg.alle_kommuner():
        adgang = _ved_kode(request, koder.lest(nokkel)) if koder.lest(nokkel) else _ved_lenke(nokkel)
    if adgang is None or not adgang.innsamling.tar_imot(timezone.now()):
        FEIL.tell(request)
        return None
    return adgang


def husk(response: HttpResponse, adgang: Adgang) -> HttpResponse:
    """Let the phone keep its key, for as long as the form can be open."""
    if adgang.lenke is None:
        verdi = signing.dumps([adgang.innsamling.kode, adgang.nokkel], salt=SALT)
        varer = int((adgang.innsamling.lukker - timezone.now()).total_seconds())
        response.set_cookie(
            KAPSEL,
            verdi,
            max_age=varer,
            path=STI,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def er_kjent(request: HttpRequest, adgang: Adgang) -> bool:
    """A link always is; a phone when it has kept its key, without which it could answer without end."""
    return adgang.lenke is not None or _telefonens(request, adgang.innsamling.kode) == adgang.nokkel


def _ved_lenke(nokkel):
    rundt = (f"innsamling__{felt}" for felt in RUNDT)
    lenke = Lenke.objects.select_related(*rundt).filter(avtrykk=avtrykk(nokkel)).first()
    return lenke and Adgang(lenke.innsamling, nokkel, lenke)


def _ved_kode(request, kode):
    innsamling = Innsamling.objects.select_related(*RUNDT).filter(kode=kode).first()
    return innsamling and Adgang(innsamling, _telefonens(request, kode) or secrets.token_urlsafe(15))


def _telefonens(request, kode):
    """The key that the phone got when it came in by this very code; empty for one that has not."""
    try:
        sist, nokkel = signing.loads(request.COOKIES.get(KAPSEL, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return nokkel if sist == kode else ""
