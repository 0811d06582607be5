"""Adding a competence to oneself, and what can be done with it afterwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil import registrering
from kartlegging.profil.forms import BrukForm, RegistreringForm, SluttForm
from kompetanse.felles.formats import sitat
from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from kompetanse.felles.tekst import som_nokkel

MIN = "kartlegging:min"
FORSLAG = 20
# What a renewal takes along from the one before; the dates are new.
FORNYES = ("nivaa", "institusjon", "bruk")
FELTER = (*FORNYES, "fra", "til", "forventet", "studiepoeng", "nus", "kommentar")


@krever("kartlegging.view_min")
def kompetanse_create(request: HttpRequest) -> HttpResponse:
    """Find the competence first, then say what one has of it. `?kompetanse=` names the one that was found."""
    nokkel = som_nokkel(request.GET.get("kompetanse", ""))
    if nokkel is None:
        return _finn(request)
    kompetanse = get_object_or_404(_katalogen(request), pk=nokkel)
    return _skjema(request, kompetanse, _("Legg til %s") % sitat(kompetanse.navn))


def _finn(request):
    uttrykk = request.GET.get("sok", "")
    treff = finn_kompetanser(uttrykk).select_related("gruppe")[:FORSLAG] if uttrykk.strip() else None
    context = {"sok": uttrykk, "treff": treff, "brodsmuler": _smuler(_("Legg til"))}
    if request.headers.get("HX-Request") == "true":
        return render(request, "kartlegging/profil/_treff.html", context)
    return render(request, "kartlegging/profil/kompetanse_create.html", context)


@krever("kartlegging.view_min")
def registrering_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new proof, or another level, of what one has: the old one stays until it ends."""
    rad = _egen(request, pk)
    start = {navn: getattr(rad, navn) for navn in FORNYES}
    tittel = _("Nytt nivå i %s") if rad.nivaa else _("Nytt bevis for %s")
    if rad.nivaa and not rad.til:  # a level without end has nothing to renew, but may be followed by another
        start["nivaa"] = None
    return _skjema(request, rad.kompetanse, tittel % sitat(rad.kompetanse.navn), start=start)


@krever("kartlegging.view_min")
def registrering_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what no leader has confirmed; what one returned is handed in again."""
    rad = _egen(request, pk)
    start = {navn: getattr(rad, navn) for navn in FELTER} | {"paabegynt": rad.forventet is not None}
    return _skjema(request, rad.kompetanse, _("Endre %s") % sitat(rad.kompetanse.navn), start=start, rad=rad)


def _skjema(request, kompetanse, tittel, *, start=None, rad=None):
    form = RegistreringForm(innsendt(request), request.FILES or None, kompetanse=kompetanse, initial=start)

    def lagre():
        hva, filer = form.registrering(), form.alle_filer
        if rad:
            return registrering.endre(rad, hva, bruker=request.user, filer=filer)
        return registrering.registrer(request.user.person, hva, bruker=request.user, filer=filer)

    response = utfor(request, form, lagre, til=lambda _rad: MIN, kvittering=_kvittering)
    context = {"form": form, "kompetanse": kompetanse, "rad": rad, "tittel": tittel, "brodsmuler": _smuler(tittel)}
    return response or render(request, "kartlegging/profil/registrering_form.html", context)


def _kvittering(rad):
    navn = {"navn": sitat(rad.kompetanse.navn)}
    if rad.tilstand == Personkompetanse.Tilstand.PAABEGYNT:
        return _("%(navn)s står som påbegynt.") % navn
    return _("%(navn)s er registrert og venter på lederen din.") % navn


@krever("kartlegging.view_min")
def registrering_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks from when; what was, stays as history."""
    rad = _egen(request, pk)
    form = SluttForm(innsendt(request))
    return bekreft(
        request,
        lambda: registrering.avslutt(rad, form.cleaned_data["siste_dag"], bruker=request.user),
        form=form,
        tittel=_("Avslutt %s") % sitat(rad.kompetanse.navn),
        sporsmaal=_("Fra når har du den ikke lenger?"),
        konsekvens=_("Den teller ikke etter denne dagen. At du har hatt den, blir stående."),
        knapp=_("Avslutt"),
        avbryt=MIN,
        til=MIN,
        kvittering=_("%s er avsluttet.") % sitat(rad.kompetanse.navn),
        brodsmuler=_smuler(_("Avslutt")),
    )


@krever("kartlegging.view_min")
def registrering_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how one uses what one has, also when it is confirmed."""
    rad = _egen(request, pk)
    form = BrukForm(innsendt(request), initial={"bruk": rad.bruk})
    return bekreft(
        request,
        lambda: registrering.sett_bruk(rad, form.cleaned_data["bruk"], bruker=request.user),
        form=form,
        tittel=_("Bruk av %s") % sitat(rad.kompetanse.navn),
        sporsmaal=_("Får du brukt det du kan?"),
        knapp=_("Lagre"),
        avbryt=MIN,
        til=MIN,
        kvittering=_("Svaret er lagret."),
        brodsmuler=_smuler(_("Bruk")),
    )


@krever("kartlegging.view_min")
def registrering_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once."""
    rad = _egen(request, pk)
    return bekreft_sletting(
        request,
        lambda: registrering.slett(rad, bruker=request.user),
        tittel=_("Slett %s") % sitat(rad.kompetanse.navn),
        sporsmaal=_("Vil du slette registreringen?"),
        konsekvens=_("Filene som ligger ved, blir også borte."),
        avbryt=MIN,
        til=MIN,
        kvittering=_("%s er slettet.") % sitat(rad.kompetanse.navn),
        brodsmuler=_smuler(_("Slett")),
    )


def _katalogen(request):
    tekster = ("skala__trinn", "nivaatekster")
    return Kompetanse.objects.visible_to(request.user).select_related("skala").prefetch_related(*tekster)


def _egen(request, pk):
    """One of the user's own items, or 404."""
    egne = request.user.person.kompetanser.for_visning().prefetch_related("kompetanse__nivaatekster", "filer")
    return get_object_or_404(egne, pk=pk)


def _smuler(her):
    return sti((_("Min kompetanse"), MIN), her=her)
