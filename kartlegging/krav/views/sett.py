"""The library of ready sets, and requirements taken in from a set or from another unit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.enhetsramme import hent_enhet
from kartlegging.krav import sett, styring
from kartlegging.krav.forms.sett import KopierForm, TaInnForm
from kartlegging.krav.views.krav import krav_url
from kompetanse.felles.formats import tall
from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.sti import sti


@krever("kartlegging.view_min")
def kravsett_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The ready sets, with what the unit has of each, and how many there it would concern."""
    enhet = hent_enhet(request, pk, styring.RETT)
    context = {
        "enhet": enhet,
        "settene": sett.bibliotek(enhet),
        "brodsmuler": _smuler(enhet, _("Ferdige kravsett")),
    }
    return render(request, "kartlegging/krav/kravsett_list.html", context)


@krever("kartlegging.view_min")
def kravsett_detail(request: HttpRequest, pk: int, nokkel: str) -> HttpResponse:
    """The lines of one set, to be chosen and taken in."""
    enhet = hent_enhet(request, pk, styring.RETT)
    valgt = sett.kravsett(enhet, nokkel)
    if valgt is None:
        raise Http404
    return _ta_inn(request, enhet, valgt.forslag, tittel=valgt.navn, beskrivelse=valgt.beskrivelse)


@krever("kartlegging.view_min")
def enhet_kopier(request: HttpRequest, pk: int) -> HttpResponse:
    """Requirements of another unit, to be chosen and taken in here; first which unit."""
    enhet = hent_enhet(request, pk, styring.RETT)
    form = KopierForm(request.GET or None, enhet=enhet)
    tittel = _("Kopier krav fra en annen enhet")
    if form.is_bound and form.is_valid():
        kilde = form.cleaned_data["kilde"]
        return _ta_inn(request, enhet, sett.fra_enhet(kilde, enhet), tittel=_("Krav fra %s") % kilde)
    context = {"form": form, "enhet": enhet, "tittel": tittel, "brodsmuler": _smuler(enhet, tittel)}
    return render(request, "kartlegging/krav/enhet_kopier.html", context)


def _ta_inn(request, enhet, forslag, *, tittel, beskrivelse=""):
    form = TaInnForm(innsendt(request), forslag=forslag)
    response = utfor(
        request,
        form,
        lambda: sett.ta_inn(enhet, form.valgte, fra=form.cleaned_data["fra"], bruker=request.user),
        til=lambda nye: krav_url(enhet),
        kvittering=lambda nye: _kvittering(len(nye)),
    )
    context = {
        "form": form,
        "enhet": enhet,
        "tittel": tittel,
        "beskrivelse": beskrivelse,
        "forslag": forslag,
        "brodsmuler": _smuler(enhet, tittel),
    }
    return response or render(request, "kartlegging/krav/kravsett_detail.html", context)


def _kvittering(antall):
    if not antall:
        return _("Kravene stod her fra før.")
    return ngettext("%s krav er tatt inn.", "%s krav er tatt inn.", antall) % tall(antall)


def _smuler(enhet, her):
    return sti((enhet.navn, krav_url(enhet)), her=her)
