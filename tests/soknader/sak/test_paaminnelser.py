"""Overdue answers: who is reminded, when, and that it happens once."""

import datetime as dt

import pytest

from kompetanse.felles import vegg
from kompetanse.felles.models import Varsel
from soknader.sak import saksgang
from soknader.sak.paaminnelser import paaminn_ventende_steg
from tests.rollebesetning import gi_stedfortreder
from tests.soknader.factories import lag_soknad


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
