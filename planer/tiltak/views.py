"""The pages of one measure: read, written, moved, deleted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.skjema import med_ny_rad
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Tiltak
from planer.planside import flytt, hent_plan, smuler
from planer.tiltak import styring, ved_siden
from planer.tiltak.bilde import rad
from planer.tiltak.forms import TiltakForm, kostnadsrader
from planer.tiltak.laerdom import laerdommer
from planer.tiltak.midler import midlerbilde

kan_se = krever("planer.view_planer")


def hent_tiltak(request: HttpRequest, pk: int, rett: str = "") -> Tiltak:
    """The measure of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right to
    its plan."""
    synlige = Tiltak.objects.for_enheter_visible_to(request.user)
    tiltak = get_object_or_404(synlige.select_related("plan__enhet", "ansvarlig", "hentet_fra__plan__enhet"), pk=pk)
    if rett:
        tiltak.plan = hent_plan(request, tiltak.plan_id, rett)
    return tiltak


def adresse(tiltak: Tiltak) -> str:
    """Where the measure stands in its plan."""
    return f"{reverse('planer:plan-tiltak', args=[tiltak.plan_id])}#tiltak-{tiltak.pk}"


@kan_se
def tiltak_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is said of a measure. Who it names, is for those who answer for the plan."""
    tiltak = hent_tiltak(request, pk)
    alt = Tiltak.objects.select_related("laeringsarena", "satsingsomraade", "tilskudd")
    ett = rad(alt.filter(pk=tiltak.pk), request.user, "maal", "behovene__maal", "felles_for")
    context = {
        "rad": ett,
        "laert": [ett.laerdom] if ett.laerdom else [],
        "tiltak": tiltak,
        "deltakere": _deltakere(tiltak, request.user),
        "penger": midlerbilde(tiltak, request.user),
        "kan_endre": request.user.has_perm(styring.RETT, tiltak.plan),
        "ved_siden": ved_siden.KORT.hent(tiltak, request.user),
        "brodsmuler": smuler(tiltak.plan, (_("Tiltak"), _steg(tiltak.plan)), her=str(tiltak)),
    }
    return render(request, "planer/tiltak/tiltak_detail.html", context)


def _deltakere(tiltak: Tiltak, bruker: Bruker) -> list:
    if not bruker.has_perm("planer.manage_plan", tiltak.plan):
        return []
    return [ett.person for ett in tiltak.deltakere.select_related("person")]


def _steg(plan: Kompetanseplan) -> str:
    return reverse("planer:plan-tiltak", args=[plan.pk])


@kan_se
def tiltak_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """A new measure; `?behov=` and `?maal=` name the needs that it comes from, and the goals that it serves."""
    plan = hent_plan(request, plan_pk, styring.RETT)
    start = {
        "behov": plan.behov.filter(pk__in=_nevnt(request, "behov")),
        "maal": plan.maal.gjelder().filter(pk__in=_nevnt(request, "maal")),
    }
    return _rediger(request, Tiltak(plan=plan), _("Nytt tiltak"), start)


def _nevnt(request, navn):
    """The keys that the address gives; what is none, or too long to be one, is left out."""
    return [nr for nr in request.GET.getlist(navn) if nr.isascii() and nr.isdecimal() and len(nr) < 19][:10]


@kan_se
def tiltak_update(request: HttpRequest, pk: int) -> HttpResponse:
    tiltak = hent_tiltak(request, pk, styring.RETT)
    return _rediger(request, tiltak, str(tiltak))


def _rediger(request, tiltak, tittel, start=None):
    data = innsendt(request)
    kostnader = kostnadsrader(tiltak, data and med_ny_rad(data, "kostnad"))
    form = TiltakForm(data, instance=tiltak, initial=start, bruker=request.user, kostnader=kostnader)
    response = None
    if data and "legg_til_rad" not in data and kostnader.is_valid():
        response = utfor(
            request,
            form,
            lambda: styring.lagre(form.instance, form.endring, bruker=request.user),
            til=adresse,
            kvittering=lambda lagret: _("«%(navn)s» er lagret.") % {"navn": lagret},
        )
    context = {
        "form": form,
        "kostnader": kostnader,
        "tiltak": tiltak,
        "laert": list(laerdommer([tiltak] if tiltak.pk else [], request.user).values()),
        "tittel": tittel,
        "avbryt": adresse(tiltak) if tiltak.pk else _steg(tiltak.plan),
        "brodsmuler": smuler(tiltak.plan, (_("Tiltak"), _steg(tiltak.plan)), her=tittel),
    }
    return response or render(request, "planer/tiltak/tiltak_form.html", context)


@kan_se
def tiltak_flytt(request: HttpRequest, pk: int) -> HttpResponse:
    tiltak = hent_tiltak(request, pk, styring.RETT)
    return flytt(request, tiltak, styring.flytt, til=adresse(tiltak))


@kan_se
def tiltak_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes."""
    tiltak = hent_tiltak(request, pk, styring.RETT)
    return bekreft_sletting(
        request,
        lambda: styring.slett(tiltak, bruker=request.user),
        tittel=_("Slett tiltaket"),
        sporsmaal=_("Vil du slette «%(tiltak)s»?") % {"tiltak": tiltak},
        konsekvens=_("Kostnadene og navnene på deltakerne følger med. Det som er vedtatt før, står som det var."),
        avbryt=tiltak,
        til=_steg(tiltak.plan),
        kvittering=_("«%(tiltak)s» er slettet.") % {"tiltak": tiltak},
        brodsmuler=smuler(tiltak.plan, (tiltak, tiltak), her=_("Slett")),
    )
