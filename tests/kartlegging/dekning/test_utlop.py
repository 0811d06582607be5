"""Told in time of what runs out: employee and leader, one message each, and never twice of the same."""

import pytest

from kartlegging.dekning.utlop import varsle_om_utlop
from kartlegging.models import Kartleggingsoppsett
from kartlegging.oppfylling import gaar_ut
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Person, Stilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, om
from tests.klokke import senere
from tests.rollebesetning import gi_stedfortreder

pytestmark = pytest.mark.django_db


@pytest.fixture
def kurs(tre):
    return lag_bevis("Legemiddelhåndtering")


def beskjeder():
    """Recipient → (subject, first lines), newest last."""
    return [(varsel.mottaker.person.fornavn, varsel.emne) for varsel in Varsel.objects.order_by("pk")]


def test_employee_and_leader_are_told_once_for_each_of_90_30_and_7_days(soker, leder, kurs):
    gi_kompetanse(soker, kurs, til=om(90))

    sendt = {}
    for dager in range(0, 95):
        varsle_om_utlop(om(dager))
        sendt[dager] = Varsel.objects.count()
        Varsel.objects.all().delete()
    assert {dager: antall for dager, antall in sendt.items() if antall} == {0: 2, 60: 2, 83: 2}


def test_the_employee_reads_what_and_the_leader_whose(soker, leder, kurs):
    gi_kompetanse(soker, kurs, til=om(20))
    varsle_om_utlop()

    assert sorted(beskjeder()) == [
        ("Lars", f"Siri Test: Legemiddelhåndtering går ut {dato(om(20))}"),
        ("Siri", f"Legemiddelhåndtering går ut {dato(om(20))}"),
    ]


def test_many_that_run_out_are_one_message_also_for_a_leader_with_one_of_her_own(soker, kollega, leder, kurs):
    annet = lag_bevis("Brannvern")
    for bruker in (soker, kollega, leder):
        gi_kompetanse(bruker, kurs, til=om(20))
        gi_kompetanse(bruker, annet, til=om(5))
    varsle_om_utlop()

    assert sorted(beskjeder()) == [("Kari", "2 bevis går ut"), ("Lars", "6 bevis går ut"), ("Siri", "2 bevis går ut")]


def test_the_leader_of_a_leader_is_told_and_a_deputy_beside_the_one_who_is_away(
    leder, avdelingsdirektor, hr, kurs, tre
):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), hr)
    gi_kompetanse(leder, kurs, til=om(7))
    varsle_om_utlop()

    assert sorted(navn for navn, _emne in beskjeder()) == ["Ada", "Ivar", "Lars"]


def test_a_second_run_the_same_day_and_a_run_after_some_days_away_tell_nothing_twice(soker, kurs):
    gi_kompetanse(soker, kurs, til=om(25))

    assert varsle_om_utlop() == 1
    assert varsle_om_utlop() == 0
    assert varsle_om_utlop(om(20)) == 1
    assert varsle_om_utlop(om(21)) == 0


def test_a_renewal_stops_the_reminders(soker, kurs):
    gi_kompetanse(soker, kurs, til=om(20))
    gi_kompetanse(soker, kurs, fra=om(-1), til=om(900), tilstand=Tilstand.EGENVURDERT)

    assert varsle_om_utlop() == 0


def test_returned_and_unfinished_items_and_people_who_have_left_give_no_message(soker, kollega, leder, kurs):
    gi_kompetanse(soker, kurs, til=om(20), tilstand=Tilstand.RETURNERT)
    gi_kompetanse(soker, kurs, til=om(21), tilstand=Tilstand.PAABEGYNT)
    gi_kompetanse(kollega, kurs, til=om(20))
    Stilling.objects.filter(person=kollega.person).update(til=om(-1))

    assert varsle_om_utlop() == 0


def test_the_days_are_the_kommunes_own(soker, kurs):
    Kartleggingsoppsett.objects.update_or_create(defaults={"varsle_dager": [10]})
    gi_kompetanse(soker, kurs, til=om(20))

    assert varsle_om_utlop() == 0
    assert varsle_om_utlop(om(10)) == 1


def test_another_kommune_has_its_own_messages(soker, annen_kommune, kurs):
    gi_kompetanse(soker, kurs, til=om(20))
    varsle_om_utlop()

    assert {varsel.kommune_id for varsel in Varsel.objects.all()} == {soker.kommune_id}


def test_with_the_clock_moved_the_proof_no_longer_runs_out_but_is_gone(soker, kurs):
    gi_kompetanse(soker, kurs, til=om(20))
    folk = Person.objects.all()
    assert [en.siste_dag for en in gaar_ut(folk, om(0), om(90))] == [om(20)]
    with senere(days=21):
        assert gaar_ut(folk, om(0), om(90)) == []
