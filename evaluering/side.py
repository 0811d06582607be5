"""The evaluation of a page, who may come there, and its breadcrumb."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from evaluering.models import Evaluering
from kompetanse.felles.handling import krever
from kompetanse.felles.sti import sti

kan_se = krever("planer.view_planer")


def hent(request: HttpRequest, pk: int, rett: str = "") -> Evaluering:
    """The evaluation of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right."""
    evaluering = get_object_or_404(Evaluering.objects.visible_to(request.user).for_list(), pk=pk)
    if rett and not request.user.has_perm(rett, evaluering):
        raise PermissionDenied
    return evaluering


def smuler(evaluering: Evaluering, her: str, *under: tuple[Any, Any]) -> list[tuple[str, str]]:
    """The breadcrumb of a page below that of an evaluation."""
    return sti((_("Evaluering"), "evaluering:evaluering-list"), (str(evaluering), evaluering), *under, her=her)
