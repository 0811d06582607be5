"""The pages of grants: everyone who answers for plans reads them, HR keeps them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import dato
from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, si_feil, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from planer.handlingsplan.dokument import fil, sumtekst
from planer.models import Tilskudd
from planer.tilskudd import styring
from planer.tilskudd.bilde import frister, tabell
from planer.tilskudd.forms import TilskuddForm
from planer.tilskudd.lister import TILSKUDD
from planer.tilskudd.oppgaver import FRISTER

kan_se, kan_endre = krever(TILSKUDD.rett), krever(styring.RETT)


def _smuler(*under, her):
    return sti((_("Planer"), "planer:plan-list"), (_("Tilskudd"), "planer:tilskudd-list"), *under, her=her)


def _hent(request, pk) -> Tilskudd:
    return get_object_or_404(Tilskudd.objects.visible_to(request.user).select_related("visning"), pk=pk)


@kan_se
def tilskudd_list(request: HttpRequest) -> HttpResponse:
    return vis_liste(
        request,
        TILSKUDD,
        "planer/tilskudd/tilskudd_list.html",
        kan_endre=request.user.has_perm(styring.RETT),
        brodsmuler=sti((_("Planer"), "planer:plan-list"), her=_("Tilskudd")),
    )


@kan_se
def tilskudd_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The grant and its measures, or the file of them that `?format=` asks for."""
    tilskudd = _hent(request, pk)
    tiltak = tabell(tilskudd, request.user)
    try:
        response = tiltak and fil(request, tiltak)
    except LesbarFeil as feil:
        response = si_feil(request, feil, tilskudd.get_absolute_url())
    context = {
        "tilskudd": tilskudd,
        "frister": frister(tilskudd),
        "felter": [(_("Forvalter"), tilskudd.forvalter), *_tekster(tilskudd)],
        "tabell": tiltak,
        "sum": sumtekst(tiltak.penger) if tiltak else "",
        "filer": {navn: f"?format={navn}" for navn in ("xlsx", "csv", "docx", "pdf")},
        "kan_endre": request.user.has_perm(styring.RETT),
        "brodsmuler": _smuler(her=str(tilskudd)),
    }
    return response or render(request, "planer/tilskudd/tilskudd_detail.html", context)


def _tekster(tilskudd):
    """What is said of it, by name."""
    felt = ("hvem", "dekker", "spor_om", "vilkaar", "merknad", "kilder")
    tekster = ((Tilskudd._meta.get_field(navn).verbose_name.capitalize(), getattr(tilskudd, navn)) for navn in felt)
    return [(navn, tekst) for navn, tekst in tekster if tekst]


@kan_endre
def tilskudd_create(request: HttpRequest) -> HttpResponse:
    return _rediger(request, Tilskudd(), _("Nytt tilskudd"))


@kan_endre
def tilskudd_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _rediger(request, _hent(request, pk), _("Endre tilskuddet"))


def _rediger(request, tilskudd, tittel):
    avbryt = tilskudd.get_absolute_url() if tilskudd.pk else reverse("planer:tilskudd-list")
    form = TilskuddForm(innsendt(request), instance=tilskudd, avbryt=avbryt)
    response = utfor(
        request,
        form,
        lambda: styring.lagre(form.endring.inn_i(tilskudd), bruker=request.user),
        til=lambda lagret: lagret,
        kvittering=_("Tilskuddet er lagret."),
    )
    context = {
        "form": form,
        "tittel": tittel,
        "slett": reverse("planer:tilskudd-delete", args=[tilskudd.pk]) if tilskudd.pk else "",
        "brodsmuler": _smuler(*([(str(tilskudd), avbryt)] if tilskudd.pk else []), her=tittel),
    }
    return response or render(request, "planer/forankring/planoppsett_form.html", context)


@kan_endre
def tilskudd_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes a grant that no measure names."""
    tilskudd = _hent(request, pk)
    return bekreft_sletting(
        request,
        lambda: styring.slett(tilskudd, bruker=request.user),
        tittel=_("Slett tilskuddet"),
        sporsmaal=_("Vil du slette «%(navn)s»?") % {"navn": tilskudd},
        konsekvens=_("Det kan bare slettes når ingen tiltak er knyttet til det."),
        avbryt=reverse("planer:tilskudd-update", args=[pk]),
        til="planer:tilskudd-list",
        kvittering=_("«%(navn)s» er slettet.") % {"navn": tilskudd},
        brodsmuler=_smuler((str(tilskudd), tilskudd.get_absolute_url()), her=_("Slett")),
    )


@kan_endre
def tilskudd_ferdig(request: HttpRequest, pk: int, felt: str) -> HttpResponse:
    """GET asks; POST says that the next deadline of a kind is taken care of."""
    tilskudd = _hent(request, pk)
    if felt not in FRISTER or (dag := tilskudd.neste(felt, timezone.localdate())) is None:
        raise Http404
    return bekreft(
        request,
        lambda: styring.ferdig(tilskudd, felt, dag, bruker=request.user),
        tittel=_("Ferdig med fristen"),
        sporsmaal=_("Er dere ferdige med fristen %(dato)s for «%(navn)s»?") % {"dato": dato(dag), "navn": tilskudd},
        konsekvens=_("Da er det ingen som blir minnet om den mer. Fristen neste år kommer når det er tid for den."),
        knapp=_("Ferdig"),
        avbryt=tilskudd.get_absolute_url(),
        til=tilskudd.get_absolute_url(),
        kvittering=_("Fristen er tatt av listen."),
        brodsmuler=_smuler((str(tilskudd), tilskudd.get_absolute_url()), her=_("Ferdig med fristen")),
    )
