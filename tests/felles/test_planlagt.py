import datetime as dt

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

from kompetanse.felles import planlagt


@pytest.fixture
def register(monkeypatch):
    monkeypatch.setattr(planlagt, "_planlagte", {})


def test_every_registered_function_exists_and_is_in_the_database_after_migrate(db):
    planlagt.opprett_planlagte_jobber()

    assert set(Schedule.objects.values_list("name", flat=True)) == set(planlagt._planlagte)
    assert all(callable(import_string(funksjon)) for funksjon in Schedule.objects.values_list("func", flat=True))
    assert Schedule.objects.get(name="send varsler").minutes == 1


def test_schedules_are_made_once_and_keep_their_next_run(db, register):
    planlagt.planlegg("rydd", "a.b", minutter=5)
    planlagt.opprett_planlagte_jobber()
    Schedule.objects.update(next_run=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    planlagt.planlegg("rydd", "a.c", minutter=10)
    planlagt.opprett_planlagte_jobber()

    rydd = Schedule.objects.get()
    assert (rydd.func, rydd.minutes, rydd.repeats, rydd.next_run.year) == ("a.c", 10, -1, 2030)


def test_a_daily_schedule_starts_the_next_time_the_clock_shows_the_hour(db, register, time_machine):
    time_machine.move_to("2026-03-05T07:00:00+01:00")
    planlagt.planlegg("før", "a.b", klokken=dt.time(6))
    planlagt.planlegg("etter", "a.b", klokken=dt.time(8))
    planlagt.opprett_planlagte_jobber()

    runs = {schedule.name: schedule.next_run.isoformat() for schedule in Schedule.objects.all()}
    assert runs == {"før": "2026-03-06T05:00:00+00:00", "etter": "2026-03-05T07:00:00+00:00"}


def test_a_schedule_that_no_app_registers_any_more_is_removed(db, register):
    Schedule.objects.create(name="gammel", func="a.b")

    planlagt.opprett_planlagte_jobber()

    assert not Schedule.objects.exists()


def test_a_schedule_needs_one_rhythm():
    with pytest.raises(ValueError, match="either"):
        planlagt.planlegg("feil", "a.b")
