"""Accounts by invitation: a signed link, valid for 14 days and until it is used, to choose a password."""

import hashlib

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.epost import kontroller_adresse
from kompetanse.felles.varsler import send_engangslenke
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.models import Bruker, Person
from kompetanse.organisasjon.roller import krev_rekker_til
from kompetanse.organisasjon.signals import meld_roller_endret

SALT = "kompetanse.invitasjon"
DAGER = 14


@transaction.atomic
def inviter(person: Person, *, bruker: Bruker | None, epost: str = "") -> str:
    """Make an account without a password (once) and mail the link. Returns the link, to hand over when there is no mail.

    A new invitation replaces nothing: earlier links work until one of them is used or they expire.
    """
    laas_kommune(person.kommune_id, bruker=bruker, rettighet="organisasjon.invite", om=person)
    person = Person.objects.select_related("kommune").med_slutt().get(pk=person.pk)
    if person.har_sluttet:
        raise ValidationError(_("%s har sluttet, og kan inviteres når en ny stilling eller rolle begynner.") % person)
    krev_rekker_til(bruker, person)
    konto = _konto(person, epost.strip().lower())
    logg(person, "person.inviter", bruker=bruker, epost=konto.epost)
    send_engangslenke(konto, "kompetanse.organisasjon.invitasjon.brev")
    return settings.NETTADRESSE + _lenke(konto)


def brev(konto: Bruker) -> tuple[str, str, str] | None:
    """The mail with the invitation; none when the account is in use, shut, or its person has left."""
    if _er_tatt_i_bruk(konto) or not tilgang.kan_logge_inn(konto):
        return None
    tekst = _(
        "Hei, %(navn)s.\n\nDu har fått en konto i Kompetanse, der kommunen planlegger og følger opp "
        "kompetanseutvikling. Åpne lenken og velg et passord. Lenken virker i %(dager)d dager."
    )
    return (
        _("Invitasjon til Kompetanse i %s") % konto.kommune,
        tekst % {"navn": konto.person.fornavn, "dager": DAGER},
        _lenke(konto),
    )


def _lenke(konto):
    return reverse("organisasjon:invitasjon", args=[_token(konto)])


def _er_tatt_i_bruk(konto):
    return bool(konto.last_login or konto.has_usable_password())


def _konto(person, epost):
    """The person's account, made when there is none. Refuses one in use, and an address that cannot be used."""
    konto = Bruker.objects.filter(person=person).first()
    if konto is not None:
        if _er_tatt_i_bruk(konto):
            raise ValidationError(_("%s har allerede tatt i bruk kontoen sin.") % person)
        if epost and epost != konto.epost:
            konto.epost = _ledig(epost, unntatt=konto)
            konto.save(update_fields=["epost"])
        return konto
    epost = epost or person.epost
    if not epost:
        raise ValidationError({"epost": _("Skriv e-postadressen som %s skal logge inn med.") % person})
    meld_roller_endret(person.kommune_id)
    return Bruker.objects.create_user(
        _ledig(epost), kommune_id=person.kommune_id, person=person, malform=person.kommune.malform
    )


def _ledig(epost, unntatt=None):
    try:
        kontroller_adresse(epost)
    except ValidationError as feil:
        raise ValidationError({"epost": feil}) from None
    if Bruker.objects.filter(epost__iexact=epost).exclude(pk=unntatt and unntatt.pk).exists():
        raise ValidationError({"epost": _("Adressen er i bruk på en annen konto. Skriv en annen adresse.")})
    return epost


def _token(konto):
    return signing.dumps([konto.pk, _avtrykk(konto)], salt=SALT)


def _avtrykk(konto):
    """Changes when a password is set or the address is changed, and the link is spent."""
    return hashlib.sha256(f"{konto.pk}{konto.epost}{konto.password}{konto.last_login}".encode()).hexdigest()[:16]


def finn(token: str) -> Bruker | None:
    """The account that a link is for, with its person; None when the link is spent, too old, not ours, or they have left."""
    try:
        pk, avtrykk = signing.loads(token, salt=SALT, max_age=DAGER * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    # A guest stands outside the wall, and the account is all that the link gives.
    with vegg.alle_kommuner():
        konto = Bruker.objects.select_related("person__kommune").filter(pk=pk, is_active=True).first()
    return konto if konto and _avtrykk(konto) == avtrykk and tilgang.kan_logge_inn(konto) else None


@transaction.atomic
def ta_i_bruk(konto: Bruker, passord: str) -> None:
    """Set the password of an invited account; the link is spent."""
    konto.set_password(passord)
    konto.save(update_fields=["password"])
    with vegg.innenfor(konto.kommune_id):
        logg(konto.person, "konto.ta_i_bruk", bruker=konto)
