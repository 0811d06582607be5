"""The checklist of a plan, for those who lead the unit and those who represent its people."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.models import Kompetanseplan
from planer.planside import smuler
from planer.sjekkliste import svar
from planer.sjekkliste.forms import SjekklisteForm


def _hent(request, pk):
    """The plan, also a draft that the representative does not read yet; and whether the user sees the plan itself."""
    planer = Kompetanseplan.objects.for_enheter().filter(kommune_id=request.user.kommune_id)
    plan = get_object_or_404(planer.select_related("kommune", "enhet"), pk=pk)
    synlig = Kompetanseplan.objects.for_enheter_visible_to(request.user).filter(pk=pk).exists()
    if not request.user.has_perm(svar.RETT, plan):
        raise PermissionDenied if synlig else Http404
    return plan, synlig


@krever("planer.view_planer")
def plan_sjekkliste(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the points; POST stores what was ticked and noted."""
    plan, synlig = _hent(request, pk)
    her = _("Sjekkliste")
    form = SjekklisteForm(innsendt(request), plan=plan)
    response = utfor(
        request,
        form,
        lambda: svar.lagre(plan, form.endring, bruker=request.user),
        til=reverse("planer:plan-sjekkliste", args=[plan.pk]),
        kvittering=_("Sjekklisten er lagret."),
    )
    context = {
        "plan": plan,
        "form": form,
        "kan_endre": plan.status != Kompetanseplan.Status.AVLOST,
        "til_planen": synlig,
        "brodsmuler": smuler(plan, her=her) if synlig else sti((_("Planer"), "planer:plan-list"), her=her),
    }
    return response or render(request, "planer/sjekkliste/plan_sjekkliste.html", context)
