"""Views of the handlingsplan, and columns of the kommune's own, as HR keeps them."""

import pytest
from django.urls import reverse

from planer.models import Egenkolonne, Visning
from tests.planer.factories import lag_plan, lag_tiltak


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def skjema(side, **endret):
    """The form of the page as the browser would send it, with some fields changed."""
    data = {felt.html_name: felt.value() for felt in side.context["form"]}
    data["sett"] = side.context["form"].sett
    return {navn: verdi for navn, verdi in (data | endret).items() if verdi not in (None, False)}


def vist(visning):
    return [str(kolonne) for kolonne in visning.kolonner.filter(vises=True)]


def test_columns_are_renamed_hidden_and_moved_in_one_view(som_hr):
    budsjett, egen = Visning.objects.get(navn="Budsjett"), Visning.objects.get(navn="Handlingsplan")
    adresse = reverse("planer:visning-update", args=[budsjett.pk])
    foer = vist(egen)

    som_hr.post(
        adresse,
        skjema(som_hr.get(adresse), **{"navn-0-overskrift": "Hva", "status-0-plass": "1", "frist-0-vises": False}),
    )

    assert vist(budsjett) == ["Hva", "Status", "Ansvarlig", "Kostnad", "Dekkes av", "Vikartimer"]
    assert vist(egen) == foer
    assert budsjett.kolonner.get(innhold="frist").overskrift == "Frist"


def test_a_column_of_ones_own_is_made_and_put_in_a_view(som_hr):
    som_hr.post(
        reverse("planer:egenkolonne-create"),
        {"navn": "Risiko", "slag": "valg", "verdier": "Rød\n\nGrønn\nRød", "i_bruk": "on"},
    )
    egen = Egenkolonne.objects.get()
    visning = Visning.objects.get(navn="Budsjett")
    adresse = reverse("planer:visning-update", args=[visning.pk])
    som_hr.post(adresse, skjema(som_hr.get(adresse), **{f"egen-{egen.pk}-vises": "on"}))

    assert egen.valg == ["Rød", "Grønn"]
    assert vist(visning)[-1] == "Risiko"


def test_a_new_view_must_show_something_and_have_a_name_of_its_own(som_hr):
    adresse = reverse("planer:visning-create")
    tomt = som_hr.post(adresse, {"navn": "Fylket", "rekkefolge": "40", "i_bruk": "on"})
    likt = som_hr.post(adresse, {"navn": "Budsjett", "rekkefolge": "40", "navn-0-vises": "on"})

    assert tomt.context["form"].non_field_errors() == ["Velg minst én kolonne som skal vises."]
    assert likt.context["form"].non_field_errors() == ["Dere har allerede en visning med dette navnet."]
    assert Visning.objects.count() == 3


def test_a_column_that_is_written_in_keeps_its_kind_and_is_not_deleted(som_hr, tre):
    egen = Egenkolonne.objects.create(navn="Risiko", slag="tekst")
    lag_tiltak(lag_plan(tre.prosjekt), egne={egen.nokkel: "Høy"})
    endre = som_hr.post(
        reverse("planer:egenkolonne-update", args=[egen.pk]), {"navn": "Risiko", "slag": "tall", "i_bruk": "on"}
    )
    som_hr.post(reverse("planer:egenkolonne-delete", args=[egen.pk]))

    assert list(endre.context["form"].errors) == ["slag"]
    assert Egenkolonne.objects.get().slag == "tekst"


def test_the_last_view_in_use_is_not_deleted(som_hr):
    forste, *andre = Visning.objects.all()
    for visning in andre:
        som_hr.post(reverse("planer:visning-delete", args=[visning.pk]))
    som_hr.post(reverse("planer:visning-delete", args=[forste.pk]))

    assert list(Visning.objects.all()) == [forste]
