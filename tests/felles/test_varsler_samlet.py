"""Messages that are gathered in one mail a day or a week, as each has chosen."""

import datetime as dt
import email
import email.policy
import os
import re
import signal
import time
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles.models import Varsel
from kompetanse.felles.varselrytme import MORGEN, Rytme, samles_til
from kompetanse.felles.varsler import send_usendte, varsle
from kompetanse.organisasjon import varselvalg
from kompetanse.organisasjon.models import Bruker
from tests.felles.test_varsler import NO_SUCH_USER, smtp  # noqa: F401
from tests.parallelt import forket

OSLO = ZoneInfo("Europe/Oslo")
TORSDAG = dt.datetime(2026, 3, 5, 10, 0, tzinfo=OSLO)
FREDAG_MORGEN = dt.datetime(2026, 3, 6, 7, 0, tzinfo=OSLO)
MANDAG_MORGEN = dt.datetime(2026, 3, 9, 7, 0, tzinfo=OSLO)


@pytest.fixture
def klokka(time_machine):
    def still(naa):
        time_machine.move_to(naa, tick=False)

    still(TORSDAG)
    return still


def velg(bruker, rytme):
    Bruker.objects.filter(pk=bruker.pk).update(varselrytme=rytme)
    bruker.varselrytme = rytme
    return bruker


def si(bruker, *emner, lenke="", **valg):
    for emne in emner:
        varsle([bruker], lambda emne=emne: (emne, f"Om {emne}."), lenke, **valg)


def brevene(server):
    lest = [
        email.message_from_bytes(innhold.encode(), policy=email.policy.default)
        for _til, innhold in server.mailbox.received
    ]
    return [(brev["Subject"], brev.get_content()) for brev in lest]


@pytest.mark.parametrize(
    ("rytme", "naa", "ventet"),
    [
        ("straks", TORSDAG, None),
        ("daglig", TORSDAG, FREDAG_MORGEN),
        ("daglig", dt.datetime(2026, 3, 5, 6, 59, tzinfo=OSLO), dt.datetime(2026, 3, 5, 7, 0, tzinfo=OSLO)),
        ("daglig", dt.datetime(2026, 3, 5, 7, 0, tzinfo=OSLO), FREDAG_MORGEN),
        ("daglig", dt.datetime(2026, 3, 6, 7, 1, tzinfo=OSLO), MANDAG_MORGEN),  # not on a Saturday
        ("daglig", dt.datetime(2026, 12, 31, 23, 50, tzinfo=OSLO), dt.datetime(2027, 1, 4, 7, 0, tzinfo=OSLO)),
        ("daglig", dt.datetime(2028, 2, 28, 12, 0, tzinfo=OSLO), dt.datetime(2028, 2, 29, 7, 0, tzinfo=OSLO)),
        ("daglig", dt.datetime(2026, 10, 25, 2, 30, tzinfo=OSLO), dt.datetime(2026, 10, 26, 7, 0, tzinfo=OSLO)),
        ("ukentlig", TORSDAG, MANDAG_MORGEN),
        ("ukentlig", MANDAG_MORGEN, MANDAG_MORGEN + dt.timedelta(days=7)),
        ("ukentlig", dt.datetime(2026, 3, 31, 9, 0, tzinfo=OSLO), dt.datetime(2026, 4, 7, 7, 0, tzinfo=OSLO)),  # Easter
    ],
)
def test_when_a_message_is_gathered_to(klokka, rytme, naa, ventet):
    klokka(naa)

    assert samles_til(rytme) == ventet


@pytest.mark.parametrize(
    ("frist", "ventet"),
    [
        (dt.date(2026, 3, 4), None),
        (dt.date(2026, 3, 5), None),
        (dt.date(2026, 3, 6), FREDAG_MORGEN),
        (dt.date(2026, 3, 7), dt.datetime(2026, 3, 7, 7, 0, tzinfo=OSLO)),
        (dt.date(2026, 3, 10), MANDAG_MORGEN),
    ],
)
def test_what_has_a_deadline_comes_no_later_than_its_morning(klokka, frist, ventet):
    assert samles_til("ukentlig", frist) == ventet


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2030, 1, 1)), st.sampled_from(["daglig", "ukentlig"]))
def test_nothing_waits_longer_than_to_the_day_at_work_that_follows(naa, rytme):
    import time_machine  # the fixture is not made anew for each example

    naa = naa.replace(tzinfo=OSLO, fold=0)
    with time_machine.travel(naa, tick=False):
        til = timezone.localtime(samles_til(rytme))

    assert (til.time(), til.weekday() < 5) == (MORGEN, True)
    assert dt.timedelta() < til - naa.astimezone(dt.UTC) < dt.timedelta(days=7 if rytme == "daglig" else 14)


def test_the_messages_of_a_day_come_in_one_mail_the_next_morning(klokka, ada, smtp, settings):  # noqa: F811
    settings.NETTADRESSE = "https://kompetanse.eksempel.test"
    si(velg(ada, "daglig"), "Én", lenke="/soknader/1/")
    si(ada, "To")

    klokka(FREDAG_MORGEN - dt.timedelta(seconds=1))
    assert send_usendte() == 0
    klokka(FREDAG_MORGEN)
    assert send_usendte() == 1
    assert send_usendte() == 0

    ((emne, tekst),) = brevene(smtp)
    assert emne == "2 varsler fra Kompetanse"
    assert tekst.splitlines() == [
        *("Én", "Om Én.", "", "https://kompetanse.eksempel.test/soknader/1/", "", ""),
        *("To", "Om To.", "", ""),
        "Velg hvor ofte du vil ha varsler på e-post: https://kompetanse.eksempel.test/konto/sikkerhet/#varsler",
    ]
    assert not Varsel.objects.usendte().exists()


def test_one_message_alone_is_a_mail_like_any_other(klokka, ada, smtp):  # noqa: F811
    si(velg(ada, "daglig"), "Én")

    klokka(FREDAG_MORGEN)
    send_usendte()

    assert [emne for emne, _tekst in brevene(smtp)] == ["Én"]


def test_the_same_is_told_once_and_what_has_been_read_is_no_news(klokka, ada, smtp):  # noqa: F811
    si(velg(ada, "daglig"), "Én", "Én", "To", "Lest")
    Varsel.objects.filter(emne="Lest").update(lest=timezone.now())

    klokka(FREDAG_MORGEN)
    send_usendte()

    ((emne, tekst),) = brevene(smtp)
    assert (emne, tekst.count("Om Én."), "Lest" in tekst) == ("2 varsler fra Kompetanse", 1, False)


def test_when_all_has_been_read_no_mail_goes(klokka, ada, smtp):  # noqa: F811
    si(velg(ada, "daglig"), "Én", "To")
    Varsel.objects.update(lest=timezone.now())

    klokka(FREDAG_MORGEN)

    assert send_usendte() == 0
    assert not Varsel.objects.usendte().exists()
    assert brevene(smtp) == []


def test_what_has_a_deadline_today_goes_at_once_alone(klokka, ada, smtp):  # noqa: F811
    si(velg(ada, "ukentlig"), "Vanlig")
    si(ada, "Haster", frist=TORSDAG.date())

    assert send_usendte() == 1
    assert [emne for emne, _tekst in brevene(smtp)] == ["Haster"]


def test_who_has_not_chosen_gets_them_as_the_kommune_has_it(klokka, kommune, ada, bo, smtp):  # noqa: F811
    type(kommune).objects.filter(pk=kommune.pk).update(varselrytme=Rytme.DAGLIG)
    ada, bo = Bruker.objects.get(pk=ada.pk), velg(Bruker.objects.get(pk=bo.pk), "straks")
    varsle([ada, bo], lambda: ("Hei", "Hei"))

    assert send_usendte() == 1
    assert smtp.mailbox.recipients == [bo.epost]


def test_a_bad_address_stops_nobody_and_its_messages_wait_for_each_other(klokka, ada, bo, smtp):  # noqa: F811
    si(velg(ada, "daglig"), "Én", "To")
    si(velg(bo, "daglig"), "Tre", "Fire")
    smtp.mailbox.refuses = {ada.epost: NO_SUCH_USER}

    klokka(FREDAG_MORGEN)
    assert send_usendte() == 1
    assert smtp.mailbox.recipients == [bo.epost]
    assert sorted(Varsel.objects.usendte().values_list("emne", "forsok")) == [("To", 1), ("Én", 1)]
    klokka(FREDAG_MORGEN + dt.timedelta(minutes=1))
    assert send_usendte() == 0
    smtp.mailbox.refuses = {}
    klokka(FREDAG_MORGEN + dt.timedelta(minutes=2))
    assert send_usendte() == 1
    assert sorted(emne for emne, _tekst in brevene(smtp)) == ["2 varsler fra Kompetanse"] * 2


def test_who_chooses_to_have_them_at_once_gets_what_waits(klokka, client, ada, smtp):  # noqa: F811
    si(velg(ada, "ukentlig"), "Én", "To")
    client.force_login(ada)

    client.post(reverse("organisasjon:varselrytme"), {"rytme": "straks"})

    assert send_usendte() == 2
    assert sorted(emne for emne, _tekst in brevene(smtp)) == ["To", "Én"]


@pytest.mark.parametrize("rytme", ["", "hver time", "straks' or 1=1"])
def test_a_choice_that_is_none_changes_nothing(client, ada, rytme):
    velg(ada, "daglig")
    client.force_login(ada)

    assert client.post(reverse("organisasjon:varselrytme"), {"rytme": rytme}).status_code == 302
    assert Bruker.objects.get(pk=ada.pk).varselrytme == "daglig"


def test_the_choice_stands_on_the_own_account_page(client, ada):
    varselvalg.velg(ada, Rytme.UKENTLIG)
    client.force_login(ada)

    innhold = " ".join(client.get(reverse("mfa_index")).content.decode().split())

    assert re.findall(r'name="rytme" value="(\w+)" aria-pressed="(\w+)"', innhold) == [
        ("straks", "false"),
        ("daglig", "false"),
        ("ukentlig", "true"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_as_a_gathered_mail_goes_out_loses_none_and_sends_the_same_one_again(
    kommune,
    ada,
    smtp,  # noqa: F811
    monkeypatch,
):
    with transaction.atomic():
        si(velg(ada, "daglig"), "Én", "To")
    Varsel.objects.update(sendes=timezone.now())
    barn = forket()
    if not barn:
        # The first row is marked, and the second never is.
        ekte, gjort = Varsel.merk_sendt, []
        monkeypatch.setattr(
            Varsel,
            "merk_sendt",
            lambda post: os.kill(os.getpid(), signal.SIGKILL) if gjort else gjort.append(ekte(post)),
        )
        send_usendte()
        os._exit(0)
    _pid, status = os.waitpid(barn, 0)
    sendt = next(filter(None, (send_usendte() or time.sleep(0.1) for _forsok in range(100))), 0)

    assert (status, sendt) == (signal.SIGKILL, 1)
    assert len({innhold for _til, innhold in brevene(smtp)}) == 1
    merker = [
        linje for _til, innhold in smtp.mailbox.received for linje in innhold.splitlines() if "Message-ID" in linje
    ]
    assert (len(merker), len(set(merker))) == (2, 1)
    assert not Varsel.objects.usendte().exists()
