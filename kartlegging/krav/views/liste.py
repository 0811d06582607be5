"""The list of all requirements."""

from django.http import HttpRequest, HttpResponse

from kartlegging.krav import lister
from kompetanse.felles.handling import krever
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Enhet


@krever(lister.KRAV.rett)
def krav_list(request: HttpRequest) -> HttpResponse:
    rot = Enhet.objects.visible_to(request.user).filter(depth=1).first()
    return vis_liste(request, lister.KRAV, "kartlegging/krav/krav_list.html", rot=rot)
