"""The table of measures, its files, and one cell of it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import krever, si_feil
from planer.handlingsplan import celle
from planer.handlingsplan.bilde import Handlingsplan, handlingsplan, summen
from planer.handlingsplan.dokument import fil, sumtekst
from planer.handlingsplan.forms import HandlingsplanFilter
from planer.handlingsplan.kolonner import Kolonne, kolonner, leses
from planer.models import Innhold, Kompetanseplan, Steg, Tiltak, Visning
from planer.plan.ramme import ramme
from planer.planside import hent_plan
from planer.tiltak.bilde import rad
from planer.tiltak.styring import RETT
from planer.tiltak.views import hent_tiltak

kan_se = krever("planer.view_planer")
# What is stopped is not counted.
ENDRER_SUMMEN = {Innhold.PENGER, Innhold.KOSTNAD, Innhold.FINANSIERING, Innhold.STATUS}


@kan_se
def plan_handlingsplan(request: HttpRequest, pk: int) -> HttpResponse:
    """The table in one of its views, or the file that `?format=` asks for."""
    plan = hent_plan(request, pk)
    visning = _visning(request)
    form = HandlingsplanFilter(request.GET)
    tabell = handlingsplan(plan, visning, request.user, request.GET, form.utvalg)
    try:
        response = fil(request, tabell)
    except LesbarFeil as feil:
        response = si_feil(request, feil, _adresse(plan, visning))
    return response or render(request, "planer/handlingsplan/plan_handlingsplan.html", _context(request, tabell, form))


def _context(request, tabell: Handlingsplan, form):
    plan = tabell.plan
    filer = {navn: _adresse(plan, tabell.visning, request.GET, format=navn) for navn in ("xlsx", "csv", "docx", "pdf")}
    return ramme(plan, Steg.TILTAK, bruker=request.user, her=_("Handlingsplan")) | {
        "tabell": tabell,
        "filter": form,
        "filer": filer,
        "sum": sumtekst(tabell.penger),
        "faner": [
            {"navn": ett.navn, "url": _adresse(plan, ett), "aktiv": ett == tabell.visning}
            for ett in Visning.objects.i_bruk()
        ],
        "kan_endre_tiltak": request.user.has_perm(RETT, plan),
        "kan_endre_visninger": request.user.has_perm("planer.change_oppsett"),
    }


def _visning(request: HttpRequest) -> Visning:
    """The view that is asked for, else the first. Raises Http404 for one that is not there."""
    visninger = Visning.objects.visible_to(request.user).i_bruk()
    nummer = request.GET.get("visning", "")
    valgt = get_object_or_404(visninger, pk=nummer[:9]) if nummer.isdecimal() else visninger.first()
    if valgt is None:
        raise Http404
    return valgt


def _adresse(plan: Kompetanseplan, visning: Visning, valg=None, **mer: str) -> str:
    """The table in a view, with what else is chosen."""
    behold = {navn: valg[navn] for navn in ("q", "status", "sorter") if valg and valg.get(navn)}
    sporring = urlencode({"visning": visning.pk, **behold, **mer})
    return f"{reverse('planer:plan-handlingsplan', args=[plan.pk])}?{sporring}"


# --- One cell -------------------------------------------------------------------------------------


@kan_se
def tiltak_celle(request: HttpRequest, pk: int, kolonne: str) -> HttpResponse:
    """GET gives the cell's field; POST puts what was typed there.

    htmx gets the field for the cell, and the row once it is saved. Without it, this is a page with one field.
    """
    tiltak, visning = hent_tiltak(request, pk, RETT), _visning(request)
    hvilken = _kolonne(visning, kolonne)
    if not hvilken.redigering.kan(tiltak):
        return _videre(request, reverse("planer:tiltak-update", args=[tiltak.pk]))
    if "avbryt" in request.GET:
        return _rad(request, tiltak, visning)
    naa = hvilken.redigering.skrevet(tiltak)
    if request.method != "POST":
        return _felt(request, tiltak, visning, hvilken, skrevet=naa, sett=naa)
    skrevet, sett = request.POST.get("verdi", ""), request.POST.get("sett", "")
    try:
        celle.endre(tiltak, hvilken.redigering, skrevet, sett, kolonne=kolonne, bruker=request.user)
    except celle.Konflikt as konflikt:
        return _felt(request, tiltak, visning, hvilken, skrevet=skrevet, sett=konflikt.naa, status=409)
    except ValidationError as feil:
        return _felt(request, tiltak, visning, hvilken, skrevet=skrevet, sett=sett, feil=feil.messages, status=422)
    return _rad(request, tiltak, visning, lagret=timezone.now(), med_sum=kolonne in ENDRER_SUMMEN)


def _kolonne(visning: Visning, nokkel: str) -> Kolonne:
    """The column of the view that can be changed in place. Raises Http404 for another."""
    funnet = next((ett for ett in kolonner(visning) if ett.nokkel == nokkel and ett.redigering), None)
    if funnet is None:
        raise Http404
    return funnet


def _er_htmx(request):
    return request.headers.get("HX-Request") == "true"


def _videre(request, adresse):
    """To another page, from a cell too."""
    if _er_htmx(request):
        return HttpResponse(headers={"HX-Redirect": adresse})
    return redirect(adresse)


def _felt(request, tiltak, visning, kolonne, *, skrevet, sett, feil=(), status=200):
    """The field of the cell, with what was typed; at 409 beside what another has put there, which is `sett` then."""
    felt = kolonne.redigering.felt(tiltak)
    context = {
        "tiltak": tiltak,
        "kolonne": kolonne,
        "visning": visning,
        "kontroll": _kontroll(felt, skrevet, bool(feil)),
        "sett": sett,
        "skrevet": skrevet,
        "feil": feil,
        "konflikt": status == 409,
        "tabellen": _adresse(tiltak.plan, visning),
    }
    mal = "_celle" if _er_htmx(request) else "tiltak_celle"
    svar = render(request, f"planer/handlingsplan/{mal}.html", context, status=status)
    svar["HX-Retarget"], svar["HX-Reswap"] = f"#celle-{tiltak.pk}-{kolonne.nokkel}", "innerHTML"
    return svar


def _kontroll(felt, skrevet, er_feil):
    attrs = {"id": "id_verdi", "class": "ds-input", **felt.widget_attrs(felt.widget), **felt.widget.attrs}
    if er_feil:
        attrs |= {"aria-invalid": "true", "aria-describedby": "id_verdi_error"}
    return felt.widget.render("verdi", skrevet, attrs)


def _rad(request, tiltak: Tiltak, visning: Visning, *, lagret=None, med_sum: bool = False) -> HttpResponse:
    """The row as it is now, when it was saved, and the sum of the rows that the page shows; the whole table without htmx."""
    if not _er_htmx(request):
        return redirect(f"{_adresse(tiltak.plan, visning)}#tiltak-{tiltak.pk}")
    hvilke = kolonner(visning)
    vist = Tiltak.objects.filter(pk=tiltak.pk).prefetch_related(*leses(hvilke))
    context = {
        "rader": [rad(vist, request.user)],
        "kolonner": hvilke,
        "visning": visning,
        "lagret": lagret,
        "med_sum": med_sum,
    }
    if med_sum:
        valg = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
        utvalg = HandlingsplanFilter(valg).utvalg
        context["sum"] = sumtekst(summen(tiltak.plan, visning, request.user, valg, utvalg))
    return render(request, "planer/handlingsplan/_lagret.html", context)
