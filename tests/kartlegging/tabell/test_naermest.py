"""Who is nearest to become the twin, and why."""

import pytest

from kartlegging.tabell.bilde import kartlegging
from kompetanse.felles.formats import dato_kort
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_kompetanse, lag_krav, om
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(tre):
    """Two in the unit must have it at level 3, confirmed."""
    kompetanse = lag_kompetanse("Sårbehandling")
    lag_krav(tre.prosjekt, kompetanse, nivaa=3, maa_bekreftes=True, antall=2)
    return kompetanse


def naermest(tre):
    (rad,) = kartlegging(tre.prosjekt).rader
    return [naer.hvorfor for naer in rad.naermest]


def test_the_least_that_is_left_comes_first_each_with_its_reason(tre, saar):
    def ny(navn, nivaa, **felt):
        gi_kompetanse(lag_bruker(navn, tre.prosjekt), saar, nivaa, **felt)

    ny("Lav", 1)
    ny("Middels", 2)
    ny("Villig", 2, bruk="mer")
    ny("Gikk", 3, til=om(-3))
    ny("Senere", None, tilstand=Tilstand.PAABEGYNT, forventet=om(90))
    ny("Snart", None, tilstand=Tilstand.PAABEGYNT, forventet=om(9))
    ny("Venter", 3, tilstand=Tilstand.EGENVURDERT)
    ny("Kan", 4)

    assert naermest(tre) == [
        "Venter Test, nivå 3, venter på bekreftelse",
        f"Snart Test, på vei til {dato_kort(om(9))}",
        f"Senere Test, på vei til {dato_kort(om(90))}",
        f"Gikk Test, gikk ut {dato_kort(om(-3))}",
        "Villig Test, nivå 2, vil bruke det mer",
        "Middels Test, nivå 2",
        "Lav Test, nivå 1",
    ]


def test_who_has_nothing_of_it_is_not_near(tre, saar, soker):
    assert naermest(tre) == []


def test_someone_who_is_too_low_and_on_the_way_is_told_as_both(tre, saar, soker):
    gi_kompetanse(soker, saar, 2)
    gi_kompetanse(soker, saar, 3, tilstand=Tilstand.PAABEGYNT, forventet=om(40))

    assert naermest(tre) == [f"Siri Test, nivå 2, på vei til {dato_kort(om(40))}"]
