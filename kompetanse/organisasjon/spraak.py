"""Which language a page is read in: the account's, the browser's, and English on the pages around the work.

English is offered where someone who does not read Norwegian must find the way in, or their rights, and nowhere else: it
is not among LANGUAGES, and the catalogue locale/en holds the texts of these pages only. The choice stands in the browser.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

ENGELSK = "en"
# Login, second step, new password, invitation, help and the legal pages.
SIDER_PAA_ENGELSK = ("/konto/", "/organisasjon/invitasjon/", "/hjelp/", "/personvern/", "/tilgjengelighet/")


def velg(request: HttpRequest) -> None:
    """Speak the reader's language for the rest of the request, and tell the page whether it can be had in English."""
    request.finnes_paa_engelsk = request.path.startswith(SIDER_PAA_ENGELSK)
    engelsk = request.finnes_paa_engelsk and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == ENGELSK
    if spraak := ENGELSK if engelsk else getattr(request.user, "malform", ""):
        translation.activate(spraak)
        request.LANGUAGE_CODE = spraak
