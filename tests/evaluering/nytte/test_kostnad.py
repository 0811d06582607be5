"""Full cost as it is proposed, each post by what the system knows; the unknown stays unknown."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from evaluering.models import Evaluering, Evalueringsoppsett, Nyttelinje
from evaluering.nytte import kostnad
from evaluering.nytte.bilde import regnskap
from kompetanse.felles.models import Hendelse
from planer.models import Tiltaksmidler
from tests.evaluering.factories import lag_evaluering
from tests.klokke import aar
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db
Post = Nyttelinje.Post


@pytest.fixture
def priser(kommune):
    oppsett = Evalueringsoppsett.for_kommunen()
    oppsett.arbeidstime, oppsett.vikartime = 450, 400
    oppsett.save()


def lag(tre, **felt):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), **felt), 4)


def foreslaatt(evaluering):
    return {ett.post: ett.belop for ett in kostnad.forslag(evaluering)}


def test_a_measure_is_proposed_by_its_plan(tre, priser):
    evaluering = lag(
        tre,
        antall=12,
        omfang=2,
        omfang_i="dager",
        vikartimer=100,
        kostnader=[("eget", 30_000), ("sentralt", 20_000)],
    )

    # 12 people, 2 days of 7.5 hours, 450 kr.
    assert foreslaatt(evaluering) == {
        Post.KURS: 50_000,
        Post.REISE: None,
        Post.VIKAR: 40_000,
        Post.ARBEIDSTID: 81_000,
    }


def test_what_was_used_of_central_money_goes_before_what_was_planned(tre, priser):
    evaluering = lag(tre, kostnader=[("eget", 30_000), ("sentralt", 20_000)])
    Tiltaksmidler.objects.create(
        tiltak=evaluering.tiltak,
        soknad_pk=1,
        nummer="1",
        aar=aar(),
        status="innvilget",
        omsokt=20_000,
        innvilget=20_000,
        brukt=15_500,
    )

    assert foreslaatt(evaluering)[Post.KURS] == 45_500


def test_an_unknown_cost_is_never_nothing(tre):
    assert foreslaatt(lag(tre, antall=12, omfang=2, omfang_i="timer", vikartimer=10)) == dict.fromkeys(
        (Post.KURS, Post.REISE, Post.VIKAR, Post.ARBEIDSTID)
    )


def test_a_run_is_proposed_by_its_calendar_and_attendance(tre, priser, soker, kollega):
    kjoring = lag_kjoring(lag_kurs(tre.prosjekt), dager=(-10,), pris=Decimal(1500))
    plasser = [lag_plass(kjoring, bruker.person, "fullfort") for bruker in (soker, kollega)]
    for plass in plasser:
        lag_oppmote(kjoring.samlinger.get(), plass, timer="6")
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=tre.prosjekt)

    # 2 people à 1 500; 12 hours à 450.
    assert foreslaatt(evaluering) == {Post.KURS: 3000, Post.REISE: None, Post.VIKAR: None, Post.ARBEIDSTID: 5400}
    assert kostnad.fullforte(evaluering) == 2


def test_proposals_are_taken_once(tre, priser, leder):
    evaluering = lag(tre, kostnader=[("eget", 30_000)], antall=12)

    assert [kostnad.ta_forslag(evaluering, bruker=leder) for _gang in range(2)] == [1, 0]
    assert [(ett.post, ett.lav, ett.hoy) for ett in evaluering.nyttelinjer.all()] == [(Post.KURS, 30_000, 30_000)]
    assert Hendelse.objects.filter(handling="nytte.foreslatt").count() == 2


def test_one_who_does_not_answer_for_it_may_not_write(tre, soker, utenforstaende):
    evaluering = lag(tre, kostnader=[("eget", 30_000)])

    for bruker in (soker, utenforstaende):
        with pytest.raises(PermissionDenied):
            kostnad.ta_forslag(evaluering, bruker=bruker)
    assert not evaluering.nyttelinjer.exists()


def lag_linje(evaluering, slag, lav, sannsynlig, hoy, navn="Linje"):
    belop = {"lav": lav, "sannsynlig": sannsynlig, "hoy": hoy}
    return Nyttelinje.objects.create(evaluering=evaluering, slag=slag, navn=navn, forutsetning="Anslag", **belop)


def test_benefit_against_cost_is_net_return_and_cost_for_each(tre):
    evaluering = lag(tre, antall=24)
    lag_linje(evaluering, "kostnad", 180_000, 186_000, 190_000)
    lag_linje(evaluering, "nytte", 0, 110_000, 205_000)

    svar = regnskap(evaluering)

    assert svar.lonnsomhet.netto == (-190_000, -76_000, 25_000)
    assert svar.lonnsomhet.avkastning == Decimal(-76_000) / 186_000
    assert svar.per_deltaker == Decimal("7750.00")


@pytest.mark.parametrize(("antall", "kostnad_kjent"), [(None, True), (24, False)])
def test_cost_for_each_is_missing_when_participants_or_cost_are(tre, antall, kostnad_kjent):
    evaluering = lag(tre, antall=antall)
    if kostnad_kjent:
        lag_linje(evaluering, "kostnad", 100, 100, 100)

    svar = regnskap(evaluering)

    assert (svar.per_deltaker, svar.lonnsomhet) == (None, None)
