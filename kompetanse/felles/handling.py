"""An action asked for from a page: the right, the POST, the process function, the receipt, and where to go then.

Every form that posts carries a one-time key (`{% csrf_token %}` writes it). The same shown form sent twice, on a slow line
or by two clicks, counts once: the second is answered like the first. A freshly opened form counts again.
"""

import datetime as dt
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.models import Engangsnokkel
from kompetanse.felles.samskriving import Uenig

FELT = "engang"
GYLDIG = re.compile(r"[\w-]{16,64}", re.ASCII)
HUSKES = dt.timedelta(days=30)


def krever(rettighet: str) -> Callable:
    """Decorator of a view: signed in, and with the right; else the login page, or 403."""

    def dekorator(view):
        return login_required(permission_required(rettighet, raise_exception=True)(view))

    return dekorator


def innsendt(request: HttpRequest) -> QueryDict | None:
    """The data of a form: what was posted, be it nothing but a press of the button; None when the page is only shown."""
    return request.POST if request.method == "POST" else None


def utfor(
    request: HttpRequest,
    form: BaseForm | None,
    handling: Callable[[], Any],
    *,
    til: Any,
    kvittering: Any = "",
    ved_feil: Any = None,
) -> HttpResponse | None:
    """Do what a valid form (or a button, without a form) asks for, once for each time it was shown.

    Returns the answer, or None when the page is to be shown: not posted, not valid, or refused with the reason in the form.
    `til` is where to go (object, address or name of one) and `kvittering` what to say; both may be functions of what
    `handling` returned. Without a form, and when the page was older than the row (code `stale`), a refusal is told at
    `ved_feil`, or else at `til`, or on this page when that is a function. All of it is one transaction.
    """
    if request.method != "POST":
        return None
    if form is not None and not form.is_valid():
        return _sendt_foer(request)
    try:
        with transaction.atomic():
            nokkel, ny = _ta_nokkel(request)
            if not ny:
                return _allerede_gjort(request, nokkel)
            resultat = handling()
            lenke = resolve_url(til(resultat) if callable(til) else til)
            melding = str(kvittering(resultat) if callable(kvittering) else kvittering)
            _husk(nokkel, lenke, melding)
    except (ValidationError, LesbarFeil, IntegrityError) as feil:
        feil = som_setning(feil)
        if form is not None and isinstance(feil, ValidationError) and getattr(feil, "code", "") != "stale":
            si_i_skjemaet(form, feil)
            return None
        return si_feil(request, feil, ved_feil or (request.get_full_path() if callable(til) else til))
    if melding:
        messages.success(request, melding)
    return redirect(lenke)


def som_setning(feil: Exception) -> Exception:
    """What to say when the database refused a row that someone else made in the same instant: the sentence of what must be
    unique. Any other error as it is; raises what is a fault of ours."""
    if not isinstance(feil, IntegrityError):
        return feil
    brutt = getattr(getattr(feil.__cause__, "diag", None), "constraint_name", None)
    for modell in apps.get_models():
        for krav in modell._meta.constraints:
            if isinstance(krav, UniqueConstraint) and krav.name == brutt:
                return ValidationError(krav.get_violation_error_message(), code="finnes")
    raise feil


def proev(form: BaseForm, handling: Callable[[], Any]) -> Any:
    """What `handling` would give for what a form asks for, tried and undone. None when the form is not sent, not valid, or
    refused: then it says why."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        with transaction.atomic():
            resultat = handling()
            transaction.set_rollback(True)
    except ValidationError as feil:
        si_i_skjemaet(form, feil)
        return None
    return resultat


def si_i_skjemaet(form: BaseForm, feil: ValidationError) -> None:
    """Put what was refused beside its fields, or above them all when some of it is about what the form does not ask for.
    What two disagree of the form shows by itself (`SamskrivForm`)."""
    ukjent = getattr(feil, "error_dict", {}).keys() - form.fields.keys() - {NON_FIELD_ERRORS}
    form.add_error(None, feil.messages if ukjent and not isinstance(feil, Uenig) else feil)


def si_feil(request: HttpRequest, feil: ValidationError | LesbarFeil, til: Any) -> HttpResponse:
    """Say why nothing was done, on the page that is shown next."""
    for melding in getattr(feil, "messages", [str(feil)]):
        messages.error(request, melding)
    return redirect(til)


def bekreft(
    request: HttpRequest,
    handling: Callable[[], Any],
    *,
    sporsmaal: str,
    knapp: str,
    avbryt: Any,
    til: Any,
    tittel: str = "",
    form: BaseForm | None = None,
    kvittering: Any = "",
    ved_feil: Any = None,
    **visning: Any,
) -> HttpResponse:
    """The page that asks once before it is done: GET asks, POST does it.

    `visning` may hold `konsekvens` (what follows), `farlig`, `ingress`, `skjulte` ((name, value) pairs) and `brodsmuler`.
    """
    tilbake = resolve_url(avbryt)
    response = utfor(request, form, handling, til=til, kvittering=kvittering, ved_feil=ved_feil or tilbake)
    tekst = {"tittel": tittel or knapp, "sporsmaal": sporsmaal, "knapp": knapp, "avbryt_url": tilbake, "form": form}
    return response or render(request, "felles/bekreft.html", {**tekst, **visning})


def bekreft_sletting(request: HttpRequest, handling: Callable[[], Any], **visning: Any) -> HttpResponse:
    """As `bekreft`, of what is gone for good afterwards."""
    return bekreft(request, handling, knapp=_("Slett"), farlig=True, **visning)


# --- The one-time key -----------------------------------------------------------------------------


def ny_nokkel() -> str:
    """A key for one showing of one form."""
    return secrets.token_urlsafe(16)


def _ta_nokkel(request: HttpRequest) -> tuple[Engangsnokkel | None, bool]:
    """Claim the key that came with the form; False when it was claimed before. The second of two at the same instant
    waits here for the first. A form without a key (a page from before this was made) is done as it is sent."""
    nokkel = request.POST.get(FELT, "")
    if not GYLDIG.fullmatch(nokkel):
        return None, True
    return Engangsnokkel.objects.get_or_create(bruker=request.user, nokkel=nokkel)


def _husk(nokkel: Engangsnokkel | None, lenke: str, kvittering: str) -> None:
    if nokkel is not None:
        nokkel.lenke, nokkel.kvittering = lenke, kvittering
        nokkel.save(update_fields=["lenke", "kvittering"])


def _allerede_gjort(request: HttpRequest, nokkel: Engangsnokkel) -> HttpResponse:
    gjort = _(
        "Skjemaet ble sendt to ganger, men er utført én gang. Åpne det på nytt hvis du vil gjøre det en gang til."
    )
    messages.info(request, f"{nokkel.kvittering} {gjort}".strip())
    return redirect(nokkel.lenke)


def _sendt_foer(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that has been sent before, and done; None for any other. Its second half may find that it is not
    allowed, or is asked about, because the first did what it asks for."""
    nokkel = request.POST.get(FELT, "")
    if not GYLDIG.fullmatch(nokkel):
        return None
    gjort = Engangsnokkel.objects.filter(bruker=request.user.pk, nokkel=nokkel).exclude(lenke="").first()
    return gjort and _allerede_gjort(request, gjort)


class SendtFoerMiddleware:
    """A form that was sent twice is answered like the first, not with 403 or 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if request.method != "POST" or not isinstance(exception, (PermissionDenied, Http404)):
            return None
        return _sendt_foer(request)


def rydd_nokler() -> int:
    """Each night, across kommuner: forget keys of forms that nobody has open any more. Returns how many."""
    with vegg.alle_kommuner():
        return Engangsnokkel.objects.filter(brukt__lt=timezone.now() - HUSKES).delete()[0]
