"""For HR: who has left, when what they have goes, and the stop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kartlegging.models import Kartleggingsoppsett
from kartlegging.oppbevaring import utsettelse
from kartlegging.oppbevaring.forms import UtsettForm
from kartlegging.oppbevaring.frister import sluttede
from kartlegging.oppbevaring.lister import OPPBEVARING
from kompetanse.felles.handling import bekreft, innsendt, krever
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Person

LISTE = "kartlegging:oppbevaring-list"


@krever(utsettelse.RETT)
def oppbevaring_list(request: HttpRequest) -> HttpResponse:
    """Who is due when, before it happens. Those on the page can see who looked."""

    def noter(side):
        vist = Person.objects.filter(pk__in=[person.pk for person in side.rader])
        logg_oppslag_paa_alle(request.user, vist, _("Hva som slettes når"), tilgang.hovedrolle(request.user) or "")

    return vis_liste(
        request,
        OPPBEVARING,
        "kartlegging/oppbevaring/oppbevaring_list.html",
        brodsmuler=_smuler(her=OPPBEVARING.navn),
        oppsett=Kartleggingsoppsett.for_kommunen(),
        logget=noter,
    )


@krever(utsettelse.RETT)
def oppbevaring_utsett(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks until when, and why."""
    person = _sluttet(request, pk)
    form = UtsettForm(innsendt(request), initial=utsettelse.gjelder(person))
    tittel = _("Utsett for %s") % person
    return bekreft(
        request,
        lambda: utsettelse.utsett(person, bruker=request.user, **form.endring.ny(utsettelse.gjelder(person))),
        form=form,
        tittel=tittel,
        sporsmaal=_("Hvor lenge skal det utsettes?"),
        konsekvens=_("Ingenting blir slettet før den dagen. Det som er sperret, er fortsatt sperret."),
        knapp=_("Utsett"),
        avbryt=LISTE,
        til=LISTE,
        kvittering=_("Slettingen er utsatt for %s.") % person,
        brodsmuler=_smuler((OPPBEVARING.navn, LISTE), her=tittel),
    )


@krever(utsettelse.RETT)
def oppbevaring_opphev(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once."""
    person = _sluttet(request, pk)
    tittel = _("Opphev utsettelsen for %s") % person
    return bekreft(
        request,
        lambda: utsettelse.opphev(person, bruker=request.user),
        tittel=tittel,
        sporsmaal=_("Vil du oppheve utsettelsen?"),
        konsekvens=_("Er fristen gått ut, blir det slettet i natt. Det kan ikke hentes tilbake."),
        knapp=_("Opphev"),
        farlig=True,
        avbryt=LISTE,
        til=LISTE,
        kvittering=_("Utsettelsen er opphevet for %s.") % person,
        brodsmuler=_smuler((OPPBEVARING.navn, LISTE), her=tittel),
    )


def _sluttet(request, pk):
    folk = sluttede().filter(kommune_id=request.user.kommune_id).select_related("oppbevaring")
    return get_object_or_404(folk, pk=pk)


def _smuler(*steg, her):
    return sti((_("Kompetanse"), "kartlegging:min"), *steg, her=her)
