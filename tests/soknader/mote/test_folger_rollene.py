"""Who is called follows the roles until the meeting closes: leavers, deputies who are removed or run out, and both."""

import pytest
from django.core.exceptions import ValidationError

from kompetanse.organisasjon import roller
from kompetanse.organisasjon.models import Rollekode, Rolletype, Stedfortreder
from soknader.models import Motedeltaker
from soknader.mote import oppmote
from soknader.mote.vedtak import fatt_vedtak
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote, start_mote


@pytest.fixture
def gruppen(etatsdirektor, gruppemedlem):
    return [etatsdirektor, gruppemedlem]


@pytest.fixture
def lag(gruppen, hr):
    def _lag(dato=None):
        lag_ramme()
        return lag_mote(hr, dato=dato or dag(7))

    return _lag


@pytest.fixture
def lagre(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def liste(mote):
    return {deltaker.person.fornavn: deltaker.til_stede for deltaker in mote.deltakere.select_related("person")}


def gros_rolle(gruppemedlem):
    return gruppemedlem.person.roller.get()


def test_a_member_whose_role_ends_is_called_no_more_and_a_new_one_is(lag, hr, gruppemedlem, kollega, tre, lagre):
    mote = lag()
    with lagre():
        roller.avslutt(gros_rolle(gruppemedlem), bruker=hr)
        roller.tildel(Rolletype.objects.get(kode=Rollekode.ETATSLEDERGRUPPE), kollega.person, tre.rot, bruker=hr)

    assert liste(mote) == {"Eva": True, "Kari": True}


def test_a_leader_of_the_meeting_who_leaves_gives_the_place_to_the_next(lag, hr, etatsdirektor, gruppemedlem, lagre):
    mote = lag()
    assert mote.moteleder == etatsdirektor.person
    with lagre():
        roller.avslutt(etatsdirektor.person.roller.get(), bruker=hr)

    mote.refresh_from_db()
    assert (liste(mote), mote.moteleder) == ({"Gro": True}, gruppemedlem.person)


def test_a_deputy_who_is_set_and_then_removed_gives_the_place_back_to_the_holder(lag, hr, gruppemedlem, kollega, lagre):
    mote = lag()
    with lagre():
        vikar = roller.sett_stedfortreder(gros_rolle(gruppemedlem), kollega.person, bruker=hr, fra=dag(), til=dag(30))
    assert liste(mote) == {"Eva": True, "Gro": False, "Kari": True}

    with lagre():
        roller.fjern_stedfortreder(vikar, bruker=hr)
    assert liste(mote) == {"Eva": True, "Gro": True}


def test_a_deputy_whose_time_runs_out_during_the_meeting_is_off_the_list_the_next_morning(
    lag, hr, gruppemedlem, kollega, soker, avdelingsdirektor, hr_leder
):
    gi_stedfortreder(gros_rolle(gruppemedlem), kollega)
    lag_klar(soker, avdelingsdirektor, hr_leder)
    mote = start_mote(lag(dag()), hr)
    Stedfortreder.objects.update(til=dag(-1))

    roller.folg_datoene()
    oppmote.folg_rollene(mote.kommune_id)

    assert "Kari" not in liste(mote)
    with pytest.raises(ValidationError):
        oppmote.registrer_oppmote(mote, bruker=hr, til_stede={kollega.person_id}, moteleder=kollega.person)
    oppmote.registrer_oppmote(mote, bruker=hr, til_stede={gruppemedlem.person_id}, moteleder=gruppemedlem.person)


def test_who_was_there_when_a_case_was_decided_stays_on_the_list(hr, gruppemedlem, soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    lag_klar(soker, avdelingsdirektor, hr_leder)
    mote = lag_mote(hr)
    Motedeltaker.objects.create(mote=mote, person=hr.person)
    start_mote(mote, hr, til_stede=[hr])
    fatt_vedtak(mote.saker.get(), bruker=hr, utfall="innvilget")

    oppmote.folg_rollene(mote.kommune_id)

    assert liste(mote)["Ivar"] is True


def test_a_holder_and_the_holders_deputy_are_not_both_there(lag, hr, gruppemedlem, kollega, etatsdirektor):
    gi_stedfortreder(gros_rolle(gruppemedlem), kollega)
    mote = lag()
    begge = {gruppemedlem.person_id, kollega.person_id}

    with pytest.raises(ValidationError) as feil:
        oppmote.registrer_oppmote(mote, bruker=hr, til_stede=begge, moteleder=kollega.person)
    assert feil.value.message_dict == {
        "til_stede": [
            "Kari Test er stedfortreder for Gro Test. Begge kan ikke stå som til stede. Fjern krysset for den ene."
        ]
    }


def test_a_member_who_is_a_deputy_too_is_there_beside_the_holder_and_is_named_as_both(
    lag, hr, gruppemedlem, kollega, etatsdirektor, tre
):
    gi_rolle(kollega, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    gi_stedfortreder(gros_rolle(gruppemedlem), kollega)
    mote = lag()
    assert mote.deltakere.get(person=kollega.person).i_rolle == (
        "Rådgiver, Prosjektkontoret, stedfortreder for Gro Test"
    )

    begge = {gruppemedlem.person_id, kollega.person_id}
    oppmote.registrer_oppmote(mote, bruker=hr, til_stede=begge, moteleder=kollega.person)
    assert liste(mote) == {"Eva": False, "Gro": True, "Kari": True}


def test_a_change_of_other_roles_leaves_the_lists_alone(lag, hr, gruppemedlem, django_assert_num_queries):
    lag()
    with django_assert_num_queries(2):  # the savepoint
        oppmote.folg_rollene(hr.kommune_id, [Rollekode.VERNEOMBUD])
