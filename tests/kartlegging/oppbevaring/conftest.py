"""One who has left, with something of each kind in the registry. The database asks its own clock, the real one."""

import hashlib

import pytest

from kartlegging.models import Kartleggingsoppsett, Oppgaveutforer, Personkompetanse
from kartlegging.profil import bevis, minicv
from kartlegging.profil.registrering import om_maaneder
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import FOR_LENGE_SIDEN, gi_kompetanse, lag_bevis, lag_kompetanse, lag_oppgave, om
from tests.klokke import virkelig_tid


@pytest.fixture(autouse=True)
def databasens_klokke():
    with virkelig_tid():
        yield


@pytest.fixture
def frister(kommune):
    """Blocked after six months, and destroyed twelve months later."""
    Kartleggingsoppsett.for_kommunen()
    Kartleggingsoppsett.objects.update(sperres_etter_mnd=6, slettes_etter_mnd=12)


def slutter(bruker, maaneder_siden):
    """The last day was so many months ago. Returns the day."""
    siste_dag = om_maaneder(om(0), -maaneder_siden)
    Stilling.objects.filter(person=bruker.person).update(til=siste_dag)
    return siste_dag


def fil(innhold=b"%PDF-1.7 bevis", navn="bevis.pdf"):
    return VedleggInfo("application/pdf", hashlib.sha256(innhold).hexdigest(), len(innhold), navn, innhold)


@pytest.fixture
def fylt(soker, tre, lager):
    """The applicant with a certificate and its file, an education with its file, a mini-CV and a task."""
    kurs = gi_kompetanse(soker, lag_bevis("Varme arbeider"), kommentar="Hemmelig kommentar")
    utdanning = gi_kompetanse(soker, lag_bevis("Sykepleierutdanning", bevares=True))
    gi_kompetanse(soker, lag_kompetanse("Demens"), 3)
    Personkompetanse.objects.filter(pk=kurs.pk).update(institusjon="Hemmelig skole")
    bevis.legg_ved(kurs, [fil(b"%PDF-1.7 kurs", "kurs.pdf")], bruker=soker)
    bevis.legg_ved(utdanning, [fil(b"%PDF-1.7 vitnemaal", "vitnemaal.pdf")], bruker=soker)
    minicv.lagre(soker.person, "Liker folk", [{"hva": "Kokk", "hvor": "Kroa", "fra_aar": 2012}], bruker=soker)
    Oppgaveutforer.objects.create(oppgave=lag_oppgave(tre.prosjekt), person=soker.person, fra=FOR_LENGE_SIDEN)
    return soker
