"""The documents that plans are anchored in: everyone reads them, HR and the leaders they are for keep them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import les_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, bekreft_sletting, innsendt, krever, si_feil, utfor
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from planer.forankring import dokumenter, lister
from planer.forankring.forms.dokument import DokumentForm, MaallisteForm
from planer.models import Dokumentfil, Styringsdokument

SE, LISTEN = lister.DOKUMENTER.rett, "planer:styringsdokument-list"


def smuler(*under, her):
    return sti((_("Planer"), "planer:plan-list"), (_("Styringsdokumenter"), LISTEN), *under, her=her)


@krever(SE)
def styringsdokument_list(request: HttpRequest) -> HttpResponse:
    brodsmuler = sti((_("Planer"), "planer:plan-list"), her=_("Styringsdokumenter"))
    return vis_liste(request, lister.DOKUMENTER, "planer/forankring/styringsdokument_list.html", brodsmuler=brodsmuler)


@krever(SE)
def styringsdokument_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, its goals and its files."""
    dokument = _hent(request, pk)
    context = {
        "dokument": dokument,
        "maal": dokument.maal.select_related("over", "ansvarlig"),
        "filer": dokument.filer.all(),
        "kan_endre": request.user.has_perm(dokumenter.RETT, dokument),
        "brodsmuler": smuler(her=dokument.tittel),
    }
    return render(request, "planer/forankring/styringsdokument_detail.html", context)


@krever("planer.add_dokument")
def styringsdokument_create(request: HttpRequest) -> HttpResponse:
    return _rediger(request, None, _("Nytt styringsdokument"), smuler(her=_("Nytt styringsdokument")), reverse(LISTEN))


@krever(SE)
def styringsdokument_update(request: HttpRequest, pk: int) -> HttpResponse:
    dokument = _hent(request, pk, dokumenter.RETT)
    brodsmuler = smuler((dokument, dokument), her=_("Endre"))
    return _rediger(request, dokument, dokument.tittel, brodsmuler, dokument.get_absolute_url())


def _rediger(request, dokument, tittel, brodsmuler, avbryt):
    form = DokumentForm(innsendt(request), request.FILES or None, instance=dokument, bruker=request.user, avbryt=avbryt)
    response = utfor(
        request,
        form,
        lambda: dokumenter.lagre(form.endring.inn_i(form.instance), form.cleaned_data["filer"], bruker=request.user),
        til=lambda lagret: lagret,
        kvittering=_("Dokumentet er lagret."),
    )
    context = {"form": form, "tittel": tittel, "brodsmuler": brodsmuler}
    return response or render(request, "planer/forankring/skjema.html", context)


@krever(SE)
def styringsdokument_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST deletes what no plan builds on."""
    dokument = _hent(request, pk, dokumenter.RETT)
    return bekreft_sletting(
        request,
        lambda: dokumenter.slett(dokument, bruker=request.user),
        tittel=_("Slett styringsdokumentet"),
        sporsmaal=_("Vil du slette «%s» med målene som står i det?") % dokument,
        konsekvens=_("Det går bare når ingen planer bygger på målene."),
        avbryt=dokument,
        til=LISTEN,
        kvittering=_("Dokumentet er slettet."),
        brodsmuler=smuler((dokument, dokument), her=_("Slett")),
    )


@krever(SE)
def styringsdokument_maal(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste the goals as a list: the first POST shows how they were read, and one with `lagre` stores them."""
    dokument = _hent(request, pk, dokumenter.RETT)
    form = MaallisteForm(innsendt(request))
    lest = form.maal if form.is_bound and form.is_valid() else None
    response = None
    if lest and "lagre" in request.POST:
        response = utfor(
            request,
            form,
            lambda: dokumenter.legg_inn_maal(dokument, lest, bruker=request.user),
            til=dokument,
            kvittering=lambda nye: (
                _("%(nye)d av %(alle)d mål er nye og lagt inn.") % {"nye": len(nye), "alle": len(lest)}
            ),
        )
    brodsmuler = smuler((dokument, dokument), her=_("Lim inn mål"))
    context = {"dokument": dokument, "form": form, "lest": lest, "brodsmuler": brodsmuler}
    return response or render(request, "planer/forankring/styringsdokument_maal.html", context)


@krever(SE)
def dokumentfil_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was attached."""
    fil = _hent_fil(request, pk)
    try:
        return fil_response(les_innhold(fil.lagringssti, fil.sha256), fil.filnavn, fil.mime)
    except LesbarFeil as feil:
        return si_feil(request, feil, fil.dokument)


@krever(SE)
def dokumentfil_delete(request: HttpRequest, pk: int) -> HttpResponse:
    fil = _hent_fil(request, pk)
    _krev(request, dokumenter.RETT, fil.dokument)
    return bekreft(
        request,
        lambda: dokumenter.fjern_fil(fil, bruker=request.user),
        tittel=_("Fjern filen"),
        sporsmaal=_("Vil du fjerne «%s»?") % fil,
        knapp=_("Fjern"),
        farlig=True,
        avbryt=fil.dokument,
        til=fil.dokument,
        kvittering=_("Filen er fjernet."),
        brodsmuler=smuler((fil.dokument, fil.dokument), her=_("Fjern filen")),
    )


def _hent(request, pk, rett=""):
    dokument = get_object_or_404(
        Styringsdokument.objects.visible_to(request.user).select_related("enhet", "slag"), pk=pk
    )
    _krev(request, rett, dokument)
    return dokument


def _hent_fil(request, pk):
    synlige = Styringsdokument.objects.visible_to(request.user).order_by().values("pk")
    return get_object_or_404(Dokumentfil.objects.select_related("dokument__enhet"), pk=pk, dokument__in=synlige)


def _krev(request, rett, dokument):
    if rett and not request.user.has_perm(rett, dokument):
        raise PermissionDenied
