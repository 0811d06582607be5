"""The year's money: the years, one year's balances and the cases behind each number, and what HR does with a frame."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import eksport_response, vis_liste
from planer.models import Satsingsomraade
from soknader.models import Fordelt, Justering, Ramme
from soknader.ramme import bilde, fordeling, lister, styring
from soknader.ramme import regnskap as rammeregnskap
from soknader.ramme.fordeling import DEFINISJONER
from soknader.ramme.forms import (
    FordelingForm,
    FordelingsvalgForm,
    JusteringForm,
    OremerkingForm,
    OverforingForm,
    RammeForm,
)
from soknader.ramme.regnskap import laas, regnskap

FORDELT_PAA_RAMMEN = 12


kan_se_rammen = krever("soknader.view_ramme")
kan_endre_rammen = krever("soknader.change_ramme")


def _brodsmuler(ramme, her):
    """Midler → the year → this page."""
    over = [(ramme.aar, ramme)] if ramme else []
    return sti((_("Midler"), "soknader:ramme-list"), *over, her=her)


@kan_se_rammen
def ramme_list(request):
    if fil := eksport_response(request, lister.AARENE):
        return fil
    context = {
        "rader": [(balanse.ramme, balanse.sum, bilde.maaler(balanse.sum)) for balanse in lister.aarene(request.user)],
        "definisjoner": bilde.definisjoner(),
        "kan_endre": _kan_endre(request),
    }
    return render(request, "soknader/ramme/ramme_list.html", context)


@kan_se_rammen
def ramme_detail(request, aar):
    """The balances of one year: as big numbers, bars and a table, with what is handed out and every adjustment."""
    if fil := eksport_response(request, lister.OMRAADENE, {"aar": aar}):
        return fil
    rammer = list(Ramme.objects.visible_to(request.user))
    ramme = next((ramme for ramme in rammer if ramme.aar == aar), None)
    if ramme is None:
        raise Http404
    balanse = regnskap(ramme)
    context = {
        **bilde.context(balanse),
        "rammer": [{"navn": rad.aar, "url": rad.get_absolute_url(), "aktiv": rad.aar == aar} for rad in rammer],
        "fordelinger": Fordelt.objects.filter(ramme=ramme).select_related("enhet__videre_i")[: FORDELT_PAA_RAMMEN + 1],
        "vis_antall": FORDELT_PAA_RAMMEN,
        "justeringer": Justering.objects.filter(ramme=ramme).select_related("utfort_av__person"),
        "kan_endre": _kan_endre(request),
        "brodsmuler": _brodsmuler(None, ramme.aar),
    }
    return render(request, "soknader/ramme/ramme_detail.html", context)


def _kan_endre(request):
    return request.user.has_perm("soknader.change_ramme")


@kan_se_rammen
def ramme_fordelt(request, aar):
    """What every unit has been given of the distributed share."""
    ramme = _ramme(request, aar)
    return vis_liste(
        request,
        lister.FORDELT,
        "soknader/ramme/ramme_fordelt.html",
        valg={"aar": aar},
        ramme=ramme,
        definisjoner=DEFINISJONER[-2:],
        brodsmuler=_brodsmuler(ramme, _("Fordelt til avdelingene")),
    )


@kan_se_rammen
def ramme_saker(request, aar):
    """The cases behind one number, as far as the reader may see them; says so when some are left out."""
    return vis_liste(
        request,
        lister.SAKENE,
        "soknader/ramme/ramme_saker.html",
        valg={"aar": aar},
        aar=aar,
        mening=lambda side: rammeregnskap.DEFINISJONER[side.form.cleaned_data["tall"]],
        skjult=lambda side: side.form.hele - side.summer["belop"],
        brodsmuler=lambda side: _brodsmuler(side.form.ramme, _("Sakene bak tallene")),
    )


def _ramme(request, aar):
    return get_object_or_404(Ramme.objects.visible_to(request.user), aar=aar)


def _vis(request, mal, ramme, form, her, **context):
    stier = _brodsmuler(ramme, her)
    return render(request, mal, {"ramme": ramme, "form": form, "brodsmuler": stier, **context})


@kan_endre_rammen
def ramme_create(request):
    form = RammeForm(innsendt(request), initial={"aar": request.GET["aar"]} if "aar" in request.GET else None)
    response = utfor(
        request,
        form,
        lambda: styring.opprett(form.save(commit=False), bruker=request.user),
        til=lambda ramme: ramme,
        kvittering=lambda ramme: _("Rammen for %(aar)s er laget.") % {"aar": ramme.aar},
    )
    return response or _vis(request, "soknader/ramme/ramme_form.html", None, form, _("Ny ramme"))


@kan_endre_rammen
def ramme_update(request, aar):
    ramme = _ramme(request, aar)
    form = RammeForm(innsendt(request), instance=ramme)
    response = utfor(
        request,
        form,
        lambda: styring.endre(ramme, bruker=request.user, **form.endring.paa(ramme)),
        til=ramme,
        kvittering=_("Rammen er endret."),
    )
    har_fordelt = Fordelt.objects.filter(ramme=ramme).exists()
    return response or _vis(request, "soknader/ramme/ramme_form.html", ramme, form, _("Endre"), har_fordelt=har_fordelt)


@kan_endre_rammen
def ramme_oremerk(request, aar):
    """One amount per priority area of the year, with the sum as it is typed."""
    ramme = _ramme(request, aar)
    balanse = regnskap(ramme)
    omraader = list(Satsingsomraade.objects.visible_to(request.user).i_bruk(aar))
    omraader += [
        p.oremerking.satsingsomraade for p in balanse.oremerkede if p.oremerking.satsingsomraade not in omraader
    ]
    form = OremerkingForm(innsendt(request), omraader=omraader, oremerkede=balanse.oremerkede)
    lagret = utfor(
        request,
        form,
        lambda: styring.sett_oremerkinger(
            ramme, form.belop_per_omraade(regnskap(laas(ramme)).oremerkede), bruker=request.user
        ),
        til=ramme,
        kvittering=_("Øremerkingen er lagret."),
    )
    kan_oremerkes = balanse.sum.ramme_belop - (balanse.fri.ramme_belop - balanse.fri.ledig)
    return lagret or _vis(
        request, "soknader/ramme/ramme_oremerk.html", ramme, form, _("Øremerking"), kan_oremerkes=kan_oremerkes
    )


@kan_endre_rammen
def ramme_juster(request, aar):
    ramme = _ramme(request, aar)
    form = JusteringForm(innsendt(request), ramme=ramme)
    response = utfor(
        request,
        form,
        lambda: styring.juster(ramme, form.endring, form.cleaned_data["grunn"], request.user),
        til=ramme,
        kvittering=_("Rammen er justert."),
    )
    return response or _vis(request, "soknader/ramme/ramme_juster.html", ramme, form, _("Justering"))


@kan_endre_rammen
def ramme_overfor(request, aar):
    """Carry free money over to next year's frame, which is made when there is none."""
    ramme = _ramme(request, aar)
    balanse = regnskap(ramme)
    form = OverforingForm(innsendt(request), ramme=ramme, ledig=balanse.fri.ledig)
    overfort = utfor(
        request,
        form,
        lambda: styring.overfor_til_neste(ramme, bruker=request.user, **form.cleaned_data),
        til=ramme,
        kvittering=_("Beløpet er overført til %(aar)s.") % {"aar": aar + 1},
    )
    oremerket = balanse.sum.ledig - balanse.fri.ledig
    return overfort or _vis(
        request, "soknader/ramme/ramme_overfor.html", ramme, form, _("Overføring"), ledig_oremerket=oremerket
    )


@kan_endre_rammen
def ramme_fordel(request, aar):
    """Show a distribution; store it only when what is sent is what was shown."""
    ramme = _ramme(request, aar)
    valg = FordelingsvalgForm(request.POST or request.GET, kommune=request.user.kommune, ramme=ramme)
    if not valg.is_valid():
        return _vis(request, "soknader/ramme/ramme_fordel.html", ramme, None, _("Fordeling"), valg=valg)
    nokkel = valg.cleaned_data["nokkel"]
    rader, utenfor = fordeling.grunnlag(ramme, valg.cleaned_data["nivaa"], valg.cleaned_data["dato"])
    lagrede = dict(Fordelt.objects.filter(ramme=ramme).values_list("enhet", "vekt"))
    form = FordelingForm(innsendt(request), ramme=ramme, rader=rader, nokkel=nokkel, lagrede=lagrede)
    if _er_godkjent(request, form) and (
        response := utfor(
            request,
            form,
            lambda: fordeling.lagre(ramme, rader, nokkel=nokkel, bruker=request.user),
            til=ramme,
            kvittering=_("Fordelingen er lagret."),
        )
    ):
        return response
    forslag = {
        "valg": valg,
        "utenfor": utenfor,
        "vist": fordeling.fingeravtrykk(ramme, rader),
        "definisjoner": fordeling.DEFINISJONER,
    }
    return _vis(request, "soknader/ramme/ramme_fordel.html", ramme, form, _("Fordeling"), **forslag)


def _er_godkjent(request, form):
    """The amounts are the ones that the page showed when «Lagre» was pressed; otherwise the reader sees them first."""
    if not form.is_valid() or "lagre" not in request.POST:
        return False
    if request.POST.get("vist") == fordeling.fingeravtrykk(form.ramme, form.rader):
        return True
    messages.warning(request, _("Beløpene er regnet ut på nytt. Se over dem, og lagre når de stemmer."))
    return False
