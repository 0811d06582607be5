"""The definition word for word (handbook 10), on the cases that people ask about."""

import pytest

from kartlegging.models import Kompetansekrav
from kartlegging.oppfylling import Grunn, Oppfylling, oppfylling
from kompetanse.organisasjon.models import Enhet, Person, Rollekode, Stilling
from tests.kartlegging.factories import (
    Tilstand,
    gi_kompetanse,
    lag_bevis,
    lag_kategori,
    lag_kompetanse,
    lag_krav,
    lag_oppgave,
    om,
)
from tests.rollebesetning import gi_rolle

pytestmark = pytest.mark.django_db


@pytest.fixture
def selvkost(tre):
    return lag_kompetanse("Reglene for selvkost innen vann og avløp")


def svar(bruker, **felt):
    """The only answer about a person."""
    (en,) = oppfylling(Person.objects.filter(pk=bruker.person_id), **felt)
    return en


def staar(bruker, **felt):
    en = svar(bruker, **felt)
    return en.tilstand, en.grunn


def test_a_confirmed_holder_at_the_level_meets_the_requirement(tre, soker, selvkost):
    lag_krav(tre.prosjekt, selvkost, nivaa=2, maa_bekreftes=True)
    gi_kompetanse(soker, selvkost, 3)

    assert staar(soker) == ("moter", "")


def test_who_is_only_self_assessed_where_confirmation_is_asked_for_nearly_meets_it(tre, soker, selvkost):
    lag_krav(tre.prosjekt, selvkost, nivaa=2, maa_bekreftes=True)
    gi_kompetanse(soker, selvkost, 3, tilstand=Tilstand.EGENVURDERT)

    assert staar(soker) == ("nesten", Grunn.UBEKREFTET)


def test_a_self_assessment_counts_where_nobody_asks_for_more(tre, soker, selvkost):
    lag_krav(tre.prosjekt, selvkost, nivaa=2)
    gi_kompetanse(soker, selvkost, 2, tilstand=Tilstand.EGENVURDERT)

    assert staar(soker) == ("moter", "")


def test_a_proof_that_ran_out_yesterday_is_shown_and_does_not_count(tre, soker):
    kurs = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kurs)
    gi_kompetanse(soker, kurs, til=om(-1))

    en = svar(soker)
    assert (en.tilstand, en.grunn, en.gikk_ut) == ("nesten", Grunn.GAATT_UT, om(-1))
    assert svar(soker, dag=om(-1)).moter


def test_a_renewal_taken_early_carries_on_where_the_old_proof_ends(tre, soker):
    kurs = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kurs)
    gi_kompetanse(soker, kurs, til=om(10))
    gi_kompetanse(soker, kurs, fra=om(-5), til=om(400))

    assert svar(soker).holder_til == om(400)
    assert not svar(soker).gaar_ut_snart(om(0))


def test_a_day_between_two_proofs_is_a_day_without(tre, soker):
    kurs = lag_bevis("Legemiddelhåndtering")
    lag_krav(tre.prosjekt, kurs)
    gi_kompetanse(soker, kurs, til=om(10))
    gi_kompetanse(soker, kurs, fra=om(12), til=om(400))

    assert svar(soker).holder_til == om(10)
    assert svar(soker, dag=om(11)).grunn == Grunn.GAATT_UT
    assert svar(soker, dag=om(12)).holder_til == om(400)


def test_who_has_one_that_includes_it_meets_it_for_as_long_as_that_is_valid(tre, soker):
    diabetesfot = lag_kompetanse("Diabetesfot")
    saar = lag_kompetanse("Sårbehandling", inkluderer=[diabetesfot])
    lag_krav(tre.prosjekt, diabetesfot, nivaa=3)
    gi_kompetanse(soker, saar, 3, til=om(30))

    assert svar(soker).holder_til == om(30)
    assert not svar(soker, dag=om(31)).moter


def test_one_that_is_included_does_not_give_the_whole(tre, soker):
    diabetesfot = lag_kompetanse("Diabetesfot")
    saar = lag_kompetanse("Sårbehandling", inkluderer=[diabetesfot])
    lag_krav(tre.prosjekt, saar, nivaa=1)
    gi_kompetanse(soker, diabetesfot, 4)

    assert staar(soker) == ("mangler", "")


def test_a_returned_or_begun_item_counts_for_nothing_and_what_is_begun_is_on_the_way(tre, soker, selvkost):
    lag_krav(tre.prosjekt, selvkost, nivaa=1)
    gi_kompetanse(soker, selvkost, 2, tilstand=Tilstand.RETURNERT)
    gi_kompetanse(soker, selvkost, 3, tilstand=Tilstand.PAABEGYNT, forventet=om(60))

    en = svar(soker)
    assert (en.tilstand, en.grunn, en.forventet) == ("mangler", "", om(60))


def test_a_requirement_above_is_inherited_and_one_beside_is_not(tre, soker, selvkost):
    lag_krav(tre.stab, selvkost, nivaa=1)
    lag_krav(tre.hr, selvkost, nivaa=4)

    assert svar(soker).krav_id == Kompetansekrav.objects.get(enhet=tre.stab).pk


def test_several_positions_add_their_requirements_together(tre, soker, selvkost):
    annen = lag_kompetanse("Barnesamtaler")
    Stilling.objects.create(person=soker.person, enhet=tre.barnehager, tittel="Assistent", prosent=20, fra=om(-10))
    ett, to = lag_krav(tre.prosjekt, selvkost), lag_krav(tre.barnehager, annen)

    alle = oppfylling(Person.objects.filter(pk=soker.person_id))
    assert {en.krav_id for en in alle} == {ett.pk, to.pk}


def test_a_category_is_found_by_title_before_code(tre, soker, kollega, selvkost):
    raadgiver = lag_kategori("Rådgiver", titler=["Rådgiver"])
    assistent = lag_kategori("Assistent", koder=["6572"])
    Stilling.objects.filter(person=soker.person).update(stillingskode="6572")
    Stilling.objects.filter(person=kollega.person).update(stillingskode="6572", tittel="Medhjelper")
    lag_krav(tre.rot, selvkost, kategori=raadgiver)
    lag_krav(tre.rot, selvkost, kategori=assistent)

    alle = oppfylling(Person.objects.filter(pk__in=[soker.person_id, kollega.person_id]))
    kategorier = dict(Kompetansekrav.objects.values_list("pk", "kategori"))
    assert {(en.person_id, kategorier[en.krav_id]) for en in alle} == {
        (soker.person_id, raadgiver.pk),
        (kollega.person_id, assistent.pk),
    }


def test_a_requirement_on_leaders_follows_the_role_and_not_the_unit(tre, soker, leder, selvkost):
    lag_krav(tre.ikt, selvkost, rolle="leder")

    assert {en.person_id for en in oppfylling(Person.objects.all())} == {leder.person_id}


def test_a_role_that_has_ended_demands_nothing(tre, soker, selvkost):
    lag_krav(tre.rot, selvkost, rolle="verneombud")
    gi_rolle(soker, Rollekode.VERNEOMBUD, tre.rot, til=om(-1))

    assert oppfylling(Person.objects.all()) == []
    assert svar(soker, dag=om(-1)).tilstand == "mangler"


def test_the_new_have_until_their_deadline_and_those_who_were_here_until_the_transition_ends(tre, soker, selvkost):
    lag_krav(tre.prosjekt, selvkost, fra=om(-10), frist_dager=30, overgang_til=om(5))
    assert svar(soker).frist == om(5)
    assert svar(soker).har_frist(om(5))
    assert not svar(soker).har_frist(om(6))

    Stilling.objects.filter(person=soker.person).update(fra=om(-3))
    assert svar(soker).frist == om(27)


def test_a_task_concerns_by_name_those_who_do_it_and_counts_all_who_can(tre, soker, kollega, leder, selvkost):
    oppgave = lag_oppgave(tre.prosjekt, utforere=[soker])
    lag_krav(tre.prosjekt, selvkost, oppgave=oppgave, nivaa=1, antall=2)
    gi_kompetanse(kollega, selvkost, 1)

    alle = {en.person_id: (en.berort, en.tilstand) for en in oppfylling(Person.objects.all())}
    assert alle == {soker.person_id: (True, "mangler"), kollega.person_id: (False, "moter")}


def test_so_many_of_a_unit_concerns_nobody_by_name(tre, soker, kollega, selvkost):
    lag_krav(tre.prosjekt, selvkost, antall=1)
    gi_kompetanse(kollega, selvkost, 1)

    alle = oppfylling(Person.objects.all())
    assert [(en.person_id, en.berort) for en in alle] == [(kollega.person_id, False)]


def test_who_has_left_is_concerned_by_nothing(tre, soker, selvkost):
    lag_krav(tre.rot, selvkost)
    Stilling.objects.filter(person=soker.person).update(til=om(-1))

    assert oppfylling(Person.objects.filter(pk=soker.person_id)) == []


def test_a_unit_that_moves_takes_its_people_to_other_requirements(tre, soker, selvkost):
    krav = lag_krav(tre.ikt, selvkost)
    assert svar(soker).krav_id == krav.pk

    Enhet.objects.move(Enhet.objects.get(pk=tre.prosjekt.pk), Enhet.objects.get(pk=tre.oppvekst.pk), "last-child")
    assert oppfylling(Person.objects.filter(pk=soker.person_id)) == []


def test_the_same_question_costs_one_statement_whatever_the_size(
    tre, soker, kollega, selvkost, django_assert_num_queries
):
    lag_krav(tre.rot, selvkost)
    with django_assert_num_queries(1):
        assert len(oppfylling(Person.objects.all())) == 2
    for navn in "abc":
        lag_krav(tre.rot, lag_kompetanse(navn))
    with django_assert_num_queries(1):
        assert len(oppfylling(Person.objects.all())) == 8


def test_nobody_and_nothing_is_no_answer(tre, soker, selvkost):
    lag_krav(tre.rot, selvkost)

    assert oppfylling(Person.objects.none()) == []
    assert oppfylling(Person.objects.all(), Kompetansekrav.objects.none()) == []


def test_the_fields_of_the_answer_are_the_columns_of_the_statement(tre, soker, selvkost):
    krav = lag_krav(tre.rot, selvkost, overgang_til=om(9), frist_dager=3)
    gi_kompetanse(soker, selvkost, 2, til=om(50))

    assert svar(soker) == Oppfylling(
        krav_id=krav.pk,
        person_id=soker.person_id,
        berort=True,
        frist=om(9) if soker.person.stillinger.get().fra < krav.fra else None,
        tilstand="moter",
        grunn="",
        holder_til=om(50),
        nivaa=2,
        gikk_ut=None,
        forventet=None,
    )
