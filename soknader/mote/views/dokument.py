"""The agenda, the minutes and the letters as PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.dokumenter import dokument_response
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.pdf import pdf_response
from soknader.models import Mote, Soknad, Vedtak
from soknader.mote import dokumenter
from soknader.mote.dokumenter import PROTOKOLL, SAKSLISTE
from soknader.mote.views.mote import hent_mote, hent_mote_som_hr
from soknader.sak.brev import VEDTAKSBREV


@login_required
def mote_saksliste(request, pk):
    """As it is now, until the meeting is closed; then as it was."""
    mote = hent_mote(request, pk)
    if mote.status == Mote.Status.AVSLUTTET:
        return _lagret(request, mote, SAKSLISTE, mote)
    try:
        innhold = SAKSLISTE.tegn(mote)
    except LesbarFeil as feil:
        messages.error(request, str(feil))
        return redirect(mote)
    return pdf_response(innhold, SAKSLISTE.navngi(mote))


@login_required
def mote_protokoll(request, pk):
    mote = hent_mote(request, pk)
    return _lagret(request, mote, PROTOKOLL, mote)


@login_required
def vedtak_brev(request, pk):
    """The letter, for everyone who may see the application."""
    synlige = Soknad.objects.visible_to(request.user)
    vedtak = get_object_or_404(Vedtak.objects.select_related("soknad").filter(soknad__in=synlige), pk=pk)
    return _lagret(request, vedtak, VEDTAKSBREV, vedtak.soknad)


def _lagret(request, objekt, slag, side):
    dokument = slag.finn(objekt)
    if dokument is None:
        if not slag.skal_ha(objekt):
            raise Http404
        messages.info(request, _("Dokumentet er ikke ferdig ennå. Prøv igjen om litt."))
        return redirect(side)
    try:
        return dokument_response(dokument)
    except LesbarFeil as feil:
        messages.error(request, str(feil))
        return redirect(side)


@login_required
@require_POST
def mote_dokumenter(request, pk):
    """Make what is missing of a closed meeting's documents."""
    mote = hent_mote_som_hr(request, pk)
    if mote.status != Mote.Status.AVSLUTTET:
        messages.error(request, _("Dokumentene lages når møtet er avsluttet."))
        return redirect(mote)
    return redirect(dokumenter.start_motejobb(mote, request.user))
