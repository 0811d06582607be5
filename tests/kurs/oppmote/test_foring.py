"""The list of a date: who keeps it, and what it leaves alone."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from kurs.models import Kjoring, Kursplass, Oppmote
from kurs.oppmote import dor, foring
from tests.kurs.factories import lag_plass, lag_samling

pytestmark = pytest.mark.django_db


def fort(samling):
    rader = samling.oppmoter.order_by("kursplass")
    return [(rad.kursplass_id, str(rad.halvdager), str(rad.timer), rad.maate) for rad in rader]


def adressen(samling):
    return reverse("kurs:samling-oppmote", args=[samling.pk])


def test_the_teacher_writes_whole_half_and_absent(samling, plass, annen_plass, kollega):
    foring.skriv(samling, {plass.pk: Decimal(2), annen_plass.pk: Decimal(1)}, bruker=kollega)

    assert fort(samling) == [(plass.pk, "2.0", "6.00", "liste"), (annen_plass.pk, "1.0", "3.00", "liste")]
    assert Hendelse.objects.get(handling="kurs.oppmote").data["antall"] == 2

    assert foring.skriv(samling, {annen_plass.pk: None}, bruker=kollega) == 1
    assert fort(samling) == [(plass.pk, "2.0", "6.00", "liste")]


def test_the_same_list_twice_is_the_list_once(samling, plass, kollega):
    for _ganger in range(2):
        foring.skriv(samling, {plass.pk: Decimal(2)}, bruker=kollega)

    assert fort(samling) == [(plass.pk, "2.0", "6.00", "liste")]


@pytest.mark.parametrize("hvem", ["soker", "leder", "utenforstaende"])
def test_others_keep_no_list(samling, plass, request, hvem):
    with pytest.raises(PermissionDenied):
        foring.skriv(samling, {plass.pk: Decimal(2)}, bruker=request.getfixturevalue(hvem))

    assert fort(samling) == []


def test_no_list_is_kept_before_the_day_nor_of_a_run_that_is_cancelled(kjoring, samling, plass, kollega):
    senere = lag_samling(kjoring, 1)

    with pytest.raises(ValidationError, match="Før oppmøtet den dagen"):
        foring.skriv(senere, {plass.pk: Decimal(1)}, bruker=kollega)
    Kjoring.objects.update(status=Kjoring.Status.AVLYST)
    with pytest.raises(ValidationError, match="holdes ikke"):
        foring.skriv(samling, {plass.pk: Decimal(2)}, bruker=kollega)

    assert not Oppmote.objects.exists()


def test_those_without_a_place_are_not_written(kjoring, samling, soker, kollega):
    venter = lag_plass(kjoring, soker.person, Kursplass.Status.VENTELISTE)

    foring.skriv(samling, {venter.pk: Decimal(2)}, bruker=kollega)

    assert fort(samling) == []


def test_what_completion_rests_on_cannot_be_taken_away(samling, plass, annen_plass, kollega):
    foring.skriv(samling, {plass.pk: Decimal(2)}, bruker=kollega)
    Kursplass.objects.filter(pk=plass.pk).update(status=Kursplass.Status.FULLFORT)

    for mindre in (None, Decimal(1)):
        with pytest.raises(ValidationError, match="Siri Test"):
            foring.skriv(samling, {plass.pk: mindre, annen_plass.pk: Decimal(2)}, bruker=kollega)

    assert fort(samling) == [(plass.pk, "2.0", "6.00", "liste")]


# --- The page ---------------------------------------------------------------------------------------


def test_an_old_page_leaves_who_came_through_the_door_since(client, samling, plass, annen_plass, kollega):
    client.force_login(kollega)
    side = client.get(adressen(samling))
    assert [rad.plass for rad in side.context["form"].rader()] == [plass, annen_plass]
    dor.kom_inn(samling, plass)

    uten = {f"plass_{en.pk}": "" for en in (plass, annen_plass)}
    sett = {f"initial-plass_{en.pk}": "" for en in (plass, annen_plass)}
    client.post(adressen(samling), {**uten, **sett, f"plass_{annen_plass.pk}": "1.0"})

    assert fort(samling) == [(plass.pk, "2.0", "6.00", "qr"), (annen_plass.pk, "1.0", "3.00", "liste")]


def test_one_button_says_that_all_are_here_and_keeps_what_was_chosen(client, samling, plass, annen_plass, kollega):
    client.force_login(kollega)
    valgt = {f"plass_{plass.pk}": "1.0", f"initial-plass_{plass.pk}": "", f"initial-plass_{annen_plass.pk}": ""}

    response = client.post(adressen(samling), {**valgt, f"plass_{annen_plass.pk}": "", "alle": "ja"}, follow=True)

    assert "2 av 2 er her" in response.content.decode()
    assert fort(samling) == [(plass.pk, "1.0", "3.00", "liste"), (annen_plass.pk, "2.0", "6.00", "liste")]


def test_a_choice_that_is_none_is_told_and_nothing_is_stored(client, samling, plass, kollega):
    client.force_login(kollega)

    response = client.post(adressen(samling), {f"plass_{plass.pk}": "17", f"initial-plass_{plass.pk}": ""})

    assert response.status_code == 200
    assert "17" in str(response.context["form"].errors)
    assert fort(samling) == []


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_one_as_for_three(
    client, samling, kjoring, soker, leder, utenforstaende, kollega, django_assert_num_queries, antall
):
    for en in (soker, leder, utenforstaende)[:antall]:
        dor.kom_inn(samling, lag_plass(kjoring, en.person))
    client.force_login(kollega)
    client.get(adressen(samling))

    with django_assert_num_queries(11):
        response = client.get(adressen(samling))

    assert len(response.context["form"].rader()) == antall
