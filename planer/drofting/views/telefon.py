"""The pages of the phones, without login: who comes here is nobody, also when signed in.

Each works within the wall of the kommune that the code is of, and is told the same of a code that has never been, one that
has run out and one whose meeting is over.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompetanse.felles import kode as koder
from kompetanse.felles import vegg
from kompetanse.felles.forsok import ForMange
from kompetanse.felles.handling import innsendt
from planer.drofting import inngang
from planer.drofting import telefon as prosess
from planer.drofting.forms import InnspillForm
from planer.drofting.telefon import Telefon
from planer.drofting.telefonbilde import telefonen
from planer.models import Moterom

KAPSEL, SALT = "moterom", "planer.drofting.telefon"
STI = "/d/"


def i_rommet(view: Callable) -> Callable:
    """Decorator: the view gets the room that the code is of and the phone that asks, and runs in that kommune."""

    @never_cache
    @wraps(view)
    def inne(request: HttpRequest, kode: str, **verdier: Any) -> HttpResponse:
        request.user = AnonymousUser()
        nokkel = _nokkel(request, kode)
        try:
            rom = inngang.finn_for(request, kode, kjent=bool(nokkel))
        except ForMange:
            return render(request, "429.html", status=429)
        if rom is None:
            return _over(request) if nokkel else _ukjent(request, koder.KodeForm(initial={"kode": kode[:30]}))
        if request.method == "POST" and not nokkel:
            # A phone comes in before it sends: one that keeps no key could send without end.
            return redirect(f"{reverse('telefon:rom', args=[rom.kode])}?kapsler")
        with vegg.innenfor(rom.kommune_id), translation.override(rom.kommune.malform):
            telefon = Telefon(nokkel) if nokkel else prosess.kom_inn(rom)
            response = view(request, rom, telefon, **verdier)
        return response if nokkel else _husk(response, rom, telefon)

    return inne


def _nokkel(request, kode):
    """The key that the phone got when it came in by this very code; empty for one that has not."""
    try:
        sist, nokkel = signing.loads(request.COOKIES.get(KAPSEL, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return nokkel if sist == koder.lest(kode) else ""


def _husk(response: HttpResponse, rom: Moterom, telefon: Telefon) -> HttpResponse:
    response.set_cookie(
        KAPSEL,
        signing.dumps([rom.kode, telefon.nokkel], salt=SALT),
        max_age=int(Moterom.VARER.total_seconds()),
        path=STI,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _ukjent(request, form):
    feil = _("Koden virker ikke. Se på veggen, og skriv den en gang til.")
    return render(request, "planer/drofting/telefon_kode.html", {"form": form, "feil": feil}, status=404)


def _over(request):
    """For a phone that was in: the meeting has ended, or has a new code."""
    bit = request.headers.get("HX-Request") == "true"
    mal = "planer/drofting/_telefon_over.html" if bit else "planer/drofting/telefon_over.html"
    return render(request, mal)


@never_cache
def kode(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    request.user = AnonymousUser()
    form = koder.KodeForm(innsendt(request))
    if not (form.is_bound and form.is_valid()):
        return render(request, "planer/drofting/telefon_kode.html", {"form": form})
    if lest := koder.lest(form.cleaned_data["kode"]):
        return redirect("telefon:rom", kode=lest)
    return _ukjent(request, form)


@i_rommet
def rom(request: HttpRequest, rom: Moterom, telefon: Telefon) -> HttpResponse:
    """The question, one field, and what this phone has sent."""
    bilde = telefonen(telefon, rom)
    form = InnspillForm(innsendt(request), grupper=_valgbare(bilde))
    if form.is_bound and form.is_valid():
        try:
            prosess.send(telefon, rom, form.cleaned_data["tekst"], form.cleaned_data.get("gruppe"))
            return redirect(f"{request.path}#sendt")
        except ValidationError as feil:
            form.add_error(None, feil)
    return _vis(request, bilde, form)


def _valgbare(bilde):
    """The groups that a note may be about."""
    return bilde.grupper if bilde.tar_imot else ()


def _vis(request, bilde, form, mal="planer/drofting/telefon_rom.html", feil=""):
    """The page, with what was typed and why it was refused."""
    if "kapsler" in request.GET:
        feil = _("Telefonen må godta informasjonskapsler for å være med. Slå dem på, og last siden på nytt.")
    context = {"bilde": bilde, "form": form, "feil": feil}
    return render(request, mal, context, status=422 if form.errors or feil else 200)


@require_safe
@i_rommet
def naa(request: HttpRequest, rom: Moterom, telefon: Telefon) -> HttpResponse:
    """What the page asks every few seconds: nothing when it shows what is."""
    bilde = telefonen(telefon, rom)
    if request.GET.get("merke") == bilde.merke:
        return HttpResponse(status=204)
    return _vis(request, bilde, InnspillForm(grupper=_valgbare(bilde)), "planer/drofting/_telefon.html")


@require_POST
@i_rommet
def trekk(request: HttpRequest, rom: Moterom, telefon: Telefon, pk: int) -> HttpResponse:
    """Take a note back while it waits."""
    return _gjor(request, rom, telefon, lambda: prosess.trekk(telefon, rom, pk))


@require_POST
@i_rommet
def stem(request: HttpRequest, rom: Moterom, telefon: Telefon, pk: int) -> HttpResponse:
    """A vote for a group, or the vote back. A group that is gone is none."""
    gruppe = rom.drofting.grupper.filter(pk=pk).first()
    verb = prosess.ta_tilbake if "tilbake" in request.POST else prosess.stem
    return _gjor(request, rom, telefon, lambda: gruppe and verb(telefon, rom, gruppe))


def _gjor(request, rom, telefon, handling):
    """Do what a button asks for; refused, the page says why."""
    try:
        handling()
    except ValidationError as feil:
        bilde = telefonen(telefon, rom)
        return _vis(request, bilde, InnspillForm(grupper=_valgbare(bilde)), feil=feil.messages[0])
    return redirect("telefon:rom", kode=rom.kode)
