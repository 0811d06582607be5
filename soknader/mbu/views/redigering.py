"""The editor of a case to MBU: all the words beside the document they make."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt
from soknader.mbu import saksgang
from soknader.mbu.documents import mbusak_context
from soknader.mbu.forms import MbuRadForm, MbuSakForm
from soknader.mbu.livslop import LIVSLOP
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.mbu.redigering import FELTER, avtrykk, flett, radnavn
from soknader.mbu.views.sak import brodsmuler, hent_sak, ikke_mulig, kan_se_mbu, les_over
from soknader.models import MbuRad


class Redigering:
    """The editor: the forms of the case and of one row when it is open; what is valid in them is saved."""

    def __init__(self, sak, rad=None, data=None):
        self.sak, self.rad, self._fra_siden = sak, rad, (data or {}).get("avtrykk", "")
        self.form = MbuSakForm(data, initial={navn: getattr(sak, navn) for navn in FELTER})
        self.radform = None
        if rad is not None:
            verdier = {kolonne: getattr(rad, kolonne) for kolonne in MbuRad.KOLONNER}
            self.radform = MbuRadForm(data, prefix=radnavn(rad), initial=verdier)
        self.avtrykk = avtrykk(sak, rad)

    def lagre(self, bruker):
        """Store every valid field. True when nothing is left to mend; what is left is told in the forms."""
        felt = self._gyldige(self.form) | self._gyldige(self.radform)
        self.sak, feil = flett(self.sak, bruker=bruker, felt=felt, avtrykk=self._fra_siden, rad=self.rad)
        for navn, melding in feil.items():
            form = self.form if navn in self.form.fields else self.radform
            form.add_error(navn.removeprefix(f"{form.prefix}-"), melding)
        if self.rad is not None:
            self.rad.refresh_from_db()
        self._uenige = feil
        self.avtrykk = avtrykk(self.sak, self.rad)
        return not self.feil

    @property
    def avtrykk_underveis(self):
        """As `avtrykk`, for a page that goes on: what others wrote in the same fields has not been shown yet."""
        return avtrykk(self.sak, self.rad, fortsatt_uenig=self._uenige, sist=self._fra_siden)

    @property
    def feil(self):
        """(label, message) of everything that was not stored."""
        former = [form for form in (self.form, self.radform) if form is not None]
        return [(felt.label, melding) for form in former for felt in form for melding in felt.errors]

    @staticmethod
    def _gyldige(form):
        """What is valid, named as on the page; nothing of a form that was posted empty."""
        if form is None or not form.is_bound:
            return {}
        form.is_valid()
        return {form.add_prefix(navn): verdi for navn, verdi in form.cleaned_data.items()}


@kan_se_mbu
def mbusak_edit(request, pk):
    """All the words beside the document they make. Every submit and every pause saves what is valid."""
    sak = hent_sak(request, pk)
    if not LIVSLOP.har_rett(sak, "rediger", request.user):
        raise PermissionDenied
    # A save that comes too late is answered by `_lagre`, which shows what was typed.
    if request.method != "POST" and (response := ikke_mulig(request, sak, "rediger")):
        return response
    redigering = Redigering(sak, _aapen_rad(sak, request.GET.get("rad")), innsendt(request))
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
    underveis = request.headers.get("HX-Request") == "true"
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
