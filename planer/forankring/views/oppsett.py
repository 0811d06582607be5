"""«Oppsett for planene»: HR keeps what plans and their cases are made of, and who adopts them."""

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.forankring import oppsett
from planer.forankring.forms.oppsett import (
    DagsordenpunktForm,
    ForarbeidspunktForm,
    ListeverdiForm,
    PlanoppsettForm,
    RefleksjonssporsmaalForm,
    SaksdelmalForm,
    SamtalesporsmaalForm,
    SeksjonsmalForm,
    SjekkpunktForm,
    VedtaksorganForm,
)
from planer.models import (
    Dagsordenpunkt,
    Forarbeidspunkt,
    Listeverdi,
    Planoppsett,
    Refleksjonssporsmaal,
    Saksdelmal,
    Samtalesporsmaal,
    Seksjonsmal,
    Sjekkpunkt,
    Steg,
    Vedtaksorgan,
)

SIDEN = "planer:planoppsett-detail"
kan_endre = krever(oppsett.RETT)


def _smuler(*under, her):
    return sti((_("Planer"), "planer:plan-list"), *under, her=her)


@kan_endre
def planoppsett_detail(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    verdier = list(Listeverdi.objects.visible_to(request.user))
    sporsmaal = list(Refleksjonssporsmaal.objects.all())
    context = {
        "oppsett": Planoppsett.for_kommunen(),
        "lister": [(liste, [ett for ett in verdier if ett.liste == liste]) for liste in Listeverdi.Liste],
        "organer": Vedtaksorgan.objects.all(),
        "seksjoner": Seksjonsmal.objects.all(),
        "saksdeler": Saksdelmal.objects.all(),
        "sjekkpunkter": Sjekkpunkt.objects.all(),
        "samtalesporsmaal": Samtalesporsmaal.objects.all(),
        "dagsorden": Dagsordenpunkt.objects.all(),
        "forarbeid": Forarbeidspunkt.objects.all(),
        "steg": [(steg, [ett for ett in sporsmaal if ett.steg == steg]) for steg in Steg],
        "brodsmuler": _smuler(her=_("Oppsett for planene")),
    }
    return render(request, "planer/forankring/planoppsett_detail.html", context)


@kan_endre
def planoppsett_update(request: HttpRequest) -> HttpResponse:
    """Open a year with its deadline; which units make plans, and when they are followed up."""
    return _rediger(request, PlanoppsettForm, Planoppsett.for_kommunen(), _("Planåret"), kan_slettes=False)


def _sider(modell, skjema, ny=""):
    """The three pages of one kind: one more, change it, and delete it."""

    @kan_endre
    def create(request: HttpRequest) -> HttpResponse:
        return _rediger(request, skjema, modell(), str(ny))

    @kan_endre
    def update(request: HttpRequest, pk: int) -> HttpResponse:
        return _rediger(request, skjema, _hent(request, modell, pk))

    @kan_endre
    def delete(request: HttpRequest, pk: int) -> HttpResponse:
        return _slett(request, _hent(request, modell, pk))

    return create, update, delete


@kan_endre
def listeverdi_create(request: HttpRequest, liste: str) -> HttpResponse:
    if liste not in Listeverdi.Liste:
        raise Http404
    return _rediger(request, ListeverdiForm, Listeverdi(liste=liste), Listeverdi.Liste(liste).label)


listeverdi_update, listeverdi_delete = _sider(Listeverdi, ListeverdiForm)[1:]
seksjonsmal_create, seksjonsmal_update, seksjonsmal_delete = _sider(
    Seksjonsmal, SeksjonsmalForm, gettext_lazy("Ny seksjon")
)
saksdelmal_create, saksdelmal_update, saksdelmal_delete = _sider(
    Saksdelmal, SaksdelmalForm, gettext_lazy("Ny del av saksframlegget")
)
sjekkpunkt_create, sjekkpunkt_update, sjekkpunkt_delete = _sider(
    Sjekkpunkt, SjekkpunktForm, gettext_lazy("Nytt punkt i sjekklisten")
)
refleksjonssporsmaal_create, refleksjonssporsmaal_update, refleksjonssporsmaal_delete = _sider(
    Refleksjonssporsmaal, RefleksjonssporsmaalForm, gettext_lazy("Nytt spørsmål")
)
samtalesporsmaal_create, samtalesporsmaal_update, samtalesporsmaal_delete = _sider(
    Samtalesporsmaal, SamtalesporsmaalForm, gettext_lazy("Nytt spørsmål til medarbeidersamtalen")
)

forarbeidspunkt_create, forarbeidspunkt_update, forarbeidspunkt_delete = _sider(
    Forarbeidspunkt, ForarbeidspunktForm, gettext_lazy("Nytt punkt i leders forarbeid")
)


@kan_endre
def dagsordenpunkt_update(request: HttpRequest, pk: int) -> HttpResponse:
    """What a point of the unit's discussion is called, and what it asks."""
    return _rediger(request, DagsordenpunktForm, _hent(request, Dagsordenpunkt, pk), kan_slettes=False)


@kan_endre
def vedtaksorgan_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Who adopts the plans of one level, and who enters it."""
    organ = _hent(request, Vedtaksorgan, pk)
    tittel = _("Hvem vedtar: %(nivaa)s") % {"nivaa": organ.get_nivaa_display().lower()}
    return _rediger(request, VedtaksorganForm, organ, tittel, kan_slettes=False)


def _hent(request, modell, pk):
    return get_object_or_404(modell.objects.filter(kommune_id=request.user.kommune_id), pk=pk)


def _rediger(request: HttpRequest, skjema, del_: Model, tittel: str = "", *, kan_slettes: bool = True) -> HttpResponse:
    tittel = tittel or str(del_)
    form = skjema(innsendt(request), instance=del_, avbryt=reverse(SIDEN))
    response = utfor(
        request,
        form,
        lambda: oppsett.lagre(form.endring.inn_i(del_), bruker=request.user),
        til=SIDEN,
        kvittering=_("Lagret."),
    )
    context = {
        "form": form,
        "tittel": tittel,
        "slett": reverse(f"planer:{del_._meta.model_name}-delete", args=[del_.pk]) if del_.pk and kan_slettes else "",
        "brodsmuler": _smuler((_("Oppsett for planene"), SIDEN), her=tittel),
    }
    return response or render(request, "planer/forankring/planoppsett_form.html", context)


def _slett(request, del_):
    """GET asks; POST deletes what no plan uses."""
    return bekreft_sletting(
        request,
        lambda: oppsett.slett(del_, bruker=request.user),
        tittel=_("Slett"),
        sporsmaal=_("Vil du slette «%s»?") % del_,
        konsekvens=_("Det går bare når ingen planer bruker den."),
        avbryt=SIDEN,
        til=SIDEN,
        kvittering=_("Slettet."),
        brodsmuler=_smuler((_("Oppsett for planene"), SIDEN), her=_("Slett")),
    )
