"""The editor of a case to MBU: all the words beside the document they make."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt
from kompetanse.felles.samskriving import er_underveis
from soknader.mbu import saksgang
from soknader.mbu.documents import mbusak_context
from soknader.mbu.forms import MbuRadForm, MbuSakForm
from soknader.mbu.livslop import LIVSLOP
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.mbu.redigering import FELTER, flett, flett_rad
from soknader.mbu.views.sak import brodsmuler, hent_sak, ikke_mulig, kan_se_mbu, les_over
from soknader.models import MbuRad


class Redigering:
    """The editor: the forms of the case and of one row when it is open; what is valid and agreed in them is saved."""

    def __init__(self, sak, rad=None, data=None, *, underveis=False):
        self.sak, self.rad = sak, rad
        self.form = MbuSakForm(data, underveis=underveis, initial={navn: getattr(sak, navn) for navn in FELTER})
        self.radform = None
        if rad is not None:
            verdier = {kolonne: getattr(rad, kolonne) for kolonne in MbuRad.KOLONNER}
            self.radform = MbuRadForm(data, underveis=underveis, prefix=f"rad-{rad.pk}", initial=verdier)

    @property
    def former(self):
        return [form for form in (self.form, self.radform) if form is not None]

    @transaction.atomic
    def lagre(self, bruker):
        """Store every valid field. True when nothing is left to mend; what is left is told in the forms."""
        for form in self.former:
            form.is_valid()
        self.sak, feil = flett(self.sak, self.form.endring, bruker=bruker)
        self.form.lagret(*feil)
        if self.rad is not None:
            self.radform.lagret(*flett_rad(self.rad, self.radform.endring, bruker=bruker))
        return not self.feil

    @property
    def feil(self):
        """(label, message) of everything that was not stored."""
        return [(felt.label, melding) for form in self.former for felt in form for melding in felt.errors]


@kan_se_mbu
def mbusak_edit(request, pk):
    """All the words beside the document they make. Every submit and every pause saves what is valid."""
    sak = hent_sak(request, pk)
    if not LIVSLOP.har_rett(sak, "rediger", request.user):
        raise PermissionDenied
    # A save that comes too late is answered by `_lagre`, which shows what was typed.
    if request.method != "POST" and (response := ikke_mulig(request, sak, "rediger")):
        return response
    rad = _aapen_rad(sak, request.GET.get("rad"))
    redigering = Redigering(sak, rad, innsendt(request), underveis=er_underveis(request))
    if request.method == "POST" and (response := _lagre(request, redigering)):
        return response
    context = {
        **mbusak_context(redigering.sak),
        "redigering": redigering,
        "ikke_med": avgjorte_uten_sak(sak.kommune_id).count(),
        "kan_hente": "hent" in LIVSLOP.mulige(sak, request.user),
        "brodsmuler": brodsmuler(_("Rediger"), sak),
    }
    return render(request, "soknader/mbu/mbusak_edit.html", context)


def _lagre(request, redigering):
    """Save, and answer; None when something must be mended and the page is shown again with what was typed."""
    underveis = er_underveis(request)
    try:
        lagret = redigering.lagre(request.user)
        if lagret and not underveis:
            return redirect(_gjor(request, redigering.sak))
    except ValidationError as feil:
        # The case went on, or the row left it, between the page and this save.
        messages.error(request, " ".join(feil.messages))
        if underveis:
            return HttpResponse(status=409)
        return render(
            request, "soknader/mbu/mbusak_for_sent.html", {"redigering": redigering, "sak": redigering.sak}, status=409
        )
    return _lagret_underveis(request, redigering) if underveis else None


def _aapen_rad(sak, pk):
    """The row that the address asks to open, or None."""
    return sak.rader.filter(pk=pk).first() if pk and pk.isascii() and pk.isdecimal() and len(pk) < 19 else None


def _lagret_underveis(request, redigering):
    """The new preview, and the line that says what was saved and what must be mended first."""
    context = {**mbusak_context(redigering.sak), "redigering": redigering, "naa": timezone.now()}
    response = render(request, "soknader/mbu/_mbusak_lagret.html", context)
    if not redigering.feil:
        response["HX-Trigger"] = "lagret"
    return response


def _gjor(request, sak):
    """Do what the pressed button asks with a row, and say where to go next."""
    hva, _skille, pk = request.POST.get("gjor", "").partition(":")
    rad = _aapen_rad(sak, pk)
    rediger = reverse("soknader:mbusak-edit", args=[sak.pk])
    if hva == "ferdig":
        messages.success(request, _("Saken er lagret."))
        return sak.get_absolute_url()
    if rad is None:
        her = rediger if hva == "lukk" else request.get_full_path()
        return f"{her}#forhandsvisning" if hva == "forhandsvis" else her
    if hva in ("opp", "ned"):
        les_over(request, saksgang.flytt_rad(rad, bruker=request.user, ned=hva == "ned"))
    elif hva == "ut":
        les_over(request, saksgang.ta_ut_rad(rad, bruker=request.user))
        messages.success(
            request, _("«%(rad)s» er tatt ut, og kommer med i neste sak.") % {"rad": rad.kompetanseomraade}
        )
    elif hva == "aapne":
        return f"{rediger}?rad={rad.pk}#rad-{rad.pk}"
    return f"{rediger}#tabellen"
