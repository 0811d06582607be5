"""A leader answers what people have registered: many at a time, or one with a word."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kartlegging.enhetsramme import hent_enhet, ramme
from kartlegging.models import Personkompetanse
from kartlegging.profil import bekreftelse
from kartlegging.profil.bekreftbilde import bekreftbilde, besvarte_i
from kartlegging.profil.forms import JusterForm, ReturForm
from kartlegging.profil.justering import juster
from kartlegging.profil.svarrett import utdatert
from kartlegging.profil.virkning import virkning
from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.hendelser import logg_oppslag, logg_oppslag_paa_alle
from kompetanse.felles.sti import sti
from kompetanse.felles.tekst import som_nokkel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person, Stilling

PER_SIDE = 50
RETT = "kartlegging.confirm_enhet"
VENTER = gettext_lazy("Det som venter på å bli bekreftet")


@krever("kartlegging.view_min")
def enhet_bekreft(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits in the unit. What looks right is chosen beforehand, and confirmed together."""
    enhet = hent_enhet(request, pk, RETT)
    valgte = request.POST.getlist("rad")
    response = utfor(
        request,
        None,
        lambda: bekreftelse.bekreft(_rader(request, valgte), bruker=request.user),
        til=lambda _svar: reverse("kartlegging:enhet-bekreft", args=[pk]),
        kvittering=lambda svar: _kvittering(svar, len(valgte)),
    )
    if response:
        return response
    bilde = bekreftbilde(enhet, request.user)
    vist = Person.objects.filter(pk__in={ett.rad.person_id for ett in bilde.alle})
    logg_oppslag_paa_alle(request.user, vist, str(VENTER), tilgang.hovedrolle(request.user) or "")
    context = ramme(enhet, "enhet-bekreft", bruker=request.user, her=_("Bekreft kompetanse")) | {
        "bilde": bilde,
        "virkning": _virkning(request, enhet, [ett.rad for ett in bilde.greie]),
    }
    return render(request, "kartlegging/profil/enhet_bekreft.html", context)


@krever("kartlegging.view_min")
def enhet_virkning(request: HttpRequest, pk: int) -> HttpResponse:
    """What it changes to confirm those that are ticked now, for htmx; without JavaScript the page tells of all of them."""
    enhet = hent_enhet(request, pk, RETT)
    if request.headers.get("HX-Request") != "true":
        return redirect("kartlegging:enhet-bekreft", pk=pk)
    rader = _rader(request, request.POST.getlist("rad"))
    context = {"virkning": _virkning(request, enhet, rader), "antall": len(rader)}
    return render(request, "kartlegging/profil/_virkning.html", context)


def _virkning(request, enhet, rader):
    """Told to those who may see how the unit stands to its requirements."""
    return virkning(enhet, rader) if request.user.has_perm("kartlegging.view_enhet", enhet) else []


def _rader(request, valgte):
    """What was ticked, where it is as the page showed it."""
    nokler = {nokkel for verdi in valgte if (nokkel := som_nokkel(verdi.partition("-")[0])) is not None}
    synlige = Personkompetanse.objects.visible_to(request.user).filter(pk__in=nokler)
    return [rad for rad in synlige if rad.versjon in valgte]


def _kvittering(svar, antall_valgt):
    antall = len(svar.bekreftet)
    if not antall_valgt:
        return _("Ingen var valgt.")
    deler = [ngettext("%(n)s er bekreftet.", "%(n)s er bekreftet.", antall) % {"n": antall}]
    if for_sent := antall_valgt - antall:
        tekst = ngettext(
            "%(n)s var alt besvart av en annen, eller er endret eller flyttet.",
            "%(n)s var alt besvart av en annen, eller er endret eller flyttet.",
            for_sent,
        )
        deler.append(tekst % {"n": for_sent})
    return " ".join(deler)


@krever("kartlegging.view_min")
def enhet_bekreftet(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been answered, and can be taken back for 30 days."""
    enhet = hent_enhet(request, pk, RETT)
    side = Paginator(besvarte_i(enhet, request.user), PER_SIDE).get_page(request.GET.get("side"))
    for rad in side.object_list:
        rad.kan_angres = bekreftelse.kan_angres(rad)
    logg_oppslag_paa_alle(
        request.user,
        Person.objects.filter(pk__in={rad.person_id for rad in side.object_list}),
        _("Det som er bekreftet"),
        tilgang.hovedrolle(request.user) or "",
    )
    context = ramme(enhet, "enhet-bekreft", bruker=request.user, her=_("Bekreftet før")) | {"side": side}
    return render(request, "kartlegging/profil/enhet_bekreftet.html", context)


@krever("kartlegging.view_min")
def registrering_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one, from the page of the person."""
    rad = _rad(request, pk)
    endrer = [en.setning for enhet in _enheter(request, rad) for en in _virkning(request, enhet, [rad])]
    faar_beskjed = _("%s får beskjed og ser hvem som bekreftet. Du kan angre i 30 dager.") % rad.person
    return _spoer(
        request,
        rad,
        lambda: bekreftelse.bekreft([_som_vist(request, rad)], bruker=request.user),
        tittel=_("Bekreft %(hva)s for %(hvem)s"),
        sporsmaal=_("Vil du bekrefte?"),
        konsekvens=" ".join([*endrer, faar_beskjed]),
        knapp=_("Bekreft"),
        kvittering=lambda svar: _kvittering(svar, 1),
    )


@krever("kartlegging.view_min")
def registrering_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one back with a word."""
    rad, form = _rad(request, pk), ReturForm(innsendt(request))
    return _spoer(
        request,
        rad,
        lambda: bekreftelse.returner(_som_vist(request, rad), form.cleaned_data["kommentar"], bruker=request.user),
        tittel=_("Returner %(hva)s fra %(hvem)s"),
        form=form,
        sporsmaal=_("Hva mangler?"),
        konsekvens=_("%s får beskjed med det du skriver, og kan rette og sende på nytt.") % rad.person,
        knapp=_("Returner"),
        kvittering=_("%s er sendt tilbake.") % sitat(rad.kompetanse.navn),
    )


@krever("kartlegging.view_min")
def registrering_adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm at another level, that the two have agreed on in a talk."""
    rad = _rad(request, pk)
    form = JusterForm(innsendt(request), kompetanse=rad.kompetanse, initial={"nivaa": rad.nivaa})
    return _spoer(
        request,
        rad,
        lambda: juster(_som_vist(request, rad), bruker=request.user, **form.cleaned_data),
        tittel=_("Juster %(hva)s for %(hvem)s"),
        form=form,
        sporsmaal=_("Hvilket nivå er dere enige om?"),
        konsekvens=_("Nivået blir bekreftet, og %s får beskjed. Du kan angre i 30 dager.") % rad.person,
        knapp=_("Bekreft nivået"),
        kvittering=_("%s er bekreftet.") % sitat(rad.kompetanse.navn),
    )


@krever("kartlegging.view_min")
def registrering_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back, after a question."""
    rad = _rad(request, pk)
    return _spoer(
        request,
        rad,
        lambda: bekreftelse.angre(_som_vist(request, rad), bruker=request.user),
        tittel=_("Angre svaret på %(hva)s fra %(hvem)s"),
        sporsmaal=_("Vil du ta svaret tilbake?"),
        konsekvens=_("Alt blir som før det ble gitt. %s får beskjed.") % rad.person,
        knapp=_("Angre"),
        kvittering=_("Svaret er tatt tilbake."),
    )


def _spoer(request, rad, handling, *, tittel, **visning):
    """The page that asks once about one item, and remembers the item as it is shown. `tittel` names what and whom.

    One goes back to the unit's page that one came from, else to the person's.
    """
    tittel = tittel % {"hva": sitat(rad.kompetanse.navn), "hvem": rad.person}
    tilbake = _tilbake(request, rad)
    vist = request.POST.get("versjon", rad.versjon)
    ramme = {"avbryt": tilbake, "til": tilbake, "brodsmuler": sti((_("Bekreft"), tilbake), her=tittel)}
    return bekreft(request, handling, tittel=tittel, skjulte=[("versjon", vist)], **ramme, **visning)


def _som_vist(request, rad):
    """The item, when it is as the page showed it. Raises ValidationError (`stale`)."""
    if rad.versjon != request.POST.get("versjon"):
        raise utdatert()
    return rad


def _rad(request, pk):
    """An item that the user may see (404) and answer (403). The person can see who looked."""
    synlige = Personkompetanse.objects.visible_to(request.user).for_visning()
    rad = get_object_or_404(
        synlige.select_related("person", "kompetanse__skala").prefetch_related("kompetanse__nivaatekster"), pk=pk
    )
    if not request.user.has_perm("kartlegging.confirm", rad.person):
        raise PermissionDenied
    logg_oppslag(request.user, rad.person_id, str(VENTER), i_rolle=tilgang.hovedrolle(request.user) or "")
    return rad


def _tilbake(request, rad):
    enhet = _kom_fra(request)
    if enhet:
        return reverse("kartlegging:enhet-bekreft", args=[enhet.pk])
    return reverse("kartlegging:person-kompetanse", args=[rad.person_id])


def _kom_fra(request):
    """The unit whose page one came from, or None."""
    enhet = Enhet.objects.visible_to(request.user).filter(pk=som_nokkel(request.GET.get("enhet", ""))).first()
    return enhet if enhet and request.user.has_perm(RETT, enhet) else None


def _enheter(request, rad):
    """The unit that one came from, else those where the person works."""
    if enhet := _kom_fra(request):
        return [enhet]
    stillinger = Stilling.objects.gjeldende().filter(person=rad.person_id)
    return list(Enhet.objects.filter(pk__in=stillinger.order_by().values("enhet")))
