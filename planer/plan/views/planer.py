"""The plans: which there are, a new one, and one read as a whole."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Enhet
from planer.models import Steg
from planer.plan import bilde, eksempler, kvalitet, opprettelse, overordnet, perioder
from planer.plan.forms import PlanenhetForm, PlanForm
from planer.plan.lister import PLANER
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.sider import grupper
from planer.tiltak.bilde import tiltaksbilde


@krever(PLANER.rett)
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans that the user sees; those that are the user's own first."""
    dag = timezone.localdate()
    return vis_liste(
        request,
        PLANER,
        "planer/plan/plan_list.html",
        enheter=lambda _side: bilde.mine_enheter(request.user, dag),
        mine=lambda _side: bilde.mine_planer(request.user, dag),
        grupper=lambda _side: grupper(request.user),
        kan_lage=request.user.has_perm("planer.open_planer"),
    )


@krever("planer.open_planer")
def plan_start(request: HttpRequest) -> HttpResponse:
    """Choose the unit that a new plan is for."""
    form = PlanenhetForm(request.GET if "enhet" in request.GET else None, bruker=request.user)
    if form.is_bound and form.is_valid():
        return redirect("planer:plan-create", enhet_pk=form.cleaned_data["enhet"].pk)
    context = {"form": form, "brodsmuler": _smuler(_("Ny plan"))}
    return render(request, "planer/plan/plan_start.html", context)


@krever("planer.open_planer")
def plan_create(request: HttpRequest, enhet_pk: int) -> HttpResponse:
    """Make a plan for the unit: what is likeliest is chosen beforehand."""
    enhet = get_object_or_404(Enhet.objects.visible_to(request.user), pk=enhet_pk)
    if not request.user.has_perm("planer.add_plan", enhet):
        raise PermissionDenied
    planer = list(enhet.kompetanseplaner.for_enheter().aapne())
    ledige = perioder.mulige(enhet, planer, timezone.localdate())
    over = overordnet.mulige(enhet, request.user)
    foreslaatt = overordnet.foreslaa(over, ledige[0].fra) if ledige else None
    form = PlanForm(innsendt(request), perioder=ledige, overordnede=over, foreslaatt=foreslaatt)
    response = utfor(
        request,
        form,
        lambda: opprettelse.opprett(enhet, **form.valg, bruker=request.user),
        til=lambda plan: reverse("planer:plan-maal", args=[plan.pk]),
        kvittering=_("Planen er laget. Begynn med målene."),
    )
    context = {"enhet": enhet, "form": form, "planer": planer, "ledige": ledige, "brodsmuler": _smuler(_("Ny plan"))}
    return response or render(request, "planer/plan/plan_create.html", context)


@krever("planer.view_planer")
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan read as a whole; by one who only reads, as it was adopted last."""
    plan = hent_plan(request, pk, bare_vedtatt=True)
    if not request.user.has_perm("planer.read_draft", plan) and (versjon := plan.versjoner.last()):
        return redirect("planer:planversjon-detail", pk=versjon.pk)
    context = ramme(plan, None, bruker=request.user) | {
        "bilde": bilde.helheten(plan),
        "god": kvalitet.punkter(plan),
        "kan_styre": request.user.has_perm("planer.manage_plan", plan),
        "kan_merke": request.user.has_perm(eksempler.RETT, plan),
        "hentet_av": eksempler.hentet_av(plan, request.user) if plan.gjelder_fra else [],
    }
    return render(request, "planer/plan/plan_detail.html", context)


@krever("planer.view_planer")
def plan_tiltak(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: how do we get it?"""
    plan = hent_plan(request, pk)
    context = ramme(plan, Steg.TILTAK, bruker=request.user) | {
        "bilde": tiltaksbilde(plan, request.user),
        "kan_endre_tiltak": request.user.has_perm("planer.change_tiltak", plan),
    }
    return render(request, "planer/plan/plan_tiltak.html", context)


def _smuler(her):
    return sti((_("Planer"), "planer:plan-list"), her=her)
