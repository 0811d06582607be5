"""A group logs its meetings: once for each day, by anyone in it."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kurs.models import Gruppemote, Kjoring, Kurs, Samling
from kurs.oppmote import dor, gruppe
from kurs.oppmote.gruppe import Mote
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass

pytestmark = pytest.mark.django_db
EN_TIME = dt.timedelta(hours=1)


@pytest.fixture
def gruppa(tre):
    return lag_kjoring(lag_kurs(tre.ikt, "Refleksjonsgruppe", form=Kurs.Form.REFLEKSJONSGRUPPE), dager=())


@pytest.fixture
def plasser(gruppa, soker, leder):
    return [lag_plass(gruppa, en.person) for en in (soker, leder)]


def var_der():
    moter = Gruppemote.objects.order_by("pk").prefetch_related("samling__oppmoter__kursplass__person")
    return [sorted(rad.kursplass.person.fornavn for rad in mote.samling.oppmoter.all()) for mote in moter]


def test_a_member_logs_the_meeting_by_one_press_on_the_page(client, gruppa, plasser, soker):
    client.force_login(soker)
    side = client.get(reverse("kurs:kjoring-logg", args=[gruppa.pk]))
    skjema = {felt.name: felt.value() or "" for felt in side.context["form"]}

    client.post(reverse("kurs:kjoring-logg", args=[gruppa.pk]), skjema)

    samling = Samling.objects.get()
    assert var_der() == [["Lars", "Siri"]]
    assert (samling.slutt - samling.start, str(samling.halvdager)) == (EN_TIME, "0.5")
    assert {str(rad.timer) for rad in samling.oppmoter.all()} == {"1.00"}


def test_the_day_is_logged_once_whoever_comes_second(gruppa, plasser, soker, leder):
    gruppe.logg(gruppa, Mote(dag(0), EN_TIME, [plasser[0].pk]), bruker=soker)

    with pytest.raises(ValidationError, match="alt logget av Siri Test"):
        gruppe.logg(gruppa, Mote(dag(0), EN_TIME, [plasser[1].pk]), bruker=leder)
    gruppe.logg(gruppa, Mote(dag(-7), EN_TIME, [plasser[1].pk], "Om uro"), bruker=leder)

    assert var_der() == [["Siri"], ["Lars"]]


def test_the_page_shows_the_last_meetings_the_newest_first(client, gruppa, plasser, soker):
    for siden in (30, 7, 14, 21, 28, 35, 1):
        gruppe.logg(gruppa, Mote(dag(-siden), EN_TIME, [plasser[0].pk]), bruker=soker)
    client.force_login(soker)

    moter = client.get(reverse("kurs:kjoring-logg", args=[gruppa.pk])).context["moter"]

    assert [timezone.localdate(mote.samling.start) for mote in moter] == [dag(-siden) for siden in (1, 7, 14, 21, 28)]


def test_a_date_that_was_set_up_is_the_meeting(tre, soker, kollega):
    gruppa = lag_kjoring(lag_kurs(tre.ikt, "Nettverk", form=Kurs.Form.NETTVERK), dager=(0,))
    plass = lag_plass(gruppa, soker.person)
    dor.kom_inn(gruppa.samlinger.get(), plass)

    gruppe.logg(gruppa, Mote(dag(0), EN_TIME, [plass.pk]), bruker=soker)

    assert (Samling.objects.count(), var_der()) == (1, [["Siri"]])


@pytest.mark.parametrize("hvem", ["kollega", "utenforstaende"])
def test_others_log_nothing(client, gruppa, plasser, request, hvem):
    bruker = request.getfixturevalue(hvem)
    with pytest.raises(PermissionDenied):
        gruppe.logg(gruppa, Mote(dag(0), EN_TIME, [plasser[0].pk]), bruker=bruker)

    client.force_login(bruker)
    assert client.get(reverse("kurs:kjoring-logg", args=[gruppa.pk])).status_code == 403


def test_what_cannot_have_been_is_refused(tre, gruppa, plasser, soker):
    kurs = lag_kjoring(lag_kurs(tre.ikt, "Kurs"))
    egen = lag_plass(kurs, soker.person)

    for kjoring, mote in (
        (gruppa, Mote(dag(1), EN_TIME, [plasser[0].pk])),
        (gruppa, Mote(dag(0), EN_TIME, [egen.pk])),
        (kurs, Mote(dag(0), EN_TIME, [egen.pk])),
    ):
        with pytest.raises(ValidationError):
            gruppe.logg(kjoring, mote, bruker=soker)
    Kjoring.objects.update(status=Kjoring.Status.AVLYST)
    with pytest.raises(ValidationError):
        gruppe.logg(gruppa, Mote(dag(0), EN_TIME, [plasser[0].pk]), bruker=soker)

    assert not Gruppemote.objects.exists()


def test_an_hour_is_an_hour_when_the_clocks_go_back(gruppa, plasser, soker):
    # Half past two comes twice this night; an hour before the second is the first.
    with time_machine.travel(dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC), tick=False):
        mote = gruppe.logg(gruppa, Mote(timezone.localdate(), EN_TIME, [plasser[0].pk]), bruker=soker)

    assert str(mote.samling.oppmoter.get().timer) == "1.00"
