"""Work done at once or in the background, with progress that a page can follow and a worker that may die.

While a job runs, a connection of its own holds a PostgreSQL advisory lock with the job's number, and writes the
progress. When the worker dies, the database lets the lock go; so a row that says «kjører» while its lock is free is
a job that was cut off. Each job worker's guard looks for them four times a minute, and the job's page when it is shown.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
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


# `framdrift(gjort, av)` shows how far the work has come.
Framdrift = Callable[[int, int], None]

_flyttet: dict[str, str] = {}


class Resultat(NamedTuple):
    """What a job may return: a path to its result page, and a sentence to show. Both may be empty."""

    lenke: str = ""
    melding: str = ""


def uten_framdrift(gjort: int, av: int) -> None:
    """Nobody follows."""


# --- Now or in a job ------------------------------------------------------------------------------


def naa_eller_jobb(
    navn: str, funksjon: Callable, *, stor: bool, bruker, kommune_id: int, resultat_lenke: str = "", **kwargs
) -> Jobb | Resultat:
    """Run the function now, or start a job when the work is too large to wait for. Returns how it went, or the `Jobb`.

    The same function does both; see `start_jobb`. Run now, it raises its errors to the caller.
    """
    if stor:
        return start_jobb(navn, funksjon, bruker=bruker, kommune_id=kommune_id, resultat_lenke=resultat_lenke, **kwargs)
    return funksjon(framdrift=uten_framdrift, **kwargs) or Resultat()


def start_jobb(
    navn: str, funksjon: Callable | str, *, bruker, kommune_id: int, resultat_lenke: str = "", **kwargs
) -> Jobb:
    """Put a function at the top of its module in the queue, with its row in the same transaction. Returns the `Jobb`.

    The function is called as `f(framdrift=…, **kwargs)` inside the kommune, in the user's language; the kwargs must be
    plain values. It owns its transactions and returns `Resultat` or None. A `LesbarFeil` or `ValidationError` is shown
    to the user as it is. `resultat_lenke` is where the job's page leads when the job has ended, well or not, unless the
    function returns another.
    """
    sti = funksjon if isinstance(funksjon, str) else sti_til(funksjon)
    with transaction.atomic():
        jobb = Jobb.objects.create(navn=navn[:200], bruker=bruker, kommune_id=kommune_id, resultat_lenke=resultat_lenke)
        args = (jobb.pk, kommune_id, sti, kwargs, translation.get_language())
        async_task("kompetanse.felles.jobber.kjor", *args, task_name=navn[:100])
    return jobb


def sti_til(funksjon: Callable) -> str:
    """The dotted path that `hent` finds the function by, for a row that outlives this process."""
    return f"{funksjon.__module__}.{funksjon.__qualname__}"


def hent(sti: str) -> Callable:
    """The function of a stored path, also when it has moved since."""
    return import_string(naavaerende(sti))


def naavaerende(sti: str) -> str:
    """The path now of a function that was stored with this one."""
    return _flyttet.get(sti, sti)


def meld_flyttet(stier: dict[str, str]) -> None:
    """Called in `AppConfig.ready`: old path → new, for what lies in rows that an earlier version made."""
    _flyttet.update(stier)


# --- Every kommune --------------------------------------------------------------------------------


def for_hver_kommune(funksjon: Callable, *args) -> int:
    """Call `funksjon(kommune_id, *args)` inside each kommune's wall; a fault in one is logged and stops only that one.

    Returns the sum of what it returned.
    """
    with vegg.alle_kommuner():
        kommuner = list(apps.get_model("organisasjon.Kommune").objects.order_by("pk").values_list("pk", flat=True))
    return hver_for_seg(_i_sin_kommune, kommuner, funksjon, *args, hva=sti_til(funksjon))


def _i_sin_kommune(kommune_id, funksjon, *args):
    with vegg.innenfor(kommune_id):
        return funksjon(kommune_id, *args)


def hver_for_seg(funksjon: Callable, rader: Iterable, *args, hva: str = "") -> int:
    """Call `funksjon(rad, *args)` for each row or number; a fault in one is logged as `hva`, and stops only that one.

    Returns the sum of what it returned. The function owns its transaction.
    """
    antall = 0
    for rad in rader:
        try:
            antall += funksjon(rad, *args) or 0
        except Exception:  # whatever it was, the others shall have theirs
            logger.exception("%s failed for %s", hva or sti_til(funksjon), getattr(rad, "pk", rad))
    return antall


# --- In the job worker ----------------------------------------------------------------------------


def kjor(jobb_id: int, kommune_id: int, sti: str, kwargs: dict, spraak: str | None = None) -> None:
    """The job worker's way in. Never raises: how it went stands in the row and in the log."""
    with vegg.innenfor(kommune_id), translation.override(spraak), _egen_forbindelse() as egen:
        if not _hold(egen, jobb_id) or not _start(jobb_id):
            logger.warning("Job %s is taken or was cut off before; not run again", jobb_id)
            return
        try:
            resultat = hent(sti)(framdrift=_framdrift(egen, jobb_id), **kwargs) or Resultat()
        except Exception as feil:  # the one place where any error of any job ends up
            logger.exception("Job %s (%s) failed", jobb_id, sti)
            _avslutt(jobb_id, Jobb.Status.FEILET, melding=_feilmelding(feil, jobb_id))
        else:
            lenke = {"resultat_lenke": resultat.lenke} if resultat.lenke else {}
            _avslutt(jobb_id, Jobb.Status.FERDIG, melding=resultat.melding, **lenke)


def merk_avbrutte(jobber: QuerySet[Jobb] | None = None) -> int:
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


def _hold(egen, jobb_id):
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
