"""A course is made and changed, with whom it is for, what it gives and the measures it serves."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kurs.models import Kurs, Kurskompetanse, Kursoppsett, Malgruppe
from kurs.tilbud import fra_tiltak, oppsett, styring
from kurs.tilbud.forms import KursForm, KurskompetanseForm, KursoppsettForm, KurstiltakForm, MalgruppeForm
from kurs.tilbud.malgrupper import i_ord
from planer.models import Tiltak

kan_se, kan_lage, kan_sette_opp = krever("kurs.view_kurs"), krever("kurs.add_kurs"), krever(oppsett.RETT)


def smuler(*under: tuple[Any, Any], her: Any) -> list:
    return sti((_("Kurs"), "kurs:kalender"), *under, her=her)


def hent_kurs(request: HttpRequest, pk: int, rett: str = "") -> Kurs:
    """The course of the page. Raises Http404 for one of another kommune, PermissionDenied without the right to it."""
    alle = Kurs.objects.visible_to(request.user).select_related("enhet", "ansvarlig", "larer_person")
    kurs = get_object_or_404(alle, pk=pk)
    if rett and not request.user.has_perm(rett, kurs):
        raise PermissionDenied
    return kurs


@kan_lage
def kurs_create(request: HttpRequest) -> HttpResponse:
    """A new course; `?tiltak=` names the measure that it is to be made from."""
    tiltak = _tiltaket(request)
    if tiltak is None:
        enhet, sporres = tilgang.egen_enhet(request.user), Kursoppsett.for_kommunen().krever_godkjenning
        return _rediger(request, Kurs(enhet=enhet, krever_godkjenning=sporres), _("Nytt kurs"))
    foelger_med = {
        "tiltak": tiltak,
        "kompetanser": fra_tiltak.kompetanser(tiltak),
        "malgrupper": [i_ord(regel) for regel in fra_tiltak.malgrupper(tiltak)],
        "antall": tiltak.antall,
    }
    return _rediger(request, fra_tiltak.forslag(tiltak), _("Kurs av et tiltak"), foelger_med)


def _tiltaket(request):
    """Raises Http404 for one that the user does not see, PermissionDenied for one that is not the user's to use."""
    nokkel = request.GET.get("tiltak", "")
    if not nokkel:
        return None
    if not (nokkel.isascii() and nokkel.isdecimal() and len(nokkel) < 19):
        raise Http404
    synlige = Tiltak.objects.for_enheter_visible_to(request.user)
    synlige = synlige.select_related("plan__enhet", "laeringsform", "ansvarlig")
    tiltak = get_object_or_404(synlige, pk=nokkel)
    if not fra_tiltak.kan_lages(tiltak, request.user):
        raise PermissionDenied
    return tiltak


@kan_se
def kurs_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _rediger(request, hent_kurs(request, pk, styring.RETT), _("Endre kurset"))


def _rediger(request, kurs, tittel, foelger_med=None):
    tiltak = foelger_med and foelger_med["tiltak"]
    avbryt = (kurs.pk and kurs.get_absolute_url()) or (tiltak or reverse("kurs:kalender"))
    avbryt = avbryt if isinstance(avbryt, str) else avbryt.get_absolute_url()
    form = KursForm(innsendt(request), instance=kurs, bruker=request.user, avbryt=avbryt)
    ny = kurs.pk is None

    def lagre():
        if tiltak:
            return fra_tiltak.opprett(form.instance, tiltak, bruker=request.user)
        return styring.lagre(form.endring.inn_i(form.instance), bruker=request.user)

    response = utfor(
        request,
        form,
        lagre,
        til=lambda lagret: reverse("kurs:kjoring-create", args=[lagret.pk]) if ny else lagret,
        kvittering=_("Kurset er lagret. Si når det holdes.") if ny else _("Kurset er lagret."),
    )
    over = [] if ny else [(kurs.navn, kurs)]
    context = {"form": form, "tittel": tittel, "foelger_med": foelger_med, "brodsmuler": smuler(*over, her=tittel)}
    return response or render(request, "kurs/tilbud/kurs_form.html", context)


@kan_se
def kurs_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes a course that has never been announced."""
    kurs = hent_kurs(request, pk, styring.RETT)
    return bekreft_sletting(
        request,
        lambda: styring.slett(kurs, bruker=request.user),
        tittel=_("Slett kurset"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": kurs},
        konsekvens=_("Bare kurs som aldri har vært satt opp, kan slettes."),
        avbryt=kurs,
        til="kurs:kalender",
        kvittering=_("«%(navn)s» er slettet.") % {"navn": kurs},
        brodsmuler=smuler((kurs, kurs), her=_("Slett")),
    )


def _ny_rad(request: HttpRequest, kurs: Kurs, form: BaseForm, lagre: Callable, tittel: str) -> HttpResponse:
    response = utfor(
        request,
        form,
        lambda: lagre(kurs, form.cleaned_data, bruker=request.user),
        til=kurs,
        kvittering=_("Kurset er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler((kurs, kurs), her=tittel)}
    return response or render(request, "planer/forankring/skjema.html", context)


@kan_se
def kurskompetanse_create(request: HttpRequest, kurs_pk: int) -> HttpResponse:
    """One competence more that the course gives."""
    kurs = hent_kurs(request, kurs_pk, styring.RETT)
    form = KurskompetanseForm(innsendt(request), avbryt=kurs.get_absolute_url())
    return _ny_rad(request, kurs, form, styring.legg_til_kompetanse, _("Kompetanse kurset gir"))


@kan_se
def malgruppe_create(request: HttpRequest, kurs_pk: int) -> HttpResponse:
    """One rule more for whom it is for."""
    kurs = hent_kurs(request, kurs_pk, styring.RETT)
    form = MalgruppeForm(innsendt(request), bruker=request.user, avbryt=kurs.get_absolute_url())
    return _ny_rad(request, kurs, form, styring.legg_til_malgruppe, _("Hvem kurset er for"))


@kan_se
def kurstiltak_create(request: HttpRequest, kurs_pk: int) -> HttpResponse:
    """One measure more that it serves."""
    kurs = hent_kurs(request, kurs_pk, styring.RETT)
    form = KurstiltakForm(innsendt(request), kurs=kurs, bruker=request.user, avbryt=kurs.get_absolute_url())

    def lagre(kurs, felt, *, bruker):
        styring.knytt(kurs, felt["tiltak"], bruker=bruker)

    return _ny_rad(request, kurs, form, lagre, _("Tiltak kurset hører til"))


def _slett_rad(request, modell, pk, navn):
    rad = get_object_or_404(
        modell.objects.filter(kommune_id=request.user.kommune_id).select_related("kurs__enhet"), pk=pk
    )
    if not request.user.has_perm(styring.RETT, rad.kurs):
        raise PermissionDenied
    return bekreft(
        request,
        lambda: styring.slett_rad(rad, bruker=request.user),
        sporsmaal=_("Vil du ta bort «%(navn)s» fra kurset?") % {"navn": navn(rad)},
        knapp=_("Ta bort"),
        avbryt=rad.kurs,
        til=rad.kurs,
        kvittering=_("Kurset er lagret."),
        brodsmuler=smuler((rad.kurs, rad.kurs), her=_("Ta bort")),
    )


@kan_se
def kurskompetanse_delete(request: HttpRequest, pk: int) -> HttpResponse:
    return _slett_rad(request, Kurskompetanse, pk, str)


@kan_se
def malgruppe_delete(request: HttpRequest, pk: int) -> HttpResponse:
    return _slett_rad(request, Malgruppe, pk, i_ord)


@kan_se
def kurs_losne(request: HttpRequest, pk: int, tiltak_pk: int) -> HttpResponse:
    """GET asks; POST lets the course serve the measure no more."""
    kurs = hent_kurs(request, pk, styring.RETT)
    tiltak = get_object_or_404(kurs.tiltak, pk=tiltak_pk)
    return bekreft(
        request,
        lambda: styring.losne(kurs, tiltak, bruker=request.user),
        sporsmaal=_("Vil du ta bort «%(navn)s» fra kurset?") % {"navn": tiltak},
        knapp=_("Ta bort"),
        avbryt=kurs,
        til=kurs,
        kvittering=_("Kurset er lagret."),
        brodsmuler=smuler((kurs, kurs), her=_("Ta bort")),
    )


@kan_sette_opp
def kursoppsett_update(request: HttpRequest) -> HttpResponse:
    """What the kommune decides about signing up, and after."""
    form = KursoppsettForm(innsendt(request), instance=Kursoppsett.for_kommunen(), avbryt=reverse("kurs:kalender"))
    response = utfor(
        request,
        form,
        lambda: oppsett.lagre(form.endring, bruker=request.user),
        til="kurs:kalender",
        kvittering=_("Oppsettet er lagret."),
    )
    context = {"form": form, "tittel": _("Oppsett for kurs"), "brodsmuler": smuler(her=_("Oppsett"))}
    return response or render(request, "planer/forankring/skjema.html", context)
