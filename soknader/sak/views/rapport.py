"""The report after the measure, and its correction: first what it moves of money, then stored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.felles.handling import innsendt, utfor
from soknader.models import Soknad
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting
from soknader.sak.forms.rapport import RapportForm, RettingForm
from soknader.sak.skjemabilde import brodsmuler


@login_required
def soknad_rapport(request, pk):
    """The form, then a look at what goes back, then stored: money is not moved by one wrong key."""
    soknad = _soknad(request, pk)
    if not request.user.has_perm("soknader.report_soknad", soknad):
        raise PermissionDenied
    if hasattr(soknad, "sluttrapport"):
        messages.info(request, _("Rapporten er allerede levert."))
        return redirect(soknad)
    form = RapportForm(innsendt(request), soknad=soknad)
    context = _context(soknad, form, _("Rapport"), tidlig=not soknad.skal_rapporteres())
    if request.method == "POST" and form.is_valid():
        tilbake = etterarbeid.til_tilbakeforing(soknad, form.cleaned_data["faktisk_kostnad"])
        bekreftet = not tilbake or request.POST.get("bekreft") == str(tilbake)
        if bekreftet and (response := _lever(request, soknad, form, tilbake)):
            return response
        context["tilbake"] = tilbake
    return render(request, "soknader/sak/soknad_rapport.html", context)


def _lever(request, soknad, form, tilbake):
    melding = _("Rapporten er levert. Takk!")
    if tilbake:
        melding = _("Rapporten er levert, og %(belop)s er ført tilbake. Takk!") % {"belop": kr(tilbake)}
    return utfor(
        request,
        form,
        lambda: etterarbeid.lever_rapport(soknad, bruker=request.user, **form.cleaned_data),
        til=soknad,
        kvittering=melding,
    )


@login_required
def soknad_rapport_rett(request, pk):
    """The report as it stands, then a look at the money that moves, then corrected."""
    soknad = _soknad(request, pk)
    if not request.user.has_perm("soknader.correct_report", soknad):
        raise PermissionDenied
    rapport = soknad.sluttrapport
    naa = {navn: getattr(rapport, navn) for navn in retting.FELT}
    form = RettingForm(innsendt(request), soknad=soknad, initial={**naa, "versjon": rapport.rettelser})
    context = _context(soknad, form, _("Rett rapporten"), rapport=rapport)
    if request.method == "POST" and form.is_valid():
        tilbake = etterarbeid.til_tilbakeforing(soknad, form.cleaned_data["faktisk_kostnad"])
        endring = tilbake - rapport.tilbakefort
        if (not endring or request.POST.get("bekreft") == str(endring)) and (response := _rett(request, soknad, form)):
            return response
        context |= {"endring": endring, "belop": abs(endring), "tilbake_etter": tilbake}
    return render(request, "soknader/sak/soknad_rapport_rett.html", context)


def _rett(request, soknad, form):
    """Correct it, and where to go then; None when the form is to be mended."""
    return utfor(
        request,
        form,
        lambda: retting.rett_rapport(soknad, bruker=request.user, **form.cleaned_data),
        til=soknad,
        kvittering=_("Rapporten er rettet. Det som sto før, ligger i saken."),
        ved_feil=reverse("soknader:soknad-rapport-rett", args=[soknad.pk]),
    )


def _context(soknad, form, her, **annet):
    """The context of a page under the case, with its breadcrumb."""
    return {"soknad": soknad, "form": form, "brodsmuler": brodsmuler(her, soknad), **annet}


def _soknad(request, pk):
    synlige = Soknad.objects.visible_to(request.user).select_related("vedtak", "sluttrapport", "enhet", "avdeling")
    return get_object_or_404(synlige, pk=pk)
