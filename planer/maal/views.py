"""The pages of one goal, and the answers to those above."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from planer.maal import maal as prosess
from planer.maal.forms import MaalForm
from planer.models import Kompetanseplan, Maal
from planer.planside import hent_plan, smuler

SE, ENDRE = "planer.view_planer", "planer.change_plan"


def steget(plan: Kompetanseplan, maal: Maal | None = None) -> str:
    """The address of step 1 of a plan, at one of its goals."""
    return reverse("planer:plan-maal", args=[plan.pk]) + (f"#maal-{maal.pk}" if maal else "")


@krever(SE)
def maal_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A goal of the plan's own."""
    plan = hent_plan(request, plan_pk, ENDRE)
    return _rediger(request, plan, Maal(plan=plan, frist=plan.til), _("Nytt eget mål"))


@krever(SE)
def maal_update(request: HttpRequest, pk: int) -> HttpResponse:
    maal = get_object_or_404(
        Maal.objects.visible_to(request.user).select_related("ansvarlig"), pk=pk, plan__isnull=False
    )
    return _rediger(request, hent_plan(request, maal.plan_id, ENDRE), maal, maal.navn)


def _rediger(request, plan, maal, tittel):
    valg = {"ankere": prosess.ankere(plan), "kommune_id": plan.kommune_id, "avbryt": steget(plan)}
    form = MaalForm(innsendt(request), instance=maal, **valg)
    response = utfor(
        request,
        form,
        lambda: prosess.lagre(form.save(commit=False), bruker=request.user),
        til=lambda maal: steget(plan, maal),
        kvittering=_("Målet er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler(plan, (_("Mål"), steget(plan)), her=tittel)}
    return response or render(request, "planer/maal/maal_form.html", context)
