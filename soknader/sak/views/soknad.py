"""Writing an application: start, fill in step by step, copy and delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.samskriving import er_underveis
from kompetanse.felles.skjema import med_ny_rad
from soknader.models import Budsjettlinje, Soknad
from soknader.sak import skjemabilde, utkast
from soknader.sak.bilde import Sak
from soknader.sak.forms.budsjett import EgenandelForm, LinjeFormSet, linjer_for_visning
from soknader.sak.forms.soknad import SKJEMA, StartForm
from soknader.sak.forms.svar import SendForm
from soknader.sak.utkast import Steg
from soknader.sak.views.vedlegg import vedlegg_steg

JOINS = ("soker__person", "enhet", "avdeling", "satsingsomraade", "tiltak__plan", "maal", "plan")


@krever("soknader.add_soknad")
def soknad_create(request):
    """Asks first which pot it is about; subject-specific need is shown where to go instead."""
    form = StartForm(innsendt(request))
    response = not form.er_fagspesifikk() and utfor(
        request,
        form,
        lambda: utkast.opprett(bruker=request.user, **form.cleaned_data),
        til=lambda soknad: skjemabilde.stegadresse(soknad, Steg.HVA),
    )
    if response:
        return response
    return render(request, "soknader/sak/soknad_create.html", skjemabilde.for_start(form, request.user))


@login_required
def soknad_edit(request, pk, steg):
    """One step of the form. Every submit and every pause saves what is valid."""
    if steg not in Steg.values:
        raise Http404
    soknad = _egen_soknad(request, pk)
    if not request.user.has_perm("soknader.edit_soknad", soknad):
        messages.info(request, _("Søknaden er sendt og kan ikke endres nå."))
        return redirect(soknad)
    visning = {Steg.BUDSJETT: _budsjett, Steg.VEDLEGG: vedlegg_steg, Steg.OPPSUMMERING: _oppsummering}
    try:
        return visning.get(steg, _tekststeg)(request, soknad, Steg(steg))
    except ValidationError as feil:
        # Sent in another window between the page and this save.
        messages.error(request, " ".join(feil.messages))
        return redirect(soknad)


def _tekststeg(request, soknad, steg):
    underveis = er_underveis(request)
    form = SKJEMA[steg](innsendt(request), soknad=soknad, bruker=request.user, underveis=underveis)
    if request.method == "POST":
        if form.is_valid() or underveis:
            soknad, feil = utkast.lagre(soknad, form.endring, bruker=request.user)
            form.lagret(*feil)
        if underveis:
            return _lagret(request, form)
        if form.is_valid():
            # The first button of the form: Enter in another field presses it too.
            legger_til = "legg_til" in request.POST and form.cleaned_data.get("ny_enhet")
            return redirect(request.path) if legger_til else _videre(request, soknad, steg)
    return render(request, "soknader/sak/soknad_steg.html", skjemabilde.for_steg(soknad, steg, form=form))


def _budsjett(request, soknad, steg):
    if request.method != "POST":
        form = EgenandelForm(soknad=soknad)
        return _vis_budsjett(request, soknad, form, linjer_for_visning(form.naa["linjer"]))
    underveis = er_underveis(request)
    linjer = LinjeFormSet(data=med_ny_rad(request.POST, "linjer", mva=Budsjettlinje.Mva.UTEN), prefix="linjer")
    form = EgenandelForm(request.POST, soknad=soknad, linjer=linjer, underveis=underveis)
    lagret = _lagre_budsjett(request, soknad, form, linjer)
    if underveis:
        return _lagret(request, form, linjer)
    if lagret and "legg_til_rad" not in request.POST:
        return _videre(request, soknad, steg)
    return _vis_budsjett(request, soknad, form, linjer)


def _lagre_budsjett(request, soknad, form, linjer):
    """True when all of it was valid and is stored."""
    if not (form.is_valid() and linjer.is_valid()):
        return False
    try:
        utkast.lagre_budsjett(soknad, form.endring, bruker=request.user)
    except ValidationError as feil:
        if not hasattr(feil, "error_dict"):
            raise
        form.add_error(None, feil)
    else:
        form.lagret()
    return form.is_valid()


def _vis_budsjett(request, soknad, form, linjer):
    context = {"form": form, "linjer": linjer, "sum": sum(linje.belop for linje in soknad.budsjett.all())}
    return render(request, "soknader/sak/soknad_budsjett.html", skjemabilde.for_steg(soknad, Steg.BUDSJETT, **context))


def _oppsummering(request, soknad, steg):
    """Read through what is written. Sending it is an action of its own (`soknad-answer`)."""
    context = {
        "sak": Sak(soknad, request.user),
        "mottaker": skjemabilde.forste_mottaker(soknad),
        "bekreft": SendForm() if soknad.er_over() else None,
    }
    return render(request, "soknader/sak/soknad_oppsummering.html", skjemabilde.for_steg(soknad, steg, **context))


def _lagret(request, *former):
    """The line that says what was saved, and what must be mended first."""
    feil = any(not form.is_valid() for form in former)
    context = {"feil": feil, "form": former[0], "naa": timezone.now()}
    response = render(request, "soknader/sak/_lagret.html", context)
    if not feil:
        response["HX-Trigger"] = "lagret"
    return response


def _videre(request, soknad, steg):
    """To the next step, or to the case page when the user wants to go on later."""
    if "senere" in request.POST:
        messages.success(request, _("Utkastet er lagret. Du finner det igjen under Søknader."))
        return redirect(soknad)
    neste = steg if steg == Steg.HVA and skjemabilde.er_fagspesifikk(soknad) else steg.neste
    return redirect("soknader:soknad-edit", soknad.pk, neste)


@login_required
def soknad_delete(request, pk):
    """GET asks, POST deletes a draft that was never sent."""
    soknad = _egen_soknad(request, pk)
    navn = {"tittel": sitat(soknad.tittel)}
    return bekreft(
        request,
        lambda: utkast.slett(soknad, bruker=request.user),
        sporsmaal=_("Vil du slette utkastet %(tittel)s?") % navn,
        konsekvens=_("Alt du har skrevet og lastet opp i det, blir borte. Det kan ikke hentes fram igjen."),
        knapp=_("Slett utkastet"),
        farlig=True,
        avbryt=soknad,
        til="soknader:soknad-list",
        kvittering=_("Utkastet %(tittel)s er slettet.") % navn,
    )


@login_required
def soknad_copy(request, pk):
    """A new draft with the words and the budget of this application. A GET comes from a login on the way."""
    soknad = get_object_or_404(Soknad.objects.visible_to(request.user).select_related(*JOINS), pk=pk)
    response = utfor(
        request,
        None,
        lambda: utkast.kopier(soknad, bruker=request.user),
        til=lambda kopi: skjemabilde.stegadresse(kopi, Steg.HVA),
        kvittering=_("Søknaden er kopiert til et nytt utkast. Datoer og vedlegg er ikke med."),
        ved_feil=soknad,
    )
    return response or redirect(soknad)


def _egen_soknad(request, pk):
    """The user's own application; someone else's is 403 when the user may see it, else 404."""
    synlige = Soknad.objects.visible_to(request.user).select_related(*JOINS).prefetch_related("soknadsenheter")
    soknad = get_object_or_404(synlige, pk=pk)
    if soknad.soker_id != request.user.pk:
        raise PermissionDenied
    return soknad
