"""The tasks of a unit: who does them, and what they demand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.enhetsramme import hent_enhet
from kartlegging.krav import bilde, oppgavestyring, styring
from kartlegging.krav.forms.krav import AvsluttForm
from kartlegging.krav.forms.oppgave import OppgaveForm, UtforerForm
from kartlegging.krav.views.krav import krav_url
from kartlegging.models import Oppgave, Oppgaveutforer
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti


@krever("kartlegging.view_min")
def oppgave_create(request: HttpRequest, pk: int) -> HttpResponse:
    enhet = hent_enhet(request, pk, styring.RETT)
    form = OppgaveForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: oppgavestyring.opprett(enhet, bruker=request.user, **form.cleaned_data),
        til=oppgave_url,
        kvittering=_("Oppgaven er laget. Sett på dem som gjør den, og skriv hva den krever."),
    )
    tittel = _("Ny oppgave i %(enhet)s") % {"enhet": enhet}
    return response or _vis_skjema(request, form, enhet, tittel, _("Lag oppgaven"), krav_url(enhet))


@krever("kartlegging.view_min")
def oppgave_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: those who do it, what it demands, and the form to put on one more."""
    oppgave = _hent(request, pk, "kartlegging.view_enhet")
    kan_endre = request.user.has_perm(styring.RETT, oppgave.enhet) and oppgave.til is None
    form = UtforerForm(innsendt(request), kommune_id=oppgave.kommune_id)
    if form.is_bound and not kan_endre:
        raise PermissionDenied
    response = utfor(
        request,
        form,
        lambda: oppgavestyring.sett_paa(oppgave, bruker=request.user, **form.cleaned_data),
        til=oppgave_url(oppgave),
        kvittering=lambda utforer: _("%(person)s er satt på oppgaven.") % {"person": utforer.person},
    )
    context = bilde.oppgavebilde(oppgave) | {
        "oppgave": oppgave,
        "kan_endre": kan_endre,
        "form": form,
        "brodsmuler": _smuler(oppgave.enhet, oppgave.navn),
    }
    return response or render(request, "kartlegging/krav/oppgave_detail.html", context)


@krever("kartlegging.view_min")
def oppgave_update(request: HttpRequest, pk: int) -> HttpResponse:
    oppgave = _hent(request, pk, styring.RETT)
    form = OppgaveForm(innsendt(request), initial={"navn": oppgave.navn, "merknad": oppgave.merknad})
    response = utfor(
        request,
        form,
        lambda: oppgavestyring.endre(oppgave, form.endring, bruker=request.user),
        til=oppgave_url(oppgave),
        kvittering=_("Oppgaven er endret."),
    )
    tittel = _("Endre oppgaven %(oppgave)s") % {"oppgave": oppgave}
    return response or _vis_skjema(request, form, oppgave.enhet, tittel, _("Lagre"), oppgave_url(oppgave))


@krever("kartlegging.view_min")
def oppgave_end(request: HttpRequest, pk: int) -> HttpResponse:
    oppgave = _hent(request, pk, styring.RETT)
    form = AvsluttForm(innsendt(request))
    return bekreft(
        request,
        lambda: oppgavestyring.avslutt(oppgave, siste_dag=form.cleaned_data["siste_dag"], bruker=request.user),
        form=form,
        tittel=_("Avslutt oppgaven %(oppgave)s") % {"oppgave": oppgave},
        sporsmaal=_("Vil du avslutte oppgaven?"),
        konsekvens=_("Det oppgaven krever, og hvem som gjør den, slutter samme dag. Historikken blir stående."),
        knapp=_("Avslutt oppgaven"),
        avbryt=oppgave_url(oppgave),
        til=krav_url(oppgave.enhet),
        kvittering=_("Oppgaven %(oppgave)s er avsluttet.") % {"oppgave": oppgave},
        brodsmuler=_smuler(oppgave.enhet, oppgave.navn),
    )


@krever("kartlegging.view_min")
def utforer_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take someone off a task."""
    utforer = get_object_or_404(
        Oppgaveutforer.objects.filter(kommune_id=request.user.kommune_id).select_related("oppgave__enhet", "person"),
        pk=pk,
    )
    oppgave = utforer.oppgave
    if not request.user.has_perm(styring.RETT, oppgave.enhet):
        raise PermissionDenied
    form = AvsluttForm(innsendt(request))
    return bekreft(
        request,
        lambda: oppgavestyring.ta_av(utforer, siste_dag=form.cleaned_data["siste_dag"], bruker=request.user),
        form=form,
        tittel=_("Ta %(person)s av oppgaven") % {"person": utforer.person},
        sporsmaal=_("Vil du ta %(person)s av %(oppgave)s?") % {"person": utforer.person, "oppgave": oppgave},
        knapp=_("Ta av oppgaven"),
        avbryt=oppgave_url(oppgave),
        til=oppgave_url(oppgave),
        kvittering=_("%(person)s er tatt av oppgaven.") % {"person": utforer.person},
        brodsmuler=_smuler(oppgave.enhet, oppgave.navn),
    )


def _hent(request, pk, rett):
    oppgaver = Oppgave.objects.filter(kommune_id=request.user.kommune_id).select_related("enhet")
    oppgave = get_object_or_404(oppgaver, pk=pk)
    if not request.user.has_perm(rett, oppgave.enhet):
        raise PermissionDenied
    return oppgave


def _vis_skjema(request, form, enhet, tittel, knapp, avbryt):
    context = {"form": form, "tittel": tittel, "knapp": knapp, "avbryt": avbryt, "brodsmuler": _smuler(enhet, tittel)}
    return render(request, "kartlegging/krav/oppgave_form.html", context)


def oppgave_url(oppgave: Oppgave) -> str:
    return reverse("kartlegging:oppgave-detail", args=[oppgave.pk])


def _smuler(enhet, her):
    return sti((enhet.navn, krav_url(enhet)), her=her)
