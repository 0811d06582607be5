"""Attachments: the step of the form, download, and removal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.dokumenter import les_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import innsendt, si_feil, utfor
from kompetanse.felles.nedlasting import fil_response
from soknader.models import Soknad, Vedlegg
from soknader.sak import skjemabilde, vedlegg
from soknader.sak.forms.vedlegg import VedleggForm
from soknader.sak.utkast import Steg


def vedlegg_steg(request, soknad, steg):
    """Step 5. Files are stored when they are chosen and sent; going on needs none."""
    if request.method == "POST" and "last_opp" not in request.POST and not request.FILES:
        return redirect(soknad) if "senere" in request.POST else redirect("soknader:soknad-edit", soknad.pk, steg.neste)
    form = VedleggForm(innsendt(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        lagt_ved, avvist = vedlegg.legg_ved(soknad, form.cleaned_data["filer"], bruker=request.user)
        for feil in avvist:
            form.add_error("filer", feil)
        if lagt_ved:
            antall = len(lagt_ved)
            melding = ngettext("%(antall)s vedlegg er lagt til.", "%(antall)s vedlegg er lagt til.", antall)
            messages.success(request, melding % {"antall": antall})
        if not avvist:
            return redirect("soknader:soknad-edit", soknad.pk, steg)
    context = {"form": form, "vedlegg": vedlegg.vedlegg_til(soknad)}
    return render(request, "soknader/sak/soknad_vedlegg.html", skjemabilde.for_steg(soknad, steg, **context))


@login_required
def vedlegg_download(request, pk, vedlegg_pk):
    """The file as it was attached, for everyone who may see the application."""
    fil = _vedlegg(request, pk, vedlegg_pk)
    try:
        return fil_response(les_innhold(fil.lagringssti, fil.sha256), fil.filnavn, fil.mime)
    except LesbarFeil as feil:
        return si_feil(request, feil, fil.soknad)


@login_required
def vedlegg_delete(request, pk, vedlegg_pk):
    """Take a file away. A GET comes from a login on the way, and does nothing."""
    fil = _vedlegg(request, pk, vedlegg_pk)
    if request.method != "POST":
        return redirect(fil.soknad)
    return utfor(
        request,
        None,
        lambda: vedlegg.fjern(fil, bruker=request.user),
        til=reverse("soknader:soknad-edit", args=[pk, Steg.VEDLEGG]),
        kvittering=_("«%(navn)s» er fjernet.") % {"navn": fil.filnavn},
        ved_feil=fil.soknad,
    )


def _vedlegg(request, pk, vedlegg_pk):
    synlige = Soknad.objects.visible_to(request.user)
    return get_object_or_404(Vedlegg.objects.select_related("soknad"), pk=vedlegg_pk, soknad__in=synlige, soknad=pk)
