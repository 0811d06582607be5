"""The words of a plan, stored while one types: each pause stores what is valid, and the button goes back to the plan."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring, SamskrivForm, er_underveis


def lagre_underveis(
    request: HttpRequest,
    form: SamskrivForm,
    prosess: Callable[[Endring], Iterable[ValidationError] | None],
    *,
    til: Callable[[], Any],
    vis: Callable[[], HttpResponse],
) -> HttpResponse:
    """Store what was posted in a form that `planer/_skriveskjema.html` shows.

    `prosess` stores what the user has changed, and says by field why the rest is not, or raises why nothing is. While one
    types the answer is whether it was saved; by the button the way on (`til`), or the page again with what to mend (`vis`).
    """
    form.underveis = er_underveis(request)
    form.is_valid()
    try:
        form.lagret(*(prosess(form.endring) or ()))
    except ValidationError as feil:
        form.add_error(None, feil)
    if form.underveis:
        return _svar_underveis(request, form)
    if form.errors:
        return vis()
    messages.success(request, _("Lagret."))
    return redirect(til())


def _svar_underveis(request, form):
    response = render(request, "planer/_lagret_underveis.html", {"form": form, "naa": timezone.now()})
    if not form.errors:
        response["HX-Trigger"] = "lagret"
    return response
