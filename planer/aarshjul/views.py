"""The pages of the wheel: the wheel itself, its activities, and what is done of them."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.fields import FORSTE_AAR, SISTE_AAR
from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, si_feil, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Stilling
from planer.aarshjul import adresse, bilde, styring, utskrift
from planer.aarshjul.forms import AarsaktivitetForm
from planer.models import Aarsaktivitet
from planer.models.aarshjul import synlige_enheter

kan_se = krever("planer.view_aarshjul")


def _adresse(enhet, aar=None):
    adresse = reverse("planer:aarshjul-detail", args=[enhet.pk])
    return f"{adresse}?aar={aar}" if aar and aar != timezone.localdate().year else adresse


def _smuler(enhet, *under, her):
    return sti(
        (_("Planer"), "planer:plan-list"), *([(_("Årshjul"), _adresse(enhet)), *under] if under or her else []), her=her
    )


def egen_enhet(bruker: Bruker) -> Enhet:
    """The unit whose wheel the user is shown first: the one that the user answers for, or works in."""
    if roller := bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER):
        return Enhet.objects.get(pk=roller[0].enhet_id)
    stilling = Stilling.objects.filter(person=bruker.person_id).gjeldende().order_by("-prosent", "pk").first()
    return stilling.enhet if stilling else Enhet.objects.get(depth=1)


def _enhet(request, pk, synlige=None):
    synlige = synlige or synlige_enheter(request.user, "path")
    return get_object_or_404(Enhet.objects.visible_to(request.user).filter(synlige), pk=pk)


def _aar(request):
    """The year that the address asks for, else this one."""
    tekst, i_aar = request.GET.get("aar", ""), timezone.localdate().year
    return int(tekst) if tekst.isdecimal() and FORSTE_AAR <= int(tekst[:5]) <= SISTE_AAR else i_aar


@kan_se
def aarshjul(request: HttpRequest) -> HttpResponse:
    """The reader's own wheel."""
    return redirect(_adresse(egen_enhet(request.user)))


@kan_se
def aarshjul_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The wheel of a unit in a year, and the same as a list."""
    synlige = synlige_enheter(request.user, "path")
    enhet, aar = _enhet(request, pk, synlige), _aar(request)
    hjul = bilde.aarshjul(enhet, request.user, aar, timezone.localdate(), bare_mine=request.GET.get("bare") == "mine")
    context = {
        "hjul": hjul,
        "enhet": enhet,
        "kan_legge_til": request.user.has_perm("planer.add_aarsaktivitet", enhet) and enhet.er_gyldig(),
        "kalender": _kalender(request.user),
        "under": Enhet.objects.get_children(enhet).gyldig().filter(synlige),
        "brodsmuler": sti((_("Planer"), "planer:plan-list"), her=_("Årshjul")),
    }
    return render(request, "planer/aarshjul/aarshjul_detail.html", context)


def _kalender(bruker):
    """The whole address of the reader's own calendar; empty when none has been made."""
    hemmelighet = adresse.hemmeligheten(bruker)
    return hemmelighet and settings.NETTADRESSE + reverse("planer:kalender", args=[hemmelighet])


@kan_se
def aarshjul_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The common yearly activity plan as a file."""
    try:
        return utskrift.fil(request, _enhet(request, pk), _aar(request))
    except LesbarFeil as feil:
        return si_feil(request, feil, reverse("planer:aarshjul-detail", args=[pk]))


def _aktivitet(request, pk, rett=""):
    """Raises Http404 for one that the user does not see, PermissionDenied without the right to it."""
    aktivitet = get_object_or_404(Aarsaktivitet.objects.visible_to(request.user).for_list(), pk=pk)
    if rett and not request.user.has_perm(rett, aktivitet):
        raise PermissionDenied
    return aktivitet


@kan_se
def aarsaktivitet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is said of one activity."""
    aktivitet = _aktivitet(request, pk)
    context = {
        "aktivitet": aktivitet,
        "hvem": bilde.hvem(aktivitet),
        "aarene": [(aar, aktivitet.i(aar)) for aar in _aarene(aktivitet)],
        "side": bilde.side_for(aktivitet.side, request.user),
        "kan_endre": request.user.has_perm("planer.change_aarsaktivitet", aktivitet),
        "brodsmuler": _smuler(aktivitet.enhet, her=aktivitet.navn),
    }
    return render(request, "planer/aarshjul/aarsaktivitet_detail.html", context)


def _aarene(aktivitet):
    i_aar = timezone.localdate().year
    return [aktivitet.bare_aar] if aktivitet.bare_aar else [i_aar, i_aar + 1]


@kan_se
def aarsaktivitet_create(request: HttpRequest, enhet_pk: int) -> HttpResponse:
    """One more activity of a unit."""
    enhet = _enhet(request, enhet_pk)
    if not request.user.has_perm("planer.add_aarsaktivitet", enhet):
        raise PermissionDenied
    return _rediger(request, Aarsaktivitet(enhet=enhet, ring=styring.ringer_for(enhet)[0]), _("Ny aktivitet"))


@kan_se
def aarsaktivitet_update(request: HttpRequest, pk: int) -> HttpResponse:
    aktivitet = _aktivitet(request, pk, "planer.change_aarsaktivitet")
    return _rediger(request, aktivitet, _("Endre aktiviteten"))


def _rediger(request, aktivitet, tittel):
    avbryt = aktivitet.get_absolute_url() if aktivitet.pk else _adresse(aktivitet.enhet)
    form = AarsaktivitetForm(innsendt(request), instance=aktivitet, avbryt=avbryt)
    response = utfor(
        request,
        form,
        lambda: _lagre(form, request.user),
        til=lambda lagret: _adresse(lagret.enhet),
        kvittering=lambda lagret: _("«%s» er lagret.") % lagret,
    )
    over = [(aktivitet.navn, aktivitet)] if aktivitet.pk else []
    context = {"form": form, "tittel": tittel, "brodsmuler": _smuler(aktivitet.enhet, *over, her=tittel)}
    return response or render(request, "planer/forankring/skjema.html", context)


def _lagre(form, bruker):
    aktivitet, tillegg = form.endring.med(
        form.instance, lambda naa: {"roller": list(naa.roller.all()) if naa.pk else []}
    )
    return styring.lagre(aktivitet, tillegg["roller"], bruker=bruker)


@kan_se
def aarsaktivitet_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes it out of the wheel."""
    aktivitet = _aktivitet(request, pk, "planer.change_aarsaktivitet")
    return bekreft_sletting(
        request,
        lambda: styring.slett(aktivitet, bruker=request.user),
        tittel=_("Slett aktiviteten"),
        sporsmaal=_("Vil du ta «%s» ut av årshjulet?") % aktivitet,
        konsekvens=_("Den forsvinner fra hjulet, oppgavene og kalenderen for alle, også det som er merket som gjort."),
        avbryt=aktivitet,
        til=_adresse(aktivitet.enhet),
        kvittering=_("«%s» er slettet.") % aktivitet,
        brodsmuler=_smuler(aktivitet.enhet, (aktivitet.navn, aktivitet), her=_("Slett")),
    )


@kan_se
@require_POST
def aarsaktivitet_done(request: HttpRequest, pk: int, enhet_pk: int, aar: int) -> HttpResponse:
    """Say that it is done in a year, or that it is not after all."""
    aktivitet, enhet = _aktivitet(request, pk), _enhet(request, enhet_pk)
    angrer = "angre" in request.POST
    return utfor(
        request,
        None,
        lambda: (styring.angre if angrer else styring.merk)(aktivitet, enhet, aar, bruker=request.user),
        til=_adresse(enhet, aar),
        kvittering=(_("«%s» er ikke lenger merket som gjort.") if angrer else _("«%s» er gjort.")) % aktivitet,
    )
