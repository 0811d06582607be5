"""Step 1: the page, and the plan's answer to a goal above."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import krever
from kompetanse.felles.tekst import som_nokkel
from planer.lagring import lagre_underveis
from planer.maal import arv, svar
from planer.maal.forms import SvarForm
from planer.models import Kompetanseplan, Maal
from planer.plan import maalsteg
from planer.planside import hent_plan


@krever("planer.view_planer")
def plan_maal(request: HttpRequest, pk: int) -> HttpResponse:
    """What are we aiming for? `?svar=` is the goal above whose answer is being written, and `?valg=` which answer."""
    plan = hent_plan(request, pk)
    nokkel = som_nokkel(request.GET.get("svar", ""))
    skjemaer = {}
    if nokkel and request.user.has_perm("planer.change_plan", plan):
        skjemaer[nokkel] = _skjema(plan, nokkel, request.GET.get("valg"))
    return _vis(request, plan, skjemaer)


def _skjema(plan, nokkel, valg):
    """The form of an answer, with what the plan has said so far when it is the same answer."""
    svaret = svar.svar_paa(plan, nokkel)
    return SvarForm(instance=svaret, initial={"valg": valg, "bidrag": svaret.bidrag if svaret.valg == valg else ""})


@krever("planer.view_planer")
@require_POST
def maal_answer(request: HttpRequest, plan_pk: int, over_pk: int) -> HttpResponse:
    """The plan contributes, or sets the goal aside. Who has said no more than that it does, is asked how."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    over = get_object_or_404(arv.kan_besvares(plan), pk=over_pk)
    form = SvarForm(request.POST, instance=svar.svar_paa(plan, over.pk))
    return lagre_underveis(
        request,
        form,
        lambda endring: svar.svar(plan, over, endring, bruker=request.user),
        til=lambda: _steget(svar.svar_paa(plan, over.pk)),
        vis=lambda: _vis(request, plan, {over.pk: form}),
    )


def _steget(svaret: Maal) -> str:
    adresse = reverse("planer:plan-maal", args=[svaret.plan_id])
    sporring = "" if svaret.bidrag else f"?svar={svaret.over_id}&valg={svaret.valg}"
    return f"{adresse}{sporring}#over-{svaret.over_id}"


def _vis(request: HttpRequest, plan: Kompetanseplan, skjemaer: dict[int, SvarForm]) -> HttpResponse:
    return render(request, "planer/plan/plan_maal.html", maalsteg.vis(plan, bruker=request.user, skjemaer=skjemaer))
