"""Reminders to those who lack something: one a person a day, and none to who is done."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kartlegging.dekning import paaminnelse
from kartlegging.dekning.paaminnelse import minn
from kartlegging.models import Dekningspaaminnelse
from kompetanse.felles.models import Hendelse, Jobb, Varsel
from tests.felles.test_jobber import run_queued
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse
from tests.klokke import dag, senere
from tests.parallelt import samtidig

pytestmark = pytest.mark.django_db


def fortalt():
    return sorted((varsel.mottaker.person.fornavn, varsel.tekst.split("\n\n")[0]) for varsel in Varsel.objects.all())


@pytest.fixture
def halvveis(soker):
    """Siri has something formal, and nothing real."""
    gi_kompetanse(soker, lag_bevis("Truckførerbevis"))
    return soker


def test_each_is_told_what_is_lacking_and_the_unit_keeps_who_asked(tre, leder, halvveis):
    assert minn(tre.prosjekt, bruker=leder) == 2

    intet = "Ingen formell kompetanse er registrert.\nIngen realkompetanse er registrert.\n"
    assert fortalt() == [
        ("Lars", intet + "Ingenting er sett på de siste 12 månedene."),
        ("Siri", "Ingen realkompetanse er registrert."),
    ]
    assert {(en.person_id, en.sendt_av) for en in Dekningspaaminnelse.objects.all()} == {
        (leder.person_id, leder),
        (halvveis.person_id, leder),
    }
    assert Hendelse.objects.get(handling="dekning.paaminnet").data == {"antall": 2}


def test_twice_is_once_and_the_next_day_is_another(tre, leder, hr, halvveis):
    minn(tre.prosjekt, bruker=leder)

    assert minn(tre.prosjekt, bruker=leder) == 0
    assert minn(tre.rot, mangel="real", bruker=hr) == 1  # HR herself
    with senere(days=1):
        assert minn(tre.prosjekt, bruker=leder) == 2


@pytest.mark.django_db(transaction=True)
def test_leader_and_hr_who_remind_at_once_remind_each_one_once(tre, leder, hr, halvveis):
    svar = samtidig(
        tre.rot.kommune_id,
        lambda: minn(tre.prosjekt, bruker=leder),
        lambda: minn(tre.prosjekt, bruker=hr),
    )

    assert sorted(svar) == [0, 2]
    assert [navn for navn, _tekst in fortalt()] == ["Lars", "Siri"]


def test_who_is_done_is_told_no_more(tre, leder, halvveis):
    gi_kompetanse(halvveis, lag_kompetanse("Demens"), 2)

    minn(tre.prosjekt, bruker=leder)
    assert [navn for navn, _tekst in fortalt()] == ["Lars"]


def test_only_the_selection_is_told(tre, hr, halvveis, leder):
    minn(tre.prosjekt, mangel="formal", bruker=hr)

    assert [navn for navn, _tekst in fortalt()] == ["Lars"]


def test_who_cannot_sign_in_is_not_said_to_be_reminded(tre, leder, halvveis):
    halvveis.is_active = False
    halvveis.save()

    assert minn(tre.prosjekt, bruker=leder) == 1
    assert not Dekningspaaminnelse.objects.filter(person=halvveis.person).exists()


@pytest.mark.parametrize("hvem", ["kollega", "utenforstaende", "tillitsvalgt", "systemansvarlig", "hr_enhet"])
def test_others_may_not_remind(request, tre, halvveis, hvem):
    with pytest.raises(PermissionDenied):
        minn(tre.prosjekt, bruker=request.getfixturevalue(hvem))
    assert fortalt() == []


def test_the_page_asks_once_says_how_many_and_shows_when_and_by_whom(client, tre, leder, halvveis):
    client.force_login(leder)
    sti = reverse("kartlegging:enhet-dekning-minn", args=[tre.prosjekt.pk])
    assert "Vil du minne dem i Prosjektkontoret som mangler noe?" in client.get(sti).content.decode()

    assert "2 personer er minnet om det." in client.post(sti, follow=True).content.decode()
    side = client.post(sti, follow=True).content.decode()
    assert "Ingen ble minnet nå" in side
    assert "av Lars Test" in side


def test_hr_reminds_the_selection_of_the_list(client, tre, hr, halvveis, utenforstaende):
    client.force_login(hr)
    valg = "?enhet=Prosjektkontoret&mangel=real"
    liste = client.get(reverse("kartlegging:mangel-list") + valg).content.decode()
    assert "Siri Test" in liste
    assert "Ulf Test" not in liste
    client.post(reverse("kartlegging:mangel-minn") + valg)

    assert [navn for navn, _tekst in fortalt()] == ["Siri"]


def test_a_selection_that_cannot_be_read_reminds_nobody(client, tre, hr, halvveis):
    client.force_login(hr)
    svar = client.post(reverse("kartlegging:mangel-minn") + "?enhet=finnes+ikke")

    assert (svar.status_code, fortalt()) == (302, [])


# --- Many, in a job -------------------------------------------------------------------------------


@pytest.fixture
def mange(monkeypatch):
    """Two people are many."""
    monkeypatch.setattr(paaminnelse, "FLEST_STRAKS", 1)


@pytest.mark.django_db(transaction=True)
def test_many_are_reminded_by_a_job_and_its_page_says_how_many(client, tre, leder, halvveis, mange):
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-dekning-minn", args=[tre.prosjekt.pk])

    svar = client.post(adresse)

    jobb = Jobb.objects.get()
    assert svar.url == jobb.get_absolute_url()
    assert fortalt() == []
    run_queued()
    jobb.refresh_from_db()
    assert (jobb.status, jobb.melding, jobb.gjort, jobb.av) == ("ferdig", "2 personer er minnet om det.", 2, 2)
    assert jobb.resultat_lenke == reverse("kartlegging:enhet-dekning", args=[tre.prosjekt.pk])
    assert [navn for navn, _tekst in fortalt()] == ["Lars", "Siri"]


def test_a_job_that_is_run_when_the_right_is_lost_reminds_nobody(client, tre, leder, halvveis, mange):
    client.force_login(leder)
    client.post(reverse("kartlegging:enhet-dekning-minn", args=[tre.prosjekt.pk]))
    leder.person.roller.update(til=dag(-1))

    run_queued()

    assert (Jobb.objects.get().status, fortalt()) == ("feilet", [])


def test_the_selection_follows_into_the_job(client, tre, hr, leder, halvveis, mange):
    client.force_login(hr)
    client.post(reverse("kartlegging:mangel-minn") + "?enhet=Prosjektkontoret&mangel=formal")

    run_queued()

    assert [navn for navn, _tekst in fortalt()] == ["Lars"]


@pytest.mark.parametrize("hvem", ["kollega", "utenforstaende", "tillitsvalgt", "systemansvarlig"])
def test_nobody_else_starts_the_job(request, client, tre, halvveis, mange, hvem):
    client.force_login(request.getfixturevalue(hvem))

    assert client.post(reverse("kartlegging:enhet-dekning-minn", args=[tre.prosjekt.pk])).status_code == 403
    assert not Jobb.objects.exists()
