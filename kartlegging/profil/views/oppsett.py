"""What HR decides: which roles may confirm, beside leaders and HR."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kartlegging.models import Kartleggingsoppsett
from kartlegging.profil import oppsett
from kartlegging.profil.forms import BekreftereForm
from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.sti import sti


@krever("kartlegging.change_bekreftere")
def bekreftere_update(request: HttpRequest) -> HttpResponse:
    naa = Kartleggingsoppsett.for_kommunen()
    form = BekreftereForm(innsendt(request), initial={"bekreftere": naa.bekreftere.all()})
    response = utfor(
        request,
        form,
        lambda: oppsett.sett_bekreftere(form.endring.paa(naa)["bekreftere"], bruker=request.user),
        til="kartlegging:bekreftere-update",
        kvittering=_("Valget er lagret."),
    )
    context = {"form": form, "brodsmuler": sti((_("Kompetanse"), "kartlegging:min"), her=_("Hvem kan bekrefte"))}
    return response or render(request, "kartlegging/profil/bekreftere_form.html", context)
