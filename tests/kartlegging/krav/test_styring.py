"""Requirements are set, changed and ended, and what was demanded before can still be read."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.krav import styring
from kartlegging.models import Behovsmelding, Kompetansekrav
from kartlegging.oppfylling import oppfylling
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Enhet, Person, Stilling
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav, lag_oppgave, om
from tests.parallelt import samtidig
from tests.rollebesetning import glem_roller

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(tre):
    return lag_kompetanse("Sårbehandling")


def nytt(enhet, kompetanse, **felt):
    return Kompetansekrav(enhet=enhet, kompetanse=kompetanse, **{"nivaa": 2, "fra": om(0), **felt})


def innhold(krav):
    return [(ett.fra, ett.til, ett.nivaa) for ett in Kompetansekrav.objects.filter(kompetanse=krav).order_by("fra")]


def frist(bruker):
    (svar,) = oppfylling(Person.objects.filter(pk=bruker.person_id))
    return svar.frist


def test_a_leader_sets_a_requirement_and_it_is_written_who_did_it(tre, leder, saar):
    krav = styring.sett(nytt(tre.prosjekt, saar), bruker=leder)

    assert list(Kompetansekrav.objects.all()) == [krav]
    hendelse = Hendelse.objects.for_objekt(krav).get()
    assert (hendelse.handling, hendelse.utfort_av, hendelse.i_rolle) == ("krav.satt", leder, "Leder, Prosjektkontoret")


@pytest.mark.parametrize("hvem", ["soker", "leder", "utenforstaende", "systemansvarlig", "tillitsvalgt", "hr_enhet"])
def test_who_does_not_answer_for_the_unit_sets_nothing_in_it(request, tre, saar, hvem):
    bruker = request.getfixturevalue(hvem)

    with pytest.raises(PermissionDenied):
        styring.sett(nytt(tre.ikt, saar), bruker=bruker)
    assert not Kompetansekrav.objects.exists()


def test_a_leader_cannot_change_or_end_what_is_set_above(tre, leder, saar):
    krav = lag_krav(tre.ikt, saar, nivaa=2)

    with pytest.raises(PermissionDenied):
        styring.endre(krav, fra=om(0), nivaa=1, bruker=leder)
    with pytest.raises(PermissionDenied):
        styring.avslutt(krav, siste_dag=om(0), bruker=leder)
    assert innhold(saar) == [(krav.fra, None, 2)]


def test_who_lost_the_unit_from_the_line_can_no_longer_change_its_requirements(tre, avdelingsdirektor, saar):
    krav = styring.sett(nytt(tre.prosjekt, saar), bruker=avdelingsdirektor)
    Enhet.objects.move(Enhet.objects.get(pk=tre.prosjekt.pk), Enhet.objects.get(pk=tre.oppvekst.pk), "last-child")

    with pytest.raises(PermissionDenied):
        styring.endre(krav, fra=om(0), nivaa=1, bruker=avdelingsdirektor)


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"nivaa": 5}, "Velg et nivå fra 1 til 4."),
        ({"nivaa": None}, "Velg et nivå fra 1 til 4."),
        ({"overgang_til": -1}, "Fristen kan ikke gå ut før kravet gjelder."),
    ],
)
def test_a_requirement_that_cannot_be_is_refused_with_the_reason(tre, leder, saar, felt, melding):
    if "overgang_til" in felt:
        felt = {"overgang_til": om(felt["overgang_til"])}
    with pytest.raises(ValidationError) as feil:
        styring.sett(nytt(tre.prosjekt, saar, **felt), bruker=leder)

    assert feil.value.messages == [melding]
    assert not Kompetansekrav.objects.exists()


def test_a_level_of_what_is_yes_or_no_is_refused(tre, leder):
    with pytest.raises(ValidationError, match="Denne har ikke nivåer"):
        styring.sett(nytt(tre.prosjekt, lag_bevis("Brannvern"), nivaa=1), bruker=leder)


def test_a_competence_that_has_left_the_catalogue_cannot_be_demanded(tre, leder):
    gammel = lag_kompetanse("Telefaks", avviklet=om(-1))

    with pytest.raises(ValidationError, match="tatt ut av katalogen"):
        styring.sett(nytt(tre.prosjekt, gammel), bruker=leder)


def test_the_same_requirement_stands_once_and_another_level_may_stand_beside_it(tre, leder, saar):
    styring.sett(nytt(tre.prosjekt, saar), bruker=leder)

    with pytest.raises(ValidationError, match="står her fra før"):
        styring.sett(nytt(tre.prosjekt, saar), bruker=leder)
    styring.sett(nytt(tre.prosjekt, saar, nivaa=3), bruker=leder)
    assert [rad[2] for rad in innhold(saar)] == [2, 3]


def test_a_change_ends_the_old_one_the_day_before_and_the_new_one_begins(tre, leder, saar):
    gammelt = lag_krav(tre.prosjekt, saar, nivaa=2, hvorfor="Mange sår")

    ny = styring.endre(gammelt, fra=om(10), nivaa=3, overgang_til=om(60), bruker=leder)

    assert innhold(saar) == [(gammelt.fra, om(9), 2), (om(10), None, 3)]
    assert (ny.erstatter, ny.hvorfor, ny.krevd_siden) == (gammelt, "Mange sår", None)


@pytest.mark.parametrize(
    ("foer", "felt"),
    [
        ({"nivaa": 2}, {"nivaa": 3}),
        ({"nivaa": 2}, {"maa_bekreftes": True}),
        ({"nivaa": 2, "styrke": "bor"}, {"styrke": "skal"}),
        ({"nivaa": 2, "antall": 2}, {"antall": None}),
    ],
)
def test_a_sharper_requirement_must_say_how_long_those_who_are_here_have(tre, leder, saar, foer, felt):
    krav = lag_krav(tre.prosjekt, saar, **foer)

    with pytest.raises(ValidationError) as feil:
        styring.endre(krav, fra=om(0), bruker=leder, **felt)

    assert feil.value.message_dict == {
        "overgang_til": ["Kravet blir strengere. Skriv hvor lenge de som er her, har frist."]
    }
    assert innhold(saar) == [(krav.fra, None, 2)]


def test_a_sharper_requirement_gives_those_who_are_here_the_transition_date(tre, soker, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    styring.endre(krav, fra=om(0), nivaa=3, overgang_til=om(60), bruker=leder)

    assert frist(soker) == om(60)


def test_a_change_that_demands_no_more_takes_no_deadline_from_the_new(tre, soker, leder, saar):
    Stilling.objects.filter(person=soker.person).update(fra=om(-5))
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, frist_dager=30)
    assert frist(soker) == om(25)

    ny = styring.endre(krav, fra=om(0), nivaa=1, bruker=leder)
    assert (frist(soker), ny.krevd_siden) == (om(25), krav.fra)


def test_one_that_has_not_begun_is_changed_as_it_stands(tre, leder, saar):
    krav = styring.sett(nytt(tre.prosjekt, saar, fra=om(5)), bruker=leder)

    styring.endre(krav, fra=om(8), nivaa=4, bruker=leder)

    assert innhold(saar) == [(om(8), None, 4)]


def test_a_planned_change_that_is_moved_leaves_no_day_without_a_requirement(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    planlagt = styring.endre(krav, fra=om(10), nivaa=1, bruker=leder)

    styring.endre(planlagt, fra=om(20), nivaa=1, styrke="bor", bruker=leder)
    assert innhold(saar) == [(krav.fra, om(19), 2), (om(20), None, 1)]


def test_a_change_made_again_the_same_day_is_measured_against_what_was_before(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    ny = styring.endre(krav, fra=om(0), nivaa=1, bruker=leder)

    with pytest.raises(ValidationError, match="Kravet blir strengere"):
        styring.endre(ny, fra=om(0), nivaa=3, bruker=leder)
    ny = styring.endre(ny, fra=om(0), nivaa=3, overgang_til=om(30), bruker=leder)
    assert (innhold(saar), ny.krevd_siden) == ([(krav.fra, om(-1), 2), (om(0), None, 3)], None)


@pytest.mark.parametrize(
    ("dager", "melding"), [(-1, "tidligst gjelde fra i dag"), (40, "Endringen må gjelde fra før det")]
)
def test_a_change_outside_the_time_of_the_requirement_is_refused(tre, leder, saar, dager, melding):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, til=om(30))

    with pytest.raises(ValidationError, match=melding):
        styring.endre(krav, fra=om(dager), nivaa=1, bruker=leder)


def test_a_change_of_nothing_makes_no_history(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)

    with pytest.raises(ValidationError, match="ikke endret noe"):
        styring.endre(krav, fra=om(0), nivaa=2, bruker=leder)
    assert innhold(saar) == [(krav.fra, None, 2)]


def test_who_changes_what_someone_else_has_changed_meanwhile_is_told(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    styring.endre(krav, fra=om(3), nivaa=1, bruker=leder)

    with pytest.raises(ValidationError) as feil:
        styring.endre(krav, fra=om(0), nivaa=4, overgang_til=om(9), bruker=leder)
    assert feil.value.code == "stale"


def test_a_requirement_ends_after_its_last_day_and_stays_in_the_history(tre, soker, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)

    styring.avslutt(krav, siste_dag=om(0), bruker=leder)

    assert len(oppfylling(Person.objects.filter(pk=soker.person_id))) == 1
    assert oppfylling(Person.objects.filter(pk=soker.person_id), dag=om(1)) == []
    assert innhold(saar) == [(krav.fra, om(0), 2)]


def test_a_change_that_has_not_begun_is_taken_back_and_the_old_one_goes_on(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, til=om(90))
    ny = styring.endre(krav, fra=om(10), nivaa=1, bruker=leder)

    styring.avslutt(ny, siste_dag=om(0), bruker=leder)

    assert innhold(saar) == [(krav.fra, om(90), 2)]


def test_one_that_began_today_and_has_given_a_need_ends_today_at_the_earliest(tre, leder, saar):
    krav = styring.sett(nytt(tre.prosjekt, saar), bruker=leder)
    Behovsmelding.objects.create(krav=krav, enhet=tre.prosjekt, antall=1, meldt_av=leder)

    with pytest.raises(ValidationError, match="Det er meldt et behov"):
        styring.avslutt(krav, siste_dag=om(-1), bruker=leder)


def test_what_has_been_cannot_be_ended_afterwards(tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)

    with pytest.raises(ValidationError, match="tidligst slutte i går"):
        styring.avslutt(krav, siste_dag=om(-2), bruker=leder)


def test_a_requirement_on_an_ended_task_or_another_units_is_refused(tre, leder, saar):
    for oppgave in (lag_oppgave(tre.prosjekt, til=om(-1)), lag_oppgave(tre.hr)):
        with pytest.raises(ValidationError, match="Oppgaven er avsluttet"):
            styring.sett(nytt(tre.prosjekt, saar, oppgave=oppgave), bruker=leder)


def test_a_requirement_met_today_is_met_also_after_an_easier_one(tre, soker, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    gi_kompetanse(soker, saar, 2)

    styring.endre(krav, fra=om(0), nivaa=1, bruker=leder)
    (svar,) = oppfylling(Person.objects.filter(pk=soker.person_id))
    assert svar.moter


@pytest.mark.django_db(transaction=True)
def test_two_who_set_the_same_requirement_at_once_get_one_and_the_other_is_told(tre, leder, hr, saar):
    for bruker in (leder, hr):
        glem_roller(bruker)
    svar = samtidig(
        tre.rot.kommune_id,
        lambda: styring.sett(nytt(tre.prosjekt, saar), bruker=leder),
        lambda: styring.sett(nytt(tre.prosjekt, saar), bruker=hr),
    )

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetansekrav", "ValidationError"]
    assert len(innhold(saar)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_same_requirement_at_once_make_one_change(tre, leder, hr, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=3)
    svar = samtidig(
        tre.rot.kommune_id,
        lambda: styring.endre(krav, fra=om(0), nivaa=1, bruker=leder),
        lambda: styring.endre(krav, fra=om(0), nivaa=2, bruker=hr),
    )

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetansekrav", "ValidationError"]
    assert len(innhold(saar)) == 2
