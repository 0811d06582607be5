"""A file that a job has made: its page, and the file itself. Only for the one who asked."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import DokumentSkadet, les_innhold
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import kan_hentes, listen
from kompetanse.organisasjon.models import Eksport


def _eksport(request, pk):
    return get_object_or_404(Eksport.objects.visible_to(request.user).select_related("jobb"), pk=pk)


@login_required
def eksport_detail(request, pk):
    """What the file is, how long it is kept, and the way back to the list."""
    eksport = _eksport(request, pk)
    context = {
        "eksport": eksport,
        "kan_hentes": kan_hentes(eksport, request.user),
        "listen": listen(eksport),
        "brodsmuler": sti((eksport.navn, listen(eksport)), her=_("Nedlasting")),
    }
    return render(request, "organisasjon/eksport_detail.html", context)


@login_required
def eksport_download(request, pk):
    eksport = _eksport(request, pk)
    if not kan_hentes(eksport, request.user):
        raise PermissionDenied
    if not eksport.lagringssti:
        raise Http404
    try:
        innhold = les_innhold(eksport.lagringssti, eksport.sha256)
    except DokumentSkadet as feil:
        raise Http404 from feil
    return fil_response(innhold, eksport.filnavn, eksport.mime)
