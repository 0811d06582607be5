from kompetanse.felles.models import Jobb
from kompetanse.felles.sortering import gyldig_sortering, sortert

KOLONNER = {"navn": ["navn"], "ferdig": ["ferdig"]}


def test_an_unknown_column_gives_the_standard():
    assert gyldig_sortering("-navn", KOLONNER, "ferdig") == "-navn"
    assert [gyldig_sortering(valg, KOLONNER, "ferdig") for valg in (None, "", "passord", "--navn")] == ["ferdig"] * 4


def test_rows_that_are_alike_follow_their_key_in_the_same_direction(ada):
    forste, andre = (Jobb.objects.create(bruker=ada, navn="Lik").pk for _nr in range(2))

    assert [rad.pk for rad in sortert(Jobb.objects.all(), "navn", KOLONNER, standard="navn")] == [forste, andre]
    assert [rad.pk for rad in sortert(Jobb.objects.all(), "-navn", KOLONNER, standard="navn")] == [andre, forste]


def test_empty_values_come_last_both_ways_where_asked(ada):
    tom = Jobb.objects.create(bruker=ada, navn="Tom").pk
    full = Jobb.objects.create(bruker=ada, navn="Full", ferdig="2026-01-01T00:00Z").pk

    for valg in ("ferdig", "-ferdig"):
        rader = sortert(Jobb.objects.all(), valg, KOLONNER, standard="navn", tomme_sist=("ferdig",))
        assert [rad.pk for rad in rader] == [full, tom]
