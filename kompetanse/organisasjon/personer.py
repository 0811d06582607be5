"""People who are not in the HR file, how people are reached, who is on leave, and accounts that are shut. Positions come
by import."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.models import Bruker, Person
from kompetanse.organisasjon.roller import krev_rekker_til
from kompetanse.organisasjon.signals import meld_roller_endret

ADD, CHANGE = "organisasjon.add_person", "organisasjon.change_person"
INVITE = "organisasjon.invite"
LEAVE = "organisasjon.set_permisjon"
EKSTERN = "ekstern-"


@transaction.atomic
def opprett(
    kommune_id: int,
    *,
    fornavn: str,
    etternavn: str,
    bruker: Bruker | None,
    ansattnummer: str = "",
    epost: str = "",
    telefon: str = "",
) -> Person:
    """A person without a position, such as a member of MBU from outside. An empty number gets one of our own."""
    laas_kommune(kommune_id, bruker=bruker, rettighet=ADD)
    person = Person(
        kommune_id=kommune_id,
        ansattnummer=ansattnummer or _neste_nummer(kommune_id),
        fornavn=fornavn,
        etternavn=etternavn,
        epost=epost.lower(),
        telefon=telefon,
    )
    person.full_clean()
    person.save()
    logg(person, "person.opprett", bruker=bruker, ansattnummer=person.ansattnummer)
    return person


@transaction.atomic
def endre_kontakt(person: Person, endring: Endring, *, bruker: Bruker | None) -> Person:
    """Correct `epost` and `telefon`. The account keeps the address that it signs in with. Raises Uenig."""
    laas_kommune(person.kommune_id, bruker=bruker, rettighet=CHANGE, om=person)
    person = Person.objects.get(pk=person.pk)
    if "epost" in endring.flett(person):  # where a link for a new password goes
        krev_rekker_til(bruker, person)
    person.full_clean()
    person.save(update_fields=["epost", "telefon"])
    logg(person, "person.endre_kontakt", bruker=bruker, kommentar=_("Endret kontaktopplysninger"))
    return person


@transaction.atomic
def sett_permisjon(person: Person, endring: Endring, *, bruker: Bruker | None) -> Person:
    """On leave from `permisjon_fra` to `permisjon_til`, both included; neither: on no leave. Others answer meanwhile, and
    account, positions and roles stay. Raises Uenig."""
    laas_kommune(person.kommune_id, bruker=bruker, rettighet=LEAVE, om=person)
    person = Person.objects.get(pk=person.pk)
    endring.flett(person)
    person.full_clean()
    person.save(update_fields=["permisjon_fra", "permisjon_til"])
    logg(person, "person.permisjon", bruker=bruker)
    meld_roller_endret(person.kommune_id)
    return person


@transaction.atomic
def sperr_konto(person: Person, *, bruker: Bruker | None, sperret: bool) -> Bruker:
    """Keep a person's account out, or let it in again. Nobody shuts themselves out."""
    laas_kommune(person.kommune_id, bruker=bruker, rettighet=INVITE, om=person)
    konto = Bruker.objects.get(person=person)
    if bruker is not None and konto.pk == bruker.pk:
        raise ValidationError(_("Du kan ikke sperre din egen konto. Be en annen om å gjøre det."))
    if konto.is_active != sperret:
        return konto
    konto.is_active = not sperret
    konto.save(update_fields=["is_active"])
    logg(person, "konto.sperr" if sperret else "konto.aapne", bruker=bruker)
    meld_roller_endret(person.kommune_id)
    return konto


def _neste_nummer(kommune_id):
    brukte = Person.objects.filter(kommune_id=kommune_id, ansattnummer__startswith=EKSTERN)
    tall = [nummer.removeprefix(EKSTERN) for nummer in brukte.values_list("ansattnummer", flat=True)]
    return f"{EKSTERN}{max((int(n) for n in tall if n.isdigit()), default=0) + 1}"
