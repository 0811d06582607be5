"""What runs each night runs for every kommune: a fault in the first leaves the others theirs."""

import pytest

from kompetanse.felles import vegg
from kompetanse.felles.innlesing import prosess
from kompetanse.organisasjon import eksport, roller
from kompetanse.organisasjon.importering import prosess as jobbene
from kompetanse.organisasjon.models import Eksport, Import, Rolle, Stilling
from tests.klokke import senere
from tests.organisasjon.importhjelp import HELSE, csv, forhaandsvis
from tests.rollebesetning import START


def sviktende(funksjon, kommune_id):
    """The function, but it fails for one kommune."""

    def svikt(*args, **kwargs):
        if kommune_id in [getattr(ett, "kommune_id", ett) for ett in args]:
            raise ZeroDivisionError
        return funksjon(*args, **kwargs)

    return svikt


@pytest.fixture
def forste_svikter(hr, annen_kommune, monkeypatch):
    """Make a function fail for the first kommune; returns the second, with its HR adviser."""

    def svikt(modul, navn):
        monkeypatch.setattr(modul, navn, sviktende(getattr(modul, navn), hr.kommune_id))
        return annen_kommune

    return svikt


def test_the_leaders_of_the_next_kommune_get_their_roles(forste_svikter, caplog):
    nabo = forste_svikter(roller, "synkroniser_lederroller")
    with vegg.innenfor(nabo.kommune.pk):
        Stilling.objects.create(person=nabo.hr.person, enhet=nabo.rot, tittel="Direktør", er_leder=True, fra=START)

    assert roller.folg_datoene() > 0

    with vegg.innenfor(nabo.kommune.pk):
        assert Rolle.objects.filter(person=nabo.hr.person, type__kode="leder").exists()
    assert len(caplog.records) == 1


def test_old_exports_of_the_next_kommune_are_deleted(hr, forste_svikter, caplog):
    nabo = forste_svikter(eksport, "_rydd")
    for bruker in (hr, nabo.hr):
        with vegg.innenfor(bruker.kommune_id):
            Eksport.objects.create(bruker=bruker, navn="Ansatte", lag="a.b", side="/", sporring="sok=x", rettighet="")

    with senere(days=8):
        assert eksport.rydd_alle() == 1

    with vegg.alle_kommuner():
        assert dict(Eksport.objects.values_list("bruker", "sporring")) == {hr.pk: "sok=x", nabo.hr.pk: ""}
    assert len(caplog.records) == 1


def test_old_imports_of_the_next_kommune_and_the_next_of_the_same_are_deleted(hr, forste_svikter, caplog):
    nabo = forste_svikter(prosess, "rydd")
    for bruker in (hr, nabo.hr):
        with vegg.innenfor(bruker.kommune_id):
            forhaandsvis(bruker, csv(HELSE), full_fil=False)

    with senere(days=31):
        assert jobbene.rydd_alle() == 1

    with vegg.alle_kommuner():
        assert dict(Import.objects.values_list("bruker", "status")) == {
            hr.pk: Import.Status.KONTROLLERT,
            nabo.hr.pk: Import.Status.FORKASTET,
        }
    assert len(caplog.records) == 1
