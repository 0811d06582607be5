import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from kompetanse.felles import jobber, vegg
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.jobber import Resultat, start_jobb
from kompetanse.felles.models import Jobb

STI = "tests.felles.test_jobber."


def tell(framdrift, til):
    for nummer in range(1, til + 1):
        framdrift(nummer, til)
    return Resultat(lenke="/ferdig/", melding=f"{til} er talt i {vegg.gjeldende_kommune_id()}.")


def feiler_leselig(framdrift):
    raise LesbarFeil("Filen er tom.")


def feiler_i_skjema(framdrift):
    raise ValidationError(["Første feil.", "Andre feil."])


def feiler_uventet(framdrift):
    raise ZeroDivisionError("hemmelig detalj")


def maalform(framdrift):
    return Resultat(melding=translation.get_language())


def run_queued():
    """What the worker does with the queue, one task after the other."""
    for pakke in OrmQ.objects.order_by("pk"):
        oppgave = SignedPackage.loads(pakke.payload)
        assert oppgave["func"] == "kompetanse.felles.jobber.kjor"
        jobber.kjor(*oppgave["args"], **oppgave["kwargs"])
        pakke.delete()


def start(bruker, funksjon, **kwargs):
    return start_jobb("Importer ansatte", STI + funksjon, bruker=bruker, kommune_id=bruker.kommune_id, **kwargs)


def test_a_job_runs_inside_its_kommune_and_ends_with_a_result(kommune, ada):
    jobb = start(ada, "tell", til=3)
    assert jobb.status == "venter"

    run_queued()

    jobb.refresh_from_db()
    assert (jobb.status, jobb.resultat_lenke) == ("ferdig", "/ferdig/")
    assert jobb.melding == f"3 er talt i {kommune.pk}."
    assert jobb.ferdig is not None


def test_a_job_speaks_the_language_of_the_one_who_started_it(ada):
    with translation.override("nn"):
        jobb = start(ada, "maalform")

    run_queued()

    jobb.refresh_from_db()
    assert jobb.melding == "nn"


@pytest.mark.parametrize(
    ("funksjon", "melding"),
    [
        ("feiler_leselig", "Filen er tom."),
        ("feiler_i_skjema", "Første feil. Andre feil."),
        ("feiler_uventet", "Noe gikk galt, og jobben stoppet."),
        ("finnes_ikke", "Noe gikk galt, og jobben stoppet."),
    ],
)
def test_a_failed_job_says_what_was_wrong_and_the_log_keeps_the_error(ada, funksjon, melding, caplog):
    jobb = start(ada, funksjon, resultat_lenke="/import/1/")

    run_queued()

    jobb.refresh_from_db()
    assert (jobb.status, jobb.resultat_lenke) == ("feilet", "/import/1/")
    assert jobb.melding.startswith(melding)
    assert "hemmelig" not in jobb.melding
    (linje,) = [linje for linje in caplog.records if linje.name == "kompetanse.felles.jobber"]
    assert linje.exc_info is not None


def test_a_job_handed_out_twice_runs_once(ada, caplog):
    jobb = start(ada, "tell", til=3)
    args = SignedPackage.loads(OrmQ.objects.get().payload)["args"]
    jobber.kjor(*args)
    Jobb.objects.update(melding="urørt")

    jobber.kjor(*args)

    jobb.refresh_from_db()
    assert jobb.melding == "urørt"


@pytest.mark.django_db(transaction=True)
def test_row_and_task_are_stored_together_or_not_at_all(ada):
    with transaction.atomic():
        start(ada, "tell", til=3)
        transaction.set_rollback(True)

    assert not Jobb.objects.exists()
    assert not OrmQ.objects.exists()


def kjor_lenge(framdrift):
    """Works inside one long transaction, and waits for the test to look."""
    with transaction.atomic():
        framdrift(40, 100)
        KAN_SES.set()
        FORTSETT.wait(10)


KAN_SES, FORTSETT = threading.Event(), threading.Event()


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_jobs_own_transaction_is_open(kommune, ada):
    jobb = start(ada, "kjor_lenge")
    args = SignedPackage.loads(OrmQ.objects.get().payload)["args"]

    def arbeider():
        try:
            jobber.kjor(*args)
        finally:
            connection.close()

    traad = threading.Thread(target=arbeider)
    traad.start()
    assert KAN_SES.wait(10)
    jobb.refresh_from_db()
    assert (jobb.status, jobb.gjort, jobb.av) == ("kjorer", 40, 100)
    assert jobber.merk_avbrutte() == 0
    FORTSETT.set()
    traad.join()

    jobb.refresh_from_db()
    assert jobb.status == "ferdig"


WORKER = """
import os, sys, time, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from kompetanse.felles import jobber
def sov(framdrift):
    framdrift(1, 2)
    print("kjorer", flush=True)
    time.sleep(60)
sys.modules["arbeider"] = type(sys)("arbeider")
sys.modules["arbeider"].sov = sov
jobber.kjor(int(sys.argv[2]), int(sys.argv[3]), "arbeider.sov", {})
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_is_noticed_at_once(kommune, ada):
    jobb = Jobb.objects.create(navn="Importer", bruker=ada)
    arbeider = subprocess.Popen(
        [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(jobb.pk), str(kommune.pk)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "KOMPETANSE_SOM_EIER": "1"},
    )
    with arbeider:
        assert arbeider.stdout.readline() == "kjorer\n"
        assert jobber.merk_avbrutte() == 0
        arbeider.send_signal(signal.SIGKILL)

    # The database closes the connection of the dead within moments.
    for _forsok in range(50):
        if jobber.merk_avbrutte():
            break
        time.sleep(0.1)

    jobb.refresh_from_db()
    assert (jobb.status, jobb.gjort) == ("feilet", 1)
    assert jobb.melding.startswith("Jobben ble avbrutt fordi serveren stoppet.")


# --- The page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("felt", "tekst"),
    [
        ({"status": "venter"}, "Jobben står i kø"),
        ({"status": "ferdig", "melding": "12 nye ansatte.", "resultat_lenke": "/resultat/"}, "12 nye ansatte."),
        ({"status": "feilet", "melding": "Filen er tom."}, "Filen er tom."),
    ],
)
def test_the_page_tells_how_the_job_stands_with_and_without_javascript(client, ada, felt, tekst):
    ferdig = timezone.now() if felt["status"] in ("ferdig", "feilet") else None
    jobb = Jobb.objects.create(navn="Importer ansatte", bruker=ada, ferdig=ferdig, **felt)
    client.force_login(ada)
    url = reverse("felles:jobb-detail", args=[jobb.pk])

    side, bit = client.get(url), client.get(url, headers={"HX-Request": "true"})

    assert tekst in side.content.decode()
    assert "<h1>Importer ansatte</h1>" in side.content.decode()
    assert ('http-equiv="refresh"' in side.content.decode()) is (felt["status"] == "venter")
    assert tekst in bit.content.decode()
    assert "<h1" not in bit.content.decode()


def test_a_page_that_is_looked_at_notices_that_the_worker_is_gone(client, ada):
    jobb = Jobb.objects.create(navn="Importer ansatte", bruker=ada, status="kjorer")
    client.force_login(ada)

    response = client.get(reverse("felles:jobb-detail", args=[jobb.pk]))

    assert "Jobben ble avbrutt" in response.content.decode()


@pytest.mark.parametrize("hvem", ["bo", "fremmed"])
def test_the_jobs_of_others_do_not_exist(client, ada, hvem, request):
    jobb = Jobb.objects.create(navn="Importer ansatte", bruker=ada)
    client.force_login(request.getfixturevalue(hvem))

    assert client.get(reverse("felles:jobb-detail", args=[jobb.pk])).status_code == 404


def test_a_guest_is_sent_to_the_login(client, ada):
    jobb = Jobb.objects.create(navn="Importer ansatte", bruker=ada)

    assert "/konto/" in client.get(reverse("felles:jobb-detail", args=[jobb.pk])).url
