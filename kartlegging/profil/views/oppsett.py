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
    valgte = Kartleggingsoppsett.for_kommunen().bekreftere.all()
    form = BekreftereForm(innsendt(request), initial={"roller": valgte})
    response = utfor(
        request,
        form,
        lambda: oppsett.sett_bekreftere(form.cleaned_data["roller"], bruker=request.user),
        til="kartlegging:bekreftere-update",
        kvittering=_("Valget er lagret."),
    )
    context = {"form": form, "brodsmuler": sti((_("Kompetanse"), "kartlegging:min"), her=_("Hvem kan bekrefte"))}
    return response or render(request, "kartlegging/profil/bekreftere_form.html", context)
