"""The pages of coverage, of what runs out, and of the settings."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.dekning import bilde, ferdigtall, lister, oppsett, paaminnelse
from kartlegging.dekning.forms import Mangelfilter, OppsettForm
from kartlegging.enhetsramme import hent_enhet, ramme
from kartlegging.models import Kartleggingsoppsett
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.jobber import naa_eller_jobb
from kompetanse.felles.liste import Liste, Listeside
from kompetanse.felles.models import Jobb
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.eksport import eksport_response, vis_liste
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.trevisning import treet_paa

# More people than this are counted by a job.
FLEST_STRAKS = 5_000


# --- The whole kommune ------------------------------------------------------------------------------


@krever(lister.DEKNING.rett)
def dekning_list(request: HttpRequest) -> HttpResponse:
    """The kommune's coverage, for HR and the director; who answers for a unit, or represents those there, is shown that.

    The file holds the units that the reader answers for.
    """
    if fil := eksport_response(request, lister.DEKNING):
        return fil
    if not request.user.has_perm("kartlegging.view_dekning_kommunen"):
        return redirect("kartlegging:enhet-dekning", pk=_egen_enhet(request))
    rot = _rot(request)
    context = _tallene(bilde.lagret(rot, aapne=False)) | {
        "noder": bilde.grener(rot, aapne=False),
        "brodsmuler": _smuler(her=_("Dekning")),
        "kan_sette_opp": request.user.has_perm("kartlegging.change_oppsett"),
    }
    return render(request, "kartlegging/dekning/dekning_list.html", context)


def _egen_enhet(request):
    return tilgang.handler_som(request.user, *tilgang.MED_INNSYN_I_SAKER, *tilgang.ANSATTES_REPRESENTANTER).enhet_id


def _rot(request):
    return Enhet.objects.get(kommune_id=request.user.kommune_id, depth=1)


def _smuler(*over, her):
    return sti((_("Kompetanse"), "kartlegging:min"), *over, her=her)


def _tallene(tall: bilde.Enhetstall) -> dict:
    """What `_tall.html` shows."""
    if tall.telling is None:
        return {"maalinger": [], "talt": None}
    return {
        "maalinger": bilde.maalinger(tall.telling, Kartleggingsoppsett.for_kommunen()),
        "talliste": bilde.talliste(tall.telling),
        "kategorier": tall.kategorier,
        "talt": tall.talt,
    }


@krever("kartlegging.change_oppsett")
def dekning_tell(request: HttpRequest) -> HttpResponse:
    """Count the whole kommune now; the night does so otherwise."""
    kommune_id = request.user.kommune_id
    tre = treet_paa(kommune_id, timezone.localdate())
    return bekreft(
        request,
        lambda: naa_eller_jobb(
            _("Tell dekningen"),
            ferdigtall.tell_i_jobb,
            stor=tre.rot.antall > FLEST_STRAKS,
            bruker=request.user,
            kommune_id=kommune_id,
            resultat_lenke=reverse("kartlegging:dekning-list"),
        ),
        tittel=_("Tell på nytt"),
        sporsmaal=_("Vil du telle dekningen på nytt?"),
        konsekvens=_("Ellers telles den hver natt."),
        knapp=_("Tell på nytt"),
        avbryt="kartlegging:dekning-list",
        til=lambda svar: svar if isinstance(svar, Jobb) else "kartlegging:dekning-list",
        kvittering=lambda svar: "" if isinstance(svar, Jobb) else _("Tallene er talt på nytt."),
    )


@krever("kartlegging.view_dekning_kommunen")
def mangel_list(request: HttpRequest) -> HttpResponse:
    """Who lacks something, in the kommune or a unit, and the way to remind them."""
    smuler = _smuler((_("Dekning"), "kartlegging:dekning-list"), her=lister.MANGLER_NOE.navn)
    logget = _logget(request, _rot(request), _("Mangler i kartleggingen"))
    return vis_liste(
        request, lister.MANGLER_NOE, "kartlegging/dekning/mangel_list.html", brodsmuler=smuler, logget=logget
    )


@krever("kartlegging.view_dekning_kommunen")
def utlop_list(request: HttpRequest) -> HttpResponse:
    """What runs out, in the kommune or a unit."""
    smuler = _smuler((_("Dekning"), "kartlegging:dekning-list"), her=lister.GAAR_UT.navn)
    logget = _logget(request, _rot(request), _("Bevis som går ut"))
    return vis_liste(request, lister.GAAR_UT, brodsmuler=smuler, logget=logget)


@krever("kartlegging.view_dekning_kommunen")
def ufaglart_list(request: HttpRequest) -> HttpResponse:
    """Ufaglærte per category and unit."""
    smuler = _smuler((_("Dekning"), "kartlegging:dekning-list"), her=lister.UFAGLARTE.navn)
    return vis_liste(request, lister.UFAGLARTE, "kartlegging/dekning/ufaglart_list.html", brodsmuler=smuler)


def _logget(request: HttpRequest, enhet: Enhet, hva: str) -> Callable[[Listeside], None]:
    """Notes the look at each one who is named on the page that is shown."""

    def noter(side):
        personer = Person.objects.filter(pk__in=[rad.person.pk for rad in side.rader])
        rolle = tilgang.rolle_for(request.user, enhet, *tilgang.MED_INNSYN_I_SAKER)
        logg_oppslag_paa_alle(request.user, personer, hva, rolle)

    return noter


# --- One unit -----------------------------------------------------------------------------------------


@krever("kartlegging.view_min")
def enhet_dekning(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's coverage: as it is now, with those who lack something; without names as it was when last counted."""
    enhet = hent_enhet(request, pk, "kartlegging.view_dekning")
    if not request.user.has_perm("kartlegging.view_enhet", enhet):
        return _uten_navn(request, enhet)
    context = ramme(enhet, "enhet-dekning", bruker=request.user, her=_("Dekning")) | {
        **_tallene(bilde.naa(enhet)),
        "noder": bilde.grener(enhet, aapne=False),
        "minn_url": reverse("kartlegging:enhet-dekning-minn", args=[pk]),
    }
    return _liste_i_enheten(request, lister.MANGLER_I_ENHETEN, "kartlegging/dekning/enhet_dekning.html", enhet, context)


def _uten_navn(request, enhet):
    context = ramme(enhet, "enhet-dekning", bruker=request.user, her=_("Dekning")) | {
        **_tallene(bilde.lagret(enhet, aapne=True)),
        "noder": bilde.grener(enhet, aapne=True),
        "uten_navn": True,
        "faner": [],
        "brodsmuler": sti(her=enhet.navn),
    }
    return render(request, "kartlegging/dekning/enhet_dekning.html", context)


def _liste_i_enheten(request, liste: Liste, mal: str, enhet: Enhet, context: dict) -> HttpResponse:
    """A list of people in the unit that the address names, with the look noted."""
    hva = f"{liste.navn}: {enhet}"
    return vis_liste(request, liste, mal, valg={"i_enhet": enhet.pk}, **context, logget=_logget(request, enhet, hva))


@krever("kartlegging.view_min")
def enhet_dekning_gren(request: HttpRequest, pk: int) -> HttpResponse:
    """The units under one, for htmx; without JavaScript the unit's own page, which shows them."""
    enhet = hent_enhet(request, pk, "kartlegging.view_dekning")
    if request.headers.get("HX-Request") != "true":
        return redirect("kartlegging:enhet-dekning", pk=pk)
    aapne = not request.user.has_perm("kartlegging.view_enhet", enhet)
    return render(request, "organisasjon/_gren.html", {"noder": bilde.grener(enhet, aapne=aapne)})


@krever("kartlegging.view_min")
def enhet_utlop(request: HttpRequest, pk: int) -> HttpResponse:
    """What runs out in the unit and below it."""
    enhet = hent_enhet(request, pk)
    context = ramme(enhet, "enhet-utlop", bruker=request.user, her=_("Det som går ut"))
    return _liste_i_enheten(request, lister.GAAR_UT_I_ENHETEN, "kartlegging/dekning/enhet_utlop.html", enhet, context)


# --- Reminders, and the settings ------------------------------------------------------------------------


@krever("kartlegging.view_min")
def enhet_dekning_minn(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and remind those in the unit who lack something."""
    return _minn(
        request, hent_enhet(request, pk, "kartlegging.remind"), reverse("kartlegging:enhet-dekning", args=[pk])
    )


@krever("kartlegging.view_dekning_kommunen")
def mangel_minn(request: HttpRequest) -> HttpResponse:
    """The same, for the selection that HR has made in the list of the kommune."""
    filter_ = Mangelfilter(request.GET, bruker=request.user)
    tilbake = f"{reverse('kartlegging:mangel-list')}?{request.GET.urlencode()}"
    return _minn(request, filter_.enhet, tilbake) if filter_.enhet else redirect(tilbake)


def _minn(request, enhet, tilbake):
    mangel = Mangelfilter(request.GET, bruker=request.user).valgt("mangel")
    return bekreft(
        request,
        lambda: paaminnelse.minn_naa_eller_i_jobb(enhet, mangel=mangel, bruker=request.user, resultat_lenke=tilbake),
        tittel=_("Send påminnelse"),
        sporsmaal=_("Vil du minne dem i %(enhet)s som mangler noe?") % {"enhet": enhet},
        konsekvens=_("Hver av dem får ett varsel om hva som mangler. De som er minnet om det i dag, får ikke et nytt."),
        knapp=_("Send påminnelse"),
        avbryt=tilbake,
        til=lambda svar: svar if isinstance(svar, Jobb) else tilbake,
        kvittering=lambda svar: svar.melding,
        ved_feil=tilbake,
    )


@krever("kartlegging.change_oppsett")
def oppsett_update(request: HttpRequest) -> HttpResponse:
    """When people are told of what runs out, and the targets."""
    form = OppsettForm(innsendt(request), naa=Kartleggingsoppsett.for_kommunen())
    response = utfor(
        request,
        form,
        lambda: oppsett.lagre(form.endring, bruker=request.user),
        til="kartlegging:oppsett-update",
        kvittering=_("Innstillingene er lagret."),
    )
    context = {"form": form, "brodsmuler": _smuler((_("Dekning"), "kartlegging:dekning-list"), her=_("Innstillinger"))}
    return response or render(request, "kartlegging/dekning/oppsett_update.html", context)
