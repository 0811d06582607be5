"""An editor beside the document that it makes: each pause stores what is valid, and what two have written is chosen between.

The page extends `felles/redigering.html`; its forms are of `felles.samskriving`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import Endring, SamskrivForm, er_underveis
from kompetanse.felles.skjema import HalvferdigForm

# Stores what the user has changed, and says by field why the rest is not.
Prosess = Callable[[Endring], list[ValidationError]]


class SakForm(SamskrivForm, HalvferdigForm):
    """What every case begins with. Half-done is fine: what is missing is asked for when it is sent."""

    saksnummer = TekstField(label=gettext_lazy("Saksnummer"), max_length=40, required=False)
    motedato = DatoField(label=gettext_lazy("Møtedato"), required=False)
    saksbehandler = TekstField(label=gettext_lazy("Saksbehandler"), max_length=150, required=False)
    tittel = TekstField(
        label=gettext_lazy("Tittel"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv en tittel på saken.")},
    )


class Redigering:
    """The forms of an editor, each with the process that stores what is typed in it."""

    def __init__(self, *deler: tuple[SamskrivForm, Prosess]):
        self._deler = deler
        self.former = [form for form, _prosess in deler]

    @transaction.atomic
    def lagre(self) -> bool:
        """Store every valid field. True when nothing is left to mend; what is left is told in the forms."""
        for form in self.former:
            form.is_valid()
        for form, prosess in self._deler:
            form.lagret(*prosess(form.endring))
        return not self.feil

    @property
    def feil(self) -> list[tuple[str, str]]:
        """(label, message) of everything that was not stored."""
        return [(felt.label, melding) for form in self.former for felt in form for melding in felt.errors]

    @property
    def media(self) -> Media:
        return sum((form.media for form in self.former), Media())


def svar_paa_lagring(
    request: HttpRequest,
    redigering: Redigering,
    *,
    til: Any,
    ved_feil: Any,
    ark: str,
    context: Callable[[], dict],
    kvittering: str = "",
) -> HttpResponse | None:
    """Store what was posted, and answer; None when something must be mended and the page is to be shown again as typed.

    `til` is where to go when all is stored, told with `kvittering`; or a function that does what the pressed button asks,
    and says where. While one types the answer is the document anew: the template `ark` with `context`. What can no longer
    be edited is answered with what was typed, and the way to `ved_feil`.
    """
    underveis = er_underveis(request)
    try:
        if redigering.lagre() and not underveis:
            if kvittering:
                messages.success(request, kvittering)
            return redirect(til() if callable(til) else til)
    except ValidationError as feil:
        messages.error(request, " ".join(feil.messages))
        if underveis:
            return HttpResponse(status=409)
        for_sent = {"redigering": redigering, "tilbake": resolve_url(ved_feil)}
        return render(request, "felles/redigering_for_sent.html", for_sent, status=409)
    return _lagret(request, redigering, {**context(), "ark": ark}) if underveis else None


def _lagret(request, redigering, context):
    """The document anew, and the line that says what was stored and what must be mended first."""
    context = {**context, "redigering": redigering, "naa": timezone.now()}
    response = render(request, "felles/_redigering_lagret.html", context)
    if not redigering.feil:
        response["HX-Trigger"] = "lagret"
    return response
