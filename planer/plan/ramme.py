"""What all pages of one plan have in common: which plan, the breadcrumb, and the three steps."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan, Steg

# The address of each step.
ADRESSER = {Steg.MAAL: "plan-maal", Steg.BEHOV: "plan-behov", Steg.TILTAK: "plan-tiltak"}


class Stegkort(NamedTuple):
    """One of the three steps as the pages show it."""

    steg: Steg
    url: str
    aktiv: bool

    @property
    def navn(self) -> str:
        """«2 Behov»."""
        return f"{self.steg.value} {self.steg.label}"


def hent_plan(request: HttpRequest, pk: int, rett: str = "") -> Kompetanseplan:
    """The plan of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right to it."""
    planer = Kompetanseplan.objects.visible_to(request.user)
    plan = get_object_or_404(planer.select_related("kommune", "enhet", "person", "overordnet", "ansvarlig"), pk=pk)
    if rett and not request.user.has_perm(rett, plan):
        raise PermissionDenied
    return plan


def ramme(plan: Kompetanseplan, steg: Steg | None, *, bruker: Bruker, her: str = "") -> dict:
    """The context that `planer/base_plan.html` asks for; `her` is the heading of a page below the plan's own."""
    over = Enhet.objects.filter(path__in=[*plan.enhet.stier_over, plan.enhet.path]).order_by("depth")
    smuler = [(_("Planer"), "planer:plan-list"), *((en.navn, en) for en in over)]
    return {
        "plan": plan,
        "tittel": her or plan.tittel,
        "brodsmuler": sti(*smuler, *([(plan.tittel, plan)] if her else []), her=her or plan.tittel),
        "steg": [
            Stegkort(ett, reverse(f"planer:{adresse}", args=[plan.pk]), ett == steg)
            for ett, adresse in ADRESSER.items()
        ],
        "kan_endre": bruker.has_perm("planer.change_plan", plan),
    }
