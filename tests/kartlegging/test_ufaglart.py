"""*Ufaglært*: who does not meet the formal requirement of the category; the database and plain Python agree."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.ufaglart import Ufaglart, ufaglarte
from kompetanse.organisasjon.models import Enhet, Stilling
from tests.eksempler import eksempler
from tests.kartlegging import tvilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, med_datoer, om
from tests.klokke import dag
from tests.rollebesetning import START, lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def pleier(tre):
    """A category that asks for an authorisation, or an education at NUS 4."""
    kategori = lag_kategori("Helsefagarbeider", titler=["Helsefagarbeider"])
    kategori.nus = 4
    kategori.save()
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    return kategori


@pytest.fixture
def utdanning(tre):
    return lag_kompetanse("Utdanning", nivaaer=False)


def ansett(fornavn, enhet, **felt):
    return lag_bruker(fornavn, enhet, tittel="Helsefagarbeider", **felt)


def i(enhet):
    return [tuple(rad[2:]) for rad in ufaglarte(enhet.path, dag()) if rad.sti == enhet.path]


@pytest.mark.parametrize(("nus", "ufaglart"), [(3, 1), (4, 0), (8, 0), (9, 1), (None, 1)])
def test_an_education_at_the_level_is_enough_and_nus_9_never_is(tre, pleier, utdanning, nus, ufaglart):
    gi_kompetanse(ansett("Bo", tre.prosjekt), utdanning, nus=nus)

    assert i(tre.prosjekt) == [(1, ufaglart, 1, ufaglart)]


def test_the_level_of_the_catalogue_counts_unless_the_item_says_another(tre, pleier):
    master = lag_kompetanse("Master", nivaaer=False, nus=7)
    gi_kompetanse(ansett("Bo", tre.prosjekt), master)
    gi_kompetanse(ansett("Cy", tre.prosjekt), master, nus=9)

    assert i(tre.prosjekt) == [(2, 1, 2, 1)]


@pytest.mark.parametrize(
    ("felt", "ufaglart"),
    [
        ({}, 0),
        ({"tilstand": Tilstand.EGENVURDERT}, 0),
        ({"tilstand": Tilstand.PAABEGYNT}, 1),
        ({"tilstand": Tilstand.RETURNERT}, 1),
        ({"til": -1}, 1),
        ({"til": 0}, 0),
        ({"fra": 1}, 1),
    ],
    ids=str,
)
def test_any_of_the_formal_requirements_is_enough_while_it_is_valid(tre, pleier, felt, ufaglart):
    pleier.nus = None
    pleier.save()
    pleier.formalkrav.add(lag_bevis("Fagbrev"))
    gi_kompetanse(ansett("Bo", tre.prosjekt), pleier.formalkrav.get(navn="Fagbrev"), **med_datoer(felt))

    assert i(tre.prosjekt) == [(1, ufaglart, 1, ufaglart)]


def test_what_includes_the_requirement_is_enough(tre, pleier):
    midt = lag_bevis("Midt", inkluderer=[pleier.formalkrav.get()])
    gi_kompetanse(ansett("Bo", tre.prosjekt), lag_bevis("Topp", inkluderer=[midt]))

    assert i(tre.prosjekt) == [(1, 0, 1, 0)]


def test_a_category_without_a_formal_requirement_is_not_counted(tre):
    lag_kategori("Assistent", titler=["Assistent"])
    lag_bruker("Bo", tre.prosjekt, tittel="Assistent")

    assert ufaglarte(tre.rot.path, dag()) == []


def test_several_positions_are_several_positions_of_one_person_and_units_above_hold_those_below(tre, pleier):
    bo = ansett("Bo", tre.prosjekt, prosent=50)
    for enhet in (tre.prosjekt, tre.hr):
        Stilling.objects.create(
            person=bo.person, enhet=enhet, tittel="Helsefagarbeider", nummer="2", prosent=20, fra=START
        )

    assert {rad.sti: tuple(rad[2:]) for rad in ufaglarte(tre.stab.path, dag())} == {
        tre.stab.path: (3, 3, 1, 1),
        tre.ikt.path: (2, 2, 1, 1),
        tre.prosjekt.path: (2, 2, 1, 1),
        tre.hr.path: (1, 1, 1, 1),
    }


BEVIS = st.tuples(
    st.integers(0, 3),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(0, 9)),
    st.sampled_from(Tilstand.values),
    st.integers(-20, 20),
    st.one_of(st.none(), st.integers(0, 20)),
)


@eksempler(40)
@given(st.lists(BEVIS, max_size=8), st.one_of(st.none(), st.integers(0, 8)), st.integers(0, 2))
def test_the_database_and_plain_python_agree(tre, beviser, nus, antall_krav):
    punkt = transaction.savepoint()
    try:
        bunn = lag_bevis("Bunn")
        kompetanser = [bunn, lag_bevis("Topp", inkluderer=[bunn]), lag_bevis("Annen"), lag_bevis("Skole", nus=5)]
        kategori = lag_kategori("Helsefagarbeider", titler=["Helsefagarbeider"])
        kategori.nus = nus
        kategori.save()
        kategori.formalkrav.set([bunn, kompetanser[2]][:antall_krav])
        folk = [ansett(f"P{nummer}", tre.prosjekt if nummer % 2 else tre.hr) for nummer in range(4)]
        Stilling.objects.create(
            person=folk[0].person, enhet=tre.prosjekt, tittel="Helsefagarbeider", prosent=10, fra=START
        )
        for hvem, hva, skole, tilstand, fra, lengde in beviser:
            til = None if lengde is None else om(fra + lengde)
            gi_kompetanse(folk[hvem], kompetanser[hva], nus=skole, tilstand=tilstand, fra=om(fra), til=til)

        assert {(rad.sti, rad.kategori_id): rad for rad in ufaglarte(tre.rot.path, dag())} == {
            (enhet.path, kategori.pk): Ufaglart(enhet.path, kategori.pk, *tall)
            for enhet in Enhet.objects.all()
            if (tall := tvilling.ufaglarte(kategori, enhet, dag()))
        }
    finally:
        transaction.savepoint_rollback(punkt)
