"""The files of proof: opened by those who may see the item, with the look logged, and taken away by the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.models import Bevisfil, Personkompetanse
from kartlegging.profil import bevis
from kompetanse.felles.dokumenter import les_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, krever, si_feil
from kompetanse.felles.hendelser import logg_oppslag
from kompetanse.felles.nedlasting import fil_response
from kompetanse.organisasjon import tilgang


@krever("kartlegging.view_min")
def bevis_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was attached."""
    synlige = Personkompetanse.objects.visible_to(request.user)
    fil = get_object_or_404(Bevisfil.objects.select_related("personkompetanse"), pk=pk, personkompetanse__in=synlige)
    rolle = tilgang.hovedrolle(request.user) or ""
    logg_oppslag(request.user, fil.personkompetanse.person_id, _("Bevis"), i_rolle=rolle)
    try:
        return fil_response(les_innhold(fil.lagringssti, fil.sha256), fil.filnavn, fil.mime)
    except LesbarFeil as feil:
        return si_feil(request, feil, "kartlegging:min")


@krever("kartlegging.view_min")
def bevis_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once; for the person's own files."""
    egne = Bevisfil.objects.filter(personkompetanse__person=request.user.person).select_related("personkompetanse")
    fil = get_object_or_404(egne, pk=pk)
    tilbake = reverse("kartlegging:registrering-update", args=[fil.personkompetanse_id])
    return bekreft(
        request,
        lambda: bevis.fjern(fil, bruker=request.user),
        tittel=_("Fjern fil"),
        sporsmaal=_("Vil du fjerne «%s»?") % fil.filnavn,
        knapp=_("Fjern filen"),
        farlig=True,
        avbryt=tilbake,
        til=tilbake,
        kvittering=_("«%s» er fjernet.") % fil.filnavn,
    )
