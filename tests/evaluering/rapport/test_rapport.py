"""The report says what an independent calculation says, and nothing where too little is known."""

from statistics import fmean, median

import pytest
from django.urls import reverse

from evaluering.models import Evaluering, Evalueringsoppsett
from evaluering.rapport.bilde import rapport
from evaluering.rapport.dom import Dom
from tests.evaluering.rapport import saken
from tests.evaluering.rapport.saken import BRUKER, ETTER, FOER, FORNOYD, INNLEGGELSER, LEDER_SER

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluering(tre):
    return saken.lag_saken(tre)


def rader(evaluering):
    """Level → its row."""
    return {rad.niva.niva: rad for rad in rapport(Evaluering.objects.get(pk=evaluering.pk), None).nivaaer}


def hoye(svar):
    return sum(verdi >= 4 for verdi in svar)


def test_the_four_levels_are_what_an_independent_calculation_gives(tre):
    evaluering = saken.lag_hele_saken(tre)

    svar = rader(evaluering)

    assert (svar[1].tall, svar[1].tallord) == (f"{round(100 * hoye(FORNOYD) / 11)} %", "svarte 4 eller 5, 9 av 11")
    assert (svar[2].tall, svar[2].tallord) == ("83 %", f"setter seg selv til 4 eller 5, {hoye(ETTER)} av 12")
    assert svar[3].tall == f"{10 * hoye(BRUKER)} / {10 * hoye(LEDER_SER)} %"
    foer, etter = map(fmean, INNLEGGELSER)
    assert svar[4].tall == f"−{round(100 * (foer - etter) / foer)} %"
    assert [rad.dom for rad in svar.values()] == [Dom.NAADD, Dom.NESTEN, Dom.SER_ULIKT, Dom.NAADD]


def test_the_levels_ask_the_four_questions_of_table_12(evaluering):
    assert {rad.niva.get_niva_display(): rad.sporsmaal for rad in rader(evaluering).values()} == {
        "Reaksjoner": "Hvor fornøyde var deltakerne med tiltaket?",
        "Læring": "Hvilken kompetanse har deltakerne tilegnet seg som følge av tiltaket?",
        "Anvendelse": "I hvilken grad blir tilegnet kompetanse anvendt i praksis?",
        "Nytte": "I hvilken grad har tiltaket gitt samlet organisatorisk nytte i forhold til overordnede mål?",
    }


def test_before_and_after_are_paired_by_participant_with_interval_and_n(tre):
    evaluering = saken.lag_hele_saken(tre)

    svar = rapport(evaluering, None).svar.laering

    assert (svar.endring.antall, svar.endring.foer, svar.endring.etter) == (12, fmean(FOER), fmean(ETTER))
    # scipy.stats.bootstrap of the differences, percentile.
    assert svar.endring.intervall == pytest.approx((1.4167, 2.4167), abs=0.1)


def test_the_distribution_is_shown_and_not_only_the_mean(tre):
    evaluering = saken.lag_hele_saken(tre)

    svar = rapport(evaluering, None).reaksjoner[0]

    assert svar.tall.fordeling == {verdi: FORNOYD.count(verdi) for verdi in range(1, 6)}
    assert [(en.plass, en.antall) for en in svar.deler] == [(1, 1), (2, 1), (3, 5), (4, 4)]
    assert median(FORNOYD) == 4


def test_cost_for_each_and_net_are_what_they_should_be(tre):
    evaluering = saken.lag_hele_saken(tre)

    svar = rapport(evaluering, None)

    assert (svar.kostnad.kom_ut, svar.kostnad.lovet) == (93_000 / 12, 96_000 / 12)
    assert svar.regnskap.lonnsomhet.netto.sannsynlig == 110_000 - 93_000


def test_what_hindered_is_counted_and_nothing_is_no_hindrance(tre):
    evaluering = saken.lag_hele_saken(tre)

    assert [(en.tekst, en.antall) for en in rapport(evaluering, None).svar.anvendelse.hindret] == [
        ("For lite tid", 5),
        ("Ikke bruk for det ennå", 2),
        ("Jeg er ikke trygg nok", 1),
    ]


def test_three_participants_are_too_few_to_say_anything_of(tre):
    evaluering = saken.lag_saken(tre, antall=3)
    saken.svar_paa_reaksjoner(evaluering, [5, 4, 5], spurt=3)
    saken.svar_paa_laering(evaluering, [1, 2, 1], [4, 4, 5])
    saken.svar_paa_anvendelse(evaluering, [5, 5, 5], [4, 4, 4])

    svar = rapport(evaluering, None)

    assert [(rad.dom, rad.tall) for rad in svar.nivaaer[:3]] == [(Dom.FOR_FAA, "")] * 3
    assert (svar.reaksjoner, svar.laering, svar.svar.laering.endring, svar.svar.anvendelse.hindret) == (
        [],
        None,
        None,
        [],
    )
    assert [(en.deltakere, en.ledere) for en in svar.atferd] == [(None, None)]


def test_five_are_shown_as_few(evaluering):
    saken.svar_paa_reaksjoner(evaluering, [5, 4, 5, 4, 3])

    assert (rader(evaluering)[1].tall, rader(evaluering)[1].under) == ("80 %", "5 av 12 svarte. Få svar")


def test_a_stricter_limit_set_later_hides_what_was_shown(evaluering):
    saken.svar_paa_reaksjoner(evaluering, [5, 4, 5, 4, 3])
    Evalueringsoppsett.objects.update_or_create(defaults={"minste_svar": 6})

    assert rader(evaluering)[1].dom == Dom.FOR_FAA


def test_nothing_is_shown_while_a_form_is_open(evaluering):
    saken.svar_paa_reaksjoner(evaluering, lukket=False)

    svar = rapport(evaluering, None)

    assert (svar.nivaaer[0].dom, svar.nivaaer[0].tall, svar.reaksjoner) == (Dom.SAMLES_INN, "", [])


def test_what_was_not_managed_is_shown_with_its_reason(client, leder, evaluering):
    evaluering.nivaaer.filter(niva=3).update(status="rakk_ikke", grunn="Lederen sluttet i mars")
    client.force_login(leder)

    side = client.get(reverse("evaluering:rapport-detail", args=[evaluering.pk])).content.decode()

    assert rader(evaluering)[3].dom == Dom.RAKK_IKKE
    assert "Vi rakk det ikke, fordi: Lederen sluttet i mars" in side


def test_no_baseline_is_said_and_not_counted(evaluering):
    saken.maal_nytte(evaluering, foer=[])

    assert (rader(evaluering)[4].dom, rader(evaluering)[4].tall) == (Dom.MANGLER, "")


def test_an_interval_with_room_for_no_change_is_too_early_to_say(evaluering):
    saken.maal_nytte(evaluering, foer=[7, 5, 6, 8, 6], etter=[7, 4, 6, 8, 5])

    assert rader(evaluering)[4].dom == Dom.FOR_TIDLIG


def test_an_evaluation_of_nobody_and_nothing_has_a_report(client, leder, tre):
    evaluering = saken.lag_saken(tre, antall=0)
    evaluering.tiltak.fra = evaluering.tiltak.frist = evaluering.tiltak.antall = None
    evaluering.tiltak.save()
    client.force_login(leder)

    response = client.get(reverse("evaluering:rapport-detail", args=[evaluering.pk]))

    assert response.status_code == 200
    assert (response.context["rapport"].kostnad.kom_ut_tekst, response.context["rapport"].kostnad.lovet_tekst) == (
        "mangler",
        "mangler",
    )


@pytest.mark.parametrize("antall", [1, 3])
def test_report_query_count(client, leder, tre, antall, django_assert_num_queries):
    evaluering = saken.lag_hele_saken(tre)
    for nr in range(antall - 1):
        saken.regn_med(evaluering)
        evaluering.indikatorer.create(navn=f"Indikator {nr}", utgangspunkt=3)
        evaluering.atferd.create(tekst=f"Atferd {nr}")
    client.force_login(leder)

    # User and roles, the evaluation, answers and who sees them, indicators, money, goals.
    with django_assert_num_queries(24):
        client.get(reverse("evaluering:rapport-detail", args=[evaluering.pk]))


def test_the_pdf_says_the_same_as_the_page(client, leder, tre):
    evaluering = saken.lag_hele_saken(tre)
    client.force_login(leder)

    response = client.get(reverse("evaluering:rapport-pdf", args=[evaluering.pk]))

    assert response.content[:5] == b"%PDF-"
    assert response["Content-Disposition"].startswith("inline")
