"""What HR does with a year's frame: make it, change it, earmark, adjust, carry over, distribute."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from planer.models import Satsingsomraade
from soknader import fordeling, rammestyring
from soknader.forms.fordeling import FordelingForm, FordelingsvalgForm
from soknader.forms.ramme import JusteringForm, OremerkingForm, OverforingForm, RammeForm
from soknader.models import Fordelt, Ramme
from soknader.rammeregnskap import regnskap
from soknader.views.ramme import brodsmuler


def kan_endre_rammen(view):
    return login_required(permission_required("soknader.change_ramme", raise_exception=True)(view))


def _ramme(request, aar):
    return get_object_or_404(Ramme.objects.visible_to(request.user), aar=aar)


def _lykkes(form, handling):
    """Run the action when the form is sent and valid; a refusal is told in the form. True when it was done."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        handling()
    except ValidationError as feil:
        form.add_error(None, feil)
        return False
    return True


def _vis(request, mal, ramme, form, her, **kontekst):
    stier = brodsmuler(ramme, her)
    return render(request, mal, {"ramme": ramme, "form": form, "brodsmuler": stier, **kontekst})


@kan_endre_rammen
def ramme_create(request):
    form = RammeForm(request.POST or None)
    if _lykkes(form, lambda: rammestyring.opprett(form.save(commit=False), bruker=request.user)):
        messages.success(request, _("Rammen for %(aar)s er laget.") % {"aar": form.instance.aar})
        return redirect(form.instance)
    return _vis(request, "soknader/ramme_form.html", None, form, _("Ny ramme"))


@kan_endre_rammen
def ramme_update(request, aar):
    ramme = _ramme(request, aar)
    form = RammeForm(request.POST or None, instance=ramme)
    if _lykkes(form, lambda: rammestyring.endre(ramme, bruker=request.user, **form.cleaned_data)):
        messages.success(request, _("Rammen er endret."))
        return redirect(ramme)
    har_fordelt = Fordelt.objects.filter(ramme=ramme).exists()
    return _vis(request, "soknader/ramme_form.html", ramme, form, _("Endre"), har_fordelt=har_fordelt)


@kan_endre_rammen
def ramme_oremerk(request, aar):
    """One amount per priority area of the year, with the sum as it is typed."""
    ramme = _ramme(request, aar)
    svar = regnskap(ramme)
    omraader = list(Satsingsomraade.objects.visible_to(request.user).i_bruk(aar))
    omraader += [p.oremerking.satsingsomraade for p in svar.oremerkede if p.oremerking.satsingsomraade not in omraader]
    form = OremerkingForm(request.POST or None, omraader=omraader, oremerkede=svar.oremerkede)
    if _lykkes(form, lambda: rammestyring.sett_oremerkinger(ramme, form.belop_per_omraade, bruker=request.user)):
        messages.success(request, _("Øremerkingen er lagret."))
        return redirect(ramme)
    kan_oremerkes = svar.sum.ramme_belop - (svar.fri.ramme_belop - svar.fri.ledig)
    return _vis(request, "soknader/ramme_oremerk.html", ramme, form, _("Øremerking"), kan_oremerkes=kan_oremerkes)


@kan_endre_rammen
def ramme_juster(request, aar):
    ramme = _ramme(request, aar)
    form = JusteringForm(request.POST or None, ramme=ramme)
    if _lykkes(form, lambda: rammestyring.juster(ramme, form.endring, form.cleaned_data["grunn"], request.user)):
        messages.success(request, _("Rammen er justert."))
        return redirect(ramme)
    return _vis(request, "soknader/ramme_juster.html", ramme, form, _("Justering"))


@kan_endre_rammen
def ramme_overfor(request, aar):
    """Carry free money over to next year's frame, which is made when there is none."""
    ramme = _ramme(request, aar)
    svar = regnskap(ramme)
    form = OverforingForm(request.POST or None, ramme=ramme, ledig=svar.fri.ledig)
    if _lykkes(form, lambda: rammestyring.overfor_til_neste(ramme, bruker=request.user, **form.cleaned_data)):
        messages.success(request, _("Beløpet er overført til %(aar)s.") % {"aar": aar + 1})
        return redirect(ramme)
    oremerket = svar.sum.ledig - svar.fri.ledig
    return _vis(request, "soknader/ramme_overfor.html", ramme, form, _("Overføring"), ledig_oremerket=oremerket)


@kan_endre_rammen
def ramme_fordel(request, aar):
    """Show a distribution; store it only when what is sent is what was shown."""
    ramme = _ramme(request, aar)
    valg = FordelingsvalgForm(request.POST or request.GET, kommune=request.user.kommune, ramme=ramme)
    if not valg.is_valid():
        return _vis(request, "soknader/ramme_fordel.html", ramme, None, _("Fordeling"), valg=valg)
    nokkel = valg.cleaned_data["nokkel"]
    rader, utenfor = fordeling.grunnlag(ramme, valg.cleaned_data["nivaa"], valg.cleaned_data["dato"])
    lagrede = dict(Fordelt.objects.filter(ramme=ramme).values_list("enhet", "vekt"))
    form = FordelingForm(request.POST or None, ramme=ramme, rader=rader, nokkel=nokkel, lagrede=lagrede)
    if _er_godkjent(request, form) and _lykkes(
        form, lambda: fordeling.lagre(ramme, rader, nokkel=nokkel, bruker=request.user)
    ):
        messages.success(request, _("Fordelingen er lagret."))
        return redirect(ramme)
    forslag = {
        "valg": valg,
        "utenfor": utenfor,
        "vist": fordeling.fingeravtrykk(ramme, rader),
        "definisjoner": fordeling.DEFINISJONER,
    }
    return _vis(request, "soknader/ramme_fordel.html", ramme, form, _("Fordeling"), **forslag)


def _er_godkjent(request, form):
    """The amounts are the ones that the page showed when «Lagre» was pressed; otherwise the reader sees them first."""
    if not form.is_valid() or "lagre" not in request.POST:
        return False
    if request.POST.get("vist") == fordeling.fingeravtrykk(form.ramme, form.rader):
        return True
    messages.warning(request, _("Beløpene er regnet ut på nytt. Se over dem, og lagre når de stemmer."))
    return False
