"""The pages of plans: which there are, and one in its three steps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kompetanse.felles.handling import krever
from planer.models import Kompetanseplan, Steg
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.tiltak.bilde import tiltaksbilde


@krever("planer.view_planer")
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans that the user sees."""
    planer = Kompetanseplan.objects.visible_to(request.user).select_related("enhet")
    return render(request, "planer/plan/plan_list.html", {"planer": planer})


@krever("planer.view_planer")
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = hent_plan(request, pk)
    return render(request, "planer/plan/plan_detail.html", ramme(plan, None, bruker=request.user))


@krever("planer.view_planer")
def plan_tiltak(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: how do we get it?"""
    plan = hent_plan(request, pk)
    context = ramme(plan, Steg.TILTAK, bruker=request.user) | {
        "bilde": tiltaksbilde(plan, request.user),
        "kan_endre_tiltak": request.user.has_perm("planer.change_tiltak", plan),
    }
    return render(request, "planer/plan/plan_tiltak.html", context)
