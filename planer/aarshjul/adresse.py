"""The secret address of a person's own calendar. Whoever has it reads the calendar, without signing in.

What is stored is a number; the address holds it signed with the installation's key, so that neither the database nor a copy
of it shows an address.
"""

import secrets

from django.core import signing
from django.db import transaction
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kalenderadresse


@transaction.atomic
def lag_ny(bruker: Bruker) -> None:
    """A new address. The one that was is dead from now on."""
    nytt = {"loepenummer": secrets.token_hex(8), "laget": timezone.now()}
    adresse, _ny = Kalenderadresse.objects.update_or_create(bruker=bruker, defaults=nytt)
    tilgang.logg(adresse, "kalenderadresse.ny", bruker=bruker)


def hemmeligheten(bruker: Bruker) -> str:
    """What the address of the user's calendar ends with; empty when none has been made."""
    adresse = Kalenderadresse.objects.filter(bruker=bruker).first()
    return _signatur().sign(f"{bruker.pk}-{adresse.loepenummer}") if adresse else ""


def finn(hemmelighet: str) -> Bruker | None:
    """Whose calendar it is; None for what is not ours, an address that has been replaced, and one who has left."""
    try:
        nokkel, _skille, nummer = _signatur().unsign(hemmelighet).partition("-")
    except signing.BadSignature:
        return None
    # Nobody has signed in, so the kommune is not known before the person is.
    with vegg.alle_kommuner():
        adresser = Kalenderadresse.objects.select_related("bruker__kommune")
        adresse = adresser.filter(bruker=int(nokkel), loepenummer=nummer).first()
    return adresse.bruker if adresse and tilgang.kan_logge_inn(adresse.bruker) else None


def _signatur():
    """Read with the installation's former keys too."""
    return signing.Signer(sep=".", salt=__name__)
