"""A brake on what is tried too often, that keeps nobody's address."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from kompetanse.felles.forsok import ForMange, Forsok

TRE = Forsok("proeve", hoyst=3, sekunder=60)


@pytest.fixture
def klokka(db, time_machine):
    time_machine.move_to(timezone.localtime().replace(second=1, microsecond=0), tick=False)
    cache.clear()
    return time_machine


def test_one_who_has_tried_too_often_waits_and_another_does_not(klokka):
    for _gang in range(3):
        TRE.krev("en")
        TRE.tell("en")

    with pytest.raises(ForMange):
        TRE.krev("en")
    TRE.krev("en annen")
    klokka.move_to(timezone.now() + dt.timedelta(seconds=60), tick=False)
    TRE.krev("en")


def test_the_address_is_not_stored(klokka, rf):
    TRE.tell(rf.get("/", REMOTE_ADDR="203.0.113.77"))

    with connection.cursor() as cursor:
        cursor.execute("select * from mellomlager")
        rader = repr(cursor.fetchall())
    assert "proeve" in rader
    assert "203.0.113.77" not in rader
