"""The pages of one need: read, written, moved, deleted; and of what it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import les_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, si_feil, utfor
from kompetanse.felles.nedlasting import fil_response
from planer.behov import styring
from planer.behov.forms import BehovForm, GrunnlagForm
from planer.models import Behovsgrunnlag, Kompetansebehov, Kompetanseplan
from planer.planside import flytt, hent_plan, smuler

kan_se = krever("planer.view_planer")
ENDRE = "planer.change_plan"


def hent_behov(request: HttpRequest, pk: int, rett: str = "") -> Kompetansebehov:
    """The need of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right to its
    plan."""
    synlige = Kompetansebehov.objects.visible_to(request.user)
    behov = get_object_or_404(
        synlige.select_related("kategori", "kompetanse", "driver", "hentet_fra__plan__enhet"), pk=pk
    )
    behov.plan = hent_plan(request, behov.plan_id, rett)
    return behov


def adresse(behov: Kompetansebehov) -> str:
    """Where the need stands in its plan."""
    return f"{_steg(behov.plan)}#behov-{behov.pk}"


def _steg(plan: Kompetanseplan) -> str:
    return reverse("planer:plan-behov", args=[plan.pk])


def smuler_til(behov: Kompetansebehov, *under: tuple, her: str) -> list[tuple[str, str]]:
    """The breadcrumb of a page below the needs of a plan."""
    return smuler(behov.plan, (_("Behov"), _steg(behov.plan)), *under, her=her)


@kan_se
def kompetansebehov_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is said of a need: what it serves, what it rests on, and what meets it."""
    behov = hent_behov(request, pk)
    context = {
        "behov": behov,
        "plan": behov.plan,
        "maal": behov.maal.all(),
        "tiltak": behov.tiltak.all(),
        "alternativer": behov.alternativer.select_related("maate", "tiltak"),
        "er_valgt": behov.alternativer.filter(valgt=True).exists(),
        "grunnlag": behov.grunnlag.select_related("slag"),
        "kan_endre": request.user.has_perm(ENDRE, behov.plan),
        "brodsmuler": smuler_til(behov, her=behov.navn),
    }
    return render(request, "planer/behov/kompetansebehov_detail.html", context)


@kan_se
def kompetansebehov_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A new need; `?maal=` names the goal that it serves."""
    plan = hent_plan(request, plan_pk, ENDRE)
    maal = plan.maal.filter(pk__in=[nr for nr in request.GET.getlist("maal") if nr.isdecimal()][:10])
    return _rediger(request, Kompetansebehov(plan=plan), _("Nytt behov"), {"maal": maal})


@kan_se
def kompetansebehov_update(request: HttpRequest, pk: int) -> HttpResponse:
    behov = hent_behov(request, pk, ENDRE)
    return _rediger(request, behov, behov.navn)


def _rediger(request, behov, tittel, start=None):
    form = BehovForm(innsendt(request), instance=behov, initial=start)
    response = utfor(
        request,
        form,
        lambda: styring.lagre(form.instance, form.endring, bruker=request.user),
        til=adresse,
        kvittering=lambda lagret: _("«%(navn)s» er lagret.") % {"navn": lagret},
    )
    context = {
        "form": form,
        "tittel": tittel,
        "plan": behov.plan,
        "avbryt": behov.get_absolute_url() if behov.pk else _steg(behov.plan),
        "brodsmuler": smuler_til(behov, her=tittel),
    }
    return response or render(request, "planer/behov/kompetansebehov_form.html", context)


@kan_se
def kompetansebehov_move(request: HttpRequest, pk: int) -> HttpResponse:
    behov = hent_behov(request, pk, ENDRE)
    return flytt(request, behov, styring.flytt, til=adresse(behov))


@kan_se
def kompetansebehov_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    behov = hent_behov(request, pk, ENDRE)
    return bekreft_sletting(
        request,
        lambda: styring.slett(behov, bruker=request.user),
        tittel=_("Slett behovet"),
        sporsmaal=_("Vil du slette «%(behov)s»?") % {"behov": behov},
        konsekvens=_("Det som begrunner behovet, følger med. Tiltakene blir stående uten det."),
        avbryt=behov,
        til=_steg(behov.plan),
        kvittering=_("«%(behov)s» er slettet.") % {"behov": behov},
        brodsmuler=smuler_til(behov, (behov.navn, behov), her=_("Slett")),
    )


@kan_se
def behovsgrunnlag_create(request: HttpRequest, kompetansebehov_pk: int) -> HttpResponse:
    """One more thing that a need rests on."""
    behov = hent_behov(request, kompetansebehov_pk, ENDRE)
    form = GrunnlagForm(
        innsendt(request),
        request.FILES or None,
        instance=Behovsgrunnlag(behov=behov),
        avbryt=behov.get_absolute_url(),
    )
    response = utfor(
        request,
        form,
        lambda: styring.legg_til_grunnlag(form.save(commit=False), form.cleaned_data["fil"], bruker=request.user),
        til=behov,
        kvittering=_("Grunnlaget er lagt til."),
    )
    tittel = _("Hva behovet bygger på")
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler_til(behov, (behov.navn, behov), her=tittel)}
    return response or render(request, "planer/behov/behovsgrunnlag_form.html", context)


def _hent_grunnlag(request, pk, rett=""):
    grunnlag = get_object_or_404(Behovsgrunnlag.objects.select_related("slag"), pk=pk)
    grunnlag.behov = hent_behov(request, grunnlag.behov_id, rett)
    return grunnlag


@kan_se
def behovsgrunnlag_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes it away."""
    grunnlag = _hent_grunnlag(request, pk, ENDRE)
    return bekreft(
        request,
        lambda: styring.fjern_grunnlag(grunnlag, bruker=request.user),
        tittel=_("Fjern grunnlaget"),
        sporsmaal=_("Vil du fjerne grunnlaget «%(slag)s»?") % {"slag": grunnlag.slag},
        knapp=_("Fjern"),
        farlig=True,
        avbryt=grunnlag.behov,
        til=grunnlag.behov,
        kvittering=_("Grunnlaget er fjernet."),
    )


@kan_se
def behovsgrunnlag_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was attached."""
    grunnlag = _hent_grunnlag(request, pk)
    if not grunnlag.lagringssti:
        return redirect(grunnlag.behov)
    try:
        return fil_response(les_innhold(grunnlag.lagringssti, grunnlag.sha256), grunnlag.filnavn, grunnlag.mime)
    except LesbarFeil as feil:
        return si_feil(request, feil, grunnlag.behov)
