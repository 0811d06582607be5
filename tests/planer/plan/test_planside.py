"""Who reads what a plan says while it is open for changes again."""

import pytest
from django.urls import reverse

from tests.klokke import dag
from tests.planer.factories import lag_plan


@pytest.mark.parametrize("side", ["maal", "behov", "tiltak", "handlingsplan", "underveis"])
def test_a_plan_that_is_open_for_changes_again_is_a_draft_to_those_who_do_not_write_it(client, tre, leder, soker, side):
    plan = lag_plan(tre.prosjekt, gjelder_fra=dag(-30))

    svar = {}
    for bruker in (leder, soker):
        client.force_login(bruker)
        svar[bruker] = client.get(reverse(f"planer:plan-{side}", args=[plan.pk])).status_code
    assert svar == {leder: 200, soker: 403}
