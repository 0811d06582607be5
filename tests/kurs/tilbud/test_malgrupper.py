"""Whom a course is for: the people of a rule, and the rules that hold for a person, are the same."""

import datetime as dt

import pytest

from kompetanse.organisasjon.models import Rolletype, Stilling
from kurs.models import Malgruppe
from kurs.tilbud import malgrupper
from tests.kartlegging.factories import lag_kategori
from tests.klokke import dag
from tests.kurs.factories import lag_kurs
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def folk(tre):
    """Anna, adviser in Prosjektkontoret since last month, 50 % and 30 % in Barnehager; Bo, adviser in IKT since long ago, in
    full; Cato, teacher in Barnehager, who was employed before; Dag, who leads Barnehager and works nowhere."""
    anna, bo = lag_bruker("Anna", tre.prosjekt, prosent=50), lag_bruker("Bo", tre.ikt)
    cato = lag_bruker("Cato", tre.barnehager, tittel="Barnehagelærer", prosent=80)
    Stilling.objects.filter(person=anna.person).update(fra=dag(-30))
    Stilling.objects.create(person=anna.person, enhet=tre.barnehager, tittel="Vikar", prosent=30, fra=dag(-30))
    Stilling.objects.filter(person=cato.person).update(fra=dag(-10))
    Stilling.objects.create(
        person=cato.person, enhet=tre.barnehager, tittel="Assistent", prosent=50, fra=dag(-900), til=dag(-600)
    )
    sluttet = lag_bruker("Solveig", tre.ikt)
    Stilling.objects.filter(person=sluttet.person).update(til=dag(-1))
    return {bruker.person.fornavn: bruker.person for bruker in (anna, bo, cato, sluttet)}


REGLER = {
    "ingen": ([], {"Anna", "Bo", "Cato"}),
    "enhet": ([{"enhet": "ikt"}], {"Anna", "Bo"}),
    "kategori": ([{"kategori": "Rådgivere"}], {"Anna", "Bo"}),
    "samme stilling": ([{"kategori": "Rådgivere", "enhet": "barnehager"}], set()),
    "enten eller": ([{"enhet": "barnehager"}, {"enhet": "ikt"}], {"Anna", "Bo", "Cato"}),
    "rolle": ([{"rolle": "leder"}], {"Lars"}),
    "rolle i enhet": ([{"rolle": "leder", "enhet": "ikt"}], {"Lars"}),
    "rolle i en annen enhet": ([{"rolle": "leder", "enhet": "barnehager"}], set()),
    "samlet størrelse": ([{"fra_prosent": 80, "til_prosent": 99}], {"Anna", "Cato"}),
    "under": ([{"til_prosent": 50}], set()),
    "ny": ([{"ny_siden": dag(-40)}], {"Anna"}),
    "ny på dagen": ([{"ny_siden": dag(-30)}], {"Anna"}),
    "alt på en gang": (
        [{"kategori": "Rådgivere", "enhet": "prosjekt", "fra_prosent": 50, "ny_siden": dag(-31)}],
        {"Anna"},
    ),
}


@pytest.mark.parametrize("navn", REGLER)
def test_a_rule_is_the_same_read_both_ways(tre, folk, leder, navn):
    regler, skal_treffe = REGLER[navn]
    kategori, kurs = lag_kategori("Rådgivere", titler=["rådgiver"]), lag_kurs(tre.rot)
    verdier = {"kategori": lambda _ord: kategori, "rolle": lambda kode: Rolletype.objects.get(kode=kode)}
    for regel in regler:
        lest = {
            felt: verdier.get(felt, lambda verdi: getattr(tre, str(verdi), verdi))(ord_) for felt, ord_ in regel.items()
        }
        Malgruppe.objects.create(kurs=kurs, **lest)
    alle = {**folk, "Lars": leder.person}

    som_folk = {person.fornavn for person in malgrupper.folk(kurs)} & set(alle)
    som_fakta = {fornavn for fornavn, person in alle.items() if malgrupper.for_personen(person.pk, [kurs])}

    lars = {"Lars"} if navn in ("ingen", "enhet", "enten eller") else set()
    assert som_folk == som_fakta == skal_treffe | lars


def test_a_rule_is_told_in_words(tre):
    kategori = lag_kategori("Sykepleiere")
    regel = Malgruppe(kategori=kategori, enhet=tre.ikt, fra_prosent=50, til_prosent=80, ny_siden=dt.date(2026, 1, 1))

    assert malgrupper.i_ord(regel).replace("\xa0", " ") == (
        "Sykepleiere i IKT-tjenester, stilling fra 50 til 80 %, begynte 1. januar 2026 eller senere"
    )
    assert malgrupper.i_ord(Malgruppe(til_prosent=50)) == "Alle, stilling til 50 %"
