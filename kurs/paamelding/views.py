"""The pages of signing up: oneself, others, a target group; and of answering and giving up."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import kr, og_liste, tall
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Stilling
from kurs.models import Kjoring, Kursplass
from kurs.paamelding import folk, meldinger, paamelding
from kurs.paamelding.forms import FolkForm, StillingForm, SvarForm
from kurs.paamelding.lister import DELTAKERE, SVAR
from kurs.paamelding.livslop import LIVSLOP
from kurs.tilbud.views import smuler

kan_se, kan_melde_paa_andre = krever("kurs.view_kurs"), krever("kurs.sign_up_others")
HANDLINGER = {"godkjenn": paamelding.godkjenn, "avslaa": paamelding.avslaa, "meld_av": paamelding.meld_av}
Status = Kursplass.Status


def _kjoring(request, pk):
    synlige = Kjoring.objects.visible_to(request.user).select_related("kurs__enhet")
    return get_object_or_404(synlige.prefetch_related("samlinger"), pk=pk)


def _smuler(kjoring, her):
    return smuler((kjoring.kurs, kjoring.kurs), (_("Tid og sted"), kjoring), her=her)


@kan_se
def kjoring_paameld(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what one signs up for; POST does it."""
    kjoring = _kjoring(request, pk)
    stillinger = list(Stilling.objects.filter(person=request.user.person_id).gjeldende().select_related("enhet"))
    form = StillingForm(innsendt(request), stillinger=stillinger) if len(stillinger) > 1 else None

    def meld_paa():
        stilling = form.cleaned_data["stilling"] if form else next(iter(stillinger), None)
        return paamelding.meld_paa(kjoring, [request.user.person], bruker=request.user, stilling=stilling)

    return bekreft(
        request,
        meld_paa,
        form=form,
        tittel=_("Meld deg på"),
        sporsmaal=_("Vil du melde deg på «%(kurs)s»?") % {"kurs": kjoring.kurs},
        konsekvens=_vilkaar(kjoring),
        knapp=_("Meld meg på"),
        avbryt=kjoring,
        til=kjoring.get_absolute_url(),
        kvittering=_kvittering,
        brodsmuler=_smuler(kjoring, _("Meld deg på")),
    )


def _vilkaar(kjoring):
    deler = [meldinger.naar_og_hvor(kjoring)]
    if kjoring.pris:
        deler.append(_("Enheten din betaler %(pris)s.") % {"pris": kr(kjoring.pris)})
    if kjoring.kurs.krever_godkjenning:
        deler.append(_("Lederen din blir spurt først."))
    return " ".join(deler)


def _kvittering(utfall):
    """What one is told of one's own sign-up."""
    if not utfall.plasser:
        return _("Du er allerede påmeldt dette kurset.")
    return {
        Status.PLASS: _("Du har plass. Du får datoene på e-post."),
        Status.VENTELISTE: _(
            "Kurset er fullt. Du står på venteliste, og får plass av deg selv når noen melder seg av."
        ),
        Status.SOKT: _("Lederen din er spurt. Du får beskjed når det er besvart."),
    }[utfall.plasser[0].status]


@kan_melde_paa_andre
def kjoring_paameld_andre(request: HttpRequest, pk: int) -> HttpResponse:
    """People whom one leads, by name; or all whom the course is for, on the next page."""
    kjoring = _kjoring(request, pk)
    valg = folk.valg(kjoring, request.user)
    form = FolkForm(innsendt(request), folk=valg.folk, avbryt=kjoring.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: _meld_paa(kjoring, form.cleaned_data["folk"], request.user, Kursplass.Maate.LEDER),
        til=kjoring.get_absolute_url(),
        kvittering=_kvittering_for_mange,
    )
    context = {
        "form": form,
        "kjoring": kjoring,
        "valg": valg,
        "tittel": _("Meld på andre"),
        "brodsmuler": _smuler(kjoring, _("Meld på andre")),
    }
    return response or render(request, "kurs/paamelding/paameld_andre.html", context)


@kan_melde_paa_andre
def kjoring_paameld_malgruppe(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says how many; POST signs up all whom the course is for, among those whom the user answers for."""
    kjoring = _kjoring(request, pk)
    gruppen = folk.i_malgruppen(kjoring, request.user)
    antall = gruppen.count()
    sporsmaal = ngettext("Vil du melde på %(n)s person?", "Vil du melde på %(n)s personer?", antall)
    return bekreft(
        request,
        lambda: _meld_paa(kjoring, gruppen, request.user, Kursplass.Maate.MALGRUPPE),
        tittel=_("Meld på målgruppen"),
        sporsmaal=sporsmaal % {"n": tall(antall)},
        konsekvens=_(
            "Alle i målgruppen som du svarer for, får beskjed. Når plassene er brukt opp, står resten på venteliste."
        ),
        knapp=_("Meld på alle"),
        avbryt=kjoring,
        til=kjoring.get_absolute_url(),
        kvittering=_kvittering_for_mange,
        brodsmuler=_smuler(kjoring, _("Meld på målgruppen")),
    )


def _meld_paa(kjoring, personer, bruker, maate):
    return paamelding.meld_paa(kjoring, personer, bruker=bruker, maate=maate)


def _kvittering_for_mange(utfall):
    """«12 har plass, 1 står på venteliste. Kari Vik er allerede påmeldt.»"""
    ord_ = {
        Status.PLASS: _("%(n)s har plass"),
        Status.VENTELISTE: _("%(n)s står på venteliste"),
        Status.SOKT: _("%(n)s venter på svar fra lederen sin"),
    }
    deler = [tekst % {"n": tall(len(med))} for status, tekst in ord_.items() if (med := utfall.med(status))]
    gjort = f"{og_liste(deler)}." if deler else _("Ingen nye er meldt på.")
    utelatt = [f"{person} {grunn}" for person, grunn in list(utfall.utelatt.items())[:5]]
    return f"{gjort} {og_liste(utelatt)}." if utelatt else gjort


@kan_se
def kursplass_svar(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """GET asks; POST answers a place, or gives it up."""
    synlige = Kursplass.objects.visible_to(request.user).select_related("person", "kjoring__kurs__enhet")
    plass = get_object_or_404(synlige.prefetch_related("kjoring__samlinger"), pk=pk)
    if handling not in HANDLINGER:
        raise Http404
    overgang = LIVSLOP.mulige(plass, request.user).get(handling)
    if overgang is None:
        raise PermissionDenied
    egen = plass.person_id == request.user.person_id
    form = None if egen else SvarForm(innsendt(request), maa_begrunnes=overgang.maa_begrunnes)

    def svar():
        kommentar = form.cleaned_data["kommentar"] if form else ""
        return HANDLINGER[handling](plass, bruker=request.user, kommentar=kommentar)

    navn = _("deg") if egen else plass.person
    return bekreft(
        request,
        svar,
        form=form,
        tittel=f"{overgang.label}: {plass.kjoring.kurs}",
        ingress=f"{plass.person}" if not egen else "",
        sporsmaal=_("Vil du melde av %(navn)s?") % {"navn": navn} if handling == "meld_av" else overgang.sporsmaal,
        konsekvens=overgang.konsekvens,
        knapp=overgang.label,
        avbryt=plass.kjoring,
        til=plass.kjoring.get_absolute_url(),
        kvittering=overgang.kvittering,
        brodsmuler=_smuler(plass.kjoring, overgang.label),
    )


@kan_se
def kjoring_deltakere(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part and who waits, as far as the reader may see them."""
    kjoring = _kjoring(request, pk)
    brodsmuler = _smuler(kjoring, _("Deltakere"))
    return vis_liste(request, DELTAKERE, valg={"kjoring": str(pk)}, brodsmuler=brodsmuler)


@kan_melde_paa_andre
def kursplass_svar_list(request: HttpRequest) -> HttpResponse:
    """What waits for the user's answer."""
    return vis_liste(request, SVAR, brodsmuler=smuler(her=SVAR.navn))
