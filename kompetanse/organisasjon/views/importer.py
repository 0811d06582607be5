"""The pages of the HR import: upload and history, columns, preview, result."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles import jobber
from kompetanse.felles.dokumenter import DokumentSkadet
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.models import Jobb
from kompetanse.felles.spreadsheets import tabell_response
from kompetanse.organisasjon.forms.importer import KolonneForm, LinjeFilter, OpplastingForm
from kompetanse.organisasjon.importering import eksempel, prosess
from kompetanse.organisasjon.importering.filer import les_tabell
from kompetanse.organisasjon.importering.kolonner import er_enhetsfil
from kompetanse.organisasjon.importering.visning import faner, overskrift, tallrekke, velg_slag
from kompetanse.organisasjon.models import Import
from kompetanse.organisasjon.views.krav import krever

PER_SIDE = 50
IMPORTER_PER_SIDE = 20
PROVERADER = 20


@krever(prosess.RETTIGHET)
def import_list(request):
    """Upload a file, and what has been imported before."""
    skjema = OpplastingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and skjema.is_valid() and (importen := skjema.last_opp(request.user)):
        return redirect(_neste(importen))
    importer = Import.objects.visible_to(request.user).for_list()
    side = Paginator(importer, IMPORTER_PER_SIDE).get_page(request.GET.get("side"))
    return render(request, "organisasjon/import_list.html", _context(None, skjema=skjema, side=side))


def _neste(importen):
    """The preview, or the columns when they have not been chosen."""
    if importen.er_lest and not Import.objects.get(pk=importen.pk).fingeravtrykk:
        return reverse("organisasjon:import-kolonner", args=[importen.pk])
    return importen.get_absolute_url()


@krever(prosess.RETTIGHET)
def import_kolonner(request, pk):
    """Say what each column is."""
    importen = _hent(request, pk)
    if not (importen.er_lest and importen.er_aapen):
        return redirect(importen)
    proeve = [rad.verdier for rad in _tabell(importen).rader[:PROVERADER]]
    nivaanavn = request.user.kommune.nivaanavn
    skjema = KolonneForm(request.POST or None, importen=importen, nivaanavn=nivaanavn, proeve=proeve)
    if request.method == "POST" and skjema.is_valid():
        valg = {"full_fil": skjema.full_fil, "dato": skjema.cleaned_data["dato"]}
        _forsok(request, prosess.velg_kolonner, importen, skjema.kolonner, bruker=request.user, **valg)
        return redirect(importen)
    context = _context(_("Kolonner"), importen=importen, skjema=skjema, bare_enheter=er_enhetsfil(importen.kolonner))
    return render(request, "organisasjon/import_kolonner.html", context)


@krever(prosess.RETTIGHET)
def import_detail(request, pk):
    """What the file would do, or did, line by line; or how far the job has come."""
    importen = _hent(request, pk)
    if importen.arbeides_med and jobber.merk_avbrutte(Jobb.objects.filter(pk=importen.jobb_id)):
        importen = _hent(request, pk)
    slag = velg_slag(importen, request.GET.get("vis"))
    filter_ = LinjeFilter({"q": request.GET.get("q", ""), "vis": slag})
    linjer = filter_.sok(importen.linjer.filter(slag=slag))
    context = _context(
        importen.filnavn,
        importen=importen,
        overskrift=overskrift(importen),
        tall=tallrekke(importen),
        faner=faner(importen, slag),
        slag=slag,
        skjema=filter_,
        side=Paginator(linjer, PER_SIDE).get_page(request.GET.get("side")),
    )
    return render(request, "organisasjon/import_detail.html", context)


@krever(prosess.RETTIGHET)
@require_POST
def import_kontroller(request, pk):
    """Make the preview again, as after a job that stopped or when something has been mended by hand."""
    importen = _hent(request, pk)
    if not (importen.er_lest and importen.er_aapen) or prosess.feil_i_oppsettet(importen):
        return redirect(importen)
    _forsok(request, prosess.start_kontroll, importen, bruker=request.user)
    return redirect(importen)


@krever(prosess.RETTIGHET)
@require_POST
def import_bekreft(request, pk):
    """Store what the preview on the user's screen shows."""
    importen = _hent(request, pk)
    melding = _forsok(
        request,
        prosess.bekreft,
        importen,
        bruker=request.user,
        fingeravtrykk=request.POST.get("fingeravtrykk", ""),
        mange_er_sett="mange_er_sett" in request.POST,
    )
    if melding:
        er_lagret = _hent(request, pk).status == Import.Status.LAGRET
        (messages.success if er_lagret else messages.warning)(request, melding)
    return redirect(importen)


@krever(prosess.RETTIGHET)
def import_forkast(request, pk):
    """GET asks; POST deletes the file and what was read from it."""
    importen = _hent(request, pk)
    if not importen.er_aapen:
        return redirect(importen)
    if request.method == "POST":
        _forsok(request, prosess.forkast, importen, bruker=request.user)
        return redirect("organisasjon:import-list")
    return render(request, "organisasjon/import_forkast.html", _context(_("Forkast"), importen=importen))


@krever(prosess.RETTIGHET)
def import_feil(request, pk):
    """The faulty rows as they stood in the file, each with its reason, to be mended and imported again."""
    importen = _hent(request, pk)
    if not importen.lagringssti:
        raise Http404
    overskrifter, rader = eksempel.feilrader(importen, _tabell(importen))
    navn = _("Rader med feil i %s") % importen.filnavn.rsplit(".", 1)[0]
    return tabell_response("xlsx", navn, overskrifter, rader)


@krever(prosess.RETTIGHET)
def import_eksempel(request):
    """A file that shows what can be in one."""
    filformat = "csv" if request.GET.get("format") == "csv" else "xlsx"
    return tabell_response(filformat, _("Eksempel på ansattfil"), *eksempel.eksempelfil())


def _context(siste, **resten):
    """The breadcrumb, down to this page, and what else the template takes."""
    smuler = [(_("Organisasjon"), reverse("organisasjon:enhet-list")), (_("Import"), None)]
    if siste:
        smuler = [smuler[0], (_("Import"), reverse("organisasjon:import-list")), (siste, None)]
    return {"brodsmuler": smuler, **resten}


def _hent(request, pk):
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("jobb", "bruker__person"), pk=pk)


def _forsok(request, handling, *args, **kwargs):
    """Do it; when it cannot be done, tell why on the next page."""
    try:
        return handling(*args, **kwargs)
    except ValidationError as feil:
        messages.error(request, " ".join(feil.messages))
    except LesbarFeil as feil:
        messages.error(request, str(feil))
    return None


def _tabell(importen):
    try:
        return les_tabell(importen)
    except DokumentSkadet as feil:
        raise Http404 from feil
