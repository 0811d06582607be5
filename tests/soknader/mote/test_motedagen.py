"""The day and the place of a meeting: one day held, said the same everywhere, and two meetings that may be one."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.formats import dato
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.models import Mote, Soknad, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.documents import protokoll_context
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import brev
from soknader.sak.bilde import Sak, for_sak
from tests.klokke import dag
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Utfall = Vedtak.Utfall


@pytest.fixture
def planlagt(soker, avdelingsdirektor, hr_leder, etatsdirektor, gruppemedlem, hr):
    """A meeting in a week, with one case."""
    lag_ramme()
    lag_klar(soker, avdelingsdirektor, hr_leder)
    return lag_mote(hr, dato=dag(7))


def start(mote, hr, etatsdirektor, dagen):
    til_stede = {etatsdirektor.person_id}
    return beslutningsmote.start(mote, bruker=hr, til_stede=til_stede, moteleder=etatsdirektor.person, dato=dagen)


def lokal(tidspunkt):
    return timezone.localtime(tidspunkt).date()


@pytest.mark.parametrize("dager", [0, -2])
def test_the_day_that_a_meeting_is_held_is_written_everywhere(planlagt, hr, etatsdirektor, dager):
    holdt = dag(dager)
    sak = saker_i(planlagt)[0]  # as it was before the start
    mote = start(planlagt, hr, etatsdirektor, holdt)
    vedtak = fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)
    mote = beslutningsmote.avslutt(mote, bruker=hr)

    soknad = for_sak(Soknad.objects.filter(pk=vedtak.soknad_id)).get()
    skrevet, bilde = dato(holdt), Sak(soknad, hr)
    besluttet = next(ledd for ledd in bilde.kjede() if ledd["tittel"].startswith("Besluttet"))
    assert (mote.dato, mote.tittel) == (holdt, f"Etatsledergruppen {skrevet}".replace("\xa0", " "))
    assert dict(protokoll_context(mote)["fakta"])["Dato"] == skrevet
    letter = brev.vedtaksbrev_context(soknad.vedtak)
    assert (dict(letter["fakta"])["Dato"], letter["mote"].dato) == (skrevet, holdt)
    assert (besluttet["naar"], bilde.besluttet_av) == (skrevet, mote.tittel)
    assert (lokal(soknad.avgjort), lokal(soknad.vedtak.fattet)) == (holdt, holdt)
    assert list(avgjorte_uten_sak(soknad.kommune_id, holdt)) == [soknad]
    assert list(avgjorte_uten_sak(soknad.kommune_id, holdt - dt.timedelta(days=1))) == []


def test_a_meeting_that_goes_on_past_midnight_is_held_on_the_day_it_began(planlagt, hr, etatsdirektor):
    kvelden = timezone.make_aware(dt.datetime.combine(dag(), dt.time(23, 50)))
    with time_machine.travel(kvelden):
        mote = start(planlagt, hr, etatsdirektor, None)
    with time_machine.travel(kvelden + dt.timedelta(minutes=20)):
        vedtak = fatt_vedtak(saker_i(mote)[0], bruker=hr, utfall=Utfall.INNVILGET)

    assert (lokal(vedtak.fattet), mote.dato) == (kvelden.date(), kvelden.date())


@pytest.mark.parametrize("dager", [1, -900])
def test_a_meeting_is_not_held_in_the_future_nor_in_another_time(planlagt, hr, etatsdirektor, dager):
    with pytest.raises(ValidationError) as feil:
        start(planlagt, hr, etatsdirektor, dag(dager))

    assert list(feil.value.message_dict) == ["dato"]
    assert Mote.objects.get().status == Mote.Status.PLANLAGT


def test_the_day_stays_while_the_meeting_is_in_progress_and_the_place_can_be_mended(planlagt, hr, etatsdirektor):
    mote = start(planlagt, hr, etatsdirektor, None)

    with pytest.raises(ValidationError) as feil:
        beslutningsmote.endre(mote, bruker=hr, dato=dag(-1), sted="Rom 2")
    assert list(feil.value.message_dict) == ["dato"]

    assert beslutningsmote.endre(mote, bruker=hr, dato=mote.dato, sted="Rom 2").sted == "Rom 2"


def test_a_title_that_someone_wrote_stays(planlagt, hr, etatsdirektor):
    beslutningsmote.endre(planlagt, bruker=hr, dato=planlagt.dato, tittel="Ekstra møte")

    assert start(planlagt, hr, etatsdirektor, None).tittel == "Ekstra møte"


# --- Two at the same time and place ---------------------------------------------------------------


def _felt(mote, **annet):
    felt = {
        "dato": f"{mote.dato:%d.%m.%Y}",
        "klokkeslett": "09.00",
        "sted": "formannskapssalen ",
        "ramme": mote.ramme_id,
    }
    return {**felt, **annet}


def test_a_second_meeting_at_the_same_time_and_place_asks_once(client, planlagt, hr):
    client.force_login(hr)
    url = reverse("soknader:mote-create")

    svar = client.post(url, _felt(planlagt))
    assert svar.context["form"].errors == {
        "likevel": [f"Det er et møte på samme tid og sted. Mente du «{planlagt.tittel}»?"]
    }
    assert 'type="checkbox" name="likevel"' in svar.content.decode()
    assert Mote.objects.count() == 1

    client.post(url, _felt(planlagt, likevel="on"))
    assert Mote.objects.count() == 2


@pytest.mark.parametrize("annet", [{"klokkeslett": "10.00"}, {"sted": "Rom 2"}, {"klokkeslett": ""}])
def test_another_time_or_place_is_another_meeting(client, planlagt, hr, annet):
    client.force_login(hr)

    client.post(reverse("soknader:mote-create"), _felt(planlagt, **annet))

    assert Mote.objects.count() == 2


def test_a_meeting_moved_to_the_place_of_another_asks_and_one_that_is_closed_is_in_nobodys_way(
    client, planlagt, hr, etatsdirektor
):
    annet = lag_mote(hr, dato=dag(8))
    client.force_login(hr)
    url = reverse("soknader:mote-update", args=[annet.pk])

    assert "likevel" in client.post(url, _felt(planlagt)).context["form"].errors
    beslutningsmote.endre(planlagt, bruker=hr, dato=dag(), klokkeslett=dt.time(9), sted="Formannskapssalen")
    beslutningsmote.avslutt(start_mote(planlagt, hr), bruker=hr)
    assert client.post(url, _felt(Mote.objects.get(pk=planlagt.pk))).status_code == 302
