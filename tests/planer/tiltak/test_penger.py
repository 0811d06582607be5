"""The sums of measures, against a sum made in another way."""

from collections import defaultdict
from decimal import Decimal

import pytest

from planer.models import Kompetanseplan, Listeverdi, Tiltak, Tiltakskostnad
from planer.tiltak.penger import Penger, Post, penger, penger_i
from tests.planer.factories import lag_plan, lag_tiltak, verdi


@pytest.fixture
def planer(tre):
    """Two plans with measures over two years, one stopped, one common for both."""
    a, b = lag_plan(tre.ikt), lag_plan(tre.prosjekt)
    lag_tiltak(a, kostnader=[("eget", "10.10"), ("tilskudd", "20.20")])
    lag_tiltak(a, kostnader=[("eget", "0.05")]).felles_for.add(tre.prosjekt)
    lag_tiltak(a, status=Tiltak.Status.STOPPET, kostnader=[("eget", 1000)])
    neste = lag_tiltak(b, kostnader=[("sentralt", 5)])
    kilde = verdi(Listeverdi.Liste.KILDE, "sentralt")
    Tiltakskostnad.objects.create(tiltak=neste, aar=b.aar + 1, kilde=kilde, belop=6)
    return a, b


def regnet_for_haand(plan):
    """Plan → (year, source) → amount, row by row."""
    svar = defaultdict(Decimal)
    for kostnad in Tiltakskostnad.objects.select_related("tiltak", "kilde"):
        if kostnad.tiltak.plan_id == plan.pk and kostnad.tiltak.status != "stoppet":
            svar[kostnad.aar, kostnad.kilde.navn] += kostnad.belop
    return svar


def test_the_sums_of_every_plan_are_those_of_its_rows(planer):
    samlet = penger_i(Kompetanseplan.objects.all())

    for plan in planer:
        assert {(post.aar, post.kilde): post.belop for post in samlet[plan.pk].poster} == regnet_for_haand(plan)
        assert penger(plan.tiltak.values("pk")) == samlet[plan.pk]
        assert samlet[plan.pk].sum == sum(regnet_for_haand(plan).values())


def test_a_common_measure_counts_once(planer):
    a, b = planer

    assert penger_i(Kompetanseplan.objects.all())[a.pk].sum == Decimal("30.35")
    assert penger_i(Kompetanseplan.objects.filter(pk=b.pk))[b.pk].sum == 11


def test_sums_are_grouped_by_year_and_by_source():
    samlet = Penger(
        (Post(2027, "Eget", Decimal(1)), Post(2027, "Tilskudd", Decimal(2)), Post(2028, "Eget", Decimal(4)))
    )

    assert samlet.per_aar == [(2027, 3), (2028, 4)]
    assert samlet.per_kilde == [("Eget", 5), ("Tilskudd", 2)]


def test_a_plan_without_costs_sums_to_zero_and_is_left_out_among_many(tre):
    plan = lag_plan(tre.prosjekt)
    lag_tiltak(plan)

    assert [penger(plan.tiltak.values("pk")).sum, penger_i(Kompetanseplan.objects.all())] == [0, {}]
