"""The editor of a case to MBU: all the words beside the document they make."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import innsendt
from kompetanse.felles.redigering import Redigering, svar_paa_lagring
from kompetanse.felles.samskriving import er_underveis
from soknader.mbu import saksgang
from soknader.mbu.documents import mbusak_context
from soknader.mbu.forms import MbuRadForm, MbuSakForm
from soknader.mbu.livslop import LIVSLOP
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.mbu.redigering import flett, flett_rad
from soknader.mbu.views.sak import brodsmuler, hent_sak, ikke_mulig, kan_se_mbu, les_over
from soknader.models import MbuSak

ARK = "soknader/mbu/_mbusak_ark.html"


@kan_se_mbu
def mbusak_edit(request, pk):
    """All the words beside the document they make. Every submit and every pause saves what is valid."""
    sak = hent_sak(request, pk)
    if not LIVSLOP.har_rett(sak, "rediger", request.user):
        raise PermissionDenied
    # A save that comes too late is answered with what was typed.
    if request.method != "POST" and (response := ikke_mulig(request, sak, "rediger")):
        return response
    rad = _aapen_rad(sak, request.GET.get("rad"))
    form, radform = _former(request, sak, rad)
    redigering = _redigering(request, sak, form, rad, radform)
    if request.method == "POST" and (response := _lagre(request, sak, redigering)):
        return response
    sak = hent_sak(request, pk) if request.method == "POST" else sak
    context = {
        **_dokumentet(sak),
        **{"redigering": redigering, "form": form, "radform": radform, "aapen": rad},
        "ark": ARK,
        "pdf": reverse("soknader:mbusak-pdf", args=[sak.pk]),
        "ikke_med": avgjorte_uten_sak(sak.kommune_id).count(),
        "kan_hente": "hent" in LIVSLOP.mulige(sak, request.user),
        "brodsmuler": brodsmuler(_("Rediger"), sak),
    }
    return render(request, "soknader/mbu/mbusak_edit.html", context)


def _former(request, sak, rad):
    """The forms of the case, and of the row that is open, or None."""
    valg = {"data": innsendt(request), "underveis": er_underveis(request)}
    form = MbuSakForm(**valg, initial={navn: getattr(sak, navn) for navn in MbuSak.FELTER})
    if rad is None:
        return form, None
    verdier = {kolonne: getattr(rad, kolonne) for kolonne in MbuRadForm.base_fields}
    return form, MbuRadForm(**valg, prefix=f"rad-{rad.pk}", initial=verdier)


def _redigering(request, sak, form, rad, radform):
    deler = [(form, lambda endring: flett(sak, endring, bruker=request.user))]
    if rad is not None:
        deler.append((radform, lambda endring: flett_rad(rad, endring, bruker=request.user)))
    return Redigering(*deler)


def _lagre(request, sak, redigering):
    return svar_paa_lagring(
        request,
        redigering,
        til=lambda: _gjor(request, sak),
        ved_feil=sak,
        ark=ARK,
        context=lambda: _dokumentet(hent_sak(request, sak.pk)),
    )


def _dokumentet(sak):
    """What follows what is typed: the document, and the heading of the page."""
    return {**mbusak_context(sak), "overskrift": _("Rediger sak %(nummer)s") % {"nummer": sak.saksnummer}}


def _aapen_rad(sak, pk):
    """The row that the address asks to open, or None."""
    return sak.rader.filter(pk=pk).first() if pk and pk.isascii() and pk.isdecimal() and len(pk) < 19 else None


def _gjor(request, sak):
    """Do what the pressed button asks with a row, and say where to go next."""
    hva, _skille, pk = request.POST.get("gjor", "").partition(":")
    rad = _aapen_rad(sak, pk)
    rediger = reverse("soknader:mbusak-edit", args=[sak.pk])
    if hva == "ferdig":
        messages.success(request, _("Saken er lagret."))
        return sak.get_absolute_url()
    if rad is None:
        return rediger if hva == "lukk" else request.get_full_path()
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
