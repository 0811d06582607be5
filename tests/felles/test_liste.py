"""A list for an invented noun: key cards, what each cost, and when it was given back."""

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.felles.models import Jobb
from kompetanse.felles.spreadsheets import tabell_fil
from kompetanse.organisasjon.eksport import vis_liste


class KortFilter(forms.Form):
    sok = forms.CharField(label="Søk", required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)


def _kort(bruker, form):
    """Kept in the rows of another noun: holder, deposit, and the day it came back."""
    alle = Jobb.objects.filter(bruker=bruker)
    return alle.filter(navn__icontains=form["sok"].value() or "")


KORT = Liste(
    sti="tests.felles.test_liste.KORT",
    navn="Nøkkelkort",
    enheter="kort",
    rett="kort.view_list",
    form=KortFilter,
    rader=_kort,
    standard="-nr",
    orden={"nr": ["pk"]},
    per_side=2,
    kolonner=(
        Kolonne(
            "Eier",
            "navn",
            "eier",
            sorter=["navn"],
            celle=lambda kort: Celle(kort.navn, lenke=f"/kort/{kort.pk}/", under=kort.melding),
            sumcelle=lambda summer: f"Sum av {summer['antall']} kort",
        ),
        Kolonne("Merknad", "melding", vis=Vis.FIL),
        Kolonne("Pant", "av", "pant", sorter=["av"], form=tall, sum="av"),
        Kolonne("Levert", "ferdig", "levert", sorter=["ferdig"], tomme_sist=True, form=dato, tomt="ikke levert"),
        Kolonne("Handlinger", vis=Vis.SIDE, uten_navn=True, celle=lambda kort: (Celle("Avslutt", lenke="/x/"),)),
    ),
    tom=Tom("Inbox", "Ingen kort ennå", "Her står hvem som har nøkkelkort."),
    uten_treff=Tom("MagnifyingGlass", "Ingen treff", "Ingen kort passer."),
)


# --- What the declaration gives -------------------------------------------------------------------


@pytest.fixture
def kort(ada):
    """Three cards, the second given back."""
    return [
        Jobb.objects.create(bruker=ada, navn=eier, av=pant, ferdig=levert)
        for eier, pant, levert in (
            ("Bo", 200, None),
            ("Ada", 100, dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)),
            ("<b hx-get='/x'>Cid</b>", 300, None),
        )
    ]


@pytest.fixture
def siden(rf, ada):
    """The page as HTML, with this query string."""

    def hent(**valg):
        request = rf.get("/kort/", valg)
        request.user = ada
        return vis_liste(request, KORT).content.decode()

    return hent


def eiere(bruker, **valg):
    return [kort.navn for kort in KORT.side(bruker, valg).rader]


def test_the_rows_come_in_the_order_asked_for_or_the_standard(ada, kort):
    assert eiere(ada) == [kort[2].navn, "Ada"]
    assert eiere(ada, side="2") == ["Bo"]
    assert eiere(ada, sorter="pant") == ["Ada", "Bo"]
    assert eiere(ada, sorter="levert")[0] == eiere(ada, sorter="-levert")[0] == "Ada"
    assert eiere(ada, sorter="passord", side="x") == [kort[2].navn, "Ada"]


def test_rows_that_are_alike_follow_their_key_in_the_same_direction(ada):
    forste, andre = (Jobb.objects.create(bruker=ada, navn="Lik").pk for _nr in range(2))

    opp, ned = (KORT.side(ada, {"sorter": valg}).rader for valg in ("eier", "-eier"))

    assert [[kort.pk for kort in rader] for rader in (opp, ned)] == [[forste, andre], [andre, forste]]


def test_the_page_is_written_with_headings_pairs_and_the_sums_of_all_pages(siden, kort):
    html = siden(sorter="pant")

    assert "<h1>Nøkkelkort</h1>" in html
    assert f'<th scope="row"><a href="/kort/{kort[1].pk}/">Ada</a></th><td class="tall" data-t="Pant">100</td>' in html
    assert '<td data-t="Levert"><span class="dempet">ikke levert</span></td>' in html
    assert '<td><div class="rad"><a href="/x/">Avslutt</a></div></td></tr>' in html
    assert '<th scope="row">Sum av 3 kort</th><td class="tall" data-t="Pant">600</td>' in html
    assert "Merknad" not in html


@pytest.mark.parametrize(
    ("naa", "lenke", "retning"),
    [("", "?sorter=pant", ""), ("pant", "?sorter=-pant", "ascending"), ("-pant", "?sorter=pant", "descending")],
)
def test_a_heading_turns_the_direction_and_starts_on_the_first_page(siden, kort, naa, lenke, retning):
    html = siden(sorter=naa, side="2")

    assert f'href="{lenke}"' in html
    assert (f'aria-sort="{retning}"' in html) is bool(retning)


def test_what_people_typed_is_text_in_every_part_of_a_cell(siden, ada):
    ondt = "<b hx-get='/x'>&amp;"
    Jobb.objects.create(bruker=ada, navn=ondt, melding=ondt)

    html = siden()

    assert "<b hx-get" not in html
    assert html.count("&lt;b hx-get=&#x27;/x&#x27;&gt;&amp;amp;") == 2


def test_the_file_has_its_own_columns_and_values_as_they_are(ada, kort):
    tabell = KORT.tabell(ada, QueryDict("sorter=pant&side=2"))

    assert tabell.overskrifter == ["Eier", "Merknad", "Pant", "Levert"]
    assert [rad[:3] for rad in tabell.rader] == [("Ada", "", 100), ("Bo", "", 200), (kort[2].navn, "", 300)]
    assert (tabell.antall, tabell.summer, tabell.navn) == (3, ["Pant"], "Nøkkelkort")


def test_the_answer_is_a_file_when_one_is_asked_for(rf, ada, kort):
    request = rf.get("/kort/", {"format": "csv", "sok": "bo"})
    request.user = ada

    response = vis_liste(request, KORT)

    assert (
        response.content
        == tabell_fil("csv", "", ["Eier", "Merknad", "Pant", "Levert"], [("Bo", "", 200, None)]).innhold
    )
    assert "Nøkkelkort" in response["Content-Disposition"] or "N%C3%B8kkelkort" in response["Content-Disposition"]


def test_nothing_and_no_hits_are_said_apart(siden, ada):
    tomt = siden()
    Jobb.objects.create(bruker=ada, navn="Bo")
    uten_treff = siden(sok="zz")

    assert ("Ingen kort ennå" in tomt, 'name="sok"' in tomt) == (True, False)
    assert ("Ingen kort passer." in uten_treff, 'name="sok"' in uten_treff) == (True, True)


@pytest.mark.parametrize("antall", [1, 3])
def test_list_query_count(ada, antall, django_assert_num_queries):
    for _nr in range(antall):
        Jobb.objects.create(bruker=ada, navn="Bo")

    with django_assert_num_queries(2):  # count and sums, the rows
        KORT.side(ada, QueryDict())
