"""Meetings of the decision group: the list, the call, who is there, the meeting itself, and the close."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kompetanse.felles.formats import og_liste
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import eksport_response, vis_liste
from soknader.models import Mote, Ramme
from soknader.mote import beslutningsmote, innkalling, liste, oppmote
from soknader.mote import dokumenter as motedokumenter
from soknader.mote.bilde import Motebilde
from soknader.mote.deltakelse import Oppmote
from soknader.mote.forms import AvsluttForm, MoteForm, OppmoteForm, StartForm
from soknader.mote.livslop import LIVSLOP

# Ready cases shown on the meeting's own page; the rest stand on a page of their own.
KLARE_I_MOTET = 10


def hent_mote(request, pk):
    """The meeting, when the user may see it."""
    moter = Mote.objects.visible_to(request.user).select_related(
        "ramme", "moteleder", "avsluttet_av__person", "kommune__soknadsoppsett"
    )
    return get_object_or_404(moter, pk=pk)


def hent_mote_som_hr(request, pk):
    """The meeting, when the user may see it and may run it."""
    mote = hent_mote(request, pk)
    if not request.user.has_perm("soknader.run_mote"):
        raise PermissionDenied
    return mote


def brodsmuler(her, mote=None):
    """Søknader → Møter → the meeting → this page."""
    over = [(mote.tittel, mote)] if mote else []
    return sti((_("Søknader"), "soknader:soknad-list"), (_("Møter"), "soknader:mote-list"), *over, her=her)


@krever(liste.MOTER.rett)
def mote_list(request):
    return vis_liste(
        request,
        liste.MOTER,
        "soknader/mote/mote_list.html",
        ventende=lambda _side: beslutningsmote.ventende_per_aar(request.user.kommune_id),
        brodsmuler=sti((_("Søknader"), "soknader:soknad-list"), her=_("Møter")),
    )


@krever("soknader.run_mote")
def mote_create(request):
    rammer = Ramme.objects.visible_to(request.user).filter(aar__gte=timezone.localdate().year - 1)
    start = {"ramme": _forvalgt_ramme(rammer)}
    form = MoteForm(innsendt(request), kommune_id=request.user.kommune_id, rammer=rammer, initial=start)
    response = utfor(
        request,
        form,
        lambda: beslutningsmote.opprett(bruker=request.user, **form.onsket()),
        til=lambda mote: mote,
        kvittering=_("Møtet er opprettet. Se over sakslisten og hvem som er innkalt."),
    )
    return response or render(
        request,
        "soknader/mote/mote_form.html",
        {"form": form, "rammer": rammer, "brodsmuler": brodsmuler(_("Nytt møte"))},
    )


def _forvalgt_ramme(rammer):
    """This year's frame, else the newest."""
    aar = timezone.localdate().year
    return next((ramme.pk for ramme in rammer if ramme.aar == aar), rammer[0].pk if rammer else None)


@login_required
def mote_detail(request, pk):
    """The agenda before the meeting, the decisions in it, and what came of it afterwards."""
    if fil := eksport_response(request, liste.SAKER, {"mote": pk}):
        return fil
    mote = hent_mote(request, pk)
    bilde = Motebilde(mote, bruker=request.user, valgt=request.GET.get("sak"))
    context = {"mote": mote, "bilde": bilde, "brodsmuler": brodsmuler(mote.tittel), **_tillegg(mote, bilde)}
    response = render(request, "soknader/mote/mote_detail.html", context)
    if request.headers.get("HX-Request") and not context.get("mangler"):
        # The page asked whether the documents are made; now they are, so show them.
        response.headers["HX-Refresh"] = "true"
    return response


def _tillegg(mote, bilde):
    """What only a planned or a closed meeting shows."""
    if mote.status == Mote.Status.PLANLAGT:
        return {"innkalling": _innkalling(mote, bilde), **(_klare(mote) if bilde.kan_styre else {})}
    if not bilde.er_avsluttet:
        return {}
    dokumenter, brev = motedokumenter.motets_dokumenter(mote)
    skal_ha = len(motedokumenter.MOTETS_SLAG) + len(bilde.avgjorte)
    return {"dokumenter": dokumenter, "brev": brev, "mangler": skal_ha - len(dokumenter) - len(brev)}


def _innkalling(mote, bilde):
    saker = [rad.soknad.pk for rad in bilde.rader]
    return innkalling.status(mote, saker=saker, personer=[deltaker.person_id for deltaker in bilde.deltakere])


def _klare(mote):
    """The first ready cases that are not on the agenda."""
    klare = list(beslutningsmote.klare_soknader(mote.ramme)[: KLARE_I_MOTET + 1])
    return {"klare": klare[:KLARE_I_MOTET], "flere_klare": len(klare) > KLARE_I_MOTET}


@login_required
def mote_update(request, pk):
    mote = hent_mote_som_hr(request, pk)
    start = {navn: getattr(mote, navn) for navn in ("dato", "klokkeslett", "sted", "tittel")}
    form = MoteForm(innsendt(request), kommune_id=mote.kommune_id, mote=mote, initial=start)
    response = utfor(
        request,
        form,
        lambda: beslutningsmote.endre(mote, bruker=request.user, **form.endring.paa(mote)),
        til=mote,
        kvittering=LIVSLOP["endre"].kvittering,
    )
    return response or render(
        request,
        "soknader/mote/mote_form.html",
        {"form": form, "mote": mote, "brodsmuler": brodsmuler(_("Endre"), mote)},
    )


@login_required
def mote_avlys(request, pk):
    mote = hent_mote_som_hr(request, pk)
    avlys = LIVSLOP["avlys"]
    return bekreft(
        request,
        lambda: beslutningsmote.avlys(mote, bruker=request.user),
        sporsmaal=avlys.sporsmaal % {"mote": mote},
        konsekvens=avlys.konsekvens,
        knapp=avlys.label,
        farlig=True,
        avbryt=mote,
        til="soknader:mote-list",
        kvittering=avlys.kvittering,
        brodsmuler=brodsmuler(_("Avlys"), mote),
    )


@login_required
def mote_oppmote(request, pk):
    """Change who is there, before the meeting or in it."""
    return _oppmote(
        request,
        hent_mote_som_hr(request, pk),
        verb=oppmote.registrer_oppmote,
        overgang=LIVSLOP["registrer_oppmote"],
        tittel=_("Til stede"),
        skjema=OppmoteForm,
    )


@login_required
def mote_start(request, pk):
    """Say who came, and start; on another day than the one planned also which day it is held."""
    mote = hent_mote_som_hr(request, pk)
    return _oppmote(
        request,
        mote,
        verb=beslutningsmote.start,
        overgang=LIVSLOP["start"],
        tittel=LIVSLOP["start"].label,
        skjema=OppmoteForm if mote.dato == timezone.localdate() else StartForm,
    )


def _oppmote(request, mote, *, verb, overgang, tittel, skjema):
    deltakere = list(mote.deltakere.select_related("person"))
    form = skjema(innsendt(request), deltakere=deltakere, moteleder=mote.moteleder_id)
    if response := utfor(
        request,
        form,
        lambda: verb(mote, bruker=request.user, **form.oppmote(LIVSLOP.laas(mote))),
        til=mote,
        kvittering=overgang.kvittering,
    ):
        return response
    context = {
        "mote": mote,
        "form": form,
        "deltakere": deltakere,
        "oppmote": Oppmote.av(mote, deltakere),
        "tittel": tittel,
        "knapp": overgang.label,
    }
    return render(request, "soknader/mote/mote_oppmote.html", {**context, "brodsmuler": brodsmuler(tittel, mote)})


@login_required
@require_POST
def mote_innkall(request, pk):
    """Fetch the group's members once more."""
    mote = hent_mote_som_hr(request, pk)
    return utfor(
        request,
        None,
        lambda: oppmote.kall_inn_paa_nytt(mote, bruker=request.user),
        til=reverse("soknader:mote-oppmote", args=[mote.pk]),
        kvittering=LIVSLOP["hent_medlemmer"].kvittering,
    )


@login_required
@require_POST
def mote_innkalling(request, pk):
    """Send the call; the button says which call it was that the sender saw as the last."""
    mote = hent_mote_som_hr(request, pk)
    return utfor(
        request,
        None,
        lambda: innkalling.send(mote, bruker=request.user, forrige=request.POST.get("forrige", "")),
        til=lambda _kalt: mote,
        kvittering=lambda kalt: _innkalt(*kalt),
        ved_feil=mote,
    )


def _innkalt(antall, uten_konto):
    """To how many the call went, and who must be told in another way."""
    kvittering = ngettext(
        "Innkallingen er sendt til %(n)s person.", "Innkallingen er sendt til %(n)s personer.", antall
    )
    kvittering %= {"n": antall}
    if not uten_konto:
        return kvittering
    melding = _("%(navn)s har ikke en konto som er i bruk, og må få beskjed på en annen måte.")
    return f"{kvittering} {melding % {'navn': og_liste([str(person) for person in uten_konto])}}"


@login_required
def mote_avslutt(request, pk):
    """GET says what the close does; POST does it."""
    mote = hent_mote_som_hr(request, pk)
    form = AvsluttForm(innsendt(request), initial={"merknad": mote.merknad})
    if response := utfor(
        request,
        form,
        lambda: beslutningsmote.avslutt(mote, bruker=request.user, **form.cleaned_data),
        til=mote,
        kvittering=LIVSLOP["avslutt"].kvittering,
    ):
        return response
    context = {
        "mote": mote,
        "form": form,
        "bilde": Motebilde(mote),
        "uten_skrift": motedokumenter.uten_skrift(mote),
        "brodsmuler": brodsmuler(_("Avslutt"), mote),
    }
    return render(request, "soknader/mote/mote_avslutt.html", context)
