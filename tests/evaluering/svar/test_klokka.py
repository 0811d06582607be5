"""Forms that open and close by themselves, and the two reminders, which stop."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluering.models import Evalueringsniva, Evalueringsoppsett, Innsamling, Lenke, Skjemaversjon, Svarer
from evaluering.svar import avlegging, innsamling, klokka, meldinger
from evaluering.svar.innsamling import svarfrist, vinduer
from evaluering.svar.oppgaver import slag_for
from kompetanse.felles.models import Engangslenke
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon.models import Stilling
from planer.models import Tiltak
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.evaluering.svar.conftest import Moment, adgang, svar
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db
DAG = dt.timedelta(days=1)


@pytest.fixture
def slutt(evaluering):
    """The measure ends the day after tomorrow."""
    evaluering.tiltak.fra, evaluering.tiltak.frist = timezone.localdate(), timezone.localdate() + 2 * DAG
    evaluering.tiltak.status = Tiltak.Status.PLANLAGT
    evaluering.tiltak.save()
    return evaluering.tiltak.frist


@pytest.fixture
def bruk(evaluering, slutt):
    """Level 3: the participants and their leader, thirty days after."""
    skjema = Skjemaversjon.objects.get(skjema__navn="Bruk i arbeidet").skjema
    evaluering.atferd.create(tekst="Bruker NEWS2 ved hver måling")
    return lag_niva(evaluering, 3, skjema=skjema, dager=30, svarer=[Svarer.DELTAKER, Svarer.LEDER])


def kl(dag, time=12):
    return timezone.make_aware(dt.datetime.combine(dag, dt.time(time)))


def test_the_form_opens_in_the_afternoon_of_the_last_day_and_once(niva, slutt, time_machine):
    time_machine.move_to(kl(slutt))
    klokka.aapne_og_lukk()
    assert not Innsamling.objects.exists()

    time_machine.move_to(kl(slutt, 15))
    assert klokka.aapne_og_lukk() == 1
    assert klokka.aapne_og_lukk() == 0
    assert Innsamling.objects.get().siste_dag == slutt + 14 * DAG


@pytest.mark.parametrize("status", [Tiltak.Status.FORSLAG, Tiltak.Status.STOPPET])
def test_nobody_is_asked_of_a_measure_that_was_not_held(niva, slutt, time_machine, status):
    Tiltak.objects.update(status=status)
    time_machine.move_to(kl(slutt, 16))

    klokka.aapne_og_lukk()

    assert not Innsamling.objects.exists()


def test_use_is_asked_about_when_its_time_has_come_of_participant_and_leader(
    bruk, slutt, leder, deltakere, time_machine
):
    time_machine.move_to(kl(slutt + 30 * DAG))

    klokka.aapne_og_lukk()

    assert Innsamling.objects.get().moment == Moment.ETTER
    assert Lenke.objects.filter(som=Svarer.DELTAKER).count() == len(deltakere)
    assert set(Lenke.objects.filter(som=Svarer.LEDER).values_list("person", flat=True)) == {leder.person_id}
    assert [oppgave.hva for oppgave in oppgavene(slag_for(leder))] == [
        "Si hva du ser hos 12 medarbeidere etter «Se forverring tidlig»"
    ]


def test_it_closes_after_its_last_day_also_when_the_clocks_change_meanwhile(aapen, time_machine):
    siste = aapen.siste_dag

    time_machine.move_to(kl(siste, 23))
    klokka.aapne_og_lukk()
    assert Innsamling.objects.get().lukket is None
    time_machine.move_to(kl(siste + DAG, 0))
    klokka.aapne_og_lukk()

    assert Innsamling.objects.get().lukket is not None


@pytest.mark.parametrize("start", [dt.date(2027, 10, 20), dt.date(2028, 3, 15), dt.date(2028, 2, 20)])
def test_a_day_is_a_day_when_the_clocks_go_back_or_forth(niva, start):
    niva.evaluering.tiltak.frist = start

    vindu = vinduer(niva, svarfrist())[Moment.SLUTT]

    assert timezone.localtime(vindu.aapner).hour == 15
    assert timezone.localtime(vindu.lukker).isoformat()[:16] == f"{start + 15 * DAG}T00:00"


def test_a_level_that_is_done_stays_so_though_people_are_asked_about_before(niva):
    innsamling.lukk(innsamling.aapne(niva, Moment.SLUTT))

    foer = innsamling.aapne(niva, Moment.FOER)
    innsamling.lukk(foer)

    niva.refresh_from_db()
    assert niva.status == Evalueringsniva.Status.FERDIG


def test_what_is_asked_after_all_has_no_reason_for_not_being(niva):
    innsamling.rakk_ikke(niva, "Ferie", bruker=None)

    innsamling.aapne(niva, Moment.SLUTT)

    niva.refresh_from_db()
    assert (niva.status, niva.grunn) == (Evalueringsniva.Status.I_GANG, "")


@pytest.mark.parametrize("antall", [1, 3])
def test_what_is_planned_for_later_is_looked_at_together(tre, antall, django_assert_num_queries):
    plan, frist = lag_plan(tre.prosjekt), timezone.localdate() + 40 * DAG
    for nr in range(antall):
        lag_evaluering(lag_tiltak(plan, f"{nr}", frist=frist, status=Tiltak.Status.PLANLAGT), 1)
    Evalueringsoppsett.for_kommunen()

    # The wall (four), the kommuner, the open forms, how long one may answer, the levels and what has been asked.
    with django_assert_num_queries(9):
        klokka.aapne_og_lukk()


def test_it_closes_when_everybody_has_answered(aapen, deltakere):
    for bruker in deltakere[:-1]:
        svar(aapen, bruker)
    klokka.aapne_og_lukk()
    assert Innsamling.objects.get().lukket is None

    svar(aapen, deltakere[-1])
    klokka.aapne_og_lukk()

    assert Innsamling.objects.get().besvart == len(deltakere)
    assert Evalueringsniva.objects.get().status == Evalueringsniva.Status.FERDIG


def test_two_reminders_go_and_no_more(aapen, deltakere, settings):
    settings.EMAIL_HOST = "localhost"
    svar(aapen, deltakere[0])

    minnet = [klokka.paaminn(aapen.aapner + nr * DAG) for nr in range(15)]

    assert [nr for nr, ja in enumerate(minnet) if ja] == [5, 10]
    # Everybody stands in the outbox, so that it tells nothing; the mail is made for those who have not answered.
    assert Engangslenke.objects.count() == len(deltakere)
    assert oppgavene(slag_for(deltakere[0])) == []
    assert [oppgave.hva for oppgave in oppgavene(slag_for(deltakere[1]))] == ["Hvordan var «Se forverring tidlig»?"]


def test_three_participants_are_not_asked_since_nobody_could_be_shown_it(niva, evaluering):
    for rad in evaluering.tiltak.deltakere.all()[3:]:
        rad.delete()

    assert innsamling.aapne(niva, Moment.SLUTT) is None

    niva.refresh_from_db()
    assert (niva.status, niva.grunn[:14]) == ("rakk_ikke", "Bare 3 deltok,")
    assert not Innsamling.objects.exists()


def test_a_form_that_is_changed_after_answers_came_asks_the_others_what_it_asked_the_first(aapen, deltakere, versjon):
    svar(aapen, deltakere[0])
    ny = Skjemaversjon.objects.create(skjema=versjon.skjema, nummer=2)
    ny.sporsmal.create(tekst="Noe helt annet?")

    svar(aapen, deltakere[1])

    assert Innsamling.objects.get().versjon == versjon
    assert {tuple(ett.verdier) for ett in aapen.svar.all()} == {
        tuple(map(str, versjon.sporsmal.filter(slag="skala").values_list("pk", flat=True)))
    }


def test_who_has_left_is_not_asked_and_a_new_leader_is(bruk, leder, avdelingsdirektor, deltakere, time_machine, slutt):
    time_machine.move_to(kl(slutt + 30 * DAG))
    aapen = innsamling.aapne(bruk, Moment.ETTER)
    i_gaar = timezone.localdate() - DAG
    Stilling.objects.filter(person__in=[leder.person_id, deltakere[0].person_id]).update(til=i_gaar)
    leder.person.roller.update(til=i_gaar)

    klokka.paaminn()

    assert not aapen.lenker.filter(om=deltakere[0].person).exists()
    assert set(aapen.lenker.filter(som=Svarer.LEDER).values_list("person", flat=True)) == {avdelingsdirektor.person_id}
    assert aapen.lenker.filter(som=Svarer.LEDER).count() == len(deltakere) - 1


def test_who_has_left_can_be_told_of_a_form_no_more(aapen, deltakere):
    Stilling.objects.filter(person=deltakere[0].person_id).update(til=timezone.localdate() - DAG)

    assert meldinger.brev(deltakere[0]) is None


def test_what_was_not_done_says_why_and_shuts_what_is_open(aapen, deltakere, hr):
    svar(aapen, deltakere[0])

    innsamling.rakk_ikke(aapen.niva, "Kurset ble avbrutt av brannalarmen.", bruker=hr)

    niva = Evalueringsniva.objects.get()
    assert (niva.status, niva.grunn) == ("rakk_ikke", "Kurset ble avbrutt av brannalarmen.")
    assert Innsamling.objects.get().lukket
    assert not Lenke.objects.exists()


def test_a_kommune_that_asks_for_more_answers_asks_more_people(niva, evaluering):
    Evalueringsoppsett.objects.create(minste_svar=13)

    assert innsamling.aapne(niva, Moment.SLUTT) is None


def test_an_open_form_can_be_open_longer_but_not_a_closed_one(aapen, hr):
    dag = timezone.localdate() + 40 * DAG
    innsamling.sett_frist(aapen, dag, bruker=hr)
    assert Innsamling.objects.get().siste_dag == dag

    innsamling.lukk(aapen)
    with pytest.raises(avlegging.ValidationError, match="lukket"):
        innsamling.sett_frist(aapen, dag, bruker=hr)


def test_an_answer_that_comes_as_the_form_closes_is_refused_whole(aapen, deltakere):
    inn = adgang(aapen, deltakere[0])
    innsamling.lukk(aapen)

    with pytest.raises(avlegging.ValidationError, match="lukket"):
        avlegging.svar(inn, {})
