"""The pages of taking from another plan: which one, and what of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext

from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.organisasjon.eksport import vis_liste
from planer.gjenbruk import bilde, henting
from planer.gjenbruk.forms import HentForm
from planer.gjenbruk.lister import KILDER
from planer.planside import hent_plan, smuler


@krever(KILDER.rett)
def plan_kilder(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """The plans that this one may take from."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    brodsmuler = smuler(plan, her=str(KILDER.navn))
    return vis_liste(
        request, KILDER, "planer/gjenbruk/plan_kilder.html", valg={"plan": plan.pk}, plan=plan, brodsmuler=brodsmuler
    )


@krever("planer.view_planer")
def plan_hent(request: HttpRequest, plan_pk: int, kilde_pk: int) -> HttpResponse:
    """Tick what is to come; what the plan has already is shown."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    kilde = get_object_or_404(henting.kilder(plan, request.user).select_related("enhet"), pk=kilde_pk)
    form = HentForm(innsendt(request), tilbud=henting.tilbud(plan, kilde))
    response = utfor(
        request,
        form,
        lambda: henting.hent(plan, kilde, form.cleaned_data, bruker=request.user),
        til=plan,
        kvittering=_kvittering,
    )
    over = (KILDER.navn, reverse("planer:plan-kilder", args=[plan.pk]))
    context = {"plan": plan, "kilde": kilde, "form": form, "deler": bilde.deler(form)}
    context["brodsmuler"] = smuler(plan, over, her=kilde.enhet.navn)
    return response or render(request, "planer/gjenbruk/plan_hent.html", context)


def _kvittering(hentet: henting.Hentet) -> str:
    kom = ngettext("%(antall)d rad er hentet.", "%(antall)d rader er hentet.", hentet.nye) % {"antall": hentet.nye}
    if not hentet.fra_foer:
        return kom
    sto = ngettext("%(antall)d sto der fra før.", "%(antall)d sto der fra før.", hentet.fra_foer)
    return f"{kom} {sto % {'antall': hentet.fra_foer}}"
