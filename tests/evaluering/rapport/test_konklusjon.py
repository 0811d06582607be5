"""What an evaluation came to, and where it is written."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluering.models import Evaluering
from evaluering.rapport import konklusjon
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from tests.evaluering.factories import lag_evaluering
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_plan, lag_tiltak

pytestmark = pytest.mark.django_db
LAERT = Endring({"laering": "Øv mer på egne saker.", "anbefaling": "endre", "neste_gang": "Mer øving\n\nFærre lysark"})


@pytest.fixture
def evaluering(tre, kollega):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), frist=dag(-1)), 1, 4, evaluator=kollega.person)


def test_the_sentence_and_the_recommendation_stand_on_the_measure(evaluering, kollega):
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    tiltak = evaluering.tiltak
    tiltak.refresh_from_db()
    assert (tiltak.laering, tiltak.anbefaling, tiltak.evaluert) == (
        "Øv mer på egne saker.",
        "endre",
        timezone.localdate(),
    )
    assert tiltak.evaluering_adresse == reverse("evaluering:rapport-detail", args=[evaluering.pk])
    assert [niva.status for niva in evaluering.nivaaer.all()] == ["planlagt", "ferdig"]
    assert Hendelse.objects.filter(handling="evaluering.konkludert").count() == 1


def test_what_a_run_came_to_stands_on_every_measure_that_its_course_serves(tre, kollega):
    plan = lag_plan(tre.prosjekt)
    tiltak = [lag_tiltak(plan, navn) for navn in ("A", "B")]
    kjoring = lag_kjoring(lag_kurs(tre.prosjekt, tiltak=tiltak), dager=(-5,))
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=tre.prosjekt, evaluator=kollega.person)

    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    for ett in tiltak:
        ett.refresh_from_db()
    assert [ett.laering for ett in tiltak] == ["Øv mer på egne saker."] * 2


def test_nothing_is_concluded_before_it_has_ended(evaluering, kollega):
    evaluering.tiltak.frist = dag(1)
    evaluering.tiltak.save()

    with pytest.raises(ValidationError, match="ikke ferdig ennå"):
        konklusjon.konkluder(evaluering, LAERT, bruker=kollega)


def test_what_was_not_managed_stays_so(evaluering, kollega):
    evaluering.nivaaer.filter(niva=4).update(status="rakk_ikke", grunn="Ikke tid")

    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    assert evaluering.nivaaer.get(niva=4).status == "rakk_ikke"


def test_it_is_for_the_evaluator_to_say_and_for_hr(evaluering, leder, utenforstaende, hr):
    for bruker in (leder, utenforstaende):
        with pytest.raises(PermissionDenied):
            konklusjon.konkluder(evaluering, LAERT, bruker=bruker)
    konklusjon.konkluder(evaluering, LAERT, bruker=hr)


def test_without_an_evaluator_the_leader_says_it(evaluering, leder):
    evaluering.evaluator = None
    evaluering.save()

    konklusjon.konkluder(evaluering, LAERT, bruker=leder)

    evaluering.refresh_from_db()
    assert evaluering.avsluttet == timezone.localdate()


def test_the_page_asks_for_a_sentence_and_shows_what_was_said(client, kollega, evaluering):
    client.force_login(kollega)
    adresse = reverse("evaluering:konklusjon-update", args=[evaluering.pk])

    uten = client.post(adresse, {"anbefaling": "endre", "laering": ""})
    med = client.post(adresse, dict(LAERT.felt), follow=True)

    assert uten.context["form"].errors["laering"]
    assert med.context["rapport"].punkter == ["Mer øving", "Færre lysark"]
