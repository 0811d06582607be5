"""Tasks, and the people who do them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.krav import oppgavestyring
from kartlegging.krav.bilde import oppgavene
from kartlegging.models import Oppgave, Oppgaveutforer
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from tests.kartlegging.factories import lag_kompetanse, lag_krav, lag_oppgave, om

pytestmark = pytest.mark.django_db


def perioder(oppgave):
    return list(oppgave.utforere.order_by("fra").values_list("person__fornavn", "fra", "til"))


def test_a_task_is_made_and_called_something_else(tre, leder):
    oppgave = oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", merknad="Hver vakt", bruker=leder)
    oppgavestyring.endre(oppgave, Endring({"navn": "Dele ut legemidler", "merknad": ""}), bruker=leder)

    assert list(Oppgave.objects.values_list("navn", "merknad", "fra", "til")) == [
        ("Dele ut legemidler", "", om(0), None)
    ]
    handlinger = Hendelse.objects.for_objekt(oppgave).values_list("handling", flat=True)
    assert sorted(handlinger) == ["oppgave.endret", "oppgave.opprettet"]


def test_the_tasks_of_a_unit_stand_by_name_with_the_number_of_requirements(tre):
    veilede, legemidler = lag_oppgave(tre.prosjekt, "Veilede nye"), lag_oppgave(tre.prosjekt, "Gi legemidler")
    lag_krav(tre.prosjekt, lag_kompetanse("Veiledning"), oppgave=veilede)

    assert [(en, en.antall_krav) for en in oppgavene(tre.prosjekt, om(0))] == [(legemidler, 0), (veilede, 1)]


def test_a_unit_has_one_task_of_a_name(tre, leder):
    oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", bruker=leder)

    with pytest.raises(ValidationError, match="allerede en oppgave med dette navnet"):
        oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", bruker=leder)


@pytest.mark.parametrize("hvem", ["soker", "utenforstaende", "tillitsvalgt", "systemansvarlig"])
def test_who_does_not_answer_for_the_unit_touches_no_task(request, tre, hvem):
    bruker = request.getfixturevalue(hvem)
    oppgave = lag_oppgave(tre.prosjekt)

    for forsok in (
        lambda: oppgavestyring.opprett(tre.prosjekt, navn="Ny", bruker=bruker),
        lambda: oppgavestyring.endre(oppgave, Endring({"navn": "Ny", "merknad": ""}), bruker=bruker),
        lambda: oppgavestyring.avslutt(oppgave, siste_dag=om(0), bruker=bruker),
        lambda: oppgavestyring.sett_paa(oppgave, bruker.person, bruker=bruker),
    ):
        with pytest.raises(PermissionDenied):
            forsok()


def test_people_are_put_on_a_task_and_taken_off_and_may_come_back(tre, leder, soker):
    oppgave = lag_oppgave(tre.prosjekt)
    utforer = oppgavestyring.sett_paa(oppgave, soker.person, fra=om(-10), bruker=leder)
    oppgavestyring.ta_av(utforer, siste_dag=om(-1), bruker=leder)
    oppgavestyring.sett_paa(oppgave, soker.person, bruker=leder)

    assert perioder(oppgave) == [("Siri", om(-10), om(-1)), ("Siri", om(0), None)]


def test_the_same_person_does_a_task_once_at_a_time(tre, leder, soker):
    oppgave = lag_oppgave(tre.prosjekt, utforere=[soker])

    with pytest.raises(ValidationError, match="utfører allerede oppgaven"):
        oppgavestyring.sett_paa(oppgave, soker.person, bruker=leder)


def test_only_those_who_work_in_the_unit_are_put_on_its_tasks(tre, leder, hr):
    oppgave = lag_oppgave(tre.prosjekt)

    with pytest.raises(ValidationError, match="arbeider ikke i Prosjektkontoret"):
        oppgavestyring.sett_paa(oppgave, hr.person, bruker=leder)


def test_who_had_not_begun_on_a_task_never_was_on_it(tre, leder, soker):
    oppgave = lag_oppgave(tre.prosjekt)
    utforer = oppgavestyring.sett_paa(oppgave, soker.person, fra=om(3), bruker=leder)

    oppgavestyring.ta_av(utforer, siste_dag=om(0), bruker=leder)
    assert perioder(oppgave) == []


def test_a_task_that_ends_takes_its_requirements_and_people_with_it_the_same_day(tre, leder, soker, kollega):
    oppgave = lag_oppgave(tre.prosjekt, utforere=[soker])
    Oppgaveutforer.objects.create(oppgave=oppgave, person=kollega.person, fra=om(30))
    saar = lag_kompetanse("Sårbehandling")
    lag_krav(tre.prosjekt, saar, oppgave=oppgave, nivaa=1)
    lag_krav(tre.prosjekt, saar, oppgave=oppgave, nivaa=2, til=om(-3))
    lag_krav(tre.prosjekt, saar, oppgave=oppgave, nivaa=3, fra=om(20))
    annet = lag_krav(tre.prosjekt, saar, nivaa=1)

    oppgavestyring.avslutt(oppgave, siste_dag=om(5), bruker=leder)

    assert list(oppgave.krav.order_by("nivaa").values_list("nivaa", "til")) == [(1, om(5)), (2, om(-3))]
    assert [(navn, til) for navn, _fra, til in perioder(oppgave)] == [("Siri", om(5))]
    annet.refresh_from_db()
    assert annet.til is None


def test_an_ended_task_is_ended_once_and_its_name_is_free(tre, leder):
    oppgave = oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", bruker=leder)
    oppgavestyring.avslutt(oppgave, siste_dag=om(0), bruker=leder)

    with pytest.raises(ValidationError, match="avsluttet av noen andre"):
        oppgavestyring.avslutt(oppgave, siste_dag=om(9), bruker=leder)
    oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", bruker=leder)
    assert Oppgave.objects.count() == 2


def test_a_task_of_today_cannot_end_before_it_began(tre, leder):
    oppgave = oppgavestyring.opprett(tre.prosjekt, navn="Gi legemidler", bruker=leder)

    with pytest.raises(ValidationError, match="tidligst slutte i dag"):
        oppgavestyring.avslutt(oppgave, siste_dag=om(-1), bruker=leder)
