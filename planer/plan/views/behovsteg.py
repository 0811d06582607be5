"""Step 2: the page, and the plan's answer to a finding of the registry."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import krever, si_feil, utfor
from kompetanse.felles.tekst import som_nokkel
from planer.behov import faktorer, svar
from planer.behov.forms import FaktorForm, FunnsvarForm
from planer.models import Faktornotat, Listeverdi
from planer.plan import behovsteg
from planer.planside import hent_plan

FAKTOR = Listeverdi.Liste.FAKTOR


@krever("planer.view_planer")
def plan_behov(request: HttpRequest, pk: int) -> HttpResponse:
    """What do we need? `?faktor=` is the factor that is being written about."""
    plan = hent_plan(request, pk)
    faktor = Listeverdi.objects.filter(pk=som_nokkel(request.GET.get("faktor", "")), liste=FAKTOR).first()
    if faktor is None or not request.user.has_perm("planer.change_plan", plan):
        return _vis(request, plan)
    notat = faktorer.notat(plan, faktor)
    return _vis(request, plan, faktor, FaktorForm(instance=notat), notat)


def _vis(request, plan, faktor=None, form=None, naa=None):
    """The page; `naa` is what the plan says of the factor whose form is open."""
    context = behovsteg.vis(plan, bruker=request.user, faktor=faktor and faktor.pk, form=form)
    context |= {"naa": naa, "avtrykk": naa and faktorer.avtrykk(naa)}
    return render(request, "planer/plan/plan_behov.html", context)


@krever("planer.view_planer")
@require_POST
def faktornotat_update(request: HttpRequest, plan_pk: int, listeverdi_pk: int) -> HttpResponse:
    """What the plan says of a factor: stored while one types, and by the button. Who has written something else than what
    stands there by now, is shown both."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    faktor = get_object_or_404(Listeverdi, pk=listeverdi_pk, liste=FAKTOR)
    form = FaktorForm(request.POST, instance=Faktornotat(plan=plan, faktor=faktor))
    response, uenig = None, False
    try:
        if form.is_valid():
            faktorer.lagre(form.save(commit=False), request.POST.get("sett", ""), bruker=request.user)
            response = redirect(reverse("planer:plan-behov", args=[plan.pk]) + f"#faktor-{faktor.pk}")
    except ValidationError as feil:
        form.add_error(None, feil)
        uenig = True
    naa = faktorer.notat(plan, faktor)
    if request.headers.get("HX-Request") == "true":
        return _lagret_underveis(request, form, request.POST.get("sett", "") if uenig else faktorer.avtrykk(naa))
    return response or _vis(request, plan, faktor, form, naa)


def _lagret_underveis(request, form, avtrykk):
    """The line that says whether it was saved. Who disagrees with another goes on from what the page showed, until the
    button is pressed and both are seen."""
    context = {"feil": form.errors, "avtrykk": avtrykk, "naa": timezone.now()}
    response = render(request, "planer/behov/_faktor_lagret.html", context)
    if not form.errors:
        response["HX-Trigger"] = "lagret"
    return response


@krever("planer.view_planer")
@require_POST
def funn_answer(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A finding is taken in or left for now, or its answer is undone."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    til = reverse("planer:plan-behov", args=[plan.pk]) + "#funn"
    form = FunnsvarForm(request.POST)
    if not form.is_valid() or form.svaret is None:
        return si_feil(request, ValidationError(_("Vi forsto ikke svaret. Prøv igjen.")), til)
    navn, nokkel = form.svaret
    return utfor(request, None, lambda: svar.HANDLINGER[navn](plan, nokkel, bruker=request.user), til=til)
