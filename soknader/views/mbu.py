"""The cases to MBU: the list with what waits, the case page, and its PDF."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.shortcuts import render

from soknader.forms.mbu import MbuSakFilter
from soknader.mbusak import avgjorte_uten_sak
from soknader.models import MbuSak

PER_SIDE = 25


def kan_se_mbu(view):
    return login_required(permission_required("soknader.view_mbusak", raise_exception=True)(view))


@kan_se_mbu
def mbusak_list(request):
    """Every case that the reader may see, newest first; HR also sees what waits to be told."""
    saker = MbuSak.objects.visible_to(request.user)
    form = MbuSakFilter(request.GET, aarene=saker.aarene())
    if form.is_valid():
        saker = saker.search(form.cleaned_data["q"], form.cleaned_data["aar"])
    kan_lage = request.user.has_perm("soknader.prepare_mbusak")
    kontekst = {
        "filter": form,
        "side": Paginator(saker.for_list(), PER_SIDE).get_page(request.GET.get("side")),
        "kan_lage": kan_lage,
        "venter": avgjorte_uten_sak(request.user.kommune_id).count() if kan_lage else 0,
    }
    return render(request, "soknader/mbusak_list.html", kontekst)
