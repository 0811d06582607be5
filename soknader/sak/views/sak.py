"""The case page, and every action that can be taken from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import innsendt, si_feil, utfor
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.felles.sti import sti
from soknader import labels
from soknader.models import Soknad
from soknader.sak import documents, saksgang
from soknader.sak.bilde import Sak, for_sak
from soknader.sak.forms.svar import SvarForm
from soknader.sak.utkast import Steg


@login_required
def soknad_detail(request, pk):
    """What is asked of the reader, the application, and where it is in the chain."""
    sak = _sak(request, pk)
    if sak.svarer and sak.naa.aapnet is None:
        saksgang.merk_aapnet(sak.soknad, bruker=request.user)
    form = _skjema(None, sak, sak.hovedsvar) if sak.svarer else None
    return render(request, "soknader/sak/soknad_detail.html", _context(sak, form=form))


@login_required
def soknad_answer(request, pk, handling):
    """One view for every action: GET shows what will happen, POST does it."""
    sak = _sak(request, pk)
    overgang = sak.overganger.get(handling)
    if overgang is None or not overgang.sporsmaal:
        return _ikke_mulig(request, sak)
    form = _skjema(innsendt(request), sak, handling)
    svaret = utfor(
        request,
        form,
        lambda: getattr(saksgang, handling)(sak.soknad, bruker=request.user, **form.cleaned_data),
        til=lambda _soknad: _til_saken(request, sak),
        kvittering=overgang.kvittering,
        ved_feil=sak.soknad,
    )
    if svaret:
        return svaret
    context = _context(sak, form=form, handling=handling, overgang=overgang)
    return render(request, "soknader/sak/soknad_answer.html", context)


@login_required
def soknad_send(request, pk):
    """Send the application; when something is missing the summary says what. A GET comes from a login on the way."""
    sak = _sak(request, pk)
    if request.method != "POST":
        return redirect(sak.soknad)
    if "send_inn" not in sak.overganger:
        return _ikke_mulig(request, sak)
    return utfor(
        request,
        None,
        lambda: saksgang.send_inn(sak.soknad, bruker=request.user, gjennomfort="gjennomfort" in request.POST),
        til=sak.soknad,
        kvittering=sak.overganger["send_inn"].kvittering,
        ved_feil=reverse("soknader:soknad-edit", args=[pk, Steg.OPPSUMMERING]),
    )


@login_required
def soknad_pdf(request, pk):
    """The application as a document."""
    sak = _sak(request, pk)
    try:
        innhold = render_pdf("pdf/soknad.html", documents.soknad_context(sak))
    except LesbarFeil as feil:
        return si_feil(request, feil, sak.soknad)
    return pdf_response(innhold, documents.soknad_filnavn(sak.soknad))


def _sak(request, pk):
    """The case as this reader sees it. Outside the reader's scope: 404."""
    synlige = for_sak(Soknad.objects.visible_to(request.user).for_leser(request.user))
    return Sak(get_object_or_404(synlige, pk=pk), request.user)


def _context(sak, **annet):
    """The context of a case page, with its breadcrumb."""
    soknad = sak.soknad
    registeret = reverse("soknader:soknad-list")
    aaret = (soknad.aar, f"{registeret}?aar={soknad.aar}")
    brodsmuler = sti((_("Søknader"), registeret), aaret, her=soknad.nummer or _("Utkast"))
    return {"sak": sak, "soknad": soknad, "brodsmuler": brodsmuler, **annet}


def _skjema(data, sak, handling):
    overgang = sak.overganger[handling]
    return SvarForm(data, handling=handling, overgang=overgang, soknad=sak.soknad, steg=sak.naa, bruker=sak.bruker)


def _ikke_mulig(request, sak):
    """Already done by the one who asks, or gone on: say so kindly. Never open to this reader: 403."""
    if request.method == "POST" and sak.har_deltatt:
        messages.info(request, labels.ALLEREDE_GJORT)
        return redirect(sak.soknad)
    raise PermissionDenied


def _til_saken(request, sak):
    """Back to the case, or to the list when the action took the reader out of it."""
    if Soknad.objects.visible_to(request.user).filter(pk=sak.soknad.pk).exists():
        return sak.soknad
    return "soknader:soknad-list"
