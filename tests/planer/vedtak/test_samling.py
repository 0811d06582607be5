from planer.models import Tiltak
from planer.tiltak.penger import penger
from planer.vedtak.samling import samle
from tests.planer.factories import lag_plan, lag_tiltak


def test_the_sum_that_is_frozen_is_the_sum_of_the_plans_pages(tre):
    over, plan = lag_plan(tre.stab, gjelder_fra="2021-01-01"), lag_plan(tre.prosjekt)
    lag_tiltak(plan, "Kurs", kostnader=[("eget", 500), ("sentralt", 250)])
    lag_tiltak(plan, "Stoppet", status=Tiltak.Status.STOPPET, kostnader=[("eget", 90)])
    lag_tiltak(over, "Felles", kostnader=[("eget", 7000)]).felles_for.add(tre.prosjekt)

    innhold = samle(plan)

    assert innhold.kostnad == penger(plan.tiltak.all()).sum == 750
    assert innhold.etter_kilde == dict(penger(plan.tiltak.all()).per_kilde)
