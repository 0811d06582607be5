"""Step 2: the page, and the plan's answer to a finding of the registry."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import krever, si_feil, utfor
from kompetanse.felles.tekst import som_nokkel
from planer.behov import faktorer, svar
from planer.behov.forms import FaktorForm, FunnsvarForm
from planer.lagring import lagre_underveis
from planer.models import Listeverdi
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
    return _vis(request, plan, faktor, FaktorForm(instance=faktorer.notat(plan, faktor)))


def _vis(request, plan, faktor=None, form=None):
    """The page; `form` is that of the factor which is open."""
    context = behovsteg.vis(plan, bruker=request.user, faktor=faktor and faktor.pk, form=form)
    return render(request, "planer/plan/plan_behov.html", context)


@krever("planer.view_planer")
@require_POST
def faktornotat_update(request: HttpRequest, plan_pk: int, listeverdi_pk: int) -> HttpResponse:
    """What the plan says of a factor: stored while one types, and by the button."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    faktor = get_object_or_404(Listeverdi, pk=listeverdi_pk, liste=FAKTOR)
    form = FaktorForm(request.POST, instance=faktorer.notat(plan, faktor))
    return lagre_underveis(
        request,
        form,
        lambda endring: faktorer.lagre(plan, faktor, endring, bruker=request.user),
        til=lambda: reverse("planer:plan-behov", args=[plan.pk]) + f"#faktor-{faktor.pk}",
        vis=lambda: _vis(request, plan, faktor, form),
    )


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
    return utfor(
        request,
        None,
        lambda: svar.HANDLINGER[navn](plan, nokkel, bruker=request.user),
        til=til,
        kvittering=_("Svaret er lagret."),
    )
