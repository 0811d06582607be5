"""The report after the measure: first what it would pay back, then stored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from soknader import etterarbeid
from soknader.forms.felt import sendt
from soknader.forms.rapport import RapportForm
from soknader.models import Soknad


@login_required
def soknad_rapport(request, pk):
    """The form, then a look at what goes back, then stored: money is not moved by one wrong key."""
    synlige = Soknad.objects.visible_to(request.user).select_related("vedtak", "sluttrapport", "enhet", "avdeling")
    soknad = get_object_or_404(synlige, pk=pk)
    if not request.user.has_perm("soknader.report_soknad", soknad):
        raise PermissionDenied
    if hasattr(soknad, "sluttrapport"):
        messages.info(request, _("Rapporten er allerede levert."))
        return redirect(soknad)
    form = RapportForm(sendt(request), soknad=soknad)
    innhold = {"soknad": soknad, "form": form, "tidlig": not soknad.skal_rapporteres()}
    if request.method == "POST" and form.is_valid():
        tilbake = etterarbeid.til_tilbakeforing(soknad, form.cleaned_data["faktisk_kostnad"])
        if not tilbake or request.POST.get("bekreft") == str(tilbake):
            return _lever(request, soknad, form, tilbake)
        innhold["tilbake"] = tilbake
    return render(request, "soknader/soknad_rapport.html", innhold)


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
