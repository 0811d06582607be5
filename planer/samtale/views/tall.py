"""What those above and HR see: figures without names, that talks were held, and education that is done."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kompetanse.felles.handling import krever
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Person
from planer.samtale.lister import SAMTALER_HOLDT, SAMTALETALL, UTDANNINGER


@krever(SAMTALETALL.rett)
def samtaletall_list(request: HttpRequest) -> HttpResponse:
    """How many have had their talk, unit by unit."""
    return vis_liste(request, SAMTALETALL, "planer/samtale/samtaletall_list.html", brodsmuler=_smuler(SAMTALETALL))


@krever(SAMTALER_HOLDT.rett)
def samtaleholdt_list(request: HttpRequest) -> HttpResponse:
    """Who has had the talk, and when. Those on the page can see who looked."""
    return _logget(request, SAMTALER_HOLDT, _("At medarbeidersamtalen er holdt"))


@krever(UTDANNINGER.rett)
def utdanning_list(request: HttpRequest) -> HttpResponse:
    """Confirmed education that is done since a day (HTA 4.2.4). Those on the page can see who looked."""
    return _logget(request, UTDANNINGER, _("Fullført utdanning"))


def _logget(request, liste, hva):
    def noter(side):
        vist = Person.objects.filter(pk__in={rad.person_id for rad in side.rader})
        logg_oppslag_paa_alle(request.user, vist, hva, tilgang.hovedrolle(request.user) or "")

    return vis_liste(request, liste, brodsmuler=_smuler(liste), logget=noter)


def _smuler(liste):
    return sti((_("Planer"), "planer:plan-list"), her=liste.navn)
