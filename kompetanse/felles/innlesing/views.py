"""The pages of an import: upload and history, columns, preview, result. `sider` comes from the app's addresses."""

from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles import jobber
from kompetanse.felles.dokumenter import DokumentSkadet
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import innsendt, utfor
from kompetanse.felles.innlesing import prosess, visning
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.innlesing.forms import LinjeFilter, OmlesingForm
from kompetanse.felles.models import Jobb
from kompetanse.felles.spreadsheets import TabellFeil, tabell_response

PER_SIDE = 50
IMPORTER_PER_SIDE = 20
PROVERADER = 20


def _med_rett(view):
    """Signed in, and with the right of this import: else the login page, or 403."""

    @login_required
    @wraps(view)
    def kontrollert(request, sider, **kwargs):
        if not request.user.has_perm(sider.slag.rettighet):
            raise PermissionDenied
        return view(request, sider, **kwargs)

    return kontrollert


@_med_rett
def import_list(request, sider):
    """Upload a file, and what has been imported before."""
    form = sider.opplasting(innsendt(request), request.FILES or None, bruker=request.user, initial=request.GET.dict())
    response = utfor(
        request,
        form,
        lambda: _les_filen(form, prosess.last_opp, sider.slag, bruker=request.user, **form.egne_felt),
        til=lambda importen: _neste(sider, importen),
    )
    if response:
        return response
    if filformat := request.GET.get("format"):
        tabell = visning.importene(sider).tabell(request.user, request.GET)
        return tabell_response(filformat, tabell.navn, tabell.overskrifter, tabell.rader) or redirect(request.path)
    importer = sider.slag.modell.objects.visible_to(request.user).for_list()
    side = Paginator(importer, IMPORTER_PER_SIDE).get_page(request.GET.get("side"))
    rader = [(importen, visning.antall(sider.slag, importen)) for importen in side]
    return _vis(request, sider, "list", None, form=form, side=side, rader=rader)


@_med_rett
def import_les(request, sider, pk):
    """Read the file once more, as the user says where the table is and what it may hold."""
    importen = _hent(request, sider, pk)
    if not importen.er_aapen:
        return redirect(importen)
    form = OmlesingForm(innsendt(request), request.FILES or None, importen=importen)
    response = utfor(
        request,
        form,
        lambda: _les_filen(form, prosess.les_paa_nytt, sider.slag, importen, bruker=request.user),
        til=lambda lest: _neste(sider, lest),
    )
    return response or _vis(request, sider, "les", _("Les på nytt"), importen=importen, form=form)


def _les_filen(form, handling, *args, **kwargs):
    """Take in the form's file. Raises ValidationError on the field when it cannot be read."""
    fil = form.cleaned_data["fil"]
    try:
        return handling(*args, fil.read(), fil.name, lesevalg=form.lesevalg, **kwargs)
    except TabellFeil as feil:
        raise ValidationError({"fil": str(feil)}) from feil


def _neste(sider, importen):
    """The preview, or the columns when they have not been chosen."""
    if importen.er_lest and not sider.slag.modell.objects.get(pk=importen.pk).fingeravtrykk:
        return sider.url("kolonner", importen.pk)
    return importen.get_absolute_url()


@_med_rett
def import_kolonner(request, sider, pk):
    """Say what each column is."""
    importen = _hent(request, sider, pk)
    if not (importen.er_lest and importen.er_aapen):
        return redirect(importen)
    proeve = [rad.verdier for rad in _tabell(importen).rader[:PROVERADER]]
    form = sider.kolonner(innsendt(request), slag=sider.slag, importen=importen, proeve=proeve)
    valg = partial(prosess.velg_kolonner, sider.slag, importen, bruker=request.user)
    response = utfor(request, form, lambda: valg(form.kolonner, **form.egne_felt), til=importen)
    return response or _vis(
        request,
        sider,
        "kolonner",
        _("Kolonner"),
        importen=importen,
        form=form,
        funnet=importen.lesing and visning.funnet(importen.lesing["ark"], importen.lesing["linje"]),
        advarsler=sider.slag.advarsler(form.kolonner, importen.kommune),
    )


@_med_rett
def import_detail(request, sider, pk):
    """What the file would do, or did, line by line; or how far the job has come."""
    importen = _hent(request, sider, pk)
    if importen.arbeides_med and jobber.merk_avbrutte(Jobb.objects.filter(pk=importen.jobb_id)):
        importen = _hent(request, sider, pk)
    slag = sider.slag
    linjeslag = visning.velg_linjeslag(slag, importen, request.GET.get("vis"))
    filter_ = LinjeFilter({"q": request.GET.get("q", ""), "vis": linjeslag.kode})
    linjer = filter_.sok(importen.linjer.filter(slag=linjeslag.kode))
    return _vis(
        request,
        sider,
        "detail",
        importen.filnavn,
        importen=importen,
        overskrift=visning.overskrift(slag, importen),
        advarsler=slag.advarsler(importen.kolonner, importen.kommune),
        tall=visning.tallrekke(slag, importen),
        faner=visning.faner(slag, importen, linjeslag),
        linjeslag=linjeslag,
        form=filter_,
        side=Paginator(linjer, PER_SIDE).get_page(request.GET.get("side")),
    )


@_med_rett
@require_POST
def import_kontroller(request, sider, pk):
    """Make the preview again, as after a job that stopped or when something has been mended by hand."""
    importen = _hent(request, sider, pk)
    if not (importen.er_lest and importen.er_aapen) or prosess.feil_i_oppsettet(sider.slag, importen):
        return redirect(importen)
    return utfor(request, None, lambda: prosess.start_kontroll(sider.slag, importen, bruker=request.user), til=importen)


@_med_rett
@require_POST
def import_bekreft(request, sider, pk):
    """Store what the preview on the user's screen shows."""
    importen = _hent(request, sider, pk)
    melding = _forsok(
        request,
        prosess.bekreft,
        sider.slag,
        importen,
        bruker=request.user,
        fingeravtrykk=request.POST.get("fingeravtrykk", ""),
        svar=request.POST.getlist("svar"),
    )
    if melding:
        er_lagret = _hent(request, sider, pk).status == importen.Status.LAGRET
        (messages.success if er_lagret else messages.warning)(request, melding)
    return redirect(importen)


@_med_rett
def import_forkast(request, sider, pk):
    """GET asks; POST deletes the file and what was read from it."""
    importen = _hent(request, sider, pk)
    if not importen.er_aapen:
        return redirect(importen)
    response = utfor(
        request, None, lambda: prosess.forkast(sider.slag, importen, bruker=request.user), til=sider.url("list")
    )
    return response or _vis(request, sider, "forkast", _("Forkast"), importen=importen)


@_med_rett
def import_feil(request, sider, pk):
    """The faulty rows as they stood in the file, each with its reason, to be mended and imported again."""
    importen = _hent(request, sider, pk)
    if not importen.lagringssti or not importen.er_lest:
        raise Http404
    overskrifter, rader = visning.feilrader(importen, _tabell(importen))
    navn = _("Rader med feil i %s") % importen.filnavn.rsplit(".", 1)[0]
    return tabell_response("xlsx", navn, overskrifter, rader)


def _vis(request, sider, mal, siste, importen=None, **resten):
    """The page, with the breadcrumb down to it and the addresses of the others."""
    over = [(sider.kort_navn, sider.url("list"))] if siste else []
    lenker = {"liste": sider.url("list")}
    if importen:
        andre = ("kolonner", "les", "kontroller", "bekreft", "forkast", "feil")
        lenker |= {navn: sider.url(navn, importen.pk) for navn in andre}
    context = {
        "brodsmuler": sider.smuler(*over, her=siste or sider.kort_navn),
        "sider": sider,
        "lenker": lenker,
        "importen": importen,
        **resten,
    }
    return render(request, sider.mal(mal), context)


def _hent(request, sider, pk):
    importer = sider.slag.modell.objects.visible_to(request.user)
    return get_object_or_404(importer.select_related("jobb", "bruker__person", "kommune"), pk=pk)


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
