"""The pages of the mapping table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kartlegging.enhetsramme import hent_enhet, ramme
from kartlegging.tabell.bilde import kartlegging
from kompetanse.felles.handling import krever
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person


@krever("kartlegging.view_min")
def enhet_tabell(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit must be able to do, who can, and where it is thin. Those whose names are shown can see who looked."""
    enhet = hent_enhet(request, pk)
    bilde = kartlegging(enhet)
    vist = Person.objects.filter(pk__in={person.pk for rad in bilde.rader for person, _svar in rad.svar})
    rolle = tilgang.rolle_for(request.user, enhet, *tilgang.MED_INNSYN_I_SAKER)
    logg_oppslag_paa_alle(request.user, vist, _("Kartleggingstabellen for %(enhet)s") % {"enhet": enhet}, rolle)
    context = ramme(enhet, "enhet-tabell", her=_("Hva vi må kunne")) | {"tabell": bilde}
    return render(request, "kartlegging/tabell/enhet_tabell.html", context)
