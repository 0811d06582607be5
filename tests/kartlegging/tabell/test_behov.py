"""A need of a competence that a search found too few with: who says it, where it stands, how it is taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.katalog.sammenslaaing import slaa_sammen
from kartlegging.models import Behovsmelding
from kartlegging.tabell import behov
from kartlegging.tabell.behov import Behov
from kompetanse.felles.models import Hendelse
from tests.kartlegging.factories import lag_bevis, lag_kompetanse, lag_krav, om
from tests.klokke import skrevet

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(kommune):
    return lag_kompetanse("Sårbehandling")


@pytest.fixture
def adresse(saar):
    return reverse("kartlegging:katalog-behov", args=[saar.pk])


def tabellen(client, bruker, enhet):
    client.force_login(bruker)
    html = client.get(reverse("kartlegging:enhet-tabell", args=[enhet.pk])).content.decode()
    return " ".join(html.split())


def test_the_need_stands_in_the_table_of_the_unit_until_it_is_taken_back(client, tre, leder, saar, adresse):
    client.force_login(leder)
    skjema = client.get(adresse, {"nivaa": "3"}).content.decode()
    svar = client.post(adresse, {"enhet": "Prosjektkontoret", "nivaa": "3", "antall": "2", "innen": skrevet(60)})

    assert svar.url == f"/kompetanse/enhet/{tre.prosjekt.pk}/#andre-behov"
    assert 'value="Prosjektkontoret (IKT-tjenester)"' in skjema
    assert '<option value="3" selected>' in skjema
    (melding,) = Behovsmelding.objects.all()
    assert (melding.krav, melding.kompetanse, melding.nivaa, melding.enhet) == (None, saar, 3, tre.prosjekt)
    assert (melding.antall, melding.innen, melding.meldt_av) == (2, om(60), leder)
    assert "Sårbehandling, minst nivå 3" in tabellen(client, leder, tre.prosjekt)
    assert Hendelse.objects.for_objekt(tre.prosjekt).get().handling == "behov.meldt"

    client.post(reverse("kartlegging:behov-trekk", args=[melding.pk]))
    assert "Sårbehandling" not in tabellen(client, leder, tre.prosjekt)


def test_the_same_need_is_said_once_until_it_is_taken_back(client, tre, leder, saar, adresse):
    behov.meld(saar, tre.prosjekt, Behov(1), bruker=leder)
    client.force_login(leder)

    html = client.post(
        adresse, {"enhet": "Prosjektkontoret", "antall": "4", "begrunnelse": "To går av"}
    ).content.decode()

    assert "Behovet er allerede meldt." in html
    assert "To går av" in html
    assert Behovsmelding.objects.count() == 1


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"enhet": ""}, "Skriv hvilken enhet som trenger det."),
        ({"enhet": "Barnehager"}, "Du kan melde behov i enheter du har ansvar for."),
        ({"nivaa": "9"}, "Velg et gyldig valg."),
        ({"innen": "1.1.2021"}, "Datoen har vært. Skriv en dag fra i dag av, eller la feltet stå tomt."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(client, tre, leder, adresse, felt, melding):
    client.force_login(leder)

    skrevet_inn = {"enhet": "Prosjektkontoret", "antall": "1", "begrunnelse": "To går av", **felt}
    html = client.post(adresse, skrevet_inn).content.decode()

    assert melding in html
    assert "To går av" in html
    assert not Behovsmelding.objects.exists()


def test_a_proof_is_asked_for_without_level(client, tre, leder):
    kurs = lag_bevis("Truck")
    client.force_login(leder)
    adresse = reverse("kartlegging:katalog-behov", args=[kurs.pk])

    assert "Minst nivå" not in client.get(adresse, {"nivaa": "3"}).content.decode()
    client.post(adresse, {"enhet": "Prosjektkontoret", "nivaa": "3", "antall": "1"})
    assert Behovsmelding.objects.get().nivaa is None


def test_a_level_off_the_scale_and_another_leaders_unit_are_refused(tre, leder, saar):
    with pytest.raises(ValidationError, match="Velg et nivå på skalaen."):
        behov.meld(saar, tre.prosjekt, Behov(1, nivaa=9), bruker=leder)
    with pytest.raises(PermissionDenied):
        behov.meld(saar, tre.barnehager, Behov(1), bruker=leder)


def test_what_is_retired_or_only_shown_is_not_for_a_need(client, leder):
    client.force_login(leder)

    for kompetanse in (lag_bevis("Telefaks", avviklet=om(-1)), lag_bevis("Attest", kun_fremvises=True)):
        assert client.get(reverse("kartlegging:katalog-behov", args=[kompetanse.pk])).status_code == 404


def test_needs_follow_when_two_competences_become_one_and_what_both_said_is_said_once(tre, hr, leder, saar):
    stell = lag_kompetanse("Sårstell")
    i_begge = [behov.meld(en, tre.prosjekt, Behov(1), bruker=leder) for en in (stell, saar)]
    bare_her = behov.meld(stell, tre.ikt, Behov(1), bruker=hr)

    slaa_sammen(stell, saar, bruker=hr)

    for melding in (*i_begge, bare_her):
        melding.refresh_from_db()
    assert [melding.kompetanse for melding in (*i_begge, bare_her)] == [saar] * 3
    assert [melding.trukket is None for melding in (*i_begge, bare_her)] == [False, True, True]


def test_a_need_of_a_requirement_and_one_of_the_competence_stand_beside_each_other(client, tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, antall=2)
    for hva in (krav, saar):
        behov.meld(hva, tre.prosjekt, Behov(1), bruker=leder)

    html = tabellen(client, leder, tre.prosjekt)
    assert html.count("Behov for 1 til er meldt") == 2
    assert html.count("Andre behov dere har meldt") == 1
