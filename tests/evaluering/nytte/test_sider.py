"""The pages of level 4, and an indicator file with gaps."""

import datetime as dt

import pytest
from django.urls import reverse

from evaluering.models import Indikatormaaling, Nyttelinje
from evaluering.nytte import registeret
from kartlegging.dekning.ferdigtall import tell_kommunen
from kompetanse.organisasjon.models import Person, Stilling
from tests.evaluering.factories import lag_evaluering, lag_niva
from tests.evaluering.nytte.test_effekt import lag_indikator
from tests.evaluering.nytte.test_kostnad import lag_linje
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse, lag_krav
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak
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


@pytest.fixture
def kommende(tre, krav):
    """An evaluation of a measure to come, whose need asks for the competence of the requirement."""
    plan = lag_plan(tre.prosjekt)
    behov = lag_behov(plan, kompetanse=krav.kompetanse)
    return lag_evaluering(lag_tiltak(plan, fra=dag(10), frist=dag(20), behov=[behov]), 4)


def lag_fra_registeret(client, evaluering, krav, **felt):
    adresse = reverse("evaluering:indikator-create", args=[evaluering.pk])
    return client.post(adresse, {"krav": krav.pk, "navn": "", "retning": "ned", **felt})


def test_a_requirement_that_the_measure_gives_is_chosen_and_starts_from_what_the_registry_says(
    client, kommune, leder, kommende, krav
):
    lag_krav(kommende.enhet, lag_kompetanse("Noe annet"))
    tell_kommunen(kommune.pk)
    client.force_login(leder)

    side = client.get(reverse("evaluering:indikator-create", args=[kommende.pk]))
    lag_fra_registeret(client, kommende, krav, maaltall="80")

    assert [nokkel for nokkel, _navn in side.context["form"].fields["krav"].choices] == ["", str(krav.pk)]
    indikator = kommende.indikatorer.get()
    assert (indikator.krav, indikator.maaleenhet, indikator.retning) == (krav, "%", "opp")
    assert (float(indikator.utgangspunkt), indikator.utgangspunkt_dato) == (
        28.57,
        dag(),
    )  # two of six, and their leader
    assert indikator.navn.startswith("Møter kravet: NEWS2")


def test_before_and_after_are_both_of_the_registry(client, kommune, leder, kommende, krav):
    tell_kommunen(kommune.pk)
    client.force_login(leder)
    lag_fra_registeret(client, kommende, krav)
    kommende.tiltak.fra, kommende.tiltak.frist = dag(-20), dag(-1)
    kommende.tiltak.save()
    for person in Person.objects.filter(fornavn__in=["P2", "P3", "P4", "P5"]):
        gi_kompetanse(person.bruker, krav.kompetanse, 2)
    tell_kommunen(kommune.pk)

    client.post(reverse("evaluering:indikator-measure", args=[kommende.indikatorer.get().pk]))

    rad = client.get(kommende.indikatorer.get().get_absolute_url()).context["rad"]
    assert (rad.foer, rad.etter) == ("28,6\xa0%", "85,7\xa0%")


def test_what_has_begun_gets_no_start_from_today(client, kommune, leder, kommende, krav):
    kommende.tiltak.fra = dag(-1)
    kommende.tiltak.save()
    tell_kommunen(kommune.pk)
    client.force_login(leder)

    lag_fra_registeret(client, kommende, krav)

    assert kommende.indikatorer.get().utgangspunkt is None


def test_without_such_a_requirement_the_form_says_that_the_figure_is_typed(client, leder, evaluering):
    client.force_login(leder)

    svar = client.get(reverse("evaluering:indikator-create", args=[evaluering.pk]))

    assert "krav" not in svar.context["form"].fields
    assert "Tallet må dere legge inn selv" in svar.content.decode()


def test_an_indicator_that_is_measured_does_not_change_its_requirement(client, leder, kommende, krav):
    lag_krav(kommende.enhet, krav.kompetanse, nivaa=1)
    indikator = lag_indikator(kommende, krav=krav)
    Indikatormaaling.objects.create(indikator=indikator, dato=dag(-1), verdi=30)
    client.force_login(leder)
    adresse = reverse("evaluering:indikator-update", args=[indikator.pk])

    svar = client.post(adresse, {"krav": "", "navn": "Noe annet", "retning": "opp"})

    assert "Indikatoren er målt allerede" in svar.content.decode()
    assert indikator.evaluering.indikatorer.get().krav == krav


def test_an_indicator_without_a_requirement_needs_its_name(client, leder, kommende):
    client.force_login(leder)

    svar = client.post(
        reverse("evaluering:indikator-create", args=[kommende.pk]), {"krav": "", "navn": "", "retning": "opp"}
    )

    assert svar.context["form"].errors["navn"]
