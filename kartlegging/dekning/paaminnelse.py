"""Remind those who lack something in the registry: by the leader of a unit, or by HR for a selection."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.dekning.telling import MANGLER, Personstatus, statuser
from kartlegging.models import Dekningspaaminnelse
from kompetanse.felles.formats import tall
from kompetanse.felles.jobber import Framdrift, Resultat, naa_eller_jobb, uten_framdrift
from kompetanse.felles.models import Jobb
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Person

# More people than this are looked through by a job.
FLEST_STRAKS = 1_000


def minn_naa_eller_i_jobb(enhet: Enhet, *, bruker: Bruker, mangel: str, resultat_lenke: str) -> Jobb | Resultat:
    """The same as `minn`, in a job where it may take long."""
    if not bruker.has_perm("kartlegging.remind", enhet):
        raise PermissionDenied
    return naa_eller_jobb(
        _("Send påminnelse i %(enhet)s") % {"enhet": enhet},
        minn_i_jobb,
        stor=Person.objects.i_enhet(enhet).order_by()[: FLEST_STRAKS + 1].count() > FLEST_STRAKS,
        bruker=bruker,
        kommune_id=bruker.kommune_id,
        resultat_lenke=resultat_lenke,
        enhet_id=enhet.pk,
        bruker_id=bruker.pk,
        mangel=mangel,
    )


def minn_i_jobb(framdrift: Framdrift, enhet_id: int, bruker_id: int, mangel: str) -> Resultat:
    """Of a unit and by a user of the kommune within whose wall this runs; asked for from the page."""
    bruker, enhet = Bruker.objects.get(pk=bruker_id), Enhet.objects.get(pk=enhet_id)
    antall = minn(enhet, bruker=bruker, mangel=mangel, framdrift=framdrift)
    if not antall:
        return Resultat(
            melding=_("Ingen ble minnet nå: de er minnet i dag, mangler ingenting eller kan ikke logge inn.")
        )
    tekst = ngettext("%(n)s person er minnet om det.", "%(n)s personer er minnet om det.", antall)
    return Resultat(melding=tekst % {"n": tall(antall)})


@transaction.atomic
def minn(enhet: Enhet, *, bruker: Bruker, mangel: str = "", framdrift: Framdrift = uten_framdrift) -> int:
    """Tell those in the unit and below who lack this (anything) what they lack. Returns how many were told.

    Who has nothing left to do is not told, nor who has been told today; so twice is once. Who cannot sign in hears nothing.
    """
    if not bruker.has_perm("kartlegging.remind", enhet):
        raise PermissionDenied
    folk = Person.objects.i_enhet(enhet).filter(bruker__is_active=True)
    # Two who remind the same people at once wait for each other.
    list(Person.objects.filter(pk__in=folk).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    dag = timezone.localdate()
    minnet = set(Dekningspaaminnelse.objects.filter(dag=dag).values_list("person_id", flat=True))
    mottakere = [en for en in som_mangler(statuser(folk, dag), mangel) if en.person_id not in minnet]
    Dekningspaaminnelse.objects.bulk_create(
        Dekningspaaminnelse(person_id=en.person_id, dag=dag, sendt_av=bruker) for en in mottakere
    )
    _fortell(mottakere, framdrift)
    som = tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(enhet, "dekning.paaminnet", bruker=bruker, som=som, antall=len(mottakere))
    return len(mottakere)


def som_mangler(alle: Iterable[Personstatus], mangel: str = "") -> list[Personstatus]:
    """Those who lack this, or without it anything at all."""
    return [en for en in alle if (mangel in en.mangler if mangel else en.mangler)]


def _fortell(mottakere, framdrift):
    """Those who lack the same are told in one go."""
    like, fortalt = defaultdict(list), 0
    for en in mottakere:
        like[tuple(en.mangler)].append(en.person_id)
    for mangler, personer in like.items():
        brukere = Bruker.objects.filter(person__in=personer).select_related("kommune")
        varsle(brukere, lambda mangler=mangler: _tekst(mangler), reverse("kartlegging:min"), om=om_mottakeren)
        fortalt += len(personer)
        framdrift(fortalt, len(mottakere))


def _tekst(mangler):
    linjer = [f"{MANGLER[navn]}." for navn in mangler]
    raad = _("Legg inn det du har, eller se over det som står. Det tar noen minutter.")
    return _("Se over kompetansen din"), "\n".join([*linjer, "", raad])
