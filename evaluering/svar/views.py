"""The pages of a level that is asked, for who answers for the evaluation; and what waits for, and is said about, oneself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluering.models import Evalueringsniva, Innsamling
from evaluering.plan.planlegging import RETT
from evaluering.side import hent, kan_se, smuler
from evaluering.svar import avlegging, innlesing, innsamling, registeret, svarmal
from evaluering.svar.avlegging import Adgang
from evaluering.svar.forms import FristForm, RakkIkkeForm, SvarfilForm
from evaluering.svar.meldinger import spurt, ubesvarte
from evaluering.svar.nivabilde import Innsamlingsbilde, Nivabilde, deltakerrader
from evaluering.svar.ord import ordene
from evaluering.svar.resultater import synlige
from evaluering.svar.sporreskjema import Svarform, stilte
from kompetanse.felles import kode
from kompetanse.felles.formats import dato
from kompetanse.felles.handling import bekreft, innsendt, utfor
from kompetanse.felles.sti import sti


def _niva(request, pk, rett=RETT):
    niva = get_object_or_404(Evalueringsniva.objects.select_related("skjema"), pk=pk)
    niva.evaluering = hent(request, niva.evaluering_id, rett)
    return niva


def _innsamling(request, pk):
    """An open collection; one that has closed is none of these pages'."""
    ett = get_object_or_404(Innsamling.objects.ikke_lukket().select_related("versjon"), pk=pk)
    ett.niva = _niva(request, ett.niva_id)
    return ett


def _siden(niva):
    return reverse("evaluering:niva-svar", args=[niva.pk])


def _smuler(niva, her):
    return smuler(niva.evaluering, her, (niva.get_niva_display(), _siden(niva)))


@kan_se
def niva_svar(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come, and what can be done."""
    niva = _niva(request, pk)
    context = {
        "niva": niva,
        "bilde": Nivabilde(niva, request.user),
        "brodsmuler": smuler(niva.evaluering, niva.get_niva_display()),
    }
    return render(request, "evaluering/svar/niva_svar.html", context)


@kan_se
def niva_spor(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """Ask now, and do not wait for the day."""
    niva = _niva(request, pk)
    if moment not in Innsamling.Moment:
        raise Http404
    return bekreft(
        request,
        lambda: innsamling.aapne(niva, moment, bruker=request.user),
        sporsmaal=_("Vil du spørre deltakerne nå?"),
        konsekvens=_("De får en lenke på e-post, og skjemaet kan svares på med en gang."),
        knapp=_("Spør nå"),
        avbryt=_siden(niva),
        til=_siden(niva),
        kvittering=lambda ett: _("Skjemaet er åpent.") if ett else _("For få deltok til at noen kan svare anonymt."),
        brodsmuler=_smuler(niva, _("Spør nå")),
    )


@kan_se
def niva_rakk_ikke(request: HttpRequest, pk: int) -> HttpResponse:
    niva = _niva(request, pk)
    form = RakkIkkeForm(innsendt(request))
    return bekreft(
        request,
        lambda: innsamling.rakk_ikke(niva, form.cleaned_data["grunn"], bruker=request.user),
        form=form,
        sporsmaal=_("Hvorfor ble det ikke gjort?"),
        konsekvens=_("Det står i rapporten, og telles. Er et skjema åpent, lukkes det."),
        knapp=_("Lagre"),
        tittel=_("Vi rakk det ikke"),
        avbryt=_siden(niva),
        til=niva.evaluering,
        kvittering=_("Lagret."),
        brodsmuler=_smuler(niva, _("Vi rakk det ikke")),
    )


@kan_se
def niva_registrer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the course gives, to those who passed its test."""
    niva = _niva(request, pk)
    navn = ", ".join(str(gave.kompetanse) for gave in registeret.gaver(niva))
    ord_ = {"antall": len(registeret.bestatte(niva)), "navn": navn}
    return bekreft(
        request,
        lambda: registeret.registrer(niva, bruker=request.user),
        sporsmaal=_("Vil du føre kompetansen i registeret for dem som besto?"),
        konsekvens=_("%(antall)s får dette som bekreftet: %(navn)s.") % ord_,
        knapp=_("Før i registeret"),
        avbryt=_siden(niva),
        til=_siden(niva),
        kvittering=lambda antall: _("Ført for %(antall)s.") % {"antall": antall},
        brodsmuler=_smuler(niva, _("Før i registeret")),
    )


@kan_se
def innsamling_frist(request: HttpRequest, pk: int) -> HttpResponse:
    ett = _innsamling(request, pk)
    form = FristForm(innsendt(request), initial={"siste_dag": ett.siste_dag})
    return bekreft(
        request,
        lambda: innsamling.sett_frist(ett, form.cleaned_data["siste_dag"], bruker=request.user),
        form=form,
        sporsmaal=_("Hvor lenge skal skjemaet være åpent?"),
        knapp=_("Lagre"),
        tittel=_("Flytt fristen"),
        avbryt=_siden(ett.niva),
        til=_siden(ett.niva),
        kvittering=lambda flyttet: _("Skjemaet er åpent til og med %s.") % dato(flyttet.siste_dag),
        brodsmuler=_smuler(ett.niva, _("Flytt fristen")),
    )


@kan_se
def innsamling_lukk(request: HttpRequest, pk: int) -> HttpResponse:
    ett = _innsamling(request, pk)
    return bekreft(
        request,
        lambda: innsamling.lukk(ett, bruker=request.user),
        sporsmaal=_("Vil du lukke skjemaet nå?"),
        konsekvens=_("Ingen kan svare etterpå, og det kan ikke åpnes igjen. Svarene blir telt."),
        knapp=_("Lukk skjemaet"),
        avbryt=_siden(ett.niva),
        til=_siden(ett.niva),
        kvittering=lambda lukket: (
            _("Skjemaet er lukket. %(svart)s av %(spurt)s svarte.") % {"svart": lukket.besvart, "spurt": lukket.spurt}
        ),
        brodsmuler=_smuler(ett.niva, _("Lukk skjemaet")),
    )


@kan_se
def innsamling_vegg(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the wall, and a poster when it is printed."""
    ett = _innsamling(request, pk)
    if not ett.kode or not ett.tar_imot(timezone.now()):
        raise Http404
    adresse = reverse("svar:skjema", args=[ett.kode])
    context = {
        "innsamling": ett,
        "bilde": Innsamlingsbilde(ett.niva, ett.moment, None, ett),
        "ord": ordene(ett, "", None),
        "qr": kode.qr(adresse),
        "adresse": request.get_host() + adresse,
    }
    return render(request, "evaluering/svar/innsamling_vegg.html", context)


@kan_se
def innsamling_papir(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer on paper, typed. On level 1 nobody says whose it is."""
    ett = _innsamling(request, pk)
    if not ett.er_anonym:
        raise Http404
    return _papir(request, avlegging.paa_papir(ett))


def _hentet_utenfra(request, pk, moment):
    """The collection of a moment, opened or not, of a level that is asked by a form; one that has closed takes no more."""
    ett = innlesing.den_som_spoerres(_niva(request, pk), moment) if moment in Innsamling.Moment else None
    if ett is None or ett.lukket:
        raise Http404
    return ett


@kan_se
def niva_fil(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """Answers that were collected elsewhere: the first POST shows what is in the file, and one with `lagre` stores that."""
    ett = _hentet_utenfra(request, pk, moment)
    form, response = SvarfilForm(innsendt(request), request.FILES or None, innsamling=ett), None
    if "lagre" in request.POST:
        response = utfor(
            request,
            form,
            lambda: innlesing.lagre(ett, form.lest, request.POST["lagre"], bruker=request.user),
            til=_siden(ett.niva),
            kvittering=lambda antall: (
                ngettext("Ett svar er lest inn.", "%(antall)d svar er lest inn.", antall) % {"antall": antall}
                if antall
                else _("For få deltok til at noen kan svare anonymt.")
            ),
        )
    form.is_valid()
    tittel = _("Les inn svar fra Excel")
    context = {
        "form": form,
        "innsamling": ett,
        "plan": form.lest and innlesing.sammenlign(ett, form.lest),
        "segl": form.lest and innlesing.forsegl(ett, form.lest),
        "kolonner": svarmal.overskrifter(ett),
        "tilbake": _siden(ett.niva),
        "tittel": tittel,
        "brodsmuler": _smuler(ett.niva, tittel),
    }
    return response or render(request, "evaluering/svar/niva_fil.html", context)


@kan_se
def niva_mal(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """An empty file for such answers, as Excel."""
    return svarmal.svarmal(_hentet_utenfra(request, pk, moment))


@kan_se
def innsamling_papir_om(request: HttpRequest, pk: int, lenke: str) -> HttpResponse:
    """An answer on paper about a named participant, typed for the one who gave it."""
    ett = _innsamling(request, pk)
    if ett.er_anonym:
        raise Http404
    lenken = get_object_or_404(ett.lenker.select_related("person", "om"), pk=lenke)
    return _papir(request, Adgang(ett, lenken.nokkel, lenken))


def _papir(request, adgang):
    ett = adgang.innsamling
    form = Svarform(innsendt(request), stilte=stilte(ett, adgang.som))
    response = utfor(
        request,
        form,
        lambda: avlegging.svar(adgang, form.verdier),
        til=request.path if ett.er_anonym else _siden(ett.niva),
        kvittering=_("Svaret er lagret."),
    )
    tittel = _("Skriv inn svar fra papir")
    context = {"form": form, "adgang": adgang, "ord": ordene(ett, adgang.som, adgang.lenke and adgang.lenke.om)}
    context |= {"tilbake": _siden(ett.niva), "tittel": tittel, "brodsmuler": _smuler(ett.niva, tittel)}
    return response or render(request, "evaluering/svar/innsamling_papir.html", context)


@kan_se
def mine(request: HttpRequest) -> HttpResponse:
    """The forms that wait for the user; and what has been answered about oneself, and about people whom one leads."""
    person = request.user.person_id
    rader = deltakerrader(synlige(request.user).filter(innsamling__lukket__isnull=False))
    context = {
        "ventende": [
            (lenke, ordene(lenke.innsamling, lenke.som, lenke.om)) for lenke in ubesvarte(spurt(request.user))
        ],
        "om_meg": [rad for rad in rader if rad.deltaker.pk == person],
        "om_andre": [rad for rad in rader if rad.deltaker.pk != person],
        "brodsmuler": sti(her=_("Mine evalueringer")),
    }
    return render(request, "evaluering/svar/mine.html", context)
