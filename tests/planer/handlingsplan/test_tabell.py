"""The table: which rows and columns it shows, what it adds up, and that it asks the same number of times."""

import pytest
from django.urls import reverse

from kompetanse.felles.samskriving import Endring
from planer.models import Innhold, Kompetanseplan, Visning
from planer.tiltak import styring
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def tabell(client, plan, leder):
    """The table as it is shown with these choices."""
    client.force_login(leder)

    def tabell(**valg):
        return client.get(reverse("planer:plan-handlingsplan", args=[plan.pk]), valg).context

    return tabell


def navn(context):
    return [str(rad.tiltak) for rad in context["tabell"].rader]


def test_the_first_view_is_shown_until_another_is_chosen(tabell):
    budsjett = Visning.objects.get(navn="Budsjett")

    assert [str(tabell()["tabell"].visning), str(tabell(visning=budsjett.pk)["tabell"].visning)] == [
        "Handlingsplan",
        "Budsjett",
    ]


def test_rows_are_found_by_status_by_word_and_by_who_is_responsible(tabell, plan, leder):
    lag_tiltak(plan, "Kurs", frist=dag(-1), ansvarlig=leder.person, behov=[lag_behov(plan, "Sårstell")])
    lag_tiltak(plan, "Hospitering", status="ferdig", frist=dag(-1))

    assert navn(tabell(status="aapne")) == navn(tabell(status="forsinket")) == ["Kurs"]
    assert navn(tabell(status="ferdig")) == ["Hospitering"]
    assert navn(tabell(q="sårst")) == navn(tabell(q="lars")) == ["Kurs"]
    assert navn(tabell(status="finnes ikke")) == ["Kurs", "Hospitering"]


@pytest.mark.parametrize(
    ("sorter", "rekkefolge"),
    [("", "bac"), ("frist", "acb"), ("-frist", "cab"), ("tiltak", "abc"), ("-penger", "bca"), ("finnes-ikke", "bac")],
)
def test_rows_are_sorted_by_a_column_and_what_is_empty_comes_last(tabell, plan, sorter, rekkefolge):
    lag_tiltak(plan, "b", kostnader=[("eget", 9)])
    lag_tiltak(plan, "a", frist=dag(1))
    lag_tiltak(plan, "c", frist=dag(2), kostnader=[("eget", 3)])

    assert "".join(navn(tabell(sorter=sorter))) == rekkefolge


def test_the_sum_is_of_the_rows_that_are_shown_and_that_the_plan_owns(tabell, plan, tre):
    lag_tiltak(plan, "Kurs", kostnader=[("eget", 100), ("tilskudd", 20)])
    lag_tiltak(plan, "Annet", kostnader=[("eget", 3)])
    felles = lag_tiltak(lag_plan(tre.ikt), "Kurs for alle", kostnader=[("eget", 5000)])
    felles.felles_for.add(tre.prosjekt)

    vist = tabell(q="kurs")

    assert navn(vist) == ["Kurs", "Kurs for alle"]
    assert (
        vist["sum"].replace("\N{NO-BREAK SPACE}", " ") == "Sum 120 kr · eget budsjett 100 kr · statlig tilskudd 20 kr"
    )
    assert vist["tabell"].tekster[1][4] == f"dekkes av {plan}, IKT-tjenester"


def test_one_who_only_reads_sees_no_cell_to_open(client, plan, kollega):
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(0))
    tiltak = lag_tiltak(plan)
    client.force_login(kollega)

    side = client.get(reverse("planer:plan-handlingsplan", args=[plan.pk])).content.decode()

    assert tiltak.navn in side
    assert 'class="celle"' not in side


@pytest.mark.parametrize("antall", [1, 3])
def test_the_table_asks_the_same_number_of_times(tabell, plan, leder, antall, django_assert_num_queries):
    behov = lag_behov(plan)
    for nr in range(antall):
        tiltak = lag_tiltak(plan, f"Tiltak {nr}", behov=[behov], ansvarlig=leder.person, kostnader=[("eget", nr)])
        styring.lagre(tiltak, Endring({"deltakere": [leder.person]}), bruker=leder)
    tabell()

    # The plan, its way, its rights and its cards; the measures as step 3 reads them; the view, its columns, the sums, and
    # the views there are.
    with django_assert_num_queries(26):
        vist = tabell()

    assert len(vist["tabell"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_the_goals_are_read_at_once_in_a_view_that_shows_them(tabell, plan, antall, django_assert_num_queries):
    visning = Visning.objects.first()
    visning.kolonner.create(innhold=Innhold.MAAL)
    for nr in range(antall):
        lag_tiltak(plan, f"Tiltak {nr}", maal=[lag_maal(plan, f"Mål {nr}")])
    tabell()

    # As the table without them; the goals, and nobody who is responsible.
    with django_assert_num_queries(26):
        vist = tabell()["tabell"]

    assert [rad[-1] for rad in vist.verdier] == [f"Mål {nr}" for nr in range(antall)]
