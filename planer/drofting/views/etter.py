"""After the meeting: its note, as page and PDF, what is put into the plan, and the list of those that have been held."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import tallord
from kompetanse.felles.handling import innsendt, krever, si_feil, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from planer.drofting import bilde, forslag
from planer.drofting.documents import REFERAT
from planer.drofting.endring import STYRE
from planer.drofting.forms import LeggInnForm
from planer.drofting.lister import DROFTINGER
from planer.models import Kompetansedrofting
from planer.planside import smuler


@krever(DROFTINGER.rett)
def kompetansedrofting_list(request: HttpRequest) -> HttpResponse:
    """Those that the user sees, of all units or one."""
    brodsmuler = sti((_("Planer"), "planer:plan-list"), her=_("Kompetansedrøftinger"))
    return vis_liste(request, DROFTINGER, "planer/drofting/kompetansedrofting_list.html", brodsmuler=brodsmuler)


def vis_referat(request: HttpRequest, drofting: Kompetansedrofting, ramme: dict) -> HttpResponse:
    """What came of a meeting that has been held."""
    context = {
        **ramme,
        "referat": bilde.referat(drofting),
        "kan_legge_inn": request.user.has_perm(STYRE, drofting)
        and bool(forslag.behov_som_venter(drofting) or forslag.tiltak_som_venter(drofting)),
    }
    return render(request, "planer/drofting/referat.html", context)


def _hent_holdt(request, pk, rett=""):
    synlige = Kompetansedrofting.objects.visible_to(request.user).holdte()
    drofting = get_object_or_404(synlige.select_related("enhet", "plan__enhet", "kommune"), pk=pk)
    if rett and not request.user.has_perm(rett, drofting):
        raise PermissionDenied
    return drofting


@krever("planer.view_planer")
def kompetansedrofting_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The note, made once and kept."""
    drofting = _hent_holdt(request, pk)
    try:
        return dokument_response(REFERAT.finn(drofting) or REFERAT.lag(drofting, bruker=request.user))
    except LesbarFeil as feil:
        return si_feil(request, feil, drofting)


@krever("planer.view_planer")
def kompetansedrofting_inn(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what of it goes into which plan; what is there already is not offered."""
    drofting = _hent_holdt(request, pk, STYRE)
    planer = [
        plan
        for plan in drofting.enhet.kompetanseplaner.for_enheter().aapne().select_related("enhet")
        if request.user.has_perm("planer.change_plan", plan)
    ]
    form = LeggInnForm(
        innsendt(request),
        initial={"plan": drofting.plan},
        drofting=drofting,
        planer=planer,
        grupper=forslag.behov_som_venter(drofting),
        forslag=forslag.tiltak_som_venter(drofting),
    )
    response = utfor(
        request,
        form,
        lambda: forslag.legg_inn(drofting, bruker=request.user, **form.verdier),
        til=drofting,
        kvittering=_lagt_inn,
    )
    her = _("Legg inn i planen")
    brodsmuler = smuler(drofting.plan, (_("Kompetansedrøfting"), drofting.get_absolute_url()), her=her)
    context = {"drofting": drofting, "tittel": her, "form": form, "planer": planer, "brodsmuler": brodsmuler}
    return response or render(request, "planer/drofting/legg_inn.html", context)


def _lagt_inn(antall):
    tekst = ngettext("%(antall)s ting er lagt inn i planen.", "%(antall)s ting er lagt inn i planen.", antall)
    return tekst % {"antall": tallord(antall).capitalize()}
