"""The case page, and every action that can be taken from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.felles.skjema import sendt
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
    return render(request, "soknader/sak/soknad_detail.html", _innhold(sak, form=form))


@login_required
def soknad_answer(request, pk, handling):
    """One view for every action: GET shows what will happen, POST does it."""
    sak = _sak(request, pk)
    overgang = sak.overganger.get(handling)
    if overgang is None or not overgang.sporsmaal:
        return _ikke_mulig(request, sak)
    form = _skjema(sendt(request), sak, handling)
    if form.is_bound and form.is_valid() and (svaret := _utfor(request, sak, handling, form)):
        return svaret
    innhold = _innhold(sak, form=form, handling=handling, overgang=overgang)
    return render(request, "soknader/sak/soknad_answer.html", innhold)


def _utfor(request, sak, handling, form):
    """Do it, and where to go then; None when the form is to be mended."""
    try:
        getattr(saksgang, handling)(sak.soknad, bruker=request.user, **form.cleaned_data)
    except ValidationError as feil:
        if getattr(feil, "code", "") == "stale":
            return _ikke_mulig(request, sak)
        form.add_error(None, feil)
        return None
    messages.success(request, sak.overganger[handling].kvittering)
    return _til_saken(request, sak)


@login_required
def soknad_send(request, pk):
    """Send the application; when something is missing the summary says what. A GET comes from a login on the way."""
    sak = _sak(request, pk)
    if request.method != "POST":
        return redirect(sak.soknad)
    if "send_inn" not in sak.overganger:
        return _ikke_mulig(request, sak)
    try:
        saksgang.send_inn(sak.soknad, bruker=request.user)
    except ValidationError as feil:
        messages.error(request, " ".join(feil.messages))
        return redirect("soknader:soknad-edit", pk, Steg.OPPSUMMERING)
    messages.success(request, sak.overganger["send_inn"].kvittering)
    return redirect(sak.soknad)


@login_required
def soknad_pdf(request, pk):
    """The application as a document."""
    sak = _sak(request, pk)
    try:
        innhold = render_pdf("pdf/soknad.html", documents.soknad_context(sak))
    except LesbarFeil as feil:
        messages.error(request, str(feil))
        return redirect(sak.soknad)
    return pdf_response(innhold, documents.soknad_filnavn(sak.soknad))


def _sak(request, pk):
    """The case as this reader sees it. Outside the reader's scope: 404."""
    synlige = for_sak(Soknad.objects.visible_to(request.user).lest_for(request.user))
    return Sak(get_object_or_404(synlige, pk=pk), request.user)


def _innhold(sak, **annet):
    """The context of a case page, with its breadcrumb."""
    soknad = sak.soknad
    registeret = reverse("soknader:soknad-list")
    sti = [(_("Søknader"), registeret), (str(soknad.aar), f"{registeret}?aar={soknad.aar}")]
    return {"sak": sak, "soknad": soknad, "brodsmuler": [*sti, (soknad.nummer or _("Utkast"), "")], **annet}


def _skjema(data, sak, handling):
    return SvarForm(data, handling=handling, overgang=sak.overganger[handling], soknad=sak.soknad, steg=sak.naa)


def _ikke_mulig(request, sak):
    """Already done by the one who asks, or gone on: say so kindly. Never open to this reader: 403."""
    if request.method == "POST" and sak.har_deltatt:
        messages.info(request, labels.ALLEREDE_GJORT)
        return redirect(sak.soknad)
    raise PermissionDenied


def _til_saken(request, sak):
    """Back to the case, or to the list when the action took the reader out of it."""
    if Soknad.objects.visible_to(request.user).filter(pk=sak.soknad.pk).exists():
        return redirect(sak.soknad)
    return redirect("soknader:soknad-list")
