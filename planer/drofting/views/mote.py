"""The meeting itself: the wall for the projector, and the page of the one who leads it.

The wall asks every few seconds whether it shows what is. What its keys and the mouse do is posted to the same address.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, si_feil, utfor
from kompetanse.felles.kode import qr
from kompetanse.felles.samskriving import er_underveis
from kompetanse.felles.tekst import som_nokkel
from planer.drofting import bilde, forslag, mote, tavle
from planer.drofting.endring import LEDE
from planer.drofting.forms import (
    ForslagForm,
    GruppeForm,
    InnspillForm,
    OppsummeringForm,
    RomForm,
    TavleForm,
)
from planer.drofting.views.forberedelse import hent, ramme
from planer.models import Innspill, Innspillsgruppe, Kompetansedrofting, Punkt, Tiltaksforslag

ser_planer = krever("planer.view_planer")
STYR = "planer:kompetansedrofting-styr"


def _siden(drofting: Kompetansedrofting, navn: str = STYR) -> str:
    return reverse(navn, args=[drofting.pk])


@ser_planer
def kompetansedrofting_start(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what happens; POST opens the meeting and goes to the wall."""
    drofting = hent(request, pk, LEDE)
    return bekreft(
        request,
        lambda: mote.start(drofting, bruker=request.user),
        tittel=_("Start møtet"),
        sporsmaal=_("Er dere klare?"),
        konsekvens=_("Veggen åpnes med en kode. Den som har koden, kan skrive til dere møtet er over."),
        knapp=_("Start møtet"),
        avbryt=drofting,
        til=_siden(drofting, "planer:kompetansedrofting-tavle"),
        brodsmuler=ramme(drofting, her=_("Start møtet"))["brodsmuler"],
    )


def _hent_motet(request, pk):
    """The meeting for one who leads it; one that has ended for all who see it, who are led to what came of it."""
    drofting = hent(request, pk)
    return drofting if drofting.er_avsluttet else hent(request, pk, LEDE)


def _tavle(drofting: Kompetansedrofting) -> bilde.Tavle | None:
    """The wall of a meeting that goes on."""
    rom = getattr(drofting, "rom", None) if drofting.paagaar else None
    return bilde.tavlen(rom) if rom else None


@ser_planer
def kompetansedrofting_tavle(request: HttpRequest, pk: int) -> HttpResponse:
    """The wall, made for a projector."""
    tavlen = _tavle(drofting := _hent_motet(request, pk))
    if tavlen is None:
        return redirect(drofting)
    return render(request, "planer/drofting/tavle.html", _paa_veggen(tavlen))


def _paa_veggen(tavlen, **mer):
    veien = [(tavlen.forrige, "arrowleft", "←"), (tavlen.neste, "arrowright", "→")]
    return {
        "tavle": tavlen,
        "drofting": tavlen.drofting,
        "qr": qr(reverse("telefon:rom", args=[tavlen.rom.kode])),
        "veien": [steg for steg in veien if steg[0]],
        "maal": bilde.egne_maal(tavlen.drofting) if tavlen.rom.punkt == Punkt.MAAL else (),
        **mer,
    }


def kompetansedrofting_brett(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what is on the wall, or nothing when the page shows it. POST: something is done on it.

    A wall that has been left open is told that the session has ended, where another page would be led to the login.
    """
    if not request.user.is_authenticated:
        return render(request, "planer/drofting/_utlogget.html", {"til": _veggen(pk)})
    return _brett(request, pk)


@ser_planer
def _brett(request, pk):
    drofting = _hent_motet(request, pk)
    if drofting.er_avsluttet:
        return render(request, "planer/drofting/_over.html", {"drofting": drofting})
    feil = _gjor(request, drofting) if request.method == "POST" else ""
    if request.method == "POST" and not er_underveis(request):
        return si_feil(request, feil, _siden(drofting)) if feil else redirect(_siden(drofting))
    tavlen = _tavle(hent(request, pk))
    if tavlen is None:
        return render(request, "planer/drofting/_over.html", {"drofting": drofting})
    if request.GET.get("merke") == tavlen.merke:
        return HttpResponse(status=204)
    return render(request, "planer/drofting/_brett.html", _paa_veggen(tavlen, feil=feil))


def _veggen(pk):
    return reverse("planer:kompetansedrofting-tavle", args=[pk])


def _gjor(request, drofting) -> ValidationError | str:
    """Do what was posted; returns why it was not done, or nothing."""
    form = TavleForm(request.POST)
    if not form.is_valid():
        return ValidationError([melding for feil in form.errors.values() for melding in feil])
    try:
        _handling(form, drofting, request.user)()
    except ValidationError as feil:
        return feil
    return ""


def _handling(form: TavleForm, drofting: Kompetansedrofting, bruker) -> Callable:
    valgt, innspill = form.cleaned_data, form.innspill
    return {
        "flytt": lambda: tavle.flytt(drofting, innspill, valgt["gruppe"], bruker=bruker),
        "samle": lambda: tavle.samle(drofting, innspill, valgt["navn"], bruker=bruker),
        "vis": lambda: tavle.sett_status(drofting, innspill, Innspill.Status.VIST, bruker=bruker),
        "skjul": lambda: tavle.sett_status(drofting, innspill, Innspill.Status.SKJULT, bruker=bruker),
        "merk": lambda: tavle.merk(drofting, valgt["gruppe"], valgt["kritisk"], bruker=bruker),
    }[valgt["handling"]]


# --- The page of the one who leads ----------------------------------------------------------------


@ser_planer
def kompetansedrofting_styr(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits, the groups, the proposals, and the buttons of the meeting. Works with no wall and no phones too."""
    tavlen = _tavle(drofting := _hent_motet(request, pk))
    if tavlen is None:
        return redirect(drofting)
    form = InnspillForm(innsendt(request), grupper=tavlen.grupper)
    response = utfor(
        request,
        form,
        lambda: tavle.skriv(drofting, form.cleaned_data["tekst"], form.cleaned_data.get("gruppe"), bruker=request.user),
        til=f"{_siden(drofting)}#skriv",
    )
    context = {**ramme(drofting, her=_("Styr møtet")), "tavle": tavlen, "form": form}
    return response or render(request, "planer/drofting/styr.html", context)


@ser_planer
@require_POST
def kompetansedrofting_punkt(request: HttpRequest, pk: int, punkt: str) -> HttpResponse:
    """Go to this point of the agenda."""
    if punkt not in Punkt:
        raise Http404
    drofting = hent(request, pk, LEDE)
    til = _veggen(pk) if "veggen" in request.POST else _siden(drofting)
    return utfor(request, None, lambda: mote.gaa_til(drofting, punkt, bruker=request.user), til=til)


@ser_planer
def moterom_update(request: HttpRequest, kompetansedrofting_pk: int) -> HttpResponse:
    """Whether notes wait, and how many votes each phone has."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    tavlen = _tavle(drofting)
    if tavlen is None:
        return redirect(drofting)
    form = RomForm(innsendt(request), instance=tavlen.rom)
    response = utfor(
        request,
        form,
        lambda: mote.innstill(drofting, form.endring, bruker=request.user),
        til=_siden(drofting),
        kvittering=_("Lagret."),
    )
    return response or _skjema(request, drofting, form, _("Innstillinger"), _siden(drofting))


def _skjema(request, drofting, form, tittel, avbryt, **mer):
    context = {**ramme(drofting, her=tittel), "form": form, "avbryt": avbryt, **mer}
    return render(request, "planer/drofting/skjema_felt.html", context)


@ser_planer
@require_POST
def kompetansedrofting_avstemning(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote, or close it."""
    drofting = hent(request, pk, LEDE)
    aapen = "aapne" in request.POST
    return utfor(
        request,
        None,
        lambda: mote.la_stemme(drofting, aapen, bruker=request.user),
        til=_siden(drofting),
        kvittering=_("Telefonene kan stemme nå.") if aapen else _("Avstemningen er stengt."),
    )


@ser_planer
def moterom_kode(request: HttpRequest, kompetansedrofting_pk: int) -> HttpResponse:
    """GET says what follows; POST makes a new code."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    return bekreft(
        request,
        lambda: mote.ny_kode(drofting, bruker=request.user),
        tittel=_("Ny kode"),
        sporsmaal=_("Vil du lage en ny kode?"),
        konsekvens=_("Den gamle slutter å virke, og alle må skanne eller skrive den nye. Innspillene er der fortsatt."),
        knapp=_("Lag ny kode"),
        avbryt=_siden(drofting),
        til=_siden(drofting),
        kvittering=_("Den nye koden står på veggen."),
        brodsmuler=ramme(drofting, her=_("Ny kode"))["brodsmuler"],
    )


def _gruppen(request, pk):
    gruppe = get_object_or_404(Innspillsgruppe, pk=pk)
    gruppe.drofting = hent(request, gruppe.drofting_id, LEDE)
    return gruppe


@ser_planer
def innspillsgruppe_update(request: HttpRequest, pk: int) -> HttpResponse:
    """What a group is called, and whether it is critical."""
    gruppe = _gruppen(request, pk)
    form = GruppeForm(innsendt(request), instance=gruppe)
    til = _siden(gruppe.drofting)
    response = utfor(
        request,
        form,
        lambda: tavle.gi_navn(gruppe, form.endring, bruker=request.user),
        til=til,
        kvittering=_("Lagret."),
    )
    slett = reverse("planer:innspillsgruppe-delete", args=[pk])
    return response or _skjema(request, gruppe.drofting, form, _("Gruppen"), til, slett=slett)


@ser_planer
def innspillsgruppe_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes the group apart."""
    gruppe = _gruppen(request, pk)
    til = _siden(gruppe.drofting)
    return bekreft(
        request,
        lambda: tavle.los_opp(gruppe, bruker=request.user),
        tittel=_("Løs opp gruppen"),
        sporsmaal=_("Vil du løse opp «%s»?") % gruppe,
        konsekvens=_("Innspillene blir liggende på veggen utenfor gruppene. Stemmene går tilbake til dem som ga dem."),
        knapp=_("Løs opp"),
        avbryt=til,
        til=til,
        kvittering=_("Gruppen er løst opp."),
        brodsmuler=ramme(gruppe.drofting, her=_("Løs opp gruppen"))["brodsmuler"],
    )


@ser_planer
def tiltaksforslag_create(request: HttpRequest, kompetansedrofting_pk: int) -> HttpResponse:
    """A measure that the meeting proposes. `?gruppe=` is the need it is for, and `?innspill=` the note it comes from."""
    drofting = hent(request, kompetansedrofting_pk, LEDE)
    if not drofting.paagaar:
        return redirect(drofting)
    gruppe = drofting.grupper.filter(pk=som_nokkel(request.GET.get("gruppe", ""))).first()
    note = drofting.innspill.filter(pk=som_nokkel(request.GET.get("innspill", ""))).first()
    gruppe = gruppe or (note and note.gruppe)
    nytt = Tiltaksforslag(drofting=drofting, gruppe=gruppe, kritisk=bool(gruppe and gruppe.kritisk))
    nytt.navn = note.tekst if note else ""
    return _rediger_forslag(request, nytt, _("Nytt forslag"))


@ser_planer
def tiltaksforslag_update(request: HttpRequest, pk: int) -> HttpResponse:
    return _rediger_forslag(request, _forslaget(request, pk), _("Endre forslaget"))


def _forslaget(request, pk):
    ett = get_object_or_404(Tiltaksforslag, pk=pk)
    ett.drofting = hent(request, ett.drofting_id, LEDE)
    return ett


def _rediger_forslag(request, ett, tittel):
    drofting = ett.drofting
    form = ForslagForm(innsendt(request), instance=ett, avbryt=_siden(drofting))
    response = utfor(
        request,
        form,
        lambda: forslag.foreslaa(ett, form.endring, bruker=request.user),
        til=f"{_siden(drofting)}#forslagene",
        kvittering=_("Forslaget er lagret."),
    )
    slett = reverse("planer:tiltaksforslag-delete", args=[ett.pk]) if ett.pk else ""
    context = {**ramme(drofting, her=tittel), "form": form, "slett": slett}
    return response or render(request, "planer/drofting/skjema.html", context)


@ser_planer
def tiltaksforslag_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST takes it back."""
    ett = _forslaget(request, pk)
    til = _siden(ett.drofting)
    return bekreft_sletting(
        request,
        lambda: forslag.slett(ett, bruker=request.user),
        tittel=_("Slett forslaget"),
        sporsmaal=_("Vil du slette «%s»?") % ett,
        avbryt=til,
        til=til,
        kvittering=_("Forslaget er slettet."),
        brodsmuler=ramme(ett.drofting, her=_("Slett forslaget"))["brodsmuler"],
    )


@ser_planer
def kompetansedrofting_avslutt(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what is kept and what is gone; POST ends the meeting."""
    drofting = hent(request, pk, LEDE)
    if not drofting.paagaar:
        return redirect(drofting)
    form = OppsummeringForm(innsendt(request), instance=drofting)
    response = utfor(
        request,
        form,
        lambda: mote.avslutt(drofting, form.endring, bruker=request.user),
        til=drofting,
        kvittering=_("Møtet er avsluttet. Nå kan du legge behov og tiltak inn i planen."),
    )
    tavlen = _tavle(drofting)
    context = {**ramme(drofting, her=_("Avslutt møtet")), "form": form, "tavle": tavlen}
    return response or render(request, "planer/drofting/avslutt.html", context)
