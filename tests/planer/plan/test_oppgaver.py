"""The year that HR opens, and the plans that wait to be made for it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.formats import MONTHS
from kompetanse.felles.oppgaver import oppgavene
from planer.models import Planoppsett
from planer.oversikt.bilde import UTVALG
from planer.oversikt.tall import enhetsrader
from planer.plan.oppgaver import slag_for
from tests.klokke import dag
from tests.planer.factories import lag_plan

AAR, FRIST = dag(0).year + 1, dag(20)


@pytest.fixture
def aapnet(kommune):
    """Next year is open, for units down to the fourth level."""
    return Planoppsett.objects.create(planaar=AAR, planfrist=FRIST, til_nivaa=4)


def plan_for(enhet, **felt):
    return lag_plan(enhet, **{"fra": dt.date(AAR, 1, 1), "til": dt.date(AAR, 12, 31), **felt})


def hva(bruker):
    return [(oppgave.hva, oppgave.frist_dato) for oppgave in oppgavene(slag_for(bruker, Planoppsett.for_kommunen()))]


def test_the_leader_of_a_unit_without_a_plan_for_the_year_is_asked_to_make_one_by_the_deadline(tre, aapnet, leder):
    plan_for(tre.stab)
    lag_plan(tre.prosjekt)

    (oppgave,) = oppgavene(slag_for(leder, Planoppsett.for_kommunen()))

    assert (oppgave.hva, oppgave.frist_dato) == (f"Lag plan for {AAR}", FRIST)
    assert oppgave.hvorfor == "Prosjektkontoret har ingen plan for året ennå."
    assert oppgave.url == reverse("planer:plan-create", args=[tre.prosjekt.pk])


@pytest.mark.parametrize(
    "felt", [{}, {"slag": "strategi", "fra": dt.date(AAR - 1, 1, 1), "til": dt.date(AAR + 2, 12, 31)}]
)
def test_a_draft_or_a_strategy_over_the_year_is_a_plan(tre, aapnet, leder, felt):
    plan_for(tre.prosjekt, **felt)

    assert hva(leder) == []


@pytest.mark.parametrize(
    "oppsett", [{"planaar": None, "planfrist": None}, {"planaar": AAR - 2}, {"til_nivaa": 3}], ids=str
)
def test_nobody_is_asked_before_the_year_is_open_after_it_or_below_the_level_that_makes_plans(
    tre, aapnet, leder, oppsett
):
    Planoppsett.objects.update(**oppsett)

    assert hva(leder) == []


def test_hr_is_told_how_many_are_not_made_and_finds_them_in_the_overview(tre, aapnet, hr, soker):
    enheter = {tre.rot, tre.stab, tre.oppvekst, tre.ikt}
    for enhet in enheter:
        plan_for(enhet)
    utvalg = next(ett for ett in UTVALG if ett.kode == "aaret")

    mangler = [rad.enhet for rad in enhetsrader([tre.rot], timezone.localdate()) if utvalg.passer(rad)]

    (oppgave,) = oppgavene(slag_for(hr, Planoppsett.for_kommunen()))
    assert tre.prosjekt in mangler
    assert enheter.isdisjoint(mangler)
    assert oppgave.hva.endswith(f"enheter mangler plan for {AAR}")
    assert (oppgave.frist_dato, oppgave.url) == (FRIST, reverse("planer:oversikt-list") + "?vis=aaret")
    assert hva(soker) == []


def test_the_task_of_hr_counts_what_the_overview_lists(tre, aapnet, hr):
    utvalg = next(ett for ett in UTVALG if ett.kode == "aaret")
    rader = [rad for rad in enhetsrader([tre.rot], timezone.localdate()) if utvalg.passer(rad)]
    for rad in rader[1:]:
        plan_for(rad.enhet)

    assert hva(hr) == [(f"1 enhet mangler plan for {AAR}", FRIST)]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_number_of_statements_is_the_same(antall, tre, aapnet, hr, django_assert_num_queries):
    for enhet in (tre.rot, tre.stab, tre.oppvekst)[:antall]:
        plan_for(enhet)
    oppgavene(slag_for(hr, Planoppsett.for_kommunen()))

    # what is decided of the year; whether any has no plan, and how many
    with django_assert_num_queries(3):
        oppgavene(slag_for(hr, Planoppsett.for_kommunen()))


# --- Set up by HR -----------------------------------------------------------------------------------


def skjema(**felt):
    data = {"planaar": AAR, "planfrist": f"{FRIST:%d.%m.%Y}", "til_nivaa": 4, "oppfolging": [6, 12]}
    data["samtale_slettes_etter_mnd"] = 36
    return {**data, **felt}


def test_hr_opens_the_year_and_sets_the_months(client, hr):
    client.force_login(hr)

    client.post(reverse("planer:planoppsett-update"), skjema())

    oppsett = Planoppsett.objects.get()
    assert (oppsett.planaar, oppsett.planfrist, oppsett.til_nivaa, oppsett.oppfolging) == (AAR, FRIST, 4, [6, 12])
    side = client.get(reverse("planer:planoppsett-detail")).content.decode()
    assert f"Enhetene lager planer for {AAR} innen {FRIST.day}.\xa0{MONTHS[FRIST.month]}" in side


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"planfrist": ""}, "Velg både et år og en frist"),
        ({"planaar": ""}, "Velg både et år og en frist"),
        ({"oppfolging": []}, "Velg minst én måned."),
        ({"oppfolging": [13]}, "13"),
        ({"til_nivaa": "x"}, "x"),
    ],
    ids=str,
)
def test_bad_input_is_told_and_nothing_is_stored(client, hr, felt, feil):
    client.force_login(hr)

    svar = client.post(reverse("planer:planoppsett-update"), skjema(**felt))

    assert feil in svar.content.decode()
    assert Planoppsett.objects.get().planaar is None
