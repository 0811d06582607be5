"""The discussion of a plan with the unions: called in, prepared by the parties, held; and the needs that are proposed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from planer.models import Behovsforslag, Drofting, Droftingspart, Kompetanseplan
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.vedtak import drofting as prosess
from planer.vedtak.documents import DROFTINGSUTKAST, droftingsutkast_context
from planer.vedtak.forms.drofting import ForslagForm, ForslagssvarForm, HoldtForm, InnkallingForm, SynForm
from planer.vedtak.views.vedtak import ikke_mulig, vedtakssiden


def hent_drofting(request: HttpRequest, pk: int) -> Drofting:
    """A discussion of a plan that the user sees, else 404; 403 for who may read the plan and not this."""
    synlige = Kompetanseplan.objects.visible_to(request.user).order_by().values("pk")
    droftinger = Drofting.objects.filter(plan__in=synlige).select_related("plan__enhet", "plan__kommune", "kommune")
    drofting = get_object_or_404(droftinger, pk=pk)
    if not request.user.has_perm("planer.view_drofting", drofting.plan):
        raise PermissionDenied
    return drofting


@krever("planer.view_planer")
def plan_drofting(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the parties in."""
    plan = hent_plan(request, pk)
    if response := ikke_mulig(request, plan, "til_drofting"):
        return response
    form = InnkallingForm(innsendt(request), roller=prosess.representanter(plan))
    response = utfor(
        request,
        form,
        lambda: prosess.kall_inn(plan, bruker=request.user, **form.cleaned_data),
        til=lambda drofting: drofting,
        kvittering=_("Partene er kalt inn, med planen slik den er nå."),
    )
    context = {**ramme(plan, None, bruker=request.user, her=_("Kall inn til drøfting")), "form": form}
    return response or render(request, "planer/vedtak/plan_drofting.html", context)


@krever("planer.view_planer")
def drofting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it was called in with, what each party says, and what is proposed."""
    drofting = hent_drofting(request, pk)
    plan = drofting.plan
    context = {
        **droftingsutkast_context(drofting),
        **ramme(plan, None, bruker=request.user, her=_("Drøfting")),
        "drofting": drofting,
        "parter": drofting.parter.select_related("person"),
        "forslagene": plan.behovsforslag.select_related("foreslaatt_av__person"),
        "kan_foreslaa": request.user.has_perm("planer.propose_behov", plan),
        "kan_svare": request.user.has_perm("planer.change_plan", plan),
        "kan_holde": drofting.status == Drofting.Status.INNKALT and request.user.has_perm("planer.send_plan", plan),
        "er_innkalt": drofting.status == Drofting.Status.INNKALT,
    }
    return render(request, "planer/vedtak/drofting_detail.html", context)


@krever("planer.view_planer")
def drofting_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as the parties were called in with it."""
    drofting = hent_drofting(request, pk)
    try:
        return dokument_response(DROFTINGSUTKAST.finn(drofting))
    except LesbarFeil as feil:
        return si_feil(request, feil, drofting)


@krever("planer.view_planer")
def drofting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was said and agreed."""
    drofting = hent_drofting(request, pk)
    if response := ikke_mulig(request, drofting.plan, "drofte"):
        return response
    form = HoldtForm(innsendt(request), drofting=drofting)
    response = utfor(
        request,
        form,
        lambda: prosess.avslutt(drofting.plan, bruker=request.user, **form.verdier(prosess.laas(drofting))),
        til=vedtakssiden(drofting.plan),
        kvittering=_("Drøftingen er ført inn."),
    )
    context = {**ramme(drofting.plan, None, bruker=request.user, her=_("Før inn drøftingen")), "form": form}
    return response or render(request, "planer/vedtak/drofting_hold.html", {**context, "drofting": drofting})


@krever("planer.view_planer")
def droftingspart_syn(request: HttpRequest, pk: int) -> HttpResponse:
    """What one's own party means."""
    part = get_object_or_404(Droftingspart.objects.select_related("drofting"), pk=pk)
    drofting = hent_drofting(request, part.drofting_id)
    if part.person_id != request.user.person_id:
        raise PermissionDenied
    form = SynForm(innsendt(request), initial={"syn": part.syn})
    return _skjema(
        request,
        drofting.plan,
        form,
        lambda: prosess.si_syn(part, form.endring, bruker=request.user),
        til=drofting,
        kvittering=_("Synspunktene er lagret."),
        tittel=_("Synspunkter fra %(part)s") % {"part": part.part},
        knapp=_("Lagre"),
    )


@krever("planer.view_planer")
def plan_forslag(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a need."""
    plan = hent_plan(request, pk, "planer.propose_behov")
    form = ForslagForm(innsendt(request))
    return _skjema(
        request,
        plan,
        form,
        lambda: prosess.foreslaa(plan, bruker=request.user, **form.cleaned_data),
        til=plan.droftinger.get(status=Drofting.Status.INNKALT),
        kvittering=_("Forslaget er sendt til dem som lager planen."),
        tittel=_("Foreslå et behov"),
        knapp=_("Send forslaget"),
    )


def _skjema(request, plan, form, handling, *, til, kvittering, tittel, knapp):
    """A page with one form about a plan."""
    response = utfor(request, form, handling, til=til, kvittering=kvittering)
    context = {**ramme(plan, None, bruker=request.user, her=tittel), "form": form, "knapp": knapp, "avbryt": til}
    return response or render(request, "planer/vedtak/skjema.html", context)


SVAR = {
    "ta-inn": (prosess.ta_inn, gettext_lazy("Ta inn i planen")),
    "avslaa": (prosess.avslaa, gettext_lazy("Ikke ta inn")),
}


@krever("planer.view_planer")
def behovsforslag_svar(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """Take a proposal in, or leave it out with words."""
    if handling not in SVAR:
        raise Http404
    forslag = get_object_or_404(Behovsforslag, pk=pk)
    plan = hent_plan(request, forslag.plan_id, "planer.change_plan")
    verb, knapp = SVAR[handling]
    form = ForslagssvarForm(innsendt(request))
    return bekreft(
        request,
        lambda: verb(forslag, bruker=request.user, **form.cleaned_data),
        form=form,
        sporsmaal=sitat(forslag.navn),
        konsekvens=forslag.begrunnelse,
        knapp=knapp,
        avbryt=vedtakssiden(plan),
        til=vedtakssiden(plan),
        kvittering=_("Svaret er sendt."),
        brodsmuler=ramme(plan, None, bruker=request.user, her=knapp)["brodsmuler"],
    )
