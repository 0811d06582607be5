"""What someone had typed in a form when the session ended, held until they have signed in again.

The fields are encrypted with a key that only the browser has (a cookie), stand in the cache table for an hour, and are shown
to the account that the form was made for, and to no other. Nothing is sent again by itself: the page has a button. Files
and passwords are not held.

Whose form it was is read from the form's own CSRF token. Each login gives the browser a new CSRF secret, and the signed
cookie `EIER` remembers whose the last few were; a token that we never gave this browser belongs to nobody.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import quote, urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.cache import cache
from django.http import QueryDict

# Django has no public name for «which secret is this token made from».
from django.middleware.csrf import CSRF_TOKEN_LENGTH, InvalidTokenFormat, _check_token_format, _unmask_cipher_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NOKKEL, EIER = "skrevet", "skjemaeier"
VARER = int(timedelta(hours=1).total_seconds())
EIER_VARER = int(timedelta(days=7).total_seconds())
ANTALL_EIERE = 4
MAKS_BYTES = 1024 * 1024
# Set by the browser (bevar.js) when it keeps the text itself and puts it back in the form.
I_NETTLESEREN = "bevart_i_nettleseren"


@dataclass(frozen=True)
class Skrevet:
    """One form as it was sent: `felter` is URL-encoded, `filer` the names of the files, `fra` the page that it stood on."""

    bruker: int
    adresse: str
    fra: str
    felter: str = ""
    filer: tuple[str, ...] = ()
    for_stort: bool = False

    @property
    def er_tomt(self):
        """A button without fields: it is there to be pressed again."""
        return not (self.felter or self.filer or self.for_stort)

    def verdier(self):
        """(name, value) of every field, in the form's order."""
        return [(navn, verdi) for navn, liste in QueryDict(self.felter).lists() for verdi in liste]

    def tekster(self):
        """What a person wrote: the values of more than one word, each once."""
        return list(dict.fromkeys(verdi for _navn, verdi in self.verdier() if len(verdi.split()) > 1))


# --- Whose form it is ---------------------------------------------------------------------------


def merk_eier(request, response):
    """Remember in the browser that forms with today's CSRF secret are this user's."""
    hemmelighet = request.META.get("CSRF_COOKIE")
    if not hemmelighet:
        return
    eiere, denne = _eiere(request), [_avtrykk(hemmelighet), request.user.pk]
    if denne not in eiere:
        verdi = signing.dumps([denne, *eiere][:ANTALL_EIERE], salt=EIER)
        _sett(response, EIER, verdi, EIER_VARER)


def eier_av_skjemaet(request):
    """The id of the user that the posted form was made for; None when it is not a form that this browser was given."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return None
    avtrykk = _avtrykk(_unmask_cipher_token(token)) if len(token) == CSRF_TOKEN_LENGTH else ""
    return next((pk for et_avtrykk, pk in _eiere(request) if et_avtrykk == avtrykk), None)


def _eiere(request):
    try:
        return signing.loads(request.COOKIES.get(EIER, ""), salt=EIER, max_age=EIER_VARER)
    except signing.BadSignature:
        return []


def _avtrykk(hemmelighet):
    return hashlib.sha256(hemmelighet.encode()).hexdigest()[:20]


# --- Holding it -----------------------------------------------------------------------------------


def skrevet_i(request, eier):
    """The posted form, ready to be held or shown."""
    felter = request.POST.copy()
    for navn in [navn for navn in felter if navn == "csrfmiddlewaretoken" or "passord" in navn or "password" in navn]:
        del felter[navn]
    innhold = felter.urlencode()
    for_stort = len(innhold) > MAKS_BYTES
    return Skrevet(
        bruker=eier,
        adresse=request.get_full_path(),
        fra=siden_foer(request),
        felter="" if for_stort else innhold,
        filer=tuple(fil.name for fil in request.FILES.values()),
        for_stort=for_stort,
    )


def hold(request):
    """Hold what an anonymous visitor posted, and lead to the login and from there to the text. None: nothing to hold."""
    eier = eier_av_skjemaet(request)
    siden = reverse("felles:skrevet")
    if eier is None or request.path == siden or I_NETTLESEREN in request.POST or "HX-Request" in request.headers:
        return None
    skjema = skrevet_i(request, eier)
    if skjema.er_tomt:
        return redirect_to_login(skjema.fra)
    nokkel = Fernet.generate_key()
    cache.set(_plass(nokkel), Fernet(nokkel).encrypt(json.dumps(asdict(skjema)).encode()), VARER)
    response = redirect_to_login(f"{siden}?til={quote(skjema.fra)}")
    _sett(response, NOKKEL, nokkel.decode(), VARER)
    return response


def hent(request):
    """What is held in this browser for the one who is signed in, or None."""
    nokkel = request.COOKIES.get(NOKKEL, "").encode()
    try:
        skjema = Skrevet(**json.loads(Fernet(nokkel).decrypt(cache.get(_plass(nokkel)) or b"", ttl=VARER)))
    except (ValueError, InvalidToken):
        return None
    return skjema if skjema.bruker == request.user.pk else None


def glem(request, response):
    """What is held is needed no longer."""
    cache.delete(_plass(request.COOKIES.get(NOKKEL, "").encode()))
    response.delete_cookie(NOKKEL, samesite="Lax")


def trygg_adresse(request, adresse):
    """The address when it is the path of a page of ours, else the front page."""
    er_sti = (adresse or "").startswith("/")
    trygg = er_sti and url_has_allowed_host_and_scheme(adresse, {request.get_host()}, require_https=request.is_secure())
    return adresse if trygg else settings.LOGIN_REDIRECT_URL


def siden_foer(request):
    """The path of the page that the form stood on; a form that says nothing of it stood at its own address."""
    try:
        foer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return request.get_full_path()
    if foer.netloc != request.get_host():
        return request.get_full_path()
    return f"{foer.path}?{foer.query}" if foer.query else foer.path


def _plass(nokkel):
    return f"skrevet:{hashlib.sha256(nokkel).hexdigest()}"


def _sett(response, navn, verdi, varer):
    response.set_cookie(
        navn, verdi, max_age=varer, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


# --- In every request -----------------------------------------------------------------------------


class SkrevetMiddleware:
    """Holds a form that meets the login page instead of its own, and lets go of it when it has been sent again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.user.is_authenticated:
            return (_sendt_til_innlogging(request, response) and hold(request)) or response
        merk_eier(request, response)
        if request.method == "POST" and NOKKEL in request.COOKIES and response.status_code < 400:
            skjema = hent(request)
            if skjema and skjema.adresse == request.get_full_path():
                glem(request, response)
        return response


def _sendt_til_innlogging(request, response):
    if request.method != "POST" or response.status_code != 302:
        return False
    innlogging = reverse(settings.LOGIN_URL)
    # The login's own forms are asked again by themselves, and hold passwords and codes.
    return urlsplit(response.url).path == innlogging and not request.path.startswith(_mappe(innlogging))


def _mappe(adresse):
    return adresse.rstrip("/").rpartition("/")[0] + "/"
