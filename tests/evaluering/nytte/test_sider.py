"""The pages of level 4, and an indicator file with gaps."""

import datetime as dt

import pytest
from django.urls import reverse

from evaluering.models import Indikatormaaling, Nyttelinje
from evaluering.nytte import registeret
from kartlegging.dekning.ferdigtall import tell_kommunen
from kompetanse.organisasjon.models import Stilling
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.evaluering.nytte.test_effekt import lag_indikator
from tests.evaluering.nytte.test_kostnad import lag_linje
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluering(tre):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), fra=dag(-200), frist=dag(-190)), 4)


@pytest.mark.parametrize("antall", [1, 3])
def test_level_4_query_count(client, leder, evaluering, antall, django_assert_num_queries):
    for nr in range(antall):
        lag_indikator(evaluering, f"Indikator {nr}", utgangspunkt=3)
        lag_linje(evaluering, "kostnad", 1, 2, 3, navn=f"Kostnad {nr}")
    client.force_login(leder)

    with django_assert_num_queries(19):  # user and roles, the evaluation, level, indicators, lines, proposals
        response = client.get(reverse("evaluering:nytte-detail", args=[evaluering.pk]))

    assert len(response.context["rader"]) == antall


def test_a_cost_is_written_with_one_figure_or_three(client, leder, evaluering):
    client.force_login(leder)
    adresse = reverse("evaluering:kostnad-create", args=[evaluering.pk])

    client.post(adresse, {"post": "reise", "navn": "Tog", "sannsynlig": "8 000", "forutsetning": "Kvitteringer"})
    svar = client.post(
        adresse, {"post": "kurs", "navn": "Kurs", "sannsynlig": "100", "lav": "200", "forutsetning": "Faktura"}
    )

    assert list(Nyttelinje.objects.values_list("navn", "lav", "sannsynlig", "hoy")) == [("Tog", 8000, 8000, 8000)]
    assert "Det lave anslaget må være minst" in svar.content.decode()


def test_a_benefit_without_an_assumption_is_refused(client, leder, evaluering):
    client.force_login(leder)
    adresse = reverse("evaluering:nyttelinje-create", args=[evaluering.pk])

    svar = client.post(adresse, {"navn": "Færre innleggelser", "sannsynlig": "110000"})

    assert svar.context["form"].errors["forutsetning"]
    assert not Nyttelinje.objects.exists()


def test_a_user_survey_is_not_saved_without_what_else_may_explain_it(client, leder, tre):
    evaluering = lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt)))
    niva = lag_niva(evaluering, 4, metode="brukerundersokelse", annet="Ny meny")
    client.force_login(leder)
    adresse = reverse("evaluering:nytte-ord", args=[evaluering.pk])

    svar = client.post(adresse, {"annet": "", "nytte_i_ord": "Tryggere"})
    client.post(adresse, {"annet": "Nye lokaler", "nytte_i_ord": "Tryggere"})
    niva.refresh_from_db()
    evaluering.refresh_from_db()

    assert svar.context["form"].errors["annet"]
    assert (niva.annet, evaluering.nytte_i_ord) == ("Nye lokaler", "Tryggere")


GAPS = "Dato;Verdi\n31.01.2021;7\n28.02.2021;\n31.03.2021;åtte\n;6\n30.04.2021;5\n"


def test_gaps_in_an_indicator_file_are_lines_with_a_reason(client, leder, evaluering):
    indikator = lag_indikator(evaluering)
    client.force_login(leder)
    adresse = reverse("evaluering:indikatormaaling-read", args=[indikator.pk])

    plan = client.post(adresse, {"tekst": GAPS}).context["plan"]
    client.post(adresse, {"tekst": GAPS, "lagre": plan.fingeravtrykk()})
    client.post(adresse, {"tekst": GAPS, "sammenligning": "on", "lagre": plan.fingeravtrykk()})

    assert [(linje.linje, linje.tekst) for linje in plan.linjer if linje.slag == "feil"] == [
        (3, "Verdi: Tom."),
        (4, "Verdi: Skriv et tall, for eksempel 73 eller 2,5."),
        (5, "Dato: Tom."),
    ]
    assert list(
        indikator.maalinger.order_by("sammenligning", "dato").values_list("dato", "verdi", "sammenligning")
    ) == [
        (dt.date(2021, 1, 31), 7, False),
        (dt.date(2021, 4, 30), 5, False),
        (dt.date(2021, 1, 31), 7, True),
        (dt.date(2021, 4, 30), 5, True),
    ]


def test_a_measurement_is_typed_replaced_and_deleted(client, leder, evaluering):
    indikator = lag_indikator(evaluering)
    client.force_login(leder)
    adresse = reverse("evaluering:indikatormaaling-create", args=[indikator.pk])

    for verdi in ("5", "6"):
        client.post(adresse, {"dato": "31.1.2021", "verdi": verdi})
    rad = Indikatormaaling.objects.get()
    assert rad.verdi == 6

    client.post(reverse("evaluering:indikatormaaling-delete", args=[rad.pk]))
    assert not Indikatormaaling.objects.exists()


@pytest.fixture
def krav(tre):
    """Asked of six, and met by two of them."""
    folk = [lag_bruker(f"P{nr}", tre.prosjekt) for nr in range(6)]
    kompetanse = lag_kompetanse("NEWS2")
    for bruker in folk[:2]:
        gi_kompetanse(bruker, kompetanse, 2)
    return lag_krav(tre.prosjekt, kompetanse, nivaa=2)


def test_an_indicator_of_a_requirement_is_measured_once_a_month(kommune, evaluering, krav):
    lag_indikator(evaluering, "Kan NEWS2", krav=krav)
    tell_kommunen(kommune.pk)

    assert [registeret.maal_alle() for _natt in range(2)] == [1, 0]
    assert [(float(ett.verdi), ett.nevner) for ett in Indikatormaaling.objects.all()] == [(33.33, 6)]


def test_a_requirement_of_fewer_than_five_gets_no_figure(kommune, evaluering, krav, leder):
    indikator = lag_indikator(evaluering, "Kan NEWS2", krav=krav)
    tell_kommunen(kommune.pk)
    Stilling.objects.filter(person__fornavn__in=["P0", "P1", "P2"]).update(til=dag(-1))

    assert registeret.maal_naa(indikator, bruker=leder) is None
