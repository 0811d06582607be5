"""Messages to people: a row that the product shows and that is also the outbox of the mail."""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django_q.tasks import async_task

from kompetanse.felles import vegg
from kompetanse.felles.models import Varsel
from kompetanse.felles.tekst import rens_tekst

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 10
# The server refuses this message or its recipient. All other trouble (every SMTPException is an OSError) is the
# server's own, and no message is to blame.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, BadHeaderError, UnicodeError)


def varsle(mottakere, *, emne, tekst, lenke=""):
    """Tell each user once. Call it inside the transaction of what they are told about, so that both are kept or none.

    `emne` and `tekst` may be lazy translations or functions without arguments; they are read in the recipient's
    language. `lenke` is a path in the product. Mail goes out after commit, when a mail server is set up.
    """
    if lenke and not lenke.startswith("/"):
        raise ValueError(f"A message may link to the product only, not to {lenke!r}")
    mottakere = {bruker.pk: bruker for bruker in mottakere if bruker.is_active and bruker.kommune_id}.values()
    varsler = Varsel.objects.bulk_create(_varsler(mottakere, emne, tekst, lenke))
    if settings.EMAIL_HOST and varsler:
        _be_om_sending()
    return varsler


def er_utfort(mottaker, lenke_begynner_med):
    """What these messages asked one user to do is done: they stand as new no longer."""
    Varsel.objects.ulest_av(mottaker).filter(lenke__startswith=lenke_begynner_med).update(lest=timezone.now())


def _varsler(mottakere, emne, tekst, lenke):
    kommuner, varsler = {}, []
    for bruker in mottakere:
        # Few have chosen a language of their own: read the kommune once, not once a person.
        spraak = bruker.malform or kommuner.setdefault(bruker.kommune_id, bruker).kommune.malform
        with translation.override(spraak):
            varsler.append(_varsel(bruker, _text(emne), _text(tekst), lenke))
    return varsler


def _text(verdi):
    return str(verdi() if callable(verdi) else verdi)


def _varsel(bruker, emne, tekst, lenke):
    return Varsel(
        kommune_id=bruker.kommune_id,
        mottaker=bruker,
        # Without a mail server nothing waits, so that one set up later does not send last year's mail.
        epost=bruker.epost if settings.EMAIL_HOST else "",
        emne=rens_tekst(emne, flere_linjer=False)[:200],
        tekst=rens_tekst(tekst),
        lenke=lenke,
    )


def _be_om_sending():
    """Ask the job worker once per transaction, however many are told in it."""
    if not any(funksjon is _send_i_bakgrunnen for _sids, funksjon, _robust in connection.run_on_commit):
        transaction.on_commit(_send_i_bakgrunnen)


def _send_i_bakgrunnen():
    async_task("kompetanse.felles.varsler.send_usendte", task_name="send varsler")


def send_usendte():
    """Send the mail that waits and return how many went out. Runs each minute, and after each new message.

    One connection for all, one transaction per mail. A row is locked while it is sent, and others pass it by, so
    parallel senders never send the same mail. When the server is away the rows wait for the next minute; a mail
    that is refused is tried again after 2, 4, 8 … minutes, ten times in all.
    """
    if not settings.EMAIL_HOST:
        return 0
    sendt = 0
    with vegg.alle_kommuner():
        if not Varsel.objects.filter(_klare()).usendte().exists():
            return 0
        try:
            with get_connection() as server:
                while (ble_sendt := _send_neste(server)) is not None:
                    sendt += ble_sendt
        except OSError as feil:
            logger.warning("Mail server %s: %s. The mail waits.", settings.EMAIL_HOST, feil)
    return sendt


def _klare():
    """Mail whose turn has come: never tried, or tried and rested long enough."""
    naa = timezone.now()
    klare = Q(forsok=0)
    for forsok in range(1, MAX_ATTEMPTS):
        klare |= Q(forsok=forsok, opprettet__lte=naa - dt.timedelta(minutes=2**forsok))
    return klare


@transaction.atomic
def _send_neste(server):
    """Send the oldest that is ready: True when it was sent, False when it was refused, None when none is ready."""
    varsel = Varsel.objects.filter(_klare()).usendte().select_for_update(skip_locked=True).first()
    if varsel is None:
        return None
    try:
        _epost(varsel, server).send()
    except REFUSED as feil:
        varsel.forsok += 1
        varsel.siste_feil = str(feil)[:1000]
        logger.warning("Mail %s refused (attempt %s): %s", varsel.pk, varsel.forsok, feil)
    else:
        varsel.sendt, varsel.siste_feil = timezone.now(), ""
    varsel.save(update_fields=["forsok", "sendt", "siste_feil"])
    return varsel.sendt is not None


def _epost(varsel, server):
    tekst = f"{varsel.tekst}\n\n{settings.NETTADRESSE}{varsel.lenke}\n" if varsel.lenke else f"{varsel.tekst}\n"
    domene = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" <>") or "localhost"
    return EmailMessage(
        subject=varsel.emne,
        body=tekst,
        to=[varsel.epost],
        connection=server,
        # A fixed id: should the same mail go out again after a crash, the receiving server knows it.
        headers={"Message-ID": f"<varsel-{varsel.pk}@{domene}>", "Auto-Submitted": "auto-generated"},
    )
