"""What the wheel asks of people: tasks on Min side, and reminders."""

import datetime as dt

import pytest
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon import tre as treet
from kompetanse.organisasjon.models import Rollekode, Rolletype
from planer.aarshjul.oppgaver import slag_for
from planer.aarshjul.paaminnelse import paaminn
from planer.models import Aarspaaminnelse, Aarsutforelse, Ring
from tests.planer.aarshjul.hjelp import lag_aktivitet
from tests.rollebesetning import gi_rolle, gi_stedfortreder

pytestmark = pytest.mark.django_db
FOER = dt.date(2020, 1, 1)


@pytest.fixture
def dagen(time_machine):
    """Sets the day; the clock is what no day is: in the hour that comes twice when summer time ends."""

    def sett(aar, maaned, dag, time=2, minutt=30):
        time_machine.move_to(dt.datetime(aar, maaned, dag, time, minutt, tzinfo=timezone.get_default_timezone()))

    return sett


def hva(bruker):
    bruker.__dict__.pop("aktive_roller", None)
    return [(ett.hva, ett.frist_dato) for ett in oppgavene(slag_for(bruker))]


def test_a_task_comes_with_its_notice_and_goes_when_it_is_done(tre, leder, kollega, dagen):
    aktivitet = lag_aktivitet(tre.rot, "Drøfting", "Mars–mai", forvarsel=14, opprettet=FOER)
    frist = dt.date(2027, 5, 31)

    dagen(2027, 2, 14)
    assert hva(leder) == []
    dagen(2027, 2, 15)
    assert hva(leder) == [("Drøfting", frist)]
    assert hva(kollega) == []
    dagen(2027, 6, 30)
    assert hva(leder) == [("Drøfting", frist)]
    Aarsutforelse.objects.create(aktivitet=aktivitet, aar=2027, enhet=tre.prosjekt)
    assert hva(leder) == []


def test_a_task_that_nobody_has_done_stops_waiting_after_a_month(tre, leder, dagen):
    lag_aktivitet(tre.rot, naar="Mai", opprettet=FOER)

    dagen(2027, 7, 1)

    assert hva(leder) == []


def test_the_turn_of_the_year(tre, leder, dagen):
    lag_aktivitet(tre.rot, "Evaluer", "Januar", forvarsel=14, opprettet=FOER)
    lag_aktivitet(tre.rot, "Vedta", "Desember", forvarsel=14, opprettet=FOER)

    dagen(2026, 12, 31, 23, 50)
    assert hva(leder) == [("Evaluer", dt.date(2027, 1, 31)), ("Vedta", dt.date(2026, 12, 31))]
    dagen(2027, 1, 1, 0, 10)
    assert hva(leder) == [("Evaluer", dt.date(2027, 1, 31)), ("Vedta", dt.date(2026, 12, 31))]


@pytest.mark.parametrize("dag", [(2026, 10, 25), (2027, 3, 28), (2028, 2, 29)])
def test_the_day_is_the_day_in_oslo(tre, leder, dagen, dag):
    lag_aktivitet(tre.rot, naar=f"{dag[2]}.{dag[1]}.", forvarsel=0, opprettet=FOER)

    dagen(*dag)
    assert hva(leder) == [("Fagdag", dt.date(*dag))]
    dagen(*dag, 0, 5)
    assert hva(leder) == [("Fagdag", dt.date(*dag))]


def test_29_february_waits_on_the_28th_in_a_common_year(tre, leder, dagen):
    lag_aktivitet(tre.rot, naar="29. februar", forvarsel=0, opprettet=FOER)

    dagen(2027, 2, 28)

    assert hva(leder) == [("Fagdag", dt.date(2027, 2, 28))]


def test_what_was_over_before_it_was_thought_of_is_no_task(tre, leder, dagen):
    lag_aktivitet(tre.rot, naar="Mai", opprettet=dt.date(2027, 6, 5))

    dagen(2027, 6, 5)

    assert hva(leder) == []


def test_who_leads_two_units_has_it_for_each(tre, leder, dagen):
    gi_rolle(leder, Rollekode.LEDER, tre.barnehager)
    aktivitet = lag_aktivitet(tre.rot, naar="Mai", opprettet=FOER)
    dagen(2027, 5, 5)

    assert sorted(ett for ett, _frist in hva(leder)) == ["Fagdag, Barnehager", "Fagdag, Prosjektkontoret"]
    Aarsutforelse.objects.create(aktivitet=aktivitet, aar=2027, enhet=tre.barnehager)
    assert [ett for ett, _frist in hva(leder)] == ["Fagdag, Prosjektkontoret"]


def test_what_everyone_does_waits_for_everyone_below(tre, soker, utenforstaende, dagen):
    lag_aktivitet(tre.stab, naar="Mai", ring=Ring.ANSATT, opprettet=FOER)
    dagen(2027, 5, 5)

    assert [ett for ett, _frist in hva(soker)] == ["Fagdag"]
    assert hva(utenforstaende) == []


@pytest.mark.parametrize("antall", [1, 3])
def test_min_side_asks_the_same_number_of_questions_whatever_the_size(
    tre, leder, dagen, antall, django_assert_num_queries
):
    for nr in range(antall):
        lag_aktivitet(tre.rot, f"Fagdag {nr}", "Mai", roller=Rolletype.objects.filter(kode="leder"), opprettet=FOER)
    dagen(2027, 5, 5)
    leder.kommune, leder.aktive_roller  # noqa: B018

    with django_assert_num_queries(4):  # where one works, the activities and their roles, and what is done
        assert len(oppgavene(slag_for(leder))) == antall


def mottakere():
    return sorted((varsel.mottaker.person.fornavn, varsel.emne) for varsel in Varsel.objects.all())


def test_those_whose_it_is_are_told_once_as_it_comes_and_once_before_its_last_day(tre, leder, soker, avdelingsdirektor):
    aktivitet = lag_aktivitet(tre.rot, "Drøfting", "Mars–mai", opprettet=FOER)
    Aarsutforelse.objects.create(aktivitet=aktivitet, aar=2027, enhet=tre.ikt)

    assert paaminn(dt.date(2027, 2, 14)) == 0
    for dag in (dt.date(2027, 2, 15), dt.date(2027, 2, 16), dt.date(2027, 5, 1)):
        paaminn(dag)
    assert mottakere() == [("Lars", "Snart i årshjulet: «Drøfting»")]
    for dag in (dt.date(2027, 5, 24), dt.date(2027, 5, 25), dt.date(2027, 5, 31)):
        paaminn(dag)
    assert mottakere() == [
        ("Lars", "Snart i årshjulet: «Drøfting»"),
        ("Lars", "«Drøfting» skal være gjort 31.\N{NO-BREAK SPACE}mai 2027"),
    ]


def test_a_short_one_is_told_of_once(tre, leder):
    lag_aktivitet(tre.rot, "Fagdag", "20. mai", forvarsel=3, opprettet=FOER)

    for dag in range(15, 25):
        paaminn(dt.date(2027, 5, dag))

    assert mottakere() == [("Lars", "Snart i årshjulet: «Fagdag»")]


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tre, leder):
    lag_aktivitet(tre.rot, "En", "Mai", opprettet=FOER)
    andre = lag_aktivitet(tre.rot, "To", "Mai", opprettet=FOER)
    Aarspaaminnelse.objects.create(aktivitet=andre, aar=2027, slag="kommer")

    assert paaminn(dt.date(2027, 5, 1)) == 1
    assert paaminn(dt.date(2027, 5, 1)) == 0
    assert mottakere() == [("Lars", "Snart i årshjulet: «En»")]


def test_a_deputy_is_told_too_and_a_role_without_people_stops_nothing(tre, leder, soker):
    gi_stedfortreder(leder.person.roller.get(), soker)
    lag_aktivitet(
        tre.rot, "MBU", "Mai", Ring.KOMMUNE, roller=Rolletype.objects.filter(kode="mbu_medlem"), opprettet=FOER
    )
    lag_aktivitet(tre.rot, "Fagdag", "Mai", opprettet=FOER)

    assert paaminn(dt.date(2027, 5, 1)) == 2
    assert mottakere() == [("Lars", "Snart i årshjulet: «Fagdag»"), ("Siri", "Snart i årshjulet: «Fagdag»")]


def test_the_activity_of_a_unit_that_was_closed_asks_nobody(tre, hr):
    enhet = treet.opprett(tre.stab, navn="Arkivet", bruker=hr)
    aktivitet = lag_aktivitet(enhet, naar="Desember", opprettet=FOER)
    gi_rolle(hr, Rollekode.LEDER, enhet)
    enhet.gyldig_til = dt.date(timezone.localdate().year, 1, 15)
    type(enhet).objects.filter(pk=enhet.pk).update(gyldig_fra=FOER, gyldig_til=enhet.gyldig_til)
    aktivitet.refresh_from_db()

    assert not aktivitet.er_i(timezone.localdate().year)
    assert paaminn(dt.date(timezone.localdate().year, 12, 1)) == 0
