"""The server's part of keeping what is typed until it is received: the browser keeps the text (`bevar.js`)."""

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

# The name that the browser gives a form as it is sent, and the cookie that says it was received.
FELT, MOTTATT = "bevart", "bevart_mottatt"
NAVN = re.compile(r"[a-z0-9]{1,40}")
VARER = 60
# On the way to the login: a form was lost.
MISTET = "mistet"


class BevaringMiddleware:
    """Says which form was received, and leads one that met the login back to the page that it stood on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        if _sendt_til_innlogging(request, response):
            return redirect_to_login(siden_foer(request), f"{reverse(settings.LOGIN_URL)}?{MISTET}=1")
        if NAVN.fullmatch(navn := request.POST.get(FELT, "")):
            # Read by `bevar.js`, and of no use to anyone else.
            response.set_cookie(MOTTATT, navn, max_age=VARER, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        return response


def brukermerke(bruker) -> str:
    """Whose text the browser keeps, said so that it tells nobody else anything; "" when no one is signed in."""
    return salted_hmac("felles.bevaring", str(bruker.pk)).hexdigest()[:16] if bruker and bruker.is_authenticated else ""


def siden_foer(request: HttpRequest) -> str:
    """The path of the page that the form stood on; a form that says nothing of it stood at its own address."""
    try:
        foer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return request.get_full_path()
    if foer.netloc != request.get_host():
        return request.get_full_path()
    sti = f"/{foer.path.lstrip('/')}"
    return f"{sti}?{foer.query}" if foer.query else sti


def _sendt_til_innlogging(request, response):
    """The view asked for a login, and for this very address afterwards; the choice of language may lead there too."""
    innlogging = reverse(settings.LOGIN_URL)
    # The login's own forms are asked again by themselves.
    own_forms = innlogging.rstrip("/").rpartition("/")[0] + "/"
    til = urlsplit(response.url)
    etterpaa = parse_qs(til.query).get(REDIRECT_FIELD_NAME)
    return til.path == innlogging and etterpaa == [request.get_full_path()] and not request.path.startswith(own_forms)
