"""The pages of the priority areas: everyone reads them, HR keeps them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from planer import satsinger
from planer.forms import SatsingsomraadeForm
from planer.models import Satsingsomraade


def kan_endre(view):
    return login_required(permission_required("planer.change_satsingsomraade", raise_exception=True)(view))


def _brodsmuler(her):
    return [(_("Satsingsområder"), reverse("planer:satsingsomraade-list")), (her, "")]


@login_required
@permission_required("planer.view_satsingsomraade", raise_exception=True)
def satsingsomraade_list(request):
    """Every area, those in use this year first."""
    omraader = list(Satsingsomraade.objects.visible_to(request.user))
    aar = timezone.localdate().year
    i_bruk = [rad for rad in omraader if rad.er_i_bruk(aar)]
    kontekst = {
        "aar": aar,
        "i_bruk": i_bruk,
        "andre": [rad for rad in omraader if rad not in i_bruk],
        "kan_endre": request.user.has_perm("planer.change_satsingsomraade"),
    }
    return render(request, "planer/satsingsomraade_list.html", kontekst)


@kan_endre
def satsingsomraade_create(request):
    return _rediger(request, SatsingsomraadeForm(request.POST or None), _("Nytt satsingsområde"))


@kan_endre
def satsingsomraade_update(request, pk):
    omraade = get_object_or_404(Satsingsomraade.objects.visible_to(request.user), pk=pk)
    return _rediger(request, SatsingsomraadeForm(request.POST or None, instance=omraade), str(omraade))


def _rediger(request, form, tittel):
    if request.method == "POST" and form.is_valid():
        try:
            satsinger.lagre(form.save(commit=False), bruker=request.user)
        except ValidationError as feil:
            form.add_error(None, feil)
        else:
            messages.success(request, _("«%(navn)s» er lagret.") % {"navn": form.instance})
            return redirect("planer:satsingsomraade-list")
    kontekst = {"form": form, "tittel": tittel, "brodsmuler": _brodsmuler(tittel)}
    return render(request, "planer/satsingsomraade_form.html", kontekst)


@kan_endre
def satsingsomraade_delete(request, pk):
    """GET asks; POST deletes what nothing refers to."""
    omraade = get_object_or_404(Satsingsomraade.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            satsinger.slett(omraade, bruker=request.user)
        except ValidationError as feil:
            messages.error(request, feil.messages[0])
            return redirect("planer:satsingsomraade-update", pk)
        messages.success(request, _("«%(navn)s» er slettet.") % {"navn": omraade})
        return redirect("planer:satsingsomraade-list")
    kontekst = {"omraade": omraade, "brodsmuler": _brodsmuler(_("Slett"))}
    return render(request, "planer/satsingsomraade_confirm_delete.html", kontekst)
