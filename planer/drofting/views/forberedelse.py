"""Before the meeting: the leader prepares and shares; the staff read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kompetanse.felles.dokumenter import les_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.felles.nedlasting import fil_response
from planer.drofting import bilde, forberedelse
from planer.drofting.endring import LEDE, STYRE
from planer.drofting.forms import MateriellForm, MoteForm, NotatForm
from planer.drofting.meldinger import naar
from planer.drofting.views.etter import vis_referat
from planer.lagring import lagre_underveis
from planer.models import Forarbeidspunkt, Kompetansedrofting, Motemateriell
from planer.planside import hent_plan, smuler

ser_planer = krever("planer.view_planer")


def hent(request: HttpRequest, pk: int, rett: str = "") -> Kompetansedrofting:
    """The discussion of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right."""
    synlige = Kompetansedrofting.objects.visible_to(request.user)
    drofting = get_object_or_404(synlige.select_related("enhet", "plan__enhet", "plan__kommune", "kommune"), pk=pk)
    if rett and not request.user.has_perm(rett, drofting):
        raise PermissionDenied
    return drofting


def ramme(drofting: Kompetansedrofting, *, her: str = "") -> dict[str, Any]:
    """What the pages of one meeting share; `her` is the heading of a page below its own."""
    navn = _("Kompetansedrøfting")
    under = [(navn, drofting.get_absolute_url())] if her else []
    return {
        "drofting": drofting,
        "tittel": her or navn,
        "naar": naar(drofting) if drofting.dato else "",
        "brodsmuler": smuler(drofting.plan, *under, her=her or navn),
    }


@ser_planer
@require_POST
def kompetansedrofting_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Begin to prepare the unit's meeting."""
    plan = hent_plan(request, plan_pk, "planer.prepare_kompetansedrofting")
    return utfor(request, None, lambda: forberedelse.begynn(plan, bruker=request.user), til=lambda drofting: drofting)


@ser_planer
def kompetansedrofting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before: the checklist for who leads it, the material for the staff. After: what came of it."""
    drofting = hent(request, pk)
    if drofting.er_avsluttet:
        return vis_referat(request, drofting, ramme(drofting))
    leder = request.user.has_perm(LEDE, drofting)
    if not leder or "medarbeider" in request.GET:
        return _for_medarbeider(request, drofting, leder=leder)
    context = {
        **ramme(drofting),
        "sjekkliste": bilde.sjekkliste(drofting),
        "materiell": drofting.materiell.select_related("dokument"),
        "maal": bilde.egne_maal(drofting),
        "lesere": bilde.lesere(drofting),
        "moteledere": drofting.moteledere.all(),
        "kan_styre": request.user.has_perm(STYRE, drofting),
    }
    return render(request, "planer/drofting/forarbeid.html", context)


def _for_medarbeider(request, drofting, *, leder):
    if not leder:
        forberedelse.har_aapnet(drofting, bruker=request.user)
    context = {
        **ramme(drofting),
        "materiell": drofting.materiell.select_related("dokument"),
        "maal": bilde.egne_maal(drofting),
        "dagsorden": bilde.dagsorden(),
        "leder": leder,
    }
    return render(request, "planer/drofting/medarbeider.html", context)


@ser_planer
def kompetansedrofting_update(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where, what the staff are told, and who leads it besides."""
    drofting = hent(request, pk, STYRE)
    form = MoteForm(innsendt(request), instance=drofting)
    response = utfor(
        request,
        form,
        lambda: forberedelse.endre(drofting, form.endring, form.ledere, bruker=request.user),
        til=drofting,
        kvittering=_("Møtet er lagret."),
    )
    context = {**ramme(drofting, her=_("Tid, sted og møteledere")), "form": form}
    return response or render(request, "planer/drofting/skjema.html", context)


@ser_planer
def kompetansedrofting_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST gives up a meeting that has not begun."""
    drofting = hent(request, pk, STYRE)
    return bekreft(
        request,
        lambda: forberedelse.slett(drofting, bruker=request.user),
        sporsmaal=_("Vil du slette forberedelsene?"),
        konsekvens=_("Notatene dine og materiellet blir borte. Medarbeiderne kan ikke lenger åpne siden."),
        knapp=_("Slett"),
        farlig=True,
        avbryt=drofting,
        til=drofting.plan,
        kvittering=_("Forberedelsene er slettet."),
        brodsmuler=ramme(drofting, her=_("Slett"))["brodsmuler"],
    )


@ser_planer
def forarbeidsnotat_update(request: HttpRequest, kompetansedrofting_pk: int, forarbeidspunkt_pk: int) -> HttpResponse:
    """The leader's note on one line, stored while one types."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    punkt = get_object_or_404(Forarbeidspunkt.objects.filter(kommune_id=drofting.kommune_id), pk=forarbeidspunkt_pk)
    form = NotatForm(innsendt(request), instance=forberedelse.notat_til(drofting, punkt))
    lukk = f"{drofting.get_absolute_url()}#punkt-{punkt.pk}"
    context = {**ramme(drofting, her=punkt.tekst), "form": form, "lukk": lukk, "punkt": punkt}

    def vis():
        return render(request, "planer/drofting/notat.html", context)

    if not form.is_bound:
        return vis()
    return lagre_underveis(
        request,
        form,
        lambda endring: forberedelse.noter(drofting, punkt, endring, bruker=request.user) and None,
        til=lambda: lukk,
        vis=vis,
    )


@ser_planer
@require_POST
def forarbeidsnotat_gjort(request: HttpRequest, kompetansedrofting_pk: int, forarbeidspunkt_pk: int) -> HttpResponse:
    """Tick a line off, or take the tick away."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    punkt = get_object_or_404(Forarbeidspunkt.objects.filter(kommune_id=drofting.kommune_id), pk=forarbeidspunkt_pk)
    gjort = "gjort" in request.POST
    return utfor(
        request,
        None,
        lambda: forberedelse.merk_gjort(drofting, punkt, gjort, bruker=request.user),
        til=f"{drofting.get_absolute_url()}#punkt-{punkt.pk}",
    )


@ser_planer
def motemateriell_create(request: HttpRequest, kompetansedrofting_pk: int) -> HttpResponse:
    """Something more to read."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    materiell = Motemateriell(drofting=drofting)
    form = MateriellForm(innsendt(request), request.FILES or None, instance=materiell)
    response = utfor(
        request,
        form,
        lambda: forberedelse.legg_ved(form.instance, form.cleaned_data["fil"], bruker=request.user),
        til=drofting,
        kvittering=_("Lagt ved."),
    )
    context = {**ramme(drofting, her=_("Legg ved materiell")), "form": form}
    return response or render(request, "planer/drofting/skjema.html", context)


def _materiell(request, pk, rett=""):
    materiell = get_object_or_404(Motemateriell, pk=pk)
    materiell.drofting = hent(request, materiell.drofting_id, rett)
    return materiell


@ser_planer
def motemateriell_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was attached."""
    materiell = _materiell(request, pk)
    if not materiell.lagringssti:
        return redirect(materiell.drofting)
    try:
        return fil_response(les_innhold(materiell.lagringssti, materiell.sha256), materiell.filnavn, materiell.mime)
    except LesbarFeil as feil:
        return si_feil(request, feil, materiell.drofting)


@ser_planer
def motemateriell_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes it away."""
    materiell = _materiell(request, pk, LEDE)
    drofting = materiell.drofting
    return bekreft(
        request,
        lambda: forberedelse.fjern(materiell, bruker=request.user),
        sporsmaal=_("Vil du fjerne «%s»?") % materiell,
        knapp=_("Fjern"),
        farlig=True,
        avbryt=drofting,
        til=drofting,
        kvittering=_("Fjernet."),
        brodsmuler=ramme(drofting, her=_("Fjern materiell"))["brodsmuler"],
    )


@ser_planer
def kompetansedrofting_share(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says whom it goes to; POST tells them."""
    drofting = hent(request, pk, LEDE)
    antall = len(bilde.lesere(drofting).mangler)
    hvem = ngettext("%(antall)s medarbeider får", "%(antall)s medarbeidere får", antall) % {"antall": antall}
    return bekreft(
        request,
        lambda: forberedelse.del_med_medarbeiderne(drofting, bruker=request.user),
        tittel=_("Del med medarbeiderne"),
        sporsmaal=_("Vil du dele materiellet med medarbeiderne?"),
        konsekvens=_("%(hvem)s beskjed om møtet og lenke til materiellet. Notatene dine deles ikke.") % {"hvem": hvem},
        knapp=_("Send påminnelse") if drofting.delt else _("Del"),
        avbryt=drofting,
        til=drofting,
        kvittering=_("Medarbeiderne har fått beskjed."),
        brodsmuler=ramme(drofting, her=_("Del med medarbeiderne"))["brodsmuler"],
    )
