"""An empty municipality with default roles, chain and texts, and its first HR user by invitation."""

import re

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from evaluering.standard import opprett_standardevaluering
from kartlegging.katalog.standard import opprett_standardkatalog
from kompetanse.felles import vegg
from kompetanse.felles.epost import kontroller_adresse
from kompetanse.felles.tekst import rens_tekst
from kompetanse.organisasjon import invitasjon
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Person, Rolle, Rollekode, Rolletype
from kompetanse.organisasjon.models.kommune import standard_nivaanavn
from kompetanse.organisasjon.standard import opprett_kommune
from planer.standard import opprett_aarshjul, opprett_standardplan
from soknader.oppsett.standard import opprett_standardoppsett


class Command(BaseCommand):
    help = "Lager en tom kommune og inviterer den første HR-brukeren."

    def add_arguments(self, parser):
        parser.add_argument("--nummer", required=True, help="Kommunenummeret, fire siffer.")
        parser.add_argument("--navn", required=True, help="Navnet, for eksempel «Fjordby kommune».")
        parser.add_argument("--hr-epost", required=True, help="E-postadressen til den første HR-brukeren.")
        parser.add_argument("--hr-navn", required=True, help="Fornavn og etternavn på den første HR-brukeren.")
        parser.add_argument(
            "--hr-ansattnummer",
            default="hr-1",
            help="Ansattnummeret i HR-systemet, så importen kjenner personen igjen.",
        )
        parser.add_argument("--malform", choices=["nb", "nn"], default="nb", help="nb eller nn.")
        parser.add_argument(
            "--nivaa", default="", help="Nivåene under kommunen, for eksempel «Sektor,Avdeling,Seksjon»."
        )

    def handle(self, **valg):
        try:
            with override("nb"), transaction.atomic():
                kommune, lenke = lag_kommune(**{felt: valg[felt] for felt in FELTER})
        except ValidationError as feil:
            raise CommandError(" ".join(feil.messages)) from None
        self.stdout.write(f"{kommune} ({kommune.nummer}) er klar.")
        self.stdout.write(f"{valg['hr_navn']} kan velge passord her de neste {invitasjon.DAGER} dagene:\n{lenke}")


FELTER = ("nummer", "navn", "hr_epost", "hr_navn", "hr_ansattnummer", "malform", "nivaa")


def lag_kommune(*, nummer, navn, hr_epost, hr_navn, hr_ansattnummer="hr-1", malform="nb", nivaa=""):
    """Make the municipality and its first HR user. Returns (kommune, link). Run inside a transaction."""
    navn, nivaanavn = rens_tekst(navn, flere_linjer=False).strip(), _nivaanavn(nivaa)
    fornavn, etternavn = _delt_navn(hr_navn)
    _kontroller(nummer, navn, hr_epost)
    kommune = opprett_kommune(nummer, navn, malform=malform, nivaanavn=nivaanavn)
    with vegg.innenfor(kommune.pk):
        opprett_standardoppsett(kommune)
        opprett_standardkatalog(kommune)
        opprett_standardplan()
        opprett_aarshjul()
        opprett_standardevaluering()
        person = Person(ansattnummer=hr_ansattnummer, fornavn=fornavn, etternavn=etternavn, epost=hr_epost.lower())
        person.kommune = kommune
        person.full_clean()
        person.save()
        Rolle.objects.create(
            type=Rolletype.objects.get(kode=Rollekode.HR), person=person, enhet=Enhet.objects.get(depth=1)
        )
        return kommune, invitasjon.inviter(person, bruker=None)


def _nivaanavn(nivaa):
    navn = [rens_tekst(del_, flere_linjer=False).strip() for del_ in nivaa.split(",") if del_.strip()]
    if navn and not 2 <= len(navn) <= 6:
        raise ValidationError("Oppgi fra to til seks nivåer under kommunen, med komma mellom.")
    return [standard_nivaanavn()[0], *navn] if navn else None


def _delt_navn(navn):
    fornavn, _mellomrom, etternavn = " ".join(navn.split()).rpartition(" ")
    if not fornavn:
        raise ValidationError("Oppgi både fornavn og etternavn på HR-brukeren, for eksempel «Kari Nordmann».")
    return fornavn, etternavn


def _kontroller(nummer, navn, hr_epost):
    """Refuse what is there already, before anything is made."""
    if not re.fullmatch(r"[0-9]{4}", nummer):
        raise ValidationError(f"Kommunenummeret «{nummer}» er ikke fire siffer.")
    if not navn:
        raise ValidationError("Oppgi navnet på kommunen.")
    if annen := Kommune.objects.filter(nummer=nummer).first():
        raise ValidationError(f"Kommunenummer {nummer} er i bruk av {annen}. Ingenting er laget.")
    if Kommune.objects.filter(navn__iexact=navn).exists():
        raise ValidationError(f"Det finnes allerede en kommune som heter {navn}. Ingenting er laget.")
    kontroller_adresse(hr_epost)
    if Bruker.objects.filter(epost__iexact=hr_epost).exists():
        raise ValidationError(f"E-postadressen {hr_epost} har allerede en konto. Ingenting er laget.")
