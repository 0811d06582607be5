"""Categories of positions: seen by all, kept by HR; and the positions that lead to none."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kartlegging.katalog import lister, stillingskategorier
from kartlegging.katalog.endring import RETT
from kartlegging.katalog.forms.stillingskategori import StillingskategoriForm, TilknytningForm
from kartlegging.katalog.views.smuler import smuler
from kartlegging.labels import NUS
from kartlegging.models import Stillingskategori
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.organisasjon.eksport import vis_liste

LISTEN, UTEN = "kartlegging:stillingskategori-list", "kartlegging:stillingskategori-unmatched"
SE = lister.STILLINGSKATEGORIER.rett


def _smuler(*over, her):
    return smuler((_("Stillingskategorier"), LISTEN), *over, her=her)


@krever(SE)
def stillingskategori_list(request):
    mal = "kartlegging/katalog/stillingskategori_list.html"
    brodsmuler = smuler(her=_("Stillingskategorier"))
    return vis_liste(request, lister.STILLINGSKATEGORIER, mal, brodsmuler=brodsmuler)


@krever(SE)
def stillingskategori_detail(request, pk):
    kategori = _kategori(request, pk)
    kilder = list(kategori.kilder.all())
    context = {
        "kategori": kategori,
        "koder": [kilde.stillingskode for kilde in kilder if kilde.stillingskode],
        "titler": [kilde.tittel for kilde in kilder if kilde.tittel],
        "nus": dict(NUS).get(kategori.nus, ""),
        "ansatte": stillingskategorier.antall_ansatte(request.user.kommune_id).get(kategori.pk, 0),
        "kan_endre": request.user.has_perm(RETT),
        "brodsmuler": _smuler(her=kategori.navn),
    }
    return render(request, "kartlegging/katalog/stillingskategori_detail.html", context)


@krever(RETT)
def stillingskategori_create(request):
    return _rediger(request, StillingskategoriForm(innsendt(request)), _("Ny stillingskategori"))


@krever(RETT)
def stillingskategori_update(request, pk):
    kategori = _kategori(request, pk)
    return _rediger(request, StillingskategoriForm(innsendt(request), instance=kategori), kategori.navn)


def _rediger(request, form, tittel):
    response = utfor(
        request,
        form,
        lambda: stillingskategorier.endre(form.instance, form.endring, bruker=request.user),
        til=lambda kategori: kategori,
        kvittering=_("Kategorien er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": _smuler(her=tittel)}
    return response or render(request, "kartlegging/katalog/skjema.html", context)


@krever(RETT)
def stillingskategori_delete(request, pk):
    """GET asks; POST deletes it."""
    kategori = _kategori(request, pk)
    return bekreft(
        request,
        lambda: stillingskategorier.slett(kategori, bruker=request.user),
        tittel=_("Slett kategori"),
        sporsmaal=_("Vil du slette kategorien «%s»?") % kategori,
        konsekvens=_("Stillingene i den blir stående uten kategori."),
        knapp=_("Slett kategorien"),
        farlig=True,
        avbryt=kategori,
        til=LISTEN,
        kvittering=_("Kategorien er slettet."),
        brodsmuler=_smuler((kategori, kategori), her=_("Slett")),
    )


@krever(RETT)
def stillingskategori_unmatched(request):
    """Titles and codes that lead nowhere, each with a category to choose."""
    return vis_liste(
        request,
        lister.UTEN_KATEGORI,
        "kartlegging/katalog/stillingskategori_unmatched.html",
        kategorier=lambda side: Stillingskategori.objects.visible_to(request.user),
        brodsmuler=_smuler(her=_("Uten kategori")),
    )


@krever(RETT)
@require_POST
def stillingskategori_assign(request):
    """One title or code is to lead to a category."""
    form = TilknytningForm(request.POST)
    if not form.is_valid():
        return si_feil(request, form.feil, UTEN)
    kategori = form.cleaned_data["kategori"]
    return utfor(
        request,
        None,
        lambda: stillingskategorier.knytt(kategori, **form.kilde, bruker=request.user),
        til=UTEN,
        kvittering=_("«%(kilde)s» fører nå til %(kategori)s.")
        % {"kilde": next(iter(form.kilde.values())), "kategori": kategori},
    )


def _kategori(request, pk):
    return get_object_or_404(Stillingskategori.objects.visible_to(request.user), pk=pk)
