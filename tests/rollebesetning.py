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
from types import SimpleNamespace

import pytest

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import (
    Bruker,
    Enhet,
    Enhetsperiode,
    Person,
    Rolle,
    Rollekode,
    Rolletype,
    Stedfortreder,
    Stilling,
)
from kompetanse.organisasjon.standard import opprett_kommune
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


def glem_roller(bruker):
    bruker.__dict__.pop("aktive_roller", None)


@pytest.fixture
def kommune(db):
    """Fjordby kommune; the test runs inside its wall."""
    kommune = opprett_kommune("9901", "Fjordby kommune", gyldig_fra=START)
    with vegg.innenfor(kommune.pk):
        opprett_standardoppsett(kommune)
        yield kommune


@pytest.fixture
def tre(kommune):
    """The units, by name in code."""
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    stab = lag_enhet(rot, "Stab")
    ikt = lag_enhet(stab, "IKT-tjenester")
    oppvekst = lag_enhet(Enhet.objects.get(pk=rot.pk), "Oppvekst")
    return SimpleNamespace(
        rot=rot,
        stab=stab,
        ikt=ikt,
        prosjekt=lag_enhet(ikt, "Prosjektkontoret"),
        hr=lag_enhet(Enhet.objects.get(pk=stab.pk), "HR og virksomhetsstyring"),
        oppvekst=oppvekst,
        barnehager=lag_enhet(oppvekst, "Barnehager"),
    )


@pytest.fixture
def soker(tre):
    """Applies; an employee in Prosjektkontoret without roles."""
    return lag_bruker("Siri", tre.prosjekt)


@pytest.fixture
def kollega(tre):
    """Works beside the applicant and has nothing to do with the case."""
    return lag_bruker("Kari", tre.prosjekt)


@pytest.fixture
def leder(tre):
    """Leads Prosjektkontoret."""
    bruker = lag_bruker("Lars", tre.prosjekt, tittel="Seksjonsleder", er_leder=True)
    gi_rolle(bruker, Rollekode.LEDER, tre.prosjekt)
    return bruker


@pytest.fixture
def avdelingsdirektor(tre):
    """Answers the first step for IKT-tjenester."""
    bruker = lag_bruker("Ada", tre.ikt, tittel="Avdelingsdirektør", er_leder=True)
    gi_rolle(bruker, Rollekode.AVDELINGSDIREKTOR, tre.ikt)
    return bruker


@pytest.fixture
def hr(tre):
    """HR adviser for the whole kommune."""
    bruker = lag_bruker("Ivar", tre.hr, tittel="HR-rådgiver")
    gi_rolle(bruker, Rollekode.HR, tre.rot)
    return bruker


@pytest.fixture
def hr_enhet(tre):
    """HR adviser for Oppvekst and what is below it, and for nothing else."""
    bruker = lag_bruker("Hege", tre.oppvekst, tittel="HR-rådgiver")
    gi_rolle(bruker, Rollekode.HR, tre.oppvekst)
    return bruker


@pytest.fixture
def hr_leder(tre):
    """Answers the second step."""
    bruker = lag_bruker("Hanna", tre.hr, tittel="Avdelingsdirektør", er_leder=True)
    gi_rolle(bruker, Rollekode.HR_LEDER, tre.rot)
    return bruker


@pytest.fixture
def etatsdirektor(tre):
    """Leads the municipality, and sends cases to MBU."""
    bruker = lag_bruker("Eva", tre.rot, tittel="Etatsdirektør", er_leder=True)
    gi_rolle(bruker, Rollekode.KOMMUNEDIREKTOR, tre.rot)
    return bruker


@pytest.fixture
def gruppemedlem(tre):
    """A member of etatsledergruppen with no other role."""
    bruker = lag_bruker("Gro", tre.oppvekst, tittel="Sektorleder")
    gi_rolle(bruker, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    return bruker


@pytest.fixture
def mbu_medlem(tre):
    bruker = lag_bruker("Mona", tre.barnehager, tittel="Hovedtillitsvalgt")
    gi_rolle(bruker, Rollekode.MBU_MEDLEM, tre.rot)
    return bruker


@pytest.fixture
def mbu_sekretaer(tre):
    bruker = lag_bruker("Solveig", tre.stab, tittel="Konsulent")
    gi_rolle(bruker, Rollekode.MBU_SEKRETAER, tre.rot)
    return bruker


@pytest.fixture
def tillitsvalgt(tre):
    bruker = lag_bruker("Tor", tre.ikt, tittel="Tillitsvalgt")
    gi_rolle(bruker, Rollekode.TILLITSVALGT, tre.ikt)
    return bruker


@pytest.fixture
def systemansvarlig(tre):
    bruker = lag_bruker("Stein", tre.ikt, tittel="Systemansvarlig")
    gi_rolle(bruker, Rollekode.SYSTEMANSVARLIG, tre.rot)
    return bruker


@pytest.fixture
def utenforstaende(tre):
    """A leader in another part of the same municipality."""
    bruker = lag_bruker("Ulf", tre.barnehager, tittel="Avdelingsdirektør", er_leder=True)
    gi_rolle(bruker, Rollekode.AVDELINGSDIREKTOR, tre.barnehager)
    return bruker


@pytest.fixture
def annen_kommune(kommune):
    """Another municipality in the same installation, with an HR adviser (`.hr`) and a root unit (`.rot`)."""
    andre = opprett_kommune("9902", "Nabo kommune", gyldig_fra=START)
    with vegg.innenfor(andre.pk):
        opprett_standardoppsett(andre)
        rot = Enhet.objects.get(kommune=andre, depth=1)
        hr = lag_bruker("Nils", rot)
        gi_rolle(hr, Rollekode.HR, rot)
    return SimpleNamespace(kommune=andre, rot=rot, hr=hr)
