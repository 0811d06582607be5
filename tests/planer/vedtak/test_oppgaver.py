"""What waits: plans to adopt, discussions to prepare, proposals to answer."""

import pytest

from kompetanse.felles.oppgaver import oppgavene
from planer.models import Behovsforslag
from planer.vedtak.oppgaver import slag_for
from tests.planer.factories import lag_plan
from tests.planer.vedtak_factories import lag_drofting


def hva(bruker):
    return [oppgave.hva for oppgave in oppgavene(slag_for(bruker))]


def test_a_plan_waits_for_the_one_who_adopts_it_alone(tre, leder, avdelingsdirektor, hr, etatsdirektor):
    plan = lag_plan(tre.prosjekt, status="til_behandling")
    lag_plan(tre.rot, status="til_behandling")

    assert hva(avdelingsdirektor) == [f"Vedta k{plan.tittel[1:]} for Prosjektkontoret"]
    assert hva(leder) == []
    assert [oppgave.endswith("for Fjordby kommune") for oppgave in hva(hr)] == [True]


def test_a_discussion_waits_for_the_party_until_it_has_spoken_and_proposals_for_the_leader(
    tre, tillitsvalgt, avdelingsdirektor
):
    plan = lag_plan(tre.ikt, status="til_drofting")
    part = lag_drofting(plan, avdelingsdirektor).parter.create(part="Fagforbundet", person=tillitsvalgt.person)
    Behovsforslag.objects.create(plan=plan, navn="Tid", foreslaatt_av=tillitsvalgt)

    assert [oppgave.startswith("Les k") for oppgave in hva(tillitsvalgt)] == [True]
    assert [oppgave.startswith("Svar på forslag") for oppgave in hva(avdelingsdirektor)] == [True]
    part.syn = "Bra."
    part.save()
    assert hva(tillitsvalgt) == []


@pytest.mark.parametrize("antall", [1, 3])
def test_the_number_of_statements_is_the_same(antall, tre, avdelingsdirektor, django_assert_num_queries):
    for nr in range(antall):
        lag_plan(tre.prosjekt, aar=2030 + nr, status="til_behandling")
    assert avdelingsdirektor.aktive_roller

    # Which kinds there are; the plans that wait for a decision; who enters what.
    with django_assert_num_queries(3):
        assert len(hva(avdelingsdirektor)) == antall
