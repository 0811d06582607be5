"""Long work in the background, with progress that a page can follow and a worker that may die.

While a job runs, a connection of its own holds a PostgreSQL advisory lock with the job's number, and writes the
progress. When the worker dies, the database lets the lock go; so a row that says «kjører» while its lock is free is
a job that was cut off. Each job worker's guard looks for them four times a minute, and the job's page when it is shown.
"""

import logging
import time
from contextlib import contextmanager
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from kompetanse.felles import vegg
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.models import Jobb

logger = logging.getLogger(__name__)

LOCK_CLASS = 74_016
SECONDS_BETWEEN_UPDATES = 0.5


class Resultat(NamedTuple):
    """What a job may return: a path to its result page, and a sentence to show. Both may be empty."""

    lenke: str = ""
    melding: str = ""


def start_jobb(navn, funksjon_sti, *, bruker, kommune_id, resultat_lenke="", **kwargs):
    """Put a function (dotted path) in the queue, with its row in the same transaction. Returns the `Jobb`.

    The function is called as `f(framdrift=…, **kwargs)` inside the kommune, in the user's language; the kwargs must be
    plain values. `framdrift(gjort, av)` shows how far it has come. It owns its transactions and returns `Resultat`
    or None. A `LesbarFeil` or `ValidationError` is shown to the user as it is. `resultat_lenke` is where the job's page
    leads when the job has ended, well or not, unless the function returns another.
    """
    with transaction.atomic():
        jobb = Jobb.objects.create(navn=navn[:200], bruker=bruker, kommune_id=kommune_id, resultat_lenke=resultat_lenke)
        spraak = translation.get_language()
        async_task(
            "kompetanse.felles.jobber.kjor", jobb.pk, kommune_id, funksjon_sti, kwargs, spraak, task_name=navn[:100]
        )
    return jobb


def kjor(jobb_id, kommune_id, funksjon_sti, kwargs, spraak=None):
    """The job worker's way in. Never raises: how it went stands in the row and in the log."""
    with vegg.innenfor(kommune_id), translation.override(spraak), _egen_forbindelse() as egen:
        if not _laas(egen, jobb_id) or not _start(jobb_id):
            logger.warning("Job %s is taken or was cut off before; not run again", jobb_id)
            return
        try:
            resultat = import_string(funksjon_sti)(framdrift=_framdrift(egen, jobb_id), **kwargs) or Resultat()
        except Exception as feil:  # the one place where any error of any job ends up
            logger.exception("Job %s (%s) failed", jobb_id, funksjon_sti)
            _avslutt(jobb_id, Jobb.Status.FEILET, melding=_feilmelding(feil, jobb_id))
        else:
            lenke = {"resultat_lenke": resultat.lenke} if resultat.lenke else {}
            _avslutt(jobb_id, Jobb.Status.FERDIG, melding=resultat.melding, **lenke)


def merk_avbrutte(jobber=None):
    """Mark as failed the running jobs whose worker is gone; returns how many. Without `jobber`: all, across kommuner."""
    if jobber is None:
        with vegg.alle_kommuner():
            return merk_avbrutte(Jobb.objects.all())
    return sum(
        _merk_avbrutt(jobb_id) for jobb_id in jobber.filter(status=Jobb.Status.KJORER).values_list("pk", flat=True)
    )


@transaction.atomic
def _merk_avbrutt(jobb_id):
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [LOCK_CLASS, jobb_id])
        if not cursor.fetchone()[0]:
            return False
    logger.error("Job %s was cut off: its worker is gone", jobb_id)
    return bool(
        Jobb.objects.filter(pk=jobb_id, status=Jobb.Status.KJORER).update(
            status=Jobb.Status.FEILET,
            ferdig=timezone.now(),
            melding=_("Jobben ble avbrutt fordi serveren stoppet. Se hva som er gjort, og start den på nytt."),
        )
    )


@contextmanager
def _egen_forbindelse():
    """A second connection to the database, outside the transactions of the job's function."""
    egen = connection.copy()
    try:
        yield egen
    finally:
        egen.close()


def _laas(egen, jobb_id):
    with egen.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, jobb_id])
        return cursor.fetchone()[0]


def _start(jobb_id):
    """Claim the job: False when it has been started before, as when the queue hands it out again."""
    return bool(Jobb.objects.filter(pk=jobb_id, status=Jobb.Status.VENTER).update(status=Jobb.Status.KJORER))


def _avslutt(jobb_id, status, **felt):
    Jobb.objects.filter(pk=jobb_id).update(status=status, ferdig=timezone.now(), **felt)


def _framdrift(egen, jobb_id):
    """A function that shows how far the job has come, at once and to everyone, but not more often than a page asks."""
    neste = 0.0

    def framdrift(gjort, av):
        nonlocal neste
        if gjort < av and time.monotonic() < neste:
            return
        neste = time.monotonic() + SECONDS_BETWEEN_UPDATES
        with egen.cursor() as cursor:
            cursor.execute("update felles_jobb set gjort = %s, av = %s where id = %s", [gjort, av, jobb_id])

    return framdrift


def _feilmelding(feil, jobb_id):
    """What the user reads. An error that nobody foresaw is told by the number it has in the log."""
    if isinstance(feil, LesbarFeil):
        return str(feil)
    if isinstance(feil, ValidationError):
        return " ".join(feil.messages)
    return _(
        "Noe gikk galt, og jobben stoppet. Prøv en gang til. Skjer det igjen, gi systemansvarlig jobbnummer %(nummer)d."
    ) % {"nummer": jobb_id}
