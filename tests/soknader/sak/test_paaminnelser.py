"""Overdue answers: who is reminded, when, and that it happens once."""

import datetime as dt

import pytest

from kompetanse.felles import vegg
from kompetanse.felles.arbeidsdager import frist_om
from kompetanse.felles.models import Varsel
from soknader.sak import saksgang
from soknader.sak.paaminnelser import paaminn_ventende_steg
from tests.rollebesetning import gi_stedfortreder
from tests.soknader.factories import lag_soknad
from tests.soknader.moter import lag_klar, lag_mote


@pytest.fixture
def sendt(soker, avdelingsdirektor, hr_leder):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    Varsel.objects.all().delete()
    return soknad


@pytest.fixture
def frist(sendt):
    return sendt.current_step().frist


@pytest.mark.parametrize(("dager", "sendes"), [(-1, 0), (0, 1), (30, 1)])
def test_a_reminder_comes_on_the_day_of_the_deadline(frist, avdelingsdirektor, dager, sendes):
    assert paaminn_ventende_steg(frist + dt.timedelta(days=dager)) == sendes

    assert [varsel.mottaker for varsel in Varsel.objects.all()] == [avdelingsdirektor] * sendes


def test_it_comes_once_a_week_however_often_the_job_runs(frist):
    dager = [0, 0, 1, 6, 7, 7, 13, 14]

    assert [paaminn_ventende_steg(frist + dt.timedelta(days=dag)) for dag in dager] == [1, 0, 0, 0, 1, 0, 0, 1]


def test_the_deputy_is_reminded_too(frist, avdelingsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)

    paaminn_ventende_steg(frist)

    assert set(Varsel.objects.values_list("mottaker", flat=True)) == {avdelingsdirektor.pk, kollega.pk}


def test_an_answered_or_withdrawn_case_waits_for_nobody(sendt, frist, soker, avdelingsdirektor, hr_leder):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)
    trukket = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.trekk(trukket, bruker=soker)
    Varsel.objects.all().delete()

    paaminn_ventende_steg(frist)

    assert list(Varsel.objects.values_list("mottaker", flat=True)) == [hr_leder.pk]


def test_the_job_works_from_outside_the_wall(frist, kommune, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert paaminn_ventende_steg(frist) == 1
        assert Varsel.objects.count() == 0


# --- From the second reminder, and what else waits ---------------------------------------------------


def mottakere():
    return set(Varsel.objects.values_list("mottaker", flat=True))


def test_from_the_second_reminder_the_next_leader_and_hr_are_told(
    frist, avdelingsdirektor, etatsdirektor, hr, hr_leder
):
    paaminn_ventende_steg(frist)
    assert mottakere() == {avdelingsdirektor.pk}

    Varsel.objects.all().delete()
    paaminn_ventende_steg(frist + dt.timedelta(days=7))
    assert mottakere() == {avdelingsdirektor.pk, etatsdirektor.pk, hr.pk, hr_leder.pk}
    assert Varsel.objects.get(mottaker=etatsdirektor).emne == "«Workshop ‘Smidig dag’» er forsinket"


def test_hr_is_reminded_of_a_case_that_no_meeting_has_and_the_director_from_the_second_time(
    soker, avdelingsdirektor, hr_leder, hr, etatsdirektor
):
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    frist = soknad.current_step().frist
    Varsel.objects.all().delete()

    assert paaminn_ventende_steg(frist) == 1
    assert mottakere() == {hr.pk, hr_leder.pk}
    Varsel.objects.all().delete()
    assert paaminn_ventende_steg(frist + dt.timedelta(days=7)) == 1
    assert mottakere() == {hr.pk, hr_leder.pk, etatsdirektor.pk}


def test_a_case_on_the_agenda_of_a_coming_meeting_is_not_reminded_of(
    soker, avdelingsdirektor, hr_leder, hr, etatsdirektor
):
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    frist = soknad.current_step().frist
    lag_mote(hr, dato=frist + dt.timedelta(days=3))

    assert paaminn_ventende_steg(frist) == 0
    assert paaminn_ventende_steg(frist + dt.timedelta(days=4)) == 1


def test_the_owner_of_a_returned_case_is_reminded_and_from_the_second_time_the_leader_and_hr(
    sendt, soker, avdelingsdirektor, leder, hr, hr_leder
):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")
    sendt.refresh_from_db()
    assert sendt.rettes_innen == frist_om(7)
    Varsel.objects.all().delete()

    assert paaminn_ventende_steg(sendt.rettes_innen - dt.timedelta(days=1)) == 0
    assert [paaminn_ventende_steg(sendt.rettes_innen) for _gang in range(2)] == [1, 0]
    assert mottakere() == {soker.pk}
    Varsel.objects.all().delete()
    assert paaminn_ventende_steg(sendt.rettes_innen + dt.timedelta(days=7)) == 1
    assert mottakere() == {soker.pk, leder.pk, hr.pk, hr_leder.pk}


def test_a_case_returned_once_more_gets_the_whole_time_again(sendt, soker, avdelingsdirektor):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")
    paaminn_ventende_steg(frist_om(7))
    saksgang.send_inn(sendt, bruker=soker)
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Fortsatt mer.")

    sendt.refresh_from_db()
    assert (sendt.rettes_innen, sendt.rettelse_paaminnet) == (frist_om(7), None)
