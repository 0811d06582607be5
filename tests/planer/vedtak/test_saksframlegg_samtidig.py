"""Real parallel connections: one case of a plan is begun, and it is sent once."""

import pytest
from django.core.exceptions import ValidationError

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker
from planer.models import Saksframlegg
from planer.vedtak import saksframlegg
from tests.parallelt import samtidig
from tests.planer.factories import lag_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]


def to_av(bruker):
    return [Bruker.objects.get(pk=bruker.pk) for _ in range(2)]


def test_two_who_begin_at_the_same_moment_write_in_the_same_case(kommune, tre, hr):
    plan = lag_plan(tre.stab, status="til_behandling")

    saker = samtidig(kommune.pk, *(lambda b=b: saksframlegg.begynn(plan, bruker=b) for b in to_av(hr)))

    assert set(saker) == {Saksframlegg.objects.get()}


def test_a_case_sent_twice_at_the_same_moment_is_sent_once(kommune, tre, hr):
    sak = saksframlegg.begynn(lag_plan(tre.stab, status="til_behandling"), bruker=hr)

    svar = samtidig(kommune.pk, *(lambda b=b: saksframlegg.send(sak, bruker=b) for b in to_av(hr)))

    assert sorted(type(ett) is Saksframlegg for ett in svar) == [False, True]
    assert [ett.code for ett in svar if isinstance(ett, ValidationError)] == ["stale"]
    assert Hendelse.objects.filter(handling="plan.sak_sendt").count() == 1
