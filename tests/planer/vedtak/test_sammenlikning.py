"""Two versions side by side: what came, what went, and which words changed."""

from dataclasses import replace

import pytest
from django.urls import reverse

from planer.vedtak.innhold import Behovslinje, Del, Innhold, Maallinje, Tiltakslinje
from planer.vedtak.sammenlikning import sammenlikn
from tests.planer.factories import lag_plan
from tests.planer.vedtak_factories import lag_versjon

FOER = Innhold(
    deler=(Del(kode="ambisjon", tittel="Ambisjon", tekst="<p>Vi skal ta godt imot nye.</p>"),),
    maal=(Maallinje(nokkel=1, navn="Flere med fagutdanning"), Maallinje(nokkel=2, navn="Sykepleier på alle vakter")),
    behov=(Behovslinje(nokkel=1, navn="Fast nattevakt", har=3, trenger=5),),
    tiltak=(Tiltakslinje(nokkel=1, navn="Fagbrev på jobb"),),
)


def biter(rad):
    return [(bit.slag, bit.tekst) for bit in rad.foer], [(bit.slag, bit.tekst) for bit in rad.etter]


def test_the_same_has_nothing_to_show():
    assert sammenlikn(FOER, replace(FOER)) == []


def test_a_changed_word_is_marked_where_it_stands():
    etter = replace(FOER, behov=(replace(FOER.behov[0], trenger=6),))

    (delen,) = sammenlikn(FOER, etter)

    assert delen.tittel == "Behov"
    assert biter(delen.rader[0]) == (
        [("likt", "Fast nattevakt · har 3, trenger "), ("borte", "5")],
        [("likt", "Fast nattevakt · har 3, trenger "), ("nytt", "6")],
    )


def test_what_came_and_what_went_stand_alone():
    etter = replace(FOER, maal=(FOER.maal[0], Maallinje(nokkel=3, navn="Alle nye har en veileder")))

    (delen,) = sammenlikn(FOER, etter)

    assert [(rad.slag, *biter(rad)) for rad in delen.rader] == [
        ("nytt", [], [("nytt", "Alle nye har en veileder")]),
        ("borte", [("borte", "Sykepleier på alle vakter")], []),
    ]


def test_a_text_is_compared_by_its_words_alone():
    tekst = "<p>Vi skal ta <strong>godt</strong> imot alle.</p>"
    etter = replace(FOER, deler=(replace(FOER.deler[0], tekst=tekst),))

    (delen,) = sammenlikn(FOER, etter)

    assert biter(delen.rader[0])[1] == [("likt", "Ambisjon: Vi skal ta godt imot "), ("nytt", "alle.")]


def test_two_large_versions_are_compared_in_no_time():
    foer = replace(FOER, tiltak=tuple(Tiltakslinje(nokkel=nr, navn=f"Tiltak {nr} " * 10) for nr in range(600)))
    etter = replace(foer, tiltak=tuple(replace(ett, evaluering="Ny") for ett in foer.tiltak))

    (delen,) = sammenlikn(foer, etter)

    assert len(delen.rader) == 600


@pytest.mark.parametrize(("nummer", "status"), [(1, 404), (2, 200)])
def test_a_version_stands_beside_the_one_before_it(client, tre, leder, nummer, status):
    plan = lag_plan(tre.prosjekt, gjelder_fra="2026-01-01")
    versjoner = [lag_versjon(plan, leder, nummer=nr) for nr in (1, 2)]
    client.force_login(leder)

    svar = client.get(reverse("planer:planversjon-endringer", args=[versjoner[nummer - 1].pk]))

    assert svar.status_code == status
