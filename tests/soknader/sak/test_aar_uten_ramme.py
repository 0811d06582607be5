"""A year without a frame is said where it matters, and is a task for HR; never a dead end."""

import pytest
from django.urls import reverse

from kompetanse.felles.oppgaver import oppgavene
from soknader.oppgaver import slag_for
from soknader.sak import saksgang
from tests.klokke import aar
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar

MELDING = f"Rammen for {aar(1)} er ikke laget ennå"
LENKE = f"/soknader/midler/ny/?aar={aar(1)}"


@pytest.fixture
def klar(soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    return lag_klar(soker, avdelingsdirektor, hr_leder, aar=aar(1))


def side(client, bruker, url):
    client.force_login(bruker)
    return client.get(url).content.decode()


def test_it_is_said_when_applying_and_when_answering(client, soker, avdelingsdirektor, hr):
    utkast = lag_soknad(soker, aar=aar(1))
    for steg in ("budsjett", "oppsummering"):
        assert MELDING in side(client, soker, reverse("soknader:soknad-edit", args=[utkast.pk, steg]))

    soknad = saksgang.send_inn(utkast, bruker=soker)
    assert MELDING in side(client, avdelingsdirektor, soknad.get_absolute_url())
    assert LENKE not in side(client, avdelingsdirektor, soknad.get_absolute_url())
    assert LENKE in side(client, hr, soknad.get_absolute_url())


def test_it_stands_in_the_list_of_meetings_and_is_a_task_until_the_frame_is_made(client, klar, hr):
    assert LENKE in side(client, hr, reverse("soknader:mote-list"))
    oppgave = next(oppgave for oppgave in oppgavene(slag_for(hr)) if oppgave.hva.startswith("Lag rammen"))
    assert (oppgave.hva, oppgave.hvorfor, oppgave.url) == (f"Lag rammen for {aar(1)}", "1 søknad venter på den", LENKE)
    assert f'value="{aar(1)}"' in side(client, hr, oppgave.url)

    lag_ramme(aar(1))

    assert MELDING not in side(client, hr, reverse("soknader:mote-list"))
    assert not [oppgave for oppgave in oppgavene(slag_for(hr)) if oppgave.hva.startswith("Lag rammen")]


def test_a_year_that_has_a_frame_is_not_spoken_of(client, soker, avdelingsdirektor):
    lag_ramme()
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    assert "er ikke laget ennå" not in side(client, avdelingsdirektor, soknad.get_absolute_url())
