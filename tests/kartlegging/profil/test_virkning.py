"""What a confirmation changes, said beforehand: the same as the mapping table says when it is given."""

import pytest
from django.urls import reverse

from kartlegging import kravtelling
from kartlegging.models import Personkompetanse
from kartlegging.profil import bekreftelse
from kartlegging.profil.oppsett import sett_bekreftere
from kartlegging.profil.virkning import virkning
from kartlegging.tabell.bilde import kartlegging as tabell
from kompetanse.organisasjon.models import Rolletype
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_kompetanse, lag_krav, lag_oppgave, om
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db


def venter(bruker, kompetanse, nivaa=None, **felt):
    return gi_kompetanse(bruker, kompetanse, nivaa, tilstand=Tilstand.EGENVURDERT, **felt)


def setninger(enhet, rader):
    return [en.setning for en in virkning(enhet, rader)]


@pytest.fixture
def demens(tre):
    return lag_kompetanse("Demens")


def test_a_requirement_goes_from_missing_one_to_covered(tre, soker, kollega, demens):
    lag_krav(tre.prosjekt, demens, nivaa=2, antall=2, maa_bekreftes=True, oppgave=lag_oppgave(tre.prosjekt, "Tilsyn"))
    gi_kompetanse(kollega, demens, 3)

    rad = venter(soker, demens, 2)

    assert setninger(tre.prosjekt, [rad]) == [
        "Kravet til Demens (Tilsyn) går fra mangler 1 · én alene til dekket · tvilling."
    ]
    assert Personkompetanse.objects.get(pk=rad.pk).tilstand == Tilstand.EGENVURDERT


def test_several_together_can_do_what_none_does_alone_and_those_covered_come_first(tre, soker, kollega, demens):
    lag_krav(tre.prosjekt, demens, antall=2, maa_bekreftes=True)
    lag_krav(tre.prosjekt, demens, antall=3, maa_bekreftes=True)

    rader = [venter(soker, demens, 2), venter(kollega, demens, 2)]

    assert setninger(tre.prosjekt, rader[:1]) == [
        "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 2 til mangler 1 · én alene.",
        "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 3 til mangler 2 · én alene.",
    ]
    assert setninger(tre.prosjekt, rader) == [
        "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 2 til dekket · tvilling.",
        "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 3 til mangler 1.",
    ]


def test_one_more_where_there_are_enough_is_told_by_number(tre, soker, kollega, demens):
    lag_krav(tre.prosjekt, demens, antall=2, maa_bekreftes=True)
    for bruker in (kollega, lag_bruker("Tor", tre.prosjekt)):
        gi_kompetanse(bruker, demens, 2)

    assert setninger(tre.prosjekt, [venter(soker, demens, 2)]) == [
        "Kravet til Demens (Alle i Prosjektkontoret) møtes av 3 i stedet for 2."
    ]


@pytest.mark.parametrize(
    ("krav", "rad"),
    [
        ({"maa_bekreftes": False}, {"nivaa": 2}),
        ({"maa_bekreftes": True, "nivaa": 3}, {"nivaa": 2}),
        ({"maa_bekreftes": True}, {"nivaa": 2, "fra": om(5)}),
    ],
)
def test_nothing_is_promised_that_the_confirmation_does_not_give(tre, soker, demens, krav, rad):
    lag_krav(tre.prosjekt, demens, **krav)

    assert setninger(tre.prosjekt, [venter(soker, demens, **rad)]) == []


def test_what_is_said_beforehand_is_what_the_mapping_table_says_afterwards(tre, soker, kollega, leder, demens):
    alt = lag_kompetanse("Alt om eldre", inkluderer=[demens])
    stell = lag_kompetanse("Stell")
    lag_krav(tre.stab, demens, nivaa=2, maa_bekreftes=True)
    lag_krav(tre.prosjekt, demens, antall=2, maa_bekreftes=True)
    lag_krav(tre.prosjekt, stell, nivaa=1, antall=1, maa_bekreftes=True)
    lag_krav(tre.prosjekt, stell, nivaa=4, maa_bekreftes=True)
    rader = [venter(soker, alt, 3), venter(kollega, demens, 1), venter(kollega, stell, 2)]
    foer = {rad.krav.pk: rad.svaret for rad in tabell(tre.prosjekt).rader}

    lovet = {en.foer.krav.pk: (en.foer.svaret, en.etter.svaret) for en in virkning(tre.prosjekt, rader)}

    bekreftelse.bekreft(rader, bruker=leder)
    etter = {rad.krav.pk: rad.svaret for rad in tabell(tre.prosjekt).rader}
    assert lovet == {pk: (foer[pk], etter[pk]) for pk in foer if foer[pk] != etter[pk]}
    assert len(lovet) == 3


@pytest.mark.parametrize("antall", [1, 3])
def test_it_asks_as_many_questions_for_one_as_for_three(tre, soker, antall, django_assert_num_queries):
    kompetanser = [lag_kompetanse(f"K {nr}") for nr in range(antall)]
    for kompetanse in kompetanser:
        lag_krav(tre.prosjekt, kompetanse, antall=2, maa_bekreftes=True)
    rader = [venter(soker, kompetanse, 1) for kompetanse in kompetanser]

    # the size of the unit, what includes what, as it is, as it would be, the requirements and their levels
    with django_assert_num_queries(6):
        assert len(virkning(tre.prosjekt, rader)) == antall


def test_a_unit_too_large_to_name_each_one_in_is_not_counted_while_someone_waits(tre, soker, demens, monkeypatch):
    lag_krav(tre.prosjekt, demens, maa_bekreftes=True)
    monkeypatch.setattr(kravtelling, "STOR", 0)

    assert virkning(tre.prosjekt, [venter(soker, demens, 2)]) == []


# --- On the pages ---------------------------------------------------------------------------------


@pytest.fixture
def krav(tre, demens):
    return lag_krav(tre.prosjekt, demens, nivaa=1, maa_bekreftes=True, antall=1)


LOVET = "Kravet til Demens (Alle i Prosjektkontoret) går fra mangler 1 til dekket · én alene."


def test_the_page_says_it_of_what_is_chosen_beforehand_and_of_one_before_it_is_confirmed(
    tre, soker, leder, demens, krav, client
):
    rad = venter(soker, demens, 1)
    client.force_login(leder)

    enheten = client.get(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk])).content.decode()
    en = client.get(reverse("kartlegging:registrering-confirm", args=[rad.pk])).content.decode()

    assert LOVET in enheten
    assert LOVET in en


def test_htmx_asks_again_when_the_ticks_change(tre, soker, leder, demens, krav, client):
    rad = venter(soker, demens, 1)
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-virkning", args=[tre.prosjekt.pk])

    med = client.post(adresse, {"rad": rad.versjon}, headers={"HX-Request": "true"}).content.decode()
    uten = client.post(adresse, headers={"HX-Request": "true"}).content.decode()

    assert "1 er valgt." in med
    assert LOVET in med
    assert "0 er valgt." in uten
    assert LOVET not in uten
    assert Personkompetanse.objects.get().tilstand == Tilstand.EGENVURDERT
    assert client.post(adresse).url == reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk])


def test_who_may_confirm_but_not_see_the_mapping_table_is_not_told_of_it(tre, soker, hr, demens, krav, client):
    fagansvarlig = Rolletype.objects.create(kode="fagansvarlig", navn="Fagansvarlig")
    anne = lag_bruker("Anne", tre.prosjekt)
    gi_rolle(anne, "fagansvarlig", tre.prosjekt)
    sett_bekreftere([fagansvarlig], bruker=hr)
    venter(soker, demens, 1)
    client.force_login(anne)

    side = client.get(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk])).content.decode()

    assert "Bekreft de valgte" in side
    assert "Kravet til" not in side
