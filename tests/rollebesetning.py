"""The cast: one small fictional municipality with the same people in every test, and another one that must not leak.

Fjordby kommune (etatsdirektor Eva)
  Stab (sektor)
    IKT-tjenester (avdelingsdirektor Ada)
      Prosjektkontoret (leder Lars; soker Siri, kollega Kari)
    HR og virksomhetsstyring (hr_leder Hanna; hr Ivar)
  Oppvekst (sektor; hr_enhet Hege)
    Barnehager (utenforstaende Ulf, avdelingsdirektør)
"""

import datetime as dt
from contextlib import contextmanager
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.db import connection
from django.utils import timezone

from evaluering.standard import opprett_standardevaluering
from kompetanse.felles import vegg
from kompetanse.organisasjon.models import (
    Bruker,
    Enhet,
    Enhetsperiode,
    Kommune,
    Person,
    Rolle,
    Rollekode,
    Rolletype,
    Stedfortreder,
    Stilling,
)
from kompetanse.organisasjon.standard import opprett_kommune
from planer.standard import opprett_standardplan
from soknader.oppsett.standard import opprett_standardoppsett

START = dt.date(2020, 1, 1)
PASSORD = "et-langt-testpassord"
_nummer = iter(range(1, 1_000_000))


def lag_enhet(forelder, navn):
    """A unit under another, with its first period."""
    enhet = Enhet.objects.add_child(
        forelder, instance=Enhet(kommune_id=forelder.kommune_id, navn=navn, gyldig_fra=START)
    )
    Enhetsperiode.objects.create(enhet=enhet, forelder=forelder, navn=navn, fra=START)
    return Enhet.objects.get(pk=enhet.pk)


def lag_bruker(fornavn, enhet, *, tittel="Rådgiver", prosent=100, er_leder=False):
    """An employee with one position, and an account."""
    nummer = next(_nummer)
    epost = f"{fornavn.lower()}{nummer}@eksempel.test"
    person = Person.objects.create(ansattnummer=f"{nummer:05d}", fornavn=fornavn, etternavn="Test", epost=epost)
    Stilling.objects.create(person=person, enhet=enhet, tittel=tittel, prosent=prosent, fra=START, er_leder=er_leder)
    bruker = Bruker(epost=epost, kommune_id=enhet.kommune_id, person=person)
    bruker.set_unusable_password()
    bruker.save()
    return bruker


def gi_rolle(bruker, kode, enhet, *, fra=START, til=None, med_underliggende=True):
    """Give a role, and forget the roles that the user object remembers."""
    rolle = Rolle.objects.create(
        type=Rolletype.objects.get(kode=kode, kommune_id=enhet.kommune_id),
        person=bruker.person,
        enhet=enhet,
        fra=fra,
        til=til,
        med_underliggende=med_underliggende,
    )
    glem_roller(bruker)
    return rolle


def gi_stedfortreder(rolle, bruker, *, fra=START, til=dt.date(2099, 12, 31)):
    """Let a user act in someone's role."""
    vikar = Stedfortreder.objects.create(rolle=rolle, person=bruker.person, fra=fra, til=til)
    glem_roller(bruker)
    return vikar


def gi_permisjon(bruker, fra=None, til=dt.date(2099, 12, 31)):
    """Send a user on leave, from today unless told otherwise."""
    bruker.person.permisjon_fra, bruker.person.permisjon_til = fra or timezone.localdate(), til
    bruker.person.save()


def glem_roller(bruker):
    bruker.__dict__.pop("aktive_roller", None)


# The units, by name in code: what each is called, and the one that it stands under.
TRE = {
    "stab": ("Stab", "rot"),
    "oppvekst": ("Oppvekst", "rot"),
    "ikt": ("IKT-tjenester", "stab"),
    "hr": ("HR og virksomhetsstyring", "stab"),
    "prosjekt": ("Prosjektkontoret", "ikt"),
    "barnehager": ("Barnehager", "oppvekst"),
}


class Figur(NamedTuple):
    """A person of the cast: where one works, and the role that one has for a unit."""

    fornavn: str
    enhet: str
    tittel: str = "Rådgiver"
    rolle: Rollekode | None = None
    rolle_for: str = "rot"
    er_leder: bool = False


FIGURER = {
    # Applies; an employee in Prosjektkontoret without roles.
    "soker": Figur("Siri", "prosjekt"),
    # Works beside the applicant and has nothing to do with the case.
    "kollega": Figur("Kari", "prosjekt"),
    # Leads Prosjektkontoret.
    "leder": Figur("Lars", "prosjekt", "Seksjonsleder", Rollekode.LEDER, "prosjekt", er_leder=True),
    # Answers the first step for IKT-tjenester.
    "avdelingsdirektor": Figur("Ada", "ikt", "Avdelingsdirektør", Rollekode.AVDELINGSDIREKTOR, "ikt", er_leder=True),
    # HR adviser for the whole kommune.
    "hr": Figur("Ivar", "hr", "HR-rådgiver", Rollekode.HR),
    # HR adviser for Oppvekst and what is below it, and for nothing else.
    "hr_enhet": Figur("Hege", "oppvekst", "HR-rådgiver", Rollekode.HR, "oppvekst"),
    # Answers the second step.
    "hr_leder": Figur("Hanna", "hr", "Avdelingsdirektør", Rollekode.HR_LEDER, er_leder=True),
    # Leads the municipality, and sends cases to MBU.
    "etatsdirektor": Figur("Eva", "rot", "Etatsdirektør", Rollekode.KOMMUNEDIREKTOR, er_leder=True),
    # A member of etatsledergruppen with no other role.
    "gruppemedlem": Figur("Gro", "oppvekst", "Sektorleder", Rollekode.ETATSLEDERGRUPPE),
    "mbu_medlem": Figur("Mona", "barnehager", "Hovedtillitsvalgt", Rollekode.MBU_MEDLEM),
    "mbu_sekretaer": Figur("Solveig", "stab", "Konsulent", Rollekode.MBU_SEKRETAER),
    "tillitsvalgt": Figur("Tor", "ikt", "Tillitsvalgt", Rollekode.TILLITSVALGT, "ikt"),
    "systemansvarlig": Figur("Stein", "ikt", "Systemansvarlig", Rollekode.SYSTEMANSVARLIG),
    # A leader in another part of the same municipality.
    "utenforstaende": Figur(
        "Ulf", "barnehager", "Avdelingsdirektør", Rollekode.AVDELINGSDIREKTOR, "barnehager", er_leder=True
    ),
}


def lag_fjordby():
    """Fjordby kommune, new, with what every kommune starts with."""
    kommune = opprett_kommune("9901", "Fjordby kommune", gyldig_fra=START)
    with vegg.innenfor(kommune.pk):
        opprett_standardoppsett(kommune)
        opprett_standardplan()
        opprett_standardevaluering()
    return kommune


@contextmanager
def fjordby():
    """Fjordby kommune; what follows runs inside its wall. It lies in the template of the tests' databases, and is made
    anew where a test has emptied the tables."""
    with vegg.alle_kommuner():
        kommune = Kommune.objects.filter(nummer="9901").first() or lag_fjordby()
    with vegg.innenfor(kommune.pk):
        yield kommune


def lag_tre(kommune):
    """The units of `TRE` and the root, by name in code. All at once, since nearly every test asks for them."""
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    enheter = {"rot": rot}
    for kode, (navn, under) in TRE.items():
        forelder = enheter[under]
        forelder.numchild += 1
        path = Enhet._get_path(forelder.path, forelder.depth + 1, forelder.numchild)
        enheter[kode] = Enhet(kommune=kommune, navn=navn, path=path, depth=forelder.depth + 1, gyldig_fra=START)
    rot.save(update_fields=["numchild"])
    Enhet.objects.bulk_create(enheter[kode] for kode in TRE)
    Enhetsperiode.objects.bulk_create(
        Enhetsperiode(kommune=kommune, enhet=enheter[kode], forelder=enheter[under], navn=navn, fra=START)
        for kode, (navn, under) in TRE.items()
    )
    return SimpleNamespace(**enheter)


def lag_figur(navn, tre):
    """The user who is called so in the cast."""
    figur = FIGURER[navn]
    bruker = lag_bruker(figur.fornavn, getattr(tre, figur.enhet), tittel=figur.tittel, er_leder=figur.er_leder)
    if figur.rolle:
        gi_rolle(bruker, figur.rolle, getattr(tre, figur.rolle_for))
    return bruker


@pytest.fixture
def kommune(db):
    """Fjordby kommune; the test runs inside its wall."""
    with fjordby() as kommune:
        yield kommune


@pytest.fixture
def ingen_kommune(db):
    """An installation that holds no municipality yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {Kommune._meta.db_table} cascade")


@pytest.fixture
def tre(kommune):
    """The units, by name in code."""
    return lag_tre(kommune)


def _i_rollen(navn):
    @pytest.fixture(name=navn)
    def figur(tre):
        return lag_figur(navn, tre)

    return figur


# Each person of the cast is a fixture of that name.
globals().update({navn: _i_rollen(navn) for navn in FIGURER})


@pytest.fixture
def annen_kommune(db):
    """Another municipality in the same installation, with an HR adviser (`.hr`) and a root unit (`.rot`)."""
    andre = opprett_kommune("9902", "Nabo kommune", gyldig_fra=START)
    with vegg.innenfor(andre.pk):
        opprett_standardoppsett(andre)
        opprett_standardplan()
        opprett_standardevaluering()
        rot = Enhet.objects.get(kommune=andre, depth=1)
        hr = lag_bruker("Nils", rot)
        gi_rolle(hr, Rollekode.HR, rot)
    return SimpleNamespace(kommune=andre, rot=rot, hr=hr)
