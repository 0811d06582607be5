"""What waits on Min side: own requirements that are not met, and people of one's own who have passed a deadline."""

import pytest

from kartlegging.oppgaver import slag_for
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon.models import Rollekode, Stilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_krav, om
from tests.rollebesetning import gi_rolle, glem_roller, lag_bruker

pytestmark = pytest.mark.django_db
NAVN = ("Brannvern", "HLR", "Informasjonssikkerhet", "Personvern", "Verneombudskurs")


@pytest.fixture
def kurs(tre):
    return [lag_bevis(navn) for navn in NAVN]


def linjer(bruker):
    glem_roller(bruker)
    return [(oppgave.hva, oppgave.hvorfor, oppgave.frist_dato) for oppgave in oppgavene(slag_for(bruker))]


def test_who_has_all_that_the_work_demands_has_no_task(tre, soker, kurs):
    lag_krav(tre.rot, kurs[0])
    lag_krav(tre.rot, kurs[1], styrke="bor")
    gi_kompetanse(soker, kurs[0])

    assert linjer(soker) == []


def test_a_new_employee_gets_the_compulsory_training_as_one_task_with_the_first_deadline(tre, soker, kurs):
    for ett, dager in zip(kurs, (30, 90, 60, 45), strict=False):
        lag_krav(tre.rot, ett, frist_dager=dager)
    Stilling.objects.filter(person=soker.person).update(fra=om(-10))

    assert linjer(soker) == [
        (
            "Få på plass 4 krav som arbeidet ditt stiller",
            "Brannvern, Personvern, Informasjonssikkerhet og 1 til",
            om(20),
        )
    ]


@pytest.mark.parametrize("rolle", [Rollekode.LEDER, Rollekode.VERNEOMBUD])
def test_a_new_leader_or_safety_delegate_gets_what_the_role_demands_from_the_day_it_is_given(tre, soker, kurs, rolle):
    lag_krav(tre.rot, kurs[4], rolle=rolle, frist_dager=180)
    assert linjer(soker) == []

    gi_rolle(soker, rolle, tre.prosjekt, fra=om(-1))
    assert linjer(soker) == [("Få på plass et krav som arbeidet ditt stiller", "Verneombudskurs", om(179))]


def test_what_waits_for_the_leader_to_confirm_is_not_for_the_employee_to_do(tre, soker, kurs):
    lag_krav(tre.rot, kurs[0], maa_bekreftes=True)
    gi_kompetanse(soker, kurs[0], tilstand=Tilstand.EGENVURDERT)

    assert linjer(soker) == []


def test_the_leader_gets_a_line_when_someone_passes_a_deadline_and_not_before(tre, soker, kollega, leder, kurs):
    krav = lag_krav(tre.prosjekt, kurs[0], overgang_til=om(0))
    gi_kompetanse(leder, kurs[0])
    gi_kompetanse(kollega, kurs[0])
    assert linjer(leder) == []

    krav.overgang_til = om(-1)
    krav.save()
    assert linjer(leder) == [("1 medarbeider har passert fristen for et krav", "Prosjektkontoret", None)]
    gi_kompetanse(soker, kurs[0])
    assert linjer(leder) == []


def test_the_line_stands_with_the_nearest_leader_alone(tre, soker, leder, avdelingsdirektor, kurs):
    lag_krav(tre.prosjekt, kurs[0], overgang_til=om(-1))
    gi_kompetanse(leder, kurs[0])

    assert [hva for hva, _hvorfor, _frist in linjer(leder)] == ["1 medarbeider har passert fristen for et krav"]
    assert linjer(avdelingsdirektor) == []


def test_a_unit_without_a_leader_of_its_own_is_the_next_ones(tre, soker, avdelingsdirektor, kurs):
    lag_krav(tre.prosjekt, kurs[0], overgang_til=om(-1))

    assert linjer(avdelingsdirektor) == [("1 medarbeider har passert fristen for et krav", "IKT-tjenester", None)]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_tasks_ask_the_same_number_of_questions_whatever_the_size(
    tre, soker, leder, kurs, antall, django_assert_num_queries
):
    for ett in kurs[:antall]:
        lag_krav(tre.rot, ett, overgang_til=om(-1))
    assert leder.aktive_roller
    assert leder.person

    # where others lead, and who works above them; which kinds there are; who lacks what, and its names
    with django_assert_num_queries(5):
        assert len(oppgavene(slag_for(leder))) == 2


@pytest.mark.parametrize("antall", [1, 3])
def test_one_who_leads_three_units_is_told_of_each_and_no_more_is_asked(
    tre, soker, utenforstaende, kurs, antall, django_assert_num_queries
):
    lag_krav(tre.rot, kurs[0], overgang_til=om(-1))
    bruker, steder = lag_bruker("Lise", tre.rot), [tre.prosjekt, utenforstaende.person.stillinger.get().enhet, tre.stab]
    gi_kompetanse(bruker, kurs[0])
    lag_bruker("Stine", tre.stab)
    for sted in steder[:antall]:
        gi_rolle(bruker, Rollekode.LEDER, sted)
    assert bruker.aktive_roller

    # as above, without the names
    with django_assert_num_queries(4):
        oppgaver = oppgavene(slag_for(bruker))

    assert [ett.hvorfor for ett in oppgaver] == [
        sted.navn for sted in sorted(steder[:antall], key=lambda ett: ett.path)
    ]
