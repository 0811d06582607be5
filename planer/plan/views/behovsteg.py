"""Step 2: the page, and the plan's answer to a finding of the registry."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import krever, si_feil, utfor
from planer.behov.forms import FunnsvarForm
from planer.plan import behovsteg
from planer.planside import hent_plan


@krever("planer.view_planer")
def plan_behov(request: HttpRequest, pk: int) -> HttpResponse:
    """What do we need?"""
    plan = hent_plan(request, pk)
    return render(request, "planer/plan/plan_behov.html", behovsteg.vis(plan, bruker=request.user))


@krever("planer.view_planer")
@require_POST
def funn_answer(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A finding is taken in or left for now, or its answer is undone."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    til = reverse("planer:plan-behov", args=[plan.pk]) + "#funn"
    form = FunnsvarForm(request.POST)
    if not form.is_valid():
        return si_feil(request, ValidationError(_("Vi forsto ikke svaret. Prøv igjen.")), til)
    return utfor(request, None, lambda: form.utfor(plan, bruker=request.user), til=til)
