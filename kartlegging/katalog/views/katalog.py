"""The catalogue and one competence of it; HR adds, changes, merges and retires."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kartlegging.katalog import bilde, kompetanser, lister, sammenslaaing, standard
from kartlegging.katalog.endring import RETT
from kartlegging.katalog.forms.kompetanse import AvvikleForm, KompetanseForm, SlaaSammenForm
from kartlegging.katalog.views.smuler import smuler
from kartlegging.models import Kompetanse
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste

LISTEN = "kartlegging:katalog-list"
SE = lister.KOMPETANSER.rett


@krever(SE)
def katalog_list(request):
    """The catalogue: the tree of groups, a search, and the competences."""
    return vis_liste(
        request,
        lister.KOMPETANSER,
        "kartlegging/katalog/katalog_list.html",
        katalog=lambda side: bilde.katalogside(request.user, side.form.valgt("gruppe") or None),
        brodsmuler=sti(her=_("Kompetansekatalog")),
    )


@krever(SE)
def katalog_detail(request, pk):
    """One competence. One that was merged into another leads there."""
    kompetanse = _kompetanse(request, pk)
    if kompetanse.slaatt_sammen_med:
        messages.info(request, _("«%s» er slått sammen med denne.") % kompetanse)
        return redirect(kompetanse.slaatt_sammen_med)
    context = bilde.kompetansebilde(kompetanse, request.user) | {"brodsmuler": smuler(her=kompetanse.navn)}
    return render(request, "kartlegging/katalog/katalog_detail.html", context)


@krever(RETT)
def katalog_create(request):
    form = KompetanseForm(innsendt(request), avbryt=reverse(LISTEN))
    return _rediger(request, form, _("Ny kompetanse"), smuler(her=_("Ny kompetanse")))


@krever(RETT)
def katalog_update(request, pk):
    kompetanse = _kompetanse(request, pk)
    form = KompetanseForm(innsendt(request), instance=kompetanse, avbryt=kompetanse.get_absolute_url())
    tittel = _("Endre %s") % kompetanse.navn
    return _rediger(request, form, tittel, smuler((kompetanse, kompetanse), her=_("Endre")))


def _rediger(request: HttpRequest, form, tittel, brodsmuler):
    response = utfor(
        request,
        form,
        lambda: kompetanser.endre(form.instance, form.endring, bruker=request.user),
        til=lambda kompetanse: kompetanse,
        kvittering=_("Kompetansen er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": brodsmuler}
    return response or render(request, "kartlegging/katalog/skjema.html", context)


@krever(RETT)
def katalog_merge(request, pk):
    """GET asks which one it is the same as, and tells what follows; POST merges."""
    kilde = _kompetanse(request, pk)
    form = SlaaSammenForm(innsendt(request))
    return bekreft(
        request,
        lambda: sammenslaaing.slaa_sammen(kilde, form.cleaned_data["maal"], bruker=request.user),
        form=form,
        tittel=_("Slå sammen"),
        sporsmaal=_("Hvilken kompetanse er det samme som «%s»?") % kilde,
        konsekvens=bilde.sammenslaaingstekst(kilde),
        knapp=_("Slå sammen"),
        avbryt=kilde,
        til=lambda maal: maal,
        kvittering=_("De to er slått sammen."),
        brodsmuler=smuler((kilde, kilde), her=_("Slå sammen")),
    )


@krever(RETT)
def katalog_retire(request, pk):
    """GET asks from which day; POST retires it."""
    kompetanse = _kompetanse(request, pk)
    form = AvvikleForm(innsendt(request))
    return bekreft(
        request,
        lambda: kompetanser.avvikle(kompetanse, form.cleaned_data["dato"], bruker=request.user),
        form=form,
        tittel=_("Utgår"),
        sporsmaal=_("Skal «%s» gå ut av bruk?") % kompetanse,
        konsekvens=_("Ingen kan velge den fra da av. Det folk har registrert, og krav som gjelder, blir stående."),
        knapp=_("Ta ut av bruk"),
        avbryt=kompetanse,
        til=kompetanse,
        kvittering=_("Kompetansen går ut av bruk."),
        brodsmuler=smuler((kompetanse, kompetanse), her=_("Utgår")),
    )


@krever(RETT)
@require_POST
def katalog_restore(request, pk):
    kompetanse = _kompetanse(request, pk)
    return utfor(
        request,
        None,
        lambda: kompetanser.avvikle(kompetanse, None, bruker=request.user),
        til=kompetanse,
        kvittering=_("Kompetansen er i bruk igjen."),
    )


@krever(RETT)
@require_POST
def katalog_fill(request):
    """The catalogue that other kommuner start with, for one that was here before there was any."""
    return utfor(
        request, None, lambda: standard.fyll(bruker=request.user), til=LISTEN, kvittering=_("Katalogen er fylt.")
    )


def _kompetanse(request, pk):
    alle = Kompetanse.objects.visible_to(request.user).select_related("skala", "kategori", "slaatt_sammen_med")
    return get_object_or_404(alle, pk=pk)
