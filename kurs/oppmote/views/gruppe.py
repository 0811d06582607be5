"""The meetings of a group."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from kurs.kjoring.views import hent_kjoring, kjoringssmuler
from kurs.models import Gruppemote
from kurs.oppmote import gruppe
from kurs.oppmote.forms import MoteForm

# So many of the last meetings stand below.
VISES = 5


@krever("kurs.view_kurs")
def kjoring_logg(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a meeting: it is filled in, and a press of the button is enough."""
    kjoring = hent_kjoring(request, pk)
    if not kjoring.kurs.er_gruppe:
        raise Http404
    if not request.user.has_perm(gruppe.RETT, kjoring):
        raise PermissionDenied
    form = MoteForm(innsendt(request), plasser=kjoring.plasser_tatt.med_plass().etter_navn())
    response = utfor(
        request,
        form,
        lambda: gruppe.logg(kjoring, form.mote, bruker=request.user),
        til=kjoring.get_absolute_url(),
        kvittering=_("Møtet er logget."),
    )
    moter = Gruppemote.objects.filter(samling__kjoring=kjoring).select_related("samling")
    # Counts forget the order of the rows.
    moter = moter.annotate(antall=Count("samling__oppmoter")).order_by("-samling__start", "-pk")
    context = {
        "kjoring": kjoring,
        "form": form,
        "moter": moter[:VISES],
        "brodsmuler": kjoringssmuler(kjoring, (_("Tid og sted"), kjoring), her=_("Logg møte")),
    }
    return response or render(request, "kurs/oppmote/kjoring_logg.html", context)
