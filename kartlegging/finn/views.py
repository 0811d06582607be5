"""The search for people who can, the questions to a unit, and how far leaders see."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.finn import foresporsler, oppsett
from kartlegging.finn.dorer import Dor
from kartlegging.finn.forms import ApentSokForm, FinnForm, LukkForm, SporForm, SvarForm
from kartlegging.finn.sporring import tolk
from kartlegging.finn.treff import finn
from kartlegging.models import Foresporsel, Kartleggingsoppsett
from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.sok import etter_navn

FINN = "kartlegging:finn"
LISTEN = "kartlegging:foresporsel-list"


@krever("kartlegging.search")
def finn_kompetanse(request: HttpRequest) -> HttpResponse:
    """Who can? Those whose names are shown can see who looked."""
    form = FinnForm(request.GET or None, kommune_id=request.user.kommune_id)
    context = {"form": form, "brodsmuler": sti((_("Kompetanse"), "kartlegging:min"), her=_("Finn kompetanse"))}
    if form.is_valid() and form.cleaned_data["q"].strip():
        sporring = tolk(form.cleaned_data["q"], noyaktig="noyaktig" in request.GET)
        svar = finn(sporring, request.user, form.avgrensning)
        _logg(request, svar)
        context |= {"sporring": sporring, "svar": svar, "noyaktig_url": _noyaktig(request)}
        context["trengs"] = next(iter(sporring.kompetanser), None) if request.user.has_perm("kartlegging.ask") else None
    return render(request, "kartlegging/finn/finn.html", context)


def _noyaktig(request):
    """The same search, for what was typed."""
    return "?" + urlencode({**request.GET.dict(), "noyaktig": "1"})


def _logg(request, svar):
    vist = [treff.person.pk for treff in (*svar.kan, *svar.naer) if treff.dor != Dor.SELV]
    rolle = tilgang.hovedrolle(request.user) or ""
    logg_oppslag_paa_alle(request.user, Person.objects.filter(pk__in=vist), _("Finn kompetanse"), rolle)


@krever("kartlegging.change_apent_sok")
def apentsok_update(request: HttpRequest) -> HttpResponse:
    valgt = Kartleggingsoppsett.for_kommunen()
    felter = ("apent_sok", "formaal", "grunnlag", "droftet")
    form = ApentSokForm(innsendt(request), initial={felt: getattr(valgt, felt) for felt in felter})
    response = utfor(
        request,
        form,
        lambda: oppsett.sett_apent_sok(**form.endring.paa(valgt), bruker=request.user),
        til=FINN,
        kvittering=_("Valget er lagret."),
    )
    context = {"form": form, "brodsmuler": _sti(her=_("Søk i hele kommunen"))}
    return response or render(request, "kartlegging/finn/apentsok_form.html", context)


@krever("kartlegging.search")
def foresporsel_list(request: HttpRequest) -> HttpResponse:
    """What one is asked, and what one has asked."""
    alle = Foresporsel.objects.visible_to(request.user).select_related("enhet", "spurt_av__person", "kompetanse")
    egne = [foresporsel for foresporsel in alle if foresporsel.spurt_av_id == request.user.pk]
    context = {
        "egne": egne,
        "til_meg": [foresporsel for foresporsel in alle if foresporsel not in egne],
        "brodsmuler": _sti(her=_("Hvem kan og vil?")),
    }
    return render(request, "kartlegging/finn/foresporsel_list.html", context)


@krever("kartlegging.ask")
def foresporsel_create(request: HttpRequest) -> HttpResponse:
    """Ask. A search leads here with the competence filled in; one's own unit is."""
    form = SporForm(
        innsendt(request),
        kommune_id=request.user.kommune_id,
        avbryt=reverse(LISTEN),
        initial={"kompetanse": request.GET.get("kompetanse", ""), "enhet": tilgang.egen_enhet(request.user)},
    )
    response = utfor(
        request,
        form,
        lambda: foresporsler.spor(form.sporsmaal(), bruker=request.user),
        til=lambda foresporsel: foresporsel,
        kvittering=_("Forespørselen er sendt."),
    )
    context = {"form": form, "brodsmuler": _sti((_("Hvem kan og vil?"), LISTEN), her=_("Spør"))}
    return response or render(request, "kartlegging/finn/foresporsel_form.html", context)


@krever("kartlegging.search")
def foresporsel_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """For the one who asked: the answers. For one who is asked: the question and the own answer."""
    foresporsel = _hent(request, pk)
    context = {"foresporsel": foresporsel, "brodsmuler": _sti((_("Hvem kan og vil?"), LISTEN), her=foresporsel)}
    if request.user.has_perm("kartlegging.own_foresporsel", foresporsel):
        svar = foresporsel.svar.fra_ansatte().select_related("person").order_by("-vil", *etter_navn("person__"))
        context |= {"svar": svar, "antall_spurt": foresporsel.spurte().count()}
        return render(request, "kartlegging/finn/foresporsel_svar.html", context)
    svaret = foresporsel.svar.filter(person=request.user.person_id).first()
    form = SvarForm(innsendt(request), svaret=svaret)
    response = utfor(
        request,
        form,
        lambda: foresporsler.svar(foresporsel, **form.cleaned_data, bruker=request.user),
        til=foresporsel,
        kvittering=_("Svaret er sendt. Du kan endre det frem til siste dag."),
    )
    context |= {"form": form, "svaret": svaret}
    return response or render(request, "kartlegging/finn/foresporsel_detail.html", context)


@krever("kartlegging.search")
def foresporsel_trekk(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and take the answer back."""
    foresporsel = _hent(request, pk, "kartlegging.answer_foresporsel")
    return bekreft(
        request,
        lambda: foresporsler.trekk(foresporsel, bruker=request.user),
        tittel=_("Trekk svaret"),
        sporsmaal=_("Vil du trekke svaret på %(tittel)s?") % {"tittel": sitat(foresporsel.tittel)},
        konsekvens=_("Svaret blir slettet. Du kan svare på nytt frem til siste dag."),
        knapp=_("Trekk svaret"),
        avbryt=foresporsel,
        til=LISTEN,
        kvittering=_("Svaret er trukket."),
    )


@krever("kartlegging.search")
def foresporsel_lukk(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of it, and end it."""
    foresporsel = _hent(request, pk, "kartlegging.own_foresporsel")
    form = LukkForm(innsendt(request))
    return bekreft(
        request,
        lambda: foresporsler.lukk(foresporsel, **form.cleaned_data, bruker=request.user),
        form=form,
        tittel=_("Avslutt forespørselen"),
        sporsmaal=_("Vil du avslutte %(tittel)s?") % {"tittel": sitat(foresporsel.tittel)},
        konsekvens=_("Ingen kan svare etterpå."),
        knapp=_("Avslutt"),
        avbryt=foresporsel,
        til=foresporsel,
        kvittering=_("Forespørselen er avsluttet, og de som har svart, har fått beskjed."),
    )


def _hent(request, pk, rett=None):
    """One that the user may see (404), and has this right over (403)."""
    alle = Foresporsel.objects.visible_to(request.user)
    foresporsel = get_object_or_404(alle.select_related("enhet", "spurt_av__person", "kompetanse"), pk=pk)
    if rett and not request.user.has_perm(rett, foresporsel):
        raise PermissionDenied
    return foresporsel


def _sti(*over, her):
    return sti((_("Kompetanse"), "kartlegging:min"), (_("Finn kompetanse"), FINN), *over, her=her)
