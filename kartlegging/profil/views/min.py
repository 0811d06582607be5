"""The page «Min kompetanse», and the whole list of what one has registered."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kartlegging.models import Kartleggingsoppsett
from kartlegging.profil import minicv, ved_siden
from kartlegging.profil.bilde import kompetansebilde
from kompetanse.felles.handling import krever
from kompetanse.felles.models import Oppslag
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.personbilde import med_hva
from kompetanse.organisasjon.trevisning import NbSort

PER_SIDE = 50
SETT_AV = 3


@krever("kartlegging.view_min")
def kompetanse_min(request: HttpRequest) -> HttpResponse:
    """What my work demands, what I have, what I lack and what runs out."""
    person = request.user.person
    egen = minicv.egen(person)
    sett = list(Oppslag.objects.filter(person_id=person.pk).select_related("bruker__person")[:SETT_AV])
    med_hva(sett)
    context = {
        "bilde": kompetansebilde(person),
        "minicv": egen,
        "konsekvens": minicv.konsekvens(egen),
        "sett": sett,
        "ved_siden": ved_siden.KORT.hent(person),
        "oppsett": Kartleggingsoppsett.objects.filter(apent_sok=True).first(),
    }
    return render(request, "kartlegging/profil/min.html", context)


@krever("kartlegging.view_min")
def kompetanse_list(request: HttpRequest) -> HttpResponse:
    """Everything that I have registered, the history too."""
    context = {
        "side": side_med_alt(request, request.user.person),
        "egen": True,
        "tittel": _("Alt jeg har registrert"),
        "brodsmuler": sti((_("Min kompetanse"), "kartlegging:min"), her=_("Alt jeg har registrert")),
    }
    return render(request, "kartlegging/profil/kompetanse_list.html", context)


def side_med_alt(request: HttpRequest, person: Person) -> Page:
    """The page that is asked for, of everything that a person has registered."""
    rader = person.kompetanser.for_visning().order_by(NbSort("kompetanse__navn"), "-fra", "-pk")
    return Paginator(rader, PER_SIDE).get_page(request.GET.get("side"))
