"""The pages of planned evaluations: planned from a measure, a run or a grant, read, changed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.deltakere import antall_deltakere
from evaluering.models import Evaluering, Evalueringsniva, Indikator
from evaluering.plan import planlegging
from evaluering.plan.bilde import Planbilde
from evaluering.plan.forms import DeltakereForm, EvalueringForm, IndikatorForm, NivaForm
from evaluering.plan.forslag import foreslaa, fra_maal, maalbare, standard
from evaluering.plan.lister import EVALUERINGER
from evaluering.plan.mangler import Plan
from evaluering.plan.registertall import mulige_krav
from evaluering.side import hent, kan_se, smuler
from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kurs.models import Kjoring
from planer.models import Tiltak, Tiltaksmidler


@krever(EVALUERINGER.rett)
def evaluering_list(request: HttpRequest) -> HttpResponse:
    return vis_liste(request, EVALUERINGER, "evaluering/plan/evaluering_list.html", brodsmuler=sti(her=_("Evaluering")))


@kan_se
def evaluering_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is planned, and what is in the way of it."""
    evaluering = hent(request, pk)
    context = {
        "evaluering": evaluering,
        "bilde": Planbilde(evaluering, request.user),
        "brodsmuler": sti((_("Evaluering"), "evaluering:evaluering-list"), her=str(evaluering)),
    }
    return render(request, "evaluering/plan/evaluering_detail.html", context)


@kan_se
def evaluering_create_tiltak(request: HttpRequest, tiltak_pk: int) -> HttpResponse:
    synlige = Tiltak.objects.for_enheter_visible_to(request.user)
    tiltak = get_object_or_404(synlige.select_related("plan__enhet"), pk=tiltak_pk)
    finnes = tiltak.evalueringer.filter(midler=None, kjoring=None).first()
    return _planlegg(request, Evaluering(tiltak=tiltak, enhet=tiltak.plan.enhet, evaluator=tiltak.ansvarlig), finnes)


@kan_se
def evaluering_create_kjoring(request: HttpRequest, kjoring_pk: int) -> HttpResponse:
    kjoring = get_object_or_404(Kjoring.objects.visible_to(request.user).select_related("kurs__enhet"), pk=kjoring_pk)
    kurs, finnes = kjoring.kurs, Evaluering.objects.filter(kjoring=kjoring).first()
    ny = Evaluering(kjoring=kjoring, tiltak=kurs.tiltak.first(), enhet=kurs.enhet, evaluator=kurs.ansvarlig)
    return _planlegg(request, ny, finnes)


@kan_se
def evaluering_create_midler(request: HttpRequest, midler_pk: int) -> HttpResponse:
    synlige = Tiltak.objects.for_enheter_visible_to(request.user).order_by().values("pk")
    alle = Tiltaksmidler.objects.select_related("tiltak__plan__enhet").filter(tiltak__in=synlige)
    midler = get_object_or_404(alle, pk=midler_pk)
    tiltak, finnes = midler.tiltak, Evaluering.objects.filter(midler=midler).first()
    ny = Evaluering(midler=midler, tiltak=tiltak, enhet=tiltak.plan.enhet, evaluator=tiltak.ansvarlig)
    return _planlegg(request, ny, finnes)


def _planlegg(request, evaluering, finnes):
    """The form with what is proposed; one that is planned already is shown instead."""
    if not request.user.has_perm(planlegging.RETT, evaluering):
        raise PermissionDenied
    if finnes and request.method == "GET":
        return redirect(finnes)
    forslag, maal = foreslaa(evaluering), maalbare(evaluering)
    foreslaatt = {"nivaaer": forslag.nivaaer, "maal": maal}
    avbryt = (evaluering.kjoring or evaluering.tiltak).get_absolute_url()
    context = {"forslag": forslag, "mangler": _mangler(evaluering, forslag, maal), "hva": evaluering}
    return _rediger(request, evaluering, _("Planlegg evaluering"), maal, foreslaatt, avbryt, context)


def _mangler(evaluering, forslag, maal):
    """What would be in the way of what is proposed; agreed behaviour is asked for below."""
    nivaaer = standard(forslag.nivaaer)
    for niva in nivaaer:
        niva.evaluering = evaluering
    indikatorer = [fra_maal(ett) for ett in maal]
    return Plan(evaluering, nivaaer, indikatorer, 1, timezone.localdate(), antall_deltakere(evaluering)).mangler()


@kan_se
def evaluering_update(request: HttpRequest, pk: int) -> HttpResponse:
    evaluering = hent(request, pk, planlegging.RETT)
    avbryt = evaluering.get_absolute_url()
    return _rediger(request, evaluering, _("Endre planen"), maalbare(evaluering), {}, avbryt, {"hva": evaluering})


def _rediger(request, evaluering, tittel, maal, foreslaatt, avbryt, context):
    form = EvalueringForm(
        innsendt(request), instance=evaluering, bruker=request.user, maal=maal, foreslaatt=foreslaatt, avbryt=avbryt
    )
    return _svar(
        request,
        form,
        lambda: planlegging.lagre(form.instance, form.endring, bruker=request.user),
        til=lambda lagret: lagret,
        kvittering=_("Planen er lagret."),
        context={
            "tittel": tittel,
            "brodsmuler": smuler(evaluering, tittel)
            if evaluering.pk
            else sti((_("Evaluering"), "evaluering:evaluering-list"), her=tittel),
            **context,
        },
    )


def _svar(request, form, prosess, *, context, til, kvittering=""):
    response = utfor(request, form, prosess, til=til, kvittering=kvittering or _("Lagret."))
    return response or render(request, "evaluering/plan/skjema.html", {"form": form, **context})


@kan_se
def niva_update(request: HttpRequest, pk: int) -> HttpResponse:
    """How one level is evaluated."""
    niva = get_object_or_404(Evalueringsniva, pk=pk)
    niva.evaluering = evaluering = hent(request, niva.evaluering_id, planlegging.RETT)
    form = NivaForm(innsendt(request), instance=niva, avbryt=evaluering.get_absolute_url())
    return _svar(
        request,
        form,
        lambda: planlegging.endre_niva(form.instance, form.endring, bruker=request.user),
        til=evaluering.get_absolute_url(),
        context={
            "tittel": niva.get_niva_display(),
            "hva": evaluering,
            "brodsmuler": smuler(evaluering, niva.get_niva_display()),
        },
    )


@kan_se
def indikator_create(request: HttpRequest, evaluering_pk: int) -> HttpResponse:
    evaluering = hent(request, evaluering_pk, planlegging.RETT)
    return _indikator(request, Indikator(evaluering=evaluering), _("Ny indikator"))


@kan_se
def indikator_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _indikator(request, _hent_indikator(request, pk), _("Endre indikatoren"))


def _hent_indikator(request, pk):
    indikator = get_object_or_404(Indikator, pk=pk)
    indikator.evaluering = hent(request, indikator.evaluering_id, planlegging.RETT)
    return indikator


def _indikator(request, indikator, tittel):
    evaluering = indikator.evaluering
    form = IndikatorForm(
        innsendt(request), instance=indikator, krav=mulige_krav(evaluering), avbryt=evaluering.get_absolute_url()
    )
    return _svar(
        request,
        form,
        lambda: planlegging.lagre_indikator(form.instance, form.endring, bruker=request.user),
        til=evaluering.get_absolute_url(),
        context={
            "tittel": tittel,
            "hva": evaluering,
            "slett": reverse("evaluering:indikator-delete", args=[indikator.pk]) if indikator.pk else "",
            "brodsmuler": smuler(evaluering, tittel),
        },
    )


@kan_se
def indikator_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    indikator = _hent_indikator(request, pk)
    return bekreft_sletting(
        request,
        lambda: planlegging.slett_indikator(indikator, bruker=request.user),
        tittel=_("Slett indikatoren"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": indikator},
        konsekvens=_("Det som er målt av den, blir også borte."),
        avbryt=indikator.evaluering.get_absolute_url(),
        til=indikator.evaluering.get_absolute_url(),
        kvittering=_("«%(navn)s» er slettet.") % {"navn": indikator},
        brodsmuler=smuler(indikator.evaluering, _("Slett indikatoren")),
    )


@kan_se
def evaluering_deltakere(request: HttpRequest, pk: int) -> HttpResponse:
    """A list of those who took part, pasted."""
    evaluering = hent(request, pk, planlegging.RETT)
    lagt_til = [rad.person for rad in evaluering.lagt_til.select_related("person")]
    start = {"deltakere": "\n".join(f"{person} ({person.ansattnummer})" for person in lagt_til)}
    form = DeltakereForm(innsendt(request), initial=start, bruker=request.user, avbryt=evaluering.get_absolute_url())
    return _svar(
        request,
        form,
        lambda: planlegging.sett_deltakere(evaluering, list(form.personer.values()), bruker=request.user),
        til=evaluering.get_absolute_url(),
        kvittering=_("Deltakerne er lagret."),
        context={"tittel": _("Deltakere"), "hva": evaluering, "brodsmuler": smuler(evaluering, _("Deltakere"))},
    )


@kan_se
def evaluering_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes a plan of which nothing has been collected."""
    evaluering = hent(request, pk, planlegging.RETT)
    return bekreft_sletting(
        request,
        lambda: planlegging.slett(evaluering, bruker=request.user),
        tittel=_("Slett evalueringen"),
        sporsmaal=_("Vil du slette evalueringen av «%(navn)s»?") % {"navn": evaluering},
        konsekvens=_("Planen blir borte. Den kan bare slettes når ingen er spurt ennå."),
        avbryt=evaluering.get_absolute_url(),
        til=(evaluering.kjoring or evaluering.tiltak).get_absolute_url(),
        kvittering=_("Evalueringen er slettet."),
        brodsmuler=smuler(evaluering, _("Slett evalueringen")),
    )
