import asyncio
import datetime as dt
import os
import signal
import socket
import threading
import time

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazystr
from django_q.models import OrmQ

from kompetanse.felles import vegg
from kompetanse.felles.models import Engangslenke, Varsel
from kompetanse.felles.varsler import MAX_BREAKS, send_engangslenke, send_usendte, varsle
from kompetanse.organisasjon.models import Bruker, Enhet, Stilling
from tests.felles.conftest import lag_bruker
from tests.parallelt import forket

NO_SUCH_USER = "550 no such user"


def hei():
    return "Hei", "Hei"


class Mailbox:
    """Keeps what it gets; answers recipients named in `refuses` with a no, and hangs up on those in `breaks_off`."""

    def __init__(self):
        self.received, self.refuses, self.breaks_off = [], {}, set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.breaks_off:
            server.transport.close()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"

    @property
    def recipients(self):
        return sorted(address for address, _content in self.received)


@pytest.fixture
def smtp(settings):
    """A real SMTP server on a port of its own, which the test can stop and start."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    controller.mailbox = mailbox
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    yield controller
    if controller.server is not None:
        controller.stop()


def test_each_person_is_told_once_in_the_own_language(ada, bo, settings):
    settings.EMAIL_HOST = "smtp.eksempel.test"
    bo.malform = "nn"

    varsle([ada, bo, ada], lambda: (f"Språk: {translation.get_language()}", lazystr("Hei")), "/soknader/1/")

    rows = Varsel.objects.order_by("pk").values_list("mottaker", "med_epost", "emne", "tekst", "lenke")
    assert list(rows) == [
        (ada.pk, True, "Språk: nb", "Hei", "/soknader/1/"),
        (bo.pk, True, "Språk: nn", "Hei", "/soknader/1/"),
    ]


def test_who_has_chosen_no_language_gets_that_of_the_kommune(kommune, django_assert_num_queries):
    kommune.malform = "nn"
    kommune.save()
    ansatte = [lag_bruker(kommune, navn) for navn in ("Ada", "Bo", "Cato")]
    brukere = list(type(ansatte[0]).objects.order_by("pk"))

    with django_assert_num_queries(2):  # the kommune, the messages
        varsler = varsle(brukere, lambda: (translation.get_language(), "Hei"))

    assert {varsel.emne for varsel in varsler} == {"nn"}


def test_without_a_mail_server_the_message_is_in_the_product_only(ada, settings):
    settings.EMAIL_HOST = ""

    varsle([ada], hei)

    assert Varsel.objects.get().med_epost is False
    assert send_usendte() == 0
    assert not OrmQ.objects.exists()


def test_someone_who_has_left_is_not_told(kommune):
    sluttet = lag_bruker(kommune, "Siv", is_active=False)

    assert varsle([sluttet], hei) == []


def test_the_texts_are_made_once_for_each_language_and_not_before(ada, bo, kommune):
    cato, dina = lag_bruker(kommune, "Cato", malform="nn"), lag_bruker(kommune, "Dina", malform="nn")
    laget = []

    def tekster():
        laget.append(translation.get_language())
        return "Hei", "Hei"

    with translation.override("nn"):
        varsle([ada, bo, cato, dina], tekster)

    assert laget == ["nb", "nn"]


def test_a_finished_text_is_refused(ada):
    with pytest.raises(TypeError, match="recipient's language"):
        varsle([ada], ("Hei", "Hei"))

    assert not Varsel.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused(ada):
    with pytest.raises(transaction.TransactionManagementError):
        varsle([ada], hei)


def test_a_link_leads_to_the_product_only(ada):
    with pytest.raises(ValueError, match="product"):
        varsle([ada], hei, "https://eksempel.test")


def test_a_line_break_in_the_subject_cannot_add_a_mail_header(ada):
    (varsel,) = varsle([ada], lambda: ("Hei\r\nBcc: alle@eksempel.test", "Hei"))

    assert varsel.emne == "Hei Bcc: alle@eksempel.test"


@pytest.mark.django_db(transaction=True)
def test_sending_is_asked_for_once_per_transaction_and_only_if_it_is_kept(ada, bo, smtp):
    with transaction.atomic():
        varsle([ada], hei)
        transaction.set_rollback(True)
    assert not Varsel.objects.exists()
    assert not OrmQ.objects.exists()

    with transaction.atomic():
        varsle([ada], hei)
        varsle([bo], hei)

    assert Varsel.objects.count() == 2
    assert OrmQ.objects.count() == 1


def test_mail_goes_out_once_with_text_and_link(ada, smtp, settings):
    settings.NETTADRESSE = "https://kompetanse.eksempel.test"
    varsle([ada], lambda: ("Søknaden er innvilget", "Gratulerer, Åse."), "/soknader/7/")

    assert send_usendte() == 1
    assert send_usendte() == 0

    ((address, content),) = smtp.mailbox.received
    varsel = Varsel.objects.get()
    assert address == ada.epost
    assert f"Message-ID: <varsel-{varsel.pk}@localhost>" in content
    assert "Auto-Submitted: auto-generated" in content
    assert varsel.sendt is not None


def test_when_the_mail_server_is_down_nothing_is_lost_and_all_is_sent_later(ada, bo, smtp):
    smtp.stop()
    varsle([ada, bo], hei)

    assert send_usendte() == 0
    assert send_usendte() == 0
    assert list(Varsel.objects.usendte().values_list("forsok", flat=True)) == [0, 0]

    smtp.loop = asyncio.new_event_loop()
    smtp.start()
    assert send_usendte() == 2
    assert smtp.mailbox.recipients == sorted([ada.epost, bo.epost])


def test_a_refused_mail_rests_longer_each_time_and_does_not_stop_the_others(ada, bo, smtp, time_machine):
    time_machine.move_to("2026-03-05T10:00:00Z")
    smtp.mailbox.refuses = {ada.epost: NO_SUCH_USER}
    varsle([ada, bo], hei)

    assert send_usendte() == 1
    assert smtp.mailbox.recipients == [bo.epost]
    refused = Varsel.objects.get(mottaker=ada)
    assert (refused.forsok, refused.sendt) == (1, None)
    assert "no such user" in refused.siste_feil

    time_machine.shift(dt.timedelta(minutes=1))
    send_usendte()
    refused.refresh_from_db()
    assert refused.forsok == 1

    time_machine.shift(dt.timedelta(minutes=1))
    smtp.mailbox.refuses = {}
    assert send_usendte() == 1
    refused.refresh_from_db()
    assert refused.siste_feil == ""
    assert refused.sendt is not None


def test_a_mail_that_is_always_refused_is_given_up(ada, smtp, time_machine):
    time_machine.move_to("2026-03-05T10:00:00Z")
    smtp.mailbox.refuses = {ada.epost: NO_SUCH_USER}
    varsle([ada], hei)
    for _forsok in range(Varsel.MAX_FORSOK + 3):
        send_usendte()
        time_machine.shift(dt.timedelta(days=1))

    assert Varsel.objects.get().forsok == Varsel.MAX_FORSOK


# What older versions took for addresses, and the mail library does not.
@pytest.mark.parametrize("adresse", ["mailto:x@y", "a[b]@x.no", "a@x..no", "a@x.no\nBcc: b@x.no", "\ud7ff@", ""])
def test_one_bad_address_counts_against_its_own_message_only(ada, bo, fremmed, smtp, adresse):
    varsle([ada, bo], hei)
    with vegg.innenfor(fremmed.kommune_id):
        varsle([fremmed], hei)
    Bruker.objects.filter(pk=ada.pk).update(epost=adresse)

    assert send_usendte() == 2
    assert smtp.mailbox.recipients == sorted([bo.epost, fremmed.epost])
    assert list(Varsel.objects.usendte().values_list("mottaker", "forsok")) == [(ada.pk, 1)] * bool(adresse)


def test_a_message_at_which_the_server_hangs_up_does_not_stop_the_others(ada, bo, smtp):
    smtp.mailbox.breaks_off = {ada.epost}
    varsle([ada], hei)
    varsle([bo], hei)

    assert send_usendte() == 1
    assert smtp.mailbox.recipients == [bo.epost]
    assert Varsel.objects.get(mottaker=ada).forsok == 1


def test_a_server_that_hangs_up_on_everyone_is_left_alone_until_the_next_minute(kommune, smtp):
    ansatte = [lag_bruker(kommune, f"Ansatt{nummer}") for nummer in range(MAX_BREAKS + 2)]
    smtp.mailbox.breaks_off = {ansatt.epost for ansatt in ansatte}
    varsle(ansatte, hei)

    assert send_usendte() == 0
    assert Varsel.objects.filter(forsok=0).count() == 3


@pytest.mark.parametrize("hvem", ["mottaker", "avsender"])
def test_what_the_server_cannot_do_for_anyone_counts_against_no_message(ada, bo, smtp, settings, hvem):
    if hvem == "mottaker":
        smtp.mailbox.refuses = {ada.epost: "421 closing down"}
    else:
        smtp.mailbox.handle_MAIL = refuse_sender
    varsle([ada, bo], hei)

    assert send_usendte() == 0
    assert list(Varsel.objects.usendte().values_list("forsok", flat=True)) == [0, 0]


async def refuse_sender(server, session, envelope, address, options):
    return "550 not from you"


def test_mail_goes_to_the_address_that_one_has_when_it_is_sent(ada, bo, smtp):
    varsle([ada, bo], hei)
    ada.person.epost = "ny.adresse@eksempel.test"
    ada.person.save()

    send_usendte()

    assert smtp.mailbox.recipients == sorted(["ny.adresse@eksempel.test", bo.epost])


@pytest.mark.parametrize("grunn", ["sperret", "sluttet"])
def test_who_has_gone_since_the_message_was_written_gets_no_mail(ada, bo, smtp, grunn):
    varsle([ada, bo], hei)
    if grunn == "sperret":
        Bruker.objects.filter(pk=ada.pk).update(is_active=False)
    else:
        la_slutte(ada.person)

    assert send_usendte() == 1
    assert smtp.mailbox.recipients == [bo.epost]
    assert not Varsel.objects.usendte().exists()


def la_slutte(person):
    i_gaar = timezone.localdate() - dt.timedelta(days=1)
    enhet = Enhet.objects.add_root(instance=Enhet(kommune=person.kommune, navn="Fjordby", gyldig_fra=i_gaar))
    Stilling.objects.create(
        person=person, enhet=enhet, tittel="Lærer", prosent=100, fra=i_gaar - dt.timedelta(days=9), til=i_gaar
    )


# --- Links that give an account -----------------------------------------------------------------


def velkommen(bruker):
    return f"Hei på {translation.get_language()}", "Åpne lenken.", f"/hemmelig/{bruker.pk}/"


def trengs_ikke(bruker):
    return None


def umulig(bruker):
    return Varsel.objects.extra(where=["finnes_ikke"]).get()


def test_a_one_time_link_is_made_as_it_is_mailed_in_the_readers_language(ada, smtp):
    Bruker.objects.filter(pk=ada.pk).update(malform="nn")
    for _gang in range(2):
        send_engangslenke(ada, f"{__name__}.velkommen")
    assert list(Engangslenke.objects.values_list("mottaker", "lag")) == [(ada.pk, f"{__name__}.velkommen")]

    assert send_usendte() == 1

    ((address, content),) = smtp.mailbox.received
    assert address == ada.epost
    assert f"/hemmelig/{ada.pk}/" in content
    assert "nn" in content
    assert not Engangslenke.objects.exists()
    assert not Varsel.objects.exists()


def test_a_one_time_link_waits_for_a_server_that_is_down(ada, smtp):
    smtp.stop()
    send_engangslenke(ada, f"{__name__}.velkommen")
    assert send_usendte() == 0

    smtp.loop = asyncio.new_event_loop()
    smtp.start()
    assert send_usendte() == 1


def test_a_one_time_link_that_is_no_longer_needed_is_not_sent(ada, smtp):
    send_engangslenke(ada, f"{__name__}.trengs_ikke")

    assert send_usendte() == 0
    assert not Engangslenke.objects.exists()


def test_a_fault_while_the_text_is_made_does_not_stop_the_others(ada, bo, smtp):
    send_engangslenke(ada, f"{__name__}.umulig")
    send_engangslenke(bo, f"{__name__}.finnes_ikke")
    varsle([bo], hei)

    assert send_usendte() == 1
    assert list(Engangslenke.objects.values_list("forsok", flat=True)) == [1, 1]


def test_without_a_mail_server_no_one_time_link_waits(ada, settings):
    settings.EMAIL_HOST = ""

    send_engangslenke(ada, f"{__name__}.velkommen")

    assert not Engangslenke.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_parallel_senders_never_send_the_same_mail(kommune, ada, smtp):
    for nummer in range(40):
        with transaction.atomic():
            varsle([ada], lambda nummer=nummer: (f"Nummer {nummer}", "Hei"))
    sendt = []
    start = threading.Barrier(4)

    def sender():
        try:
            start.wait()
            sendt.append(send_usendte())
        finally:
            connection.close()

    traader = [threading.Thread(target=sender) for _nummer in range(4)]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()

    emner = [linje for _to, innhold in smtp.mailbox.received for linje in innhold.splitlines() if "Subject" in linje]
    assert sum(sendt) == len(emner) == len(set(emner)) == 40
    assert not Varsel.objects.usendte().exists()


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_as_the_mail_goes_out_sends_it_again_under_the_same_id(kommune, ada, smtp, monkeypatch):
    with transaction.atomic():
        varsle([ada], hei)
    barn = forket()
    if not barn:
        monkeypatch.setattr(Varsel, "merk_sendt", lambda post: os.kill(os.getpid(), signal.SIGKILL))
        send_usendte()
        os._exit(0)
    _pid, status = os.waitpid(barn, 0)
    # The database lets the row of the dead go within moments, or more on a busy machine.
    sendt = next(filter(None, (send_usendte() or time.sleep(0.1) for _forsok in range(600))), 0)

    assert (status, sendt) == (signal.SIGKILL, 1)
    merker = [
        linje for _to, innhold in smtp.mailbox.received for linje in innhold.splitlines() if "Message-ID" in linje
    ]
    assert len(merker) == 2
    assert len(set(merker)) == 1
    assert not Varsel.objects.usendte().exists()


def test_the_command_sends_what_waits(ada, smtp, capsys):
    varsle([ada], hei)

    call_command("send_varsler")

    assert capsys.readouterr().out == "Sendte 1 e-poster.\n"


# --- The page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_shows_ones_own_messages_with_a_constant_number_of_statements(
    client, ada, bo, antall, django_assert_max_num_queries
):
    for nummer in range(antall):
        varsle([ada], lambda nummer=nummer: (f"Til Ada {nummer}", "Hei"))
    varsle([bo], lambda: ("Til Bo", "Hei"))
    client.force_login(ada)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("felles:varsel-list"))

    assert {varsel.emne for varsel in response.context["side"]} == {f"Til Ada {nummer}" for nummer in range(antall)}
    assert response.context["uleste"] == antall


def test_opening_a_message_marks_it_as_read_and_leads_to_its_matter(client, ada):
    (varsel,) = varsle([ada], hei, "/soknader/7/")
    client.force_login(ada)

    response = client.post(reverse("felles:varsel-open", args=[varsel.pk]))

    assert response.url == "/soknader/7/"
    assert not Varsel.objects.ulest_av(ada).exists()


def test_a_message_is_not_marked_by_looking(client, ada):
    (varsel,) = varsle([ada], hei)
    client.force_login(ada)

    assert client.get(reverse("felles:varsel-open", args=[varsel.pk])).status_code == 405
    assert Varsel.objects.ulest_av(ada).exists()


@pytest.mark.parametrize("hvem", ["bo", "fremmed"])
def test_the_messages_of_others_do_not_exist(client, ada, hvem, request):
    (varsel,) = varsle([ada], hei)
    client.force_login(request.getfixturevalue(hvem))

    assert client.post(reverse("felles:varsel-open", args=[varsel.pk])).status_code == 404


def test_all_ones_own_messages_can_be_marked_as_read(client, ada, bo):
    varsle([ada, bo], hei)
    client.force_login(ada)

    client.post(reverse("felles:varsel-read-all"))

    assert [Varsel.objects.ulest_av(bruker).count() for bruker in (ada, bo)] == [0, 1]
