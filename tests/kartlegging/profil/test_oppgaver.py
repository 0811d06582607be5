"""What waits on «Min side»: for the nearest leader how many and since when, for the employee what was sent back."""

import pytest

from kartlegging.oppgaver import slag_for
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon.models import Rollekode
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db


def hva(bruker):
    return [(oppgave.hva, oppgave.url) for oppgave in oppgavene(slag_for(bruker))]


def test_the_nearest_leader_is_told_how_many_wait_and_since_when_and_no_leader_above(
    tre, soker, kollega, leder, avdelingsdirektor, hr
):
    gi_kompetanse(soker, lag_kompetanse("Demens"), 1, tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(kollega, lag_bevis("Truck"), tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(kollega, lag_bevis("Gått ut"), tilstand=Tilstand.EGENVURDERT, til=om(-1))

    (oppgave,) = oppgavene(slag_for(leder))

    assert oppgave.hva == "Bekreft 2 registrerte kompetanser"
    assert oppgave.url == f"/kompetanse/enhet/{tre.prosjekt.pk}/bekreft/"
    assert oppgave.hvorfor.startswith("Prosjektkontoret · den eldste har ventet siden")
    assert hva(avdelingsdirektor) == hva(hr) == hva(soker) == []


def test_what_a_leader_registers_waits_for_the_leader_above_and_never_for_oneself(tre, leder, avdelingsdirektor):
    gi_kompetanse(leder, lag_kompetanse("Demens"), 1, tilstand=Tilstand.EGENVURDERT)

    assert hva(leder) == []
    assert hva(avdelingsdirektor) == [("Bekreft 1 registrert kompetanse", f"/kompetanse/enhet/{tre.ikt.pk}/bekreft/")]


def test_a_unit_without_a_leader_waits_for_the_one_above(tre, soker, avdelingsdirektor):
    gi_kompetanse(soker, lag_kompetanse("Demens"), 1, tilstand=Tilstand.EGENVURDERT)

    assert len(hva(avdelingsdirektor)) == 1


def test_two_who_lead_the_same_unit_are_both_told(tre, soker, leder):
    annen = lag_bruker("Lise", tre.prosjekt)
    gi_rolle(annen, Rollekode.LEDER, tre.prosjekt)
    gi_kompetanse(soker, lag_kompetanse("Demens"), 1, tilstand=Tilstand.EGENVURDERT)

    assert hva(leder) == hva(annen) != []


def test_one_who_leads_a_unit_in_two_roles_is_told_once(tre, soker, leder):
    gi_rolle(leder, Rollekode.AVDELINGSDIREKTOR, tre.prosjekt)
    gi_kompetanse(soker, lag_kompetanse("Demens"), 1, tilstand=Tilstand.EGENVURDERT)

    assert len(hva(leder)) == 1


def test_the_employee_is_told_what_was_sent_back(soker):
    gi_kompetanse(soker, lag_kompetanse("Demens"), 1, tilstand=Tilstand.RETURNERT)

    assert hva(soker) == [("Rett opp en kompetanse som er sendt tilbake", "/kompetanse/")]
