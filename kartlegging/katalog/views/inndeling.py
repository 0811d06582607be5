"""What the catalogue is divided by: groups, scales and categories of real competence. For HR."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.katalog import bilde, inndeling
from kartlegging.katalog.endring import RETT
from kartlegging.katalog.forms.inndeling import GruppeForm, RealkategoriForm, SkalaForm
from kartlegging.katalog.views.smuler import smuler
from kartlegging.models import Kompetansegruppe, Realkategori, Skala
from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor

SIDEN = "kartlegging:inndeling-detail"


@krever(RETT)
def inndeling_detail(request):
    context = bilde.inndelingen() | {"brodsmuler": smuler(her=_("Inndeling"))}
    return render(request, "kartlegging/katalog/inndeling_detail.html", context)


@krever(RETT)
def gruppe_create(request):
    return _rediger(request, GruppeForm, _("Ny gruppe"))


@krever(RETT)
def gruppe_update(request, pk):
    gruppe = _hent(request, Kompetansegruppe, pk)
    return _rediger(request, GruppeForm, gruppe.navn, instance=gruppe)


@krever(RETT)
def gruppe_delete(request, pk):
    return _slett(request, _hent(request, Kompetansegruppe, pk))


@krever(RETT)
def realkategori_create(request):
    return _rediger(request, RealkategoriForm, _("Ny kategori"))


@krever(RETT)
def realkategori_update(request, pk):
    kategori = _hent(request, Realkategori, pk)
    return _rediger(request, RealkategoriForm, kategori.navn, instance=kategori)


@krever(RETT)
def realkategori_delete(request, pk):
    return _slett(request, _hent(request, Realkategori, pk))


@krever(RETT)
def skala_create(request):
    return _rediger(request, SkalaForm, _("Ny skala"))


@krever(RETT)
def skala_update(request, pk):
    skala = _hent(request, Skala, pk)
    return _rediger(request, SkalaForm, skala.navn, instance=skala)


@krever(RETT)
def skala_delete(request, pk):
    return _slett(request, _hent(request, Skala, pk))


def _hent(request, modell, pk):
    return get_object_or_404(modell.objects.filter(kommune_id=request.user.kommune_id), pk=pk)


def _rediger(request, form_klasse, tittel, **valg):
    form = form_klasse(innsendt(request), avbryt=reverse(SIDEN), **valg)

    lagre = inndeling.endre_skala if form_klasse is SkalaForm else inndeling.lagre
    response = utfor(
        request,
        form,
        lambda: lagre(form.instance, form.endring, bruker=request.user),
        til=SIDEN,
        kvittering=_("Lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler((_("Inndeling"), SIDEN), her=tittel)}
    return response or render(request, "kartlegging/katalog/skjema.html", context)


def _slett(request, objekt):
    """GET asks; POST deletes what nothing uses."""
    return bekreft_sletting(
        request,
        partial(inndeling.slett, objekt, bruker=request.user),
        tittel=_("Slett"),
        sporsmaal=_("Vil du slette «%s»?") % objekt.navn,
        konsekvens=_("Det går bare når ingen bruker den."),
        avbryt=SIDEN,
        til=SIDEN,
        kvittering=_("Slettet."),
        brodsmuler=smuler((_("Inndeling"), SIDEN), her=_("Slett")),
    )
