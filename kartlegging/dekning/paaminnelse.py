"""Remind those who lack something in the registry: by the leader of a unit, or by HR for a selection."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.dekning.telling import MANGLER, Personstatus, statuser
from kartlegging.models import Dekningspaaminnelse
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Person


@transaction.atomic
def minn(enhet: Enhet, *, bruker: Bruker, mangel: str = "") -> int:
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
    _fortell(mottakere)
    som = tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER)
    tilgang.logg(enhet, "dekning.paaminnet", bruker=bruker, som=som, antall=len(mottakere))
    return len(mottakere)


def som_mangler(alle: Iterable[Personstatus], mangel: str = "") -> list[Personstatus]:
    """Those who lack this, or without it anything at all."""
    return [en for en in alle if (mangel in en.mangler if mangel else en.mangler)]


def _fortell(mottakere):
    """Those who lack the same are told in one go."""
    like = defaultdict(list)
    for en in mottakere:
        like[tuple(en.mangler)].append(en.person_id)
    for mangler, personer in like.items():
        brukere = Bruker.objects.filter(person__in=personer).select_related("kommune")
        varsle(brukere, lambda mangler=mangler: _tekst(mangler), reverse("kartlegging:min"))


def _tekst(mangler):
    linjer = [f"{MANGLER[navn]}." for navn in mangler]
    raad = _("Legg inn det du har, eller se over det som står. Det tar noen minutter.")
    return _("Se over kompetansen din"), "\n".join([*linjer, "", raad])
