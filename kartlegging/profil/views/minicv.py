"""The mini-CV: edit, share, preview, the page that others see, and the PDF."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import MiniCv
from kartlegging.profil import minicv
from kartlegging.profil.cvforms import DelingForm, ErfaringFormSet, MiniCvForm
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import innsendt, krever, si_feil, utfor
from kompetanse.felles.hendelser import logg_oppslag
from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.felles.skjema import med_ny_rad
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang

MIN = "kartlegging:min"
EGEN = "kartlegging:minicv"


@krever("kartlegging.view_min")
def minicv_update(request: HttpRequest) -> HttpResponse:
    """Text and experience. The button for a new row works without JavaScript too."""
    egen = minicv.egen(request.user.person)
    data = innsendt(request)
    form = MiniCvForm(data, initial={"tekst": egen.tekst})
    start = list(egen.erfaringer.values("hva", "hvor", "fra_aar", "til_aar")) if egen.pk else []
    linjer = ErfaringFormSet(data and med_ny_rad(data, "erfaring"), initial=start, prefix="erfaring")
    if data and "legg_til_rad" not in data and linjer.is_valid():
        response = utfor(
            request,
            form,
            lambda: minicv.lagre(
                request.user.person, form.cleaned_data["tekst"], linjer.erfaringer(), bruker=request.user
            ),
            til=EGEN,
            kvittering=_("Mini-CV-en er lagret."),
        )
        if response:
            return response
    context = {"form": form, "linjer": linjer, "brodsmuler": _smuler(_("Rediger"))}
    return render(request, "kartlegging/profil/minicv_form.html", context)


@krever("kartlegging.view_min")
def minicv_share(request: HttpRequest) -> HttpResponse:
    """The three-way choice on «Min kompetanse». A GET comes from a login on the way, and does nothing."""
    form = DelingForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: minicv.del_med(request.user.person, form.cleaned_data["deling"], bruker=request.user),
        til=MIN,
        kvittering=minicv.konsekvens,
    )
    if response or request.method != "POST":
        return response or redirect(MIN)
    return si_feil(request, ValidationError(_("Velg hvem som kan se mini-CV-en.")), MIN)


@krever("kartlegging.view_min")
def minicv_preview(request: HttpRequest) -> HttpResponse:
    """My own, as others see it."""
    egen = minicv.egen(request.user.person)
    return _vis(request, egen, egen=True, konsekvens=minicv.konsekvens(egen))


@krever("kartlegging.view_min")
def minicv_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague's, when it is shared with the one who asks; the owner can see who looked."""
    delt = get_object_or_404(MiniCv.objects.visible_to(request.user).select_related("person"), pk=pk)
    logg_oppslag(request.user, delt.person_id, _("Mini-CV"), i_rolle=tilgang.hovedrolle(request.user) or "")
    return _vis(request, delt)


def _vis(request, hvilken, **mer):
    tittel = _("Mini-CV for %s") % hvilken.person
    context = {"cv": minicv.cv(hvilken), "tittel": tittel, "brodsmuler": _smuler(tittel), **mer}
    return render(request, "kartlegging/profil/minicv_detail.html", context)


@krever("kartlegging.view_min")
def minicv_pdf(request: HttpRequest) -> HttpResponse:
    """My own on paper, to take along."""
    bilde = minicv.cv(minicv.egen(request.user.person))
    stillinger = [(_("Stilling"), str(stilling)) for stilling in bilde.stillinger]
    hode = brevhode(request.user.kommune, fakta=stillinger, laget=timezone.now())
    context = {**hode, "tittel": _("Mini-CV for %s") % bilde.person, "cv": bilde}
    try:
        return pdf_response(render_pdf("pdf/minicv.html", context), "mini-cv.pdf")
    except LesbarFeil as feil:
        return si_feil(request, feil, EGEN)


def _smuler(her):
    return sti((_("Min kompetanse"), MIN), her=her)
