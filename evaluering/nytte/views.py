"""The pages of level 4: what moved, what it cost, and what that was worth."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from evaluering.models import Indikator, Indikatormaaling, Nyttelinje
from evaluering.nytte import kostnad, maaling, ord, registeret
from evaluering.nytte.bilde import indikatorrad, nyttebilde
from evaluering.nytte.effekt import effekt
from evaluering.nytte.forms import IndikatorlisteForm, IndikatormaalingForm, NyttelinjeForm, OrdForm
from evaluering.plan.planlegging import RETT
from evaluering.side import hent, kan_se, smuler
from kompetanse.felles.handling import bekreft_sletting, innsendt, utfor
from planer.maal.beregning import FOR_FAA
from planer.maal.trend import verdi_tekst


def _nytte(evaluering):
    return reverse("evaluering:nytte-detail", args=[evaluering.pk])


def _smuler(evaluering, her, *under):
    return smuler(evaluering, her, (_("Nytte"), _nytte(evaluering)), *under)


@kan_se
def nytte_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Indicators, costs against benefits, and the words."""
    evaluering = hent(request, pk)
    context = nyttebilde(evaluering) | {
        "kan_endre": request.user.has_perm(RETT, evaluering),
        "brodsmuler": smuler(evaluering, _("Nytte")),
    }
    return render(request, "evaluering/nytte/nytte_detail.html", context)


@kan_se
def nytte_ord(request: HttpRequest, pk: int) -> HttpResponse:
    """What the figures do not say."""
    evaluering = hent(request, pk, RETT)
    niva = ord.nivaet(evaluering)
    form = OrdForm(
        innsendt(request),
        instance=evaluering,
        annet=niva.annet if niva else "",
        maa_forklares=ord.maa_forklares(niva),
        avbryt=_nytte(evaluering),
    )
    response = utfor(
        request,
        form,
        lambda: ord.lagre(evaluering, form.endring, bruker=request.user),
        til=_nytte(evaluering),
        kvittering=_("Teksten er lagret."),
    )
    return response or _skjema(request, evaluering, form, _("Nytte, med ord"))


@kan_se
@require_POST
def nytte_foreslaa(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the system knows of the costs."""
    evaluering = hent(request, pk, RETT)
    return utfor(
        request,
        None,
        lambda: kostnad.ta_forslag(evaluering, bruker=request.user),
        til=_nytte(evaluering),
        kvittering=lambda antall: (
            ngettext("Én kostnad er lagt inn.", "%(antall)d kostnader er lagt inn.", antall) % {"antall": antall}
        ),
    )


@kan_se
def kostnad_create(request: HttpRequest, evaluering_pk: int) -> HttpResponse:
    linje = Nyttelinje(evaluering=hent(request, evaluering_pk, RETT), slag=Nyttelinje.Slag.KOSTNAD)
    return _rediger_linje(request, linje, _("Ny kostnad"))


@kan_se
def nyttelinje_create(request: HttpRequest, evaluering_pk: int) -> HttpResponse:
    """A benefit."""
    linje = Nyttelinje(evaluering=hent(request, evaluering_pk, RETT), slag=Nyttelinje.Slag.NYTTE)
    return _rediger_linje(request, linje, _("Ny nytte"))


@kan_se
def nyttelinje_update(request: HttpRequest, pk: int) -> HttpResponse:
    linje = _hent_linje(request, pk)
    return _rediger_linje(request, linje, str(linje), reverse("evaluering:nyttelinje-delete", args=[pk]))


@kan_se
def nyttelinje_delete(request: HttpRequest, pk: int) -> HttpResponse:
    linje = _hent_linje(request, pk)
    return bekreft_sletting(
        request,
        lambda: kostnad.slett(linje, bruker=request.user),
        tittel=_("Slett linjen"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": linje},
        avbryt=reverse("evaluering:nyttelinje-update", args=[pk]),
        til=_nytte(linje.evaluering),
        kvittering=_("«%(navn)s» er slettet.") % {"navn": linje},
        brodsmuler=_smuler(linje.evaluering, _("Slett")),
    )


def _hent_linje(request, pk):
    linje = get_object_or_404(Nyttelinje, pk=pk)
    linje.evaluering = hent(request, linje.evaluering_id, RETT)
    return linje


def _rediger_linje(request, linje, tittel, slett=""):
    form = NyttelinjeForm(innsendt(request), instance=linje, avbryt=_nytte(linje.evaluering))
    response = utfor(
        request,
        form,
        lambda: kostnad.lagre(linje, form.endring, bruker=request.user),
        til=_nytte(linje.evaluering),
        kvittering=lambda lagret: _("«%(navn)s» er lagret.") % {"navn": lagret},
    )
    return response or _skjema(request, linje.evaluering, form, tittel, slett)


def _skjema(request, evaluering, form, tittel, slett=""):
    context = {
        "form": form,
        "tittel": tittel,
        "slett": slett,
        "brodsmuler": _smuler(evaluering, tittel),
    }
    return render(request, "planer/forankring/planoppsett_form.html", context)


# --- Indicators ------------------------------------------------------------------------------------


@kan_se
def indikator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Its measurements, and a new one."""
    return _vis_indikator(request, _hent_indikator(request, pk), IndikatormaalingForm())


@kan_se
@require_POST
def indikatormaaling_create(request: HttpRequest, indikator_pk: int) -> HttpResponse:
    indikator = _hent_indikator(request, indikator_pk, RETT)
    form = IndikatormaalingForm(innsendt(request))

    def registrer():
        data = dict(form.cleaned_data)
        return maaling.registrer(indikator, data.pop("dato"), data.pop("verdi"), **data, bruker=request.user)

    response = utfor(request, form, registrer, til=indikator, kvittering=_("Målingen er lagret."))
    return response or _vis_indikator(request, indikator, form)


@kan_se
def indikatormaaling_read(request: HttpRequest, indikator_pk: int) -> HttpResponse:
    """Many measurements at once: the first POST shows what they would do, and one with `lagre` stores what was shown."""
    indikator = _hent_indikator(request, indikator_pk, RETT)
    form = IndikatorlisteForm(innsendt(request), request.FILES or None)
    response = None
    if "lagre" in request.POST:
        response = utfor(
            request,
            form,
            lambda: maaling.lagre(
                indikator,
                form.lest,
                request.POST["lagre"],
                sammenligning=form.cleaned_data["sammenligning"],
                bruker=request.user,
            ),
            til=indikator,
            kvittering=_("Målingene er lagret."),
        )
    if response:
        return response
    form.is_valid()
    plan = form.lest and maaling.sammenlign(indikator, form.lest, sammenligning=form.cleaned_data["sammenligning"])
    context = {
        "maal": indikator,
        "form": form,
        "plan": plan,
        "brodsmuler": _smuler(indikator.evaluering, _("Flere målinger"), (indikator, indikator)),
    }
    return render(request, "planer/maal/maaling_read.html", context)


@kan_se
@require_POST
def indikator_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figure from the registry now."""
    indikator = _hent_indikator(request, pk, RETT)
    if not indikator.krav_id:
        raise Http404
    return utfor(
        request,
        None,
        lambda: registeret.maal_naa(indikator, bruker=request.user),
        til=indikator,
        kvittering=lambda maalt: _("Målt i dag.") if maalt else FOR_FAA,
    )


@kan_se
def indikatormaaling_delete(request: HttpRequest, pk: int) -> HttpResponse:
    rad = get_object_or_404(Indikatormaaling, pk=pk)
    rad.indikator = indikator = _hent_indikator(request, rad.indikator_id, RETT)
    return bekreft_sletting(
        request,
        lambda: maaling.slett(rad, bruker=request.user),
        tittel=_("Slett målingen"),
        sporsmaal=_("Vil du slette målingen?"),
        avbryt=indikator,
        til=indikator,
        kvittering=_("Målingen er slettet."),
        brodsmuler=_smuler(indikator.evaluering, _("Slett målingen"), (indikator, indikator)),
    )


def _hent_indikator(request, pk, rett=""):
    indikator = get_object_or_404(Indikator.objects.select_related("maal", "krav"), pk=pk)
    indikator.evaluering = hent(request, indikator.evaluering_id, rett)
    return indikator


def _vis_indikator(request, indikator, form):
    evaluering = indikator.evaluering
    maalinger = indikator.maalinger.order_by("-dato")
    context = {
        "indikator": indikator,
        "rad": indikatorrad(effekt(indikator, evaluering.start, evaluering.slutt)),
        "maalinger": [(ett, verdi_tekst(ett.verdi, indikator.maaleenhet)) for ett in maalinger],
        "form": form,
        "kan_maale": request.user.has_perm(RETT, evaluering) and not indikator.maal_id,
        "brodsmuler": _smuler(evaluering, str(indikator)),
    }
    return render(request, "evaluering/nytte/indikator_detail.html", context)
