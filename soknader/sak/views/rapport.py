"""The report after the measure, and its correction: first what it moves of money, then stored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.felles.skjema import sendt
from soknader.models import Soknad
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting
from soknader.sak.forms.rapport import RapportForm, RettingForm


@login_required
def soknad_rapport(request, pk):
    """The form, then a look at what goes back, then stored: money is not moved by one wrong key."""
    soknad = _soknad(request, pk)
    if not request.user.has_perm("soknader.report_soknad", soknad):
        raise PermissionDenied
    if hasattr(soknad, "sluttrapport"):
        messages.info(request, _("Rapporten er allerede levert."))
        return redirect(soknad)
    form = RapportForm(sendt(request), soknad=soknad)
    innhold = _innhold(soknad, form, _("Rapport"), tidlig=not soknad.skal_rapporteres())
    if request.method == "POST" and form.is_valid():
        tilbake = etterarbeid.til_tilbakeforing(soknad, form.cleaned_data["faktisk_kostnad"])
        if not tilbake or request.POST.get("bekreft") == str(tilbake):
            return _lever(request, soknad, form, tilbake)
        innhold["tilbake"] = tilbake
    return render(request, "soknader/sak/soknad_rapport.html", innhold)


def _lever(request, soknad, form, tilbake):
    try:
        etterarbeid.lever_rapport(soknad, bruker=request.user, **form.cleaned_data)
    except ValidationError as feil:
        messages.error(request, " ".join(feil.messages))
        return redirect(soknad)
    melding = _("Rapporten er levert. Takk!")
    if tilbake:
        melding = _("Rapporten er levert, og %(belop)s er ført tilbake. Takk!") % {"belop": kr(tilbake)}
    messages.success(request, melding)
    return redirect(soknad)


@login_required
def soknad_rapport_rett(request, pk):
    """The report as it stands, then a look at the money that moves, then corrected."""
    soknad = _soknad(request, pk)
    if not request.user.has_perm("soknader.correct_report", soknad):
        raise PermissionDenied
    rapport = soknad.sluttrapport
    naa = {navn: getattr(rapport, navn) for navn in retting.FELT}
    form = RettingForm(sendt(request), soknad=soknad, initial={**naa, "versjon": rapport.rettelser})
    innhold = _innhold(soknad, form, _("Rett rapporten"), rapport=rapport)
    if request.method == "POST" and form.is_valid():
        tilbake = etterarbeid.til_tilbakeforing(soknad, form.cleaned_data["faktisk_kostnad"])
        endring = tilbake - rapport.tilbakefort
        if (not endring or request.POST.get("bekreft") == str(endring)) and (svar := _rett(request, soknad, form)):
            return svar
        innhold |= {"endring": endring, "belop": abs(endring), "tilbake_etter": tilbake}
    return render(request, "soknader/sak/soknad_rapport_rett.html", innhold)


def _rett(request, soknad, form):
    """Correct it, and where to go then; None when the form is to be mended."""
    try:
        retting.rett_rapport(soknad, bruker=request.user, **form.cleaned_data)
    except ValidationError as feil:
        if getattr(feil, "code", "") == "stale":
            messages.error(request, " ".join(feil.messages))
            return redirect("soknader:soknad-rapport-rett", soknad.pk)
        form.add_error(None, feil)
        return None
    messages.success(request, _("Rapporten er rettet. Det som sto før, ligger i saken."))
    return redirect(soknad)


def _innhold(soknad, form, her, **annet):
    """The context of a page under the case, with its breadcrumb."""
    over = [(_("Søknader"), reverse("soknader:soknad-list")), (soknad.nummer, soknad.get_absolute_url())]
    return {"soknad": soknad, "form": form, "brodsmuler": [*over, (her, "")], **annet}


def _soknad(request, pk):
    synlige = Soknad.objects.visible_to(request.user).select_related("vedtak", "sluttrapport", "enhet", "avdeling")
    return get_object_or_404(synlige, pk=pk)
