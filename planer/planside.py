"""What every page about a plan, or about something in one, begins with: the plan of the page, and the way to it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kompetanse.felles.handling import utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Enhet
from planer.models import Kompetanseplan


def hent_plan(request: HttpRequest, pk: int, rett: str = "", *, bare_vedtatt: bool = False) -> Kompetanseplan:
    """The plan of the page: of a unit, as that of one person has pages of its own. Raises Http404 for one that the user does
    not see, PermissionDenied without the right to it.

    A plan that is open for changes again is a draft like any other to those who do not write it, except on a page that
    shows them what was adopted (`bare_vedtatt`).
    """
    planer = Kompetanseplan.objects.for_enheter_visible_to(request.user)
    plan = get_object_or_404(planer.select_related("kommune", "enhet", "overordnet__enhet", "ansvarlig"), pk=pk)
    er_utkast = plan.er_aapen and not bare_vedtatt
    if any(not request.user.has_perm(ett, plan) for ett in (rett, "planer.read_draft" if er_utkast else "") if ett):
        raise PermissionDenied
    return plan


def flytt(request: HttpRequest, objekt: Model, handling: Callable[..., Any], *, til: str) -> HttpResponse:
    """The buttons for one place up and down. A GET comes from a login on the way, and does nothing."""
    plass = request.POST.get("plass", "")
    response = utfor(
        request,
        None,
        lambda: plass.isdecimal() and handling(objekt, int(plass[:4]), bruker=request.user),
        til=til,
    )
    return response or redirect(til)


def smuler(plan: Kompetanseplan, *under: tuple[Any, Any], her: str = "") -> list[tuple[str, str]]:
    """The breadcrumb of the plan's own page; of one below it with `her`, and what lies between in `under`."""
    over = Enhet.objects.filter(path__in=[*plan.enhet.stier_over, plan.enhet.path]).order_by("depth")
    ovenfor = [(_("Planer"), "planer:plan-list"), *((en.navn, en) for en in over)]
    if her:
        ovenfor += [(plan.tittel, plan), *under]
    return sti(*ovenfor, her=her or plan.tittel)
