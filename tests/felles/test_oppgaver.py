"""What waits, kind by kind: one statement for which kinds there are, and nothing is read of the others."""

import pytest

from kompetanse.felles.oppgaver import Oppgave, Slag, oppgavene
from kompetanse.organisasjon.models import Enhet

pytestmark = pytest.mark.django_db


def les(rader):
    return [Oppgave(rad.navn, "", "", "") for rad in rader]


def les_ikke(rader):
    raise AssertionError


def test_only_the_kinds_that_there_is_something_of_are_read(tre, django_assert_num_queries):
    alle = Enhet.objects.order_by("path")
    slag = [
        Slag(alle.filter(pk=tre.stab.pk), les, om="Andre"),
        Slag(alle.filter(navn="Ingen heter det"), les_ikke),
        Slag(alle.filter(pk__in=[]), les_ikke),
        Slag(alle.filter(pk__in=[tre.rot.pk, tre.ikt.pk]), les, om="Noen"),
    ]

    # which kinds there are, and the rows of two
    with django_assert_num_queries(3):
        svar = oppgavene(slag)

    assert [(ett.hva, ett.om) for ett in svar] == [
        ("Stab", "Andre"),
        ("Fjordby kommune", "Noen"),
        ("IKT-tjenester", "Noen"),
    ]


def test_nothing_is_asked_when_no_kind_is(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert oppgavene([]) == []
