"""Measurements: typed, replaced, deleted, and by whom."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from planer.maal import maaling
from planer.maal.maaling import Maalt, les_verdi
from planer.models import Maaling
from tests.klokke import dag
from tests.planer.factories import lag_dokument, lag_maal, lag_plan


@pytest.fixture
def maal(tre):
    return lag_maal(lag_plan(tre.prosjekt), indikator="Nye med veileder", maaleenhet="%", maaltall=100)


@pytest.mark.parametrize(
    ("tekst", "lest"),
    [
        ("73", Maalt(Decimal(73))),
        ("73 %", Maalt(Decimal(73))),
        ("2,5", Maalt(Decimal("2.5"))),
        ("-1", Maalt(Decimal(-1))),
        ("45 av 60", Maalt(Decimal("75.00"), 60)),
        ("1/3", Maalt(Decimal("33.33"), 3)),
        ("0 av 2", Maalt(Decimal("0.00"), 2)),
    ],
)
def test_a_figure_is_read_as_people_write_it(tekst, lest):
    assert les_verdi(tekst) == lest


@pytest.mark.parametrize("tekst", ["", "mange", "3 av 2", "1 av 0", "1,234", "45 av"])
def test_what_is_no_figure_is_refused(tekst):
    with pytest.raises(ValidationError):
        les_verdi(tekst)


def test_the_same_day_again_replaces_the_measurement(maal, leder):
    maaling.registrer(maal, dag(-1), Maalt(Decimal(50)), bruker=leder)
    maaling.registrer(maal, dag(-1), Maalt(Decimal(60), 10), "Talt på nytt", bruker=leder)

    assert list(maal.maalinger.values_list("verdi", "nevner", "merknad")) == [(60, 10, "Talt på nytt")]


@pytest.mark.parametrize(
    ("dager", "maalt", "feil"),
    [
        (1, Maalt(Decimal(50)), "frem i tid"),
        (0, Maalt(Decimal(101)), "mellom 0 og 100"),
        (0, Maalt(Decimal(-1)), "mellom 0 og 100"),
    ],
)
def test_what_cannot_be_is_refused(maal, leder, dager, maalt, feil):
    with pytest.raises(ValidationError, match=feil):
        maaling.registrer(maal, dag(dager), maalt, bruker=leder)

    assert not maal.maalinger.exists()


def test_only_shares_are_of_something(maal, leder):
    maal.maaleenhet = "dager"

    with pytest.raises(ValidationError, match="gjelder andeler"):
        maaling.registrer(maal, dag(0), Maalt(Decimal(50), 10), bruker=leder)


def test_the_responsible_and_those_who_follow_the_plan_measure_also_after_adoption(maal, leder, kollega, soker):
    maal.plan.status, maal.plan.gjelder_fra = "vedtatt", dag(-1)
    maal.plan.save()
    maal.ansvarlig = kollega.person
    maal.save()

    for nr, bruker in enumerate((leder, kollega)):
        maaling.registrer(maal, dag(-nr), Maalt(Decimal(50)), bruker=bruker)
    with pytest.raises(PermissionDenied):
        maaling.registrer(maal, dag(-9), Maalt(Decimal(50)), bruker=soker)

    assert maal.maalinger.count() == 2


def test_goals_of_a_document_are_measured_by_those_who_keep_it(tre, hr, leder):
    maal = lag_maal(lag_dokument(enhet=tre.rot))
    maaling.registrer(maal, dag(0), Maalt(Decimal(5)), bruker=hr)

    with pytest.raises(PermissionDenied):
        maaling.registrer(maal, dag(0), Maalt(Decimal(6)), bruker=leder)


def test_the_page_stores_what_is_typed_and_tells_what_is_wrong(client, maal, leder):
    client.force_login(leder)
    adresse = reverse("planer:maaling-create", args=[maal.pk])

    feil = client.post(adresse, {"dato": "31.2.2026", "verdi": "mange", "merknad": "Talt for hånd"})
    assert "Denne datoen finnes ikke" in feil.content.decode()
    assert "Skriv et tall" in feil.content.decode()
    assert "Talt for hånd" in feil.content.decode()
    svar = client.post(adresse, {"dato": f"{dag(-1):%d.%m.%Y}", "verdi": "45 av 60"})

    assert svar["Location"] == maal.get_absolute_url()
    assert list(maal.maalinger.values_list("dato", "verdi", "nevner")) == [(dag(-1), 75, 60)]


def test_a_measurement_is_deleted(client, maal, leder):
    client.force_login(leder)
    rad = Maaling.objects.create(maal=maal, dato=dag(-1), verdi=5)

    client.post(reverse("planer:maaling-delete", args=[rad.pk]))

    assert not maal.maalinger.exists()
