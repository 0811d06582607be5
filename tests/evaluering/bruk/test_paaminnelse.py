"""Who evaluates is told once of each thing that is to be done, and only while it is theirs."""

import pytest
from django.urls import reverse

from evaluering.bruk.paaminnelse import paaminn
from evaluering.bruk.tilstand import ETTERARBEID
from evaluering.models import Indikator, Indikatormaaling
from evaluering.svar.innsamling import rakk_ikke
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Stilling
from planer.models import Maaling, Tiltak
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.klokke import dag
from tests.planer.factories import lag_maal, lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def lag(plan, kollega):
    def en(*nivaaer, sluttet=10, navn="Sårstell", **felt):
        """An evaluation of what ended so many days ago; a level is (number, days after that)."""
        tiltak = lag_tiltak(plan, navn, fra=dag(-sluttet - 30), frist=dag(-sluttet), status=Tiltak.Status.FERDIG)
        evaluering = lag_evaluering(tiltak, **{"evaluator": kollega.person, **felt})
        for niva, dager in nivaaer:
            lag_niva(evaluering, niva, dager=dager)
        return evaluering

    return en


def sagt(*, om=0):
    """What was told on a day, to whom."""
    foer = set(Varsel.objects.values_list("pk", flat=True))
    paaminn(dag(om))
    return list(Varsel.objects.exclude(pk__in=foer).order_by("pk").values_list("mottaker__person__fornavn", "emne"))


def test_a_level_without_a_form_is_told_of_a_week_before_its_day_and_once(lag, kollega):
    lag((4, 17))

    assert sagt(om=-1) == []
    assert sagt() == [(kollega.person.fornavn, "Snart skal nytte av «Sårstell» måles")]
    assert [sagt(om=om) for om in (0, 1, 7)] == [[]] * 3


def test_a_level_that_is_asked_by_a_form_asks_by_itself(lag):
    lag((1, 12))

    assert sagt() == []


def test_what_is_not_measured_after_its_day_is_told_of_unless_the_last_is_over_too(lag):
    evaluering = lag((4, 5), (3, 60))

    (sendt,) = sagt()

    assert sendt[1] == "«Sårstell»: nytte skulle vært målt"
    assert Varsel.objects.get().lenke == reverse("evaluering:nytte-detail", args=[evaluering.pk])


@pytest.mark.parametrize("hvor", ["egen", "maalets"])
def test_what_is_measured_by_its_own_figures_or_those_of_its_goal_is_not_asked_for(lag, plan, hvor):
    evaluering = lag((4, 5), (3, 60))
    maal = lag_maal(plan, indikator="Andel") if hvor == "maalets" else None
    indikator = Indikator.objects.create(evaluering=evaluering, navn="Sår", maal=maal)
    if maal:
        Maaling.objects.create(maal=maal, dato=dag(-1), verdi=4)
    else:
        Indikatormaaling.objects.create(indikator=indikator, dato=dag(-1), verdi=4)

    assert sagt() == []


def test_what_was_not_managed_is_not_asked_for(lag, hr):
    evaluering = lag((4, 5), (3, 60))
    rakk_ikke(evaluering.nivaaer.get(niva=4), "Ingen tall.", bruker=hr)

    assert sagt() == []


def test_the_conclusion_is_asked_for_when_the_last_level_has_had_its_day_and_again_when_the_deadline_is_over(lag):
    lag((1, 9), (4, 5))

    assert [emne for _hvem, emne in sagt()] == ["Skriv hva dere lærte av «Sårstell»"]
    assert sagt(om=10) == []
    assert [emne for _hvem, emne in sagt(om=ETTERARBEID.days)] == ["Fristen for å evaluere «Sårstell» er gått ut"]
    assert sagt(om=ETTERARBEID.days + 30) == []


def test_a_gathered_mail_comes_no_later_than_the_deadline(lag, kollega, settings):
    settings.EMAIL_HOST = "post.eksempel.test"
    kollega.varselrytme = "ukentlig"
    kollega.save()
    lag((4, 11))

    sagt()

    assert Varsel.objects.get().sendes.date() <= dag(1)


def test_one_who_takes_over_is_told_too(lag, leder):
    evaluering = lag((4, 17))
    sagt()
    evaluering.evaluator = leder.person
    evaluering.save()

    assert [hvem for hvem, _emne in sagt()] == [leder.person.fornavn]


def test_nobody_is_told_who_has_left_or_of_what_is_over_or_called_off(lag, kollega, leder):
    lag((4, 17), navn="Konkludert", evaluator=leder.person, laering="Øv.", anbefaling="endre", avsluttet=dag())
    stoppet = lag((4, 17), navn="Stoppet", evaluator=leder.person)
    Tiltak.objects.filter(pk=stoppet.tiltak_id).update(status=Tiltak.Status.STOPPET)
    lag((4, 17), navn="Uten noen", evaluator=None)
    lag((4, 17))
    Stilling.objects.filter(person=kollega.person).update(til=dag(-1))
    kollega.person.roller.update(til=dag(-1))

    assert sagt() == []


@pytest.mark.parametrize("antall", [1, 3])
def test_finding_what_is_due_costs_the_same_for_one_and_three(lag, antall, django_assert_num_queries):
    for nr in range(antall):
        lag((1, 60), sluttet=10 + nr, navn=f"Tiltak {nr}")

    # The kommuner and the wall of each, the evaluations with their levels and dates, and what has been sent.
    with django_assert_num_queries(8):
        paaminn(dag())
