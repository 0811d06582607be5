"""What does not fit together is said at the requirement that has to be mended, and nothing is chosen."""

import pytest

from kartlegging.krav.bilde import kravbilde
from kartlegging.models import Kompetanse
from tests.kartlegging.factories import lag_kategori, lag_kompetanse, lag_krav, lag_oppgave, om

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(tre):
    return lag_kompetanse("Sårbehandling")


def funn(enhet):
    """{requirement: what is said of it} for those that something is said of."""
    bilde = kravbilde(enhet)
    linjer = [linje for gruppe in bilde.her + bilde.under for linje in gruppe.linjer]
    return {linje.krav.pk: linje.motsigelser for linje in linjer if linje.motsigelser}


def test_requirements_that_can_stand_together_are_left_alone(tre, soker, kollega, saar):
    lag_krav(tre.prosjekt, saar, nivaa=1)
    lag_krav(tre.prosjekt, saar, nivaa=3, antall=2)
    lag_krav(tre.prosjekt, saar, nivaa=2, kategori=lag_kategori("Rådgiver"))
    lag_krav(tre.stab, lag_kompetanse("Annet"), nivaa=1)

    assert funn(tre.prosjekt) == {}


@pytest.mark.parametrize("felt", [{"nivaa": 3}, {"maa_bekreftes": True}, {"styrke": "bor"}])
def test_two_that_say_different_things_of_the_same_people_name_each_other(tre, soker, saar, felt):
    ett = lag_krav(tre.prosjekt, saar, nivaa=2)
    annet = lag_krav(tre.prosjekt, saar, **{"nivaa": 2, **felt})

    assert sorted(funn(tre.prosjekt)) == [ett.pk, annet.pk]
    assert funn(tre.prosjekt)[annet.pk] == [
        "Et annet krav sier noe annet om de samme: Nivå 2 selvstendig · alle det gjelder · skal."
    ]


def test_two_numbers_of_the_same_people_are_two_answers(tre, soker, kollega, leder, saar):
    ett, annet = (lag_krav(tre.prosjekt, saar, nivaa=2, antall=antall) for antall in (2, 3))

    assert sorted(funn(tre.prosjekt)) == [ett.pk, annet.pk]


def test_the_same_requirement_in_two_overlapping_periods_stands_twice(tre, soker, saar):
    ett = lag_krav(tre.prosjekt, saar, nivaa=2, til=om(10))
    annet = lag_krav(tre.prosjekt, saar, nivaa=2, fra=om(5))
    lag_krav(tre.prosjekt, saar, nivaa=2, fra=om(-20), til=om(-10))

    assert sorted(funn(tre.prosjekt)) == [ett.pk, annet.pk]
    assert "står to ganger" in funn(tre.prosjekt)[ett.pk][0]


def test_a_change_on_its_way_is_no_contradiction(tre, soker, saar):
    lag_krav(tre.prosjekt, saar, nivaa=2, til=om(10))
    lag_krav(tre.prosjekt, saar, nivaa=3, fra=om(11))

    assert funn(tre.prosjekt) == {}


def test_one_that_asks_for_less_than_the_unit_above_is_told_and_one_that_asks_for_more_is_not(tre, soker, saar):
    lag_krav(tre.stab, saar, nivaa=3)
    svakt = lag_krav(tre.prosjekt, saar, nivaa=2)
    lag_krav(tre.ikt, saar, nivaa=4)

    assert funn(tre.prosjekt)[svakt.pk] == [
        "Stab krever mer av de samme: Nivå 3 god · alle det gjelder · skal.",
        "IKT-tjenester krever mer av de samme: Nivå 4 ekspert · alle det gjelder · skal.",
    ]
    assert list(funn(tre.ikt)) == [svakt.pk]


def test_a_requirement_on_a_retired_competence_says_so(tre, soker, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    Kompetanse.objects.filter(pk=saar.pk).update(avviklet=om(0))

    assert funn(tre.prosjekt) == {krav.pk: ["Kompetansen er tatt ut av katalogen."]}


def test_a_task_that_nobody_does_says_so(tre, soker, saar):
    med, uten = lag_oppgave(tre.prosjekt, "En", utforere=[soker]), lag_oppgave(tre.prosjekt, "To")
    lag_krav(tre.prosjekt, saar, nivaa=2, oppgave=med)
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, oppgave=uten)

    assert funn(tre.prosjekt) == {krav.pk: ["Ingen er satt på oppgaven."]}


def test_more_than_there_are_people_says_so(tre, soker, kollega, saar):
    lag_krav(tre.prosjekt, saar, nivaa=2, antall=2)
    krav = lag_krav(tre.prosjekt, lag_kompetanse("Annet"), nivaa=2, antall=3)

    assert funn(tre.prosjekt) == {krav.pk: ["Kravet er på 3, men gjelder 2 medarbeidere."]}


def test_of_very_many_below_the_page_shows_the_first_with_what_does_not_fit_ahead(tre, soker, saar, monkeypatch):
    monkeypatch.setattr("kartlegging.krav.bilde.UNDER_SOM_VISES", 1)
    lag_krav(tre.hr, saar, nivaa=1)
    tomt = lag_krav(tre.prosjekt, saar, nivaa=1, oppgave=lag_oppgave(tre.prosjekt))

    bilde = kravbilde(tre.stab)
    assert [linje.krav for gruppe in bilde.under for linje in gruppe.linjer] == [tomt]
    assert (bilde.antall_under, bilde.antall_motsigelser, bilde.under_er_kuttet) == (2, 1, True)
