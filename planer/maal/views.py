"""The pages of goals: one with what stands above and below it, set and changed, and its measurements."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.forankring import dokumenter
from planer.maal import beregning, bilde, maaling, maalingsliste
from planer.maal import maal as prosess
from planer.maal.forms import MaalForm, MaalingForm, MaalingslisteForm
from planer.models import Kompetanseplan, Maal, Maaling, Styringsdokument
from planer.planside import hent_plan
from planer.planside import smuler as plansmuler

SE, ENDRE = "planer.view_planer", "planer.change_maal"


@krever(SE)
def maal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it comes from, what is done about it below, and how it goes."""
    return _vis(request, _hent(request, pk), MaalingForm())


@krever(SE)
def maal_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A goal of the plan's own."""
    plan = hent_plan(request, plan_pk, "planer.change_plan")
    return _rediger(request, Maal(plan=plan, frist=plan.til), _("Nytt eget mål"), _stedet(plan))


@krever(SE)
def dokumentmaal_create(request: HttpRequest, dokument_pk: int) -> HttpResponse:
    """A goal of a document."""
    synlige = Styringsdokument.objects.visible_to(request.user).select_related("enhet")
    dokument = get_object_or_404(synlige, pk=dokument_pk)
    if not request.user.has_perm(dokumenter.RETT, dokument):
        raise PermissionDenied
    return _rediger(request, Maal(dokument=dokument), _("Nytt mål"), _stedet(dokument))


@krever(SE)
def maal_update(request: HttpRequest, pk: int) -> HttpResponse:
    maal = _hent(request, pk, ENDRE)
    return _rediger(request, maal, _("Endre %s") % maal.navn, maal.get_absolute_url())


def _rediger(request, maal, tittel, avbryt):
    valg = {"ankere": prosess.ankere(maal), "kommune_id": request.user.kommune_id, "avbryt": avbryt}
    form = MaalForm(innsendt(request), instance=maal, **valg)
    response = utfor(
        request,
        form,
        lambda: prosess.lagre(form.instance, form.endring, bruker=request.user),
        til=lambda maal: _stedet(maal.plan or maal.dokument, maal),
        kvittering=_("Målet er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": _smuler(maal, her=tittel)}
    return response or render(request, "planer/maal/maal_form.html", context)


@krever(SE)
def maal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes what nothing below builds on. An answer is changed, not deleted."""
    maal = _hent(request, pk, ENDRE)
    if maal.er_arvet:
        raise PermissionDenied
    return bekreft_sletting(
        request,
        lambda: prosess.slett(maal, bruker=request.user),
        tittel=_("Slett målet"),
        sporsmaal=_("Vil du slette «%s»?") % maal,
        konsekvens=_("Målingene følger med. Behov og tiltak som er knyttet til målet, blir stående uten det."),
        avbryt=maal,
        til=_stedet(maal.plan or maal.dokument),
        kvittering=_("Målet er slettet."),
        brodsmuler=_smuler(maal, (maal, maal), her=_("Slett")),
    )


@krever(SE)
@require_POST
def maaling_create(request: HttpRequest, maal_pk: int) -> HttpResponse:
    maal = _hent(request, maal_pk, maaling.RETT)
    form = MaalingForm(innsendt(request))

    def registrer():
        data = form.cleaned_data
        return maaling.registrer(maal, data["dato"], data["verdi"], data["merknad"], bruker=request.user)

    response = utfor(request, form, registrer, til=maal, kvittering=_("Målingen er lagret."))
    return response or _vis(request, maal, form)


@krever(SE)
def maaling_read(request: HttpRequest, maal_pk: int) -> HttpResponse:
    """Many measurements at once: the first POST shows what they would do, and one with `lagre` stores what was shown."""
    maal = _hent(request, maal_pk, maaling.RETT)
    form = MaalingslisteForm(innsendt(request), request.FILES or None)
    response = None
    if "lagre" in request.POST:
        response = utfor(
            request,
            form,
            lambda: maalingsliste.lagre(maal, form.lest, request.POST["lagre"], bruker=request.user),
            til=maal,
            kvittering=_lagret,
        )
    if response:
        return response
    form.is_valid()
    plan = form.lest and maalingsliste.sammenlign(maal, form.lest)
    context = {
        "maal": maal,
        "form": form,
        "plan": plan,
        "brodsmuler": _smuler(maal, (maal, maal), her=_("Flere målinger")),
    }
    return render(request, "planer/maal/maaling_read.html", context)


def _lagret(plan: maalingsliste.Maalingsplan) -> str:
    return ngettext("Én måling er lagret.", "%(antall)d målinger er lagret.", plan.kan_lagres) % {
        "antall": plan.kan_lagres
    }


@krever(SE)
@require_POST
def maal_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figure from the registry now."""
    maal = _hent(request, pk, maaling.RETT)
    if not maal.beregning:
        raise Http404
    return utfor(
        request,
        None,
        lambda: beregning.maal_naa(maal, bruker=request.user),
        til=maal,
        kvittering=lambda maalt: _("Målt i dag.") if maalt else beregning.FOR_FAA,
    )


@krever(SE)
def maaling_delete(request: HttpRequest, pk: int) -> HttpResponse:
    synlige = Maal.objects.visible_to(request.user).order_by().values("pk")
    rad = get_object_or_404(Maaling.objects.filter(maal__in=synlige), pk=pk)
    maal = _hent(request, rad.maal_id, maaling.RETT)
    return bekreft_sletting(
        request,
        lambda: maaling.slett(rad, bruker=request.user),
        tittel=_("Slett målingen"),
        sporsmaal=_("Vil du slette målingen?"),
        avbryt=maal,
        til=maal,
        kvittering=_("Målingen er slettet."),
        brodsmuler=_smuler(maal, (maal, maal), her=_("Slett målingen")),
    )


def _hent(request: HttpRequest, pk: int, rett: str = "") -> Maal:
    synlige = Maal.objects.for_enheter_visible_to(request.user)
    med = ("plan__enhet", "dokument__enhet", "dokument__slag", "over", "ansvarlig", "hentet_fra__plan__enhet")
    maal = get_object_or_404(synlige.select_related(*med), pk=pk)
    if rett and not request.user.has_perm(rett, maal):
        raise PermissionDenied
    return maal


def _vis(request: HttpRequest, maal: Maal, form: MaalingForm) -> HttpResponse:
    kan_maale = request.user.has_perm(maaling.RETT, maal)
    context = bilde.maalbilde(maal, request.user) | {
        "form": form,
        "kan_endre": request.user.has_perm(ENDRE, maal),
        "kan_maale": kan_maale and maal.valg != Maal.Valg.LAGT_TIL_SIDE,
        "brodsmuler": _smuler(maal, her=maal.navn),
    }
    return render(request, "planer/maal/maal_detail.html", context)


def _stedet(sted: Kompetanseplan | Styringsdokument, maal: Maal | None = None) -> str:
    """The address of what goals stand in, at one of them: step 1 of the plan, or the document."""
    side = reverse("planer:plan-maal", args=[sted.pk]) if isinstance(sted, Kompetanseplan) else sted.get_absolute_url()
    return side + (f"#maal-{maal.pk}" if maal else "")


def _smuler(maal: Maal, *under: tuple[Any, Any], her: str) -> list[tuple[str, str]]:
    if maal.plan_id:
        return plansmuler(maal.plan, (_("Mål"), _stedet(maal.plan)), *under, her=her)
    over = ((_("Planer"), "planer:plan-list"), (_("Styringsdokumenter"), "planer:styringsdokument-list"))
    return sti(*over, (maal.dokument, maal.dokument), *under, her=her)
