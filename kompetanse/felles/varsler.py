"""Messages to people: a row that the product shows and that is also the outbox of the mail."""

import datetime as dt
import hashlib
import logging
import smtplib
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from kompetanse.felles import vegg
from kompetanse.felles.formats import enkle_sitater
from kompetanse.felles.models import Engangslenke, Varsel
from kompetanse.felles.tekst import rens_tekst
from kompetanse.felles.varselrytme import samles_til

logger = logging.getLogger(__name__)

# The server has read the message or its recipient, and says no to it.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
SERVICE_CLOSING = 421
# So many broken connections in one round are no longer the fault of single messages.
MAX_BREAKS = 3


class Vedlegg(NamedTuple):
    """A file that goes with a mail."""

    filnavn: str
    innhold: str
    mime: str


def ingen(bruker) -> Iterable[int]:
    """The message is about nobody's own data."""
    return ()


def om_mottakeren(bruker) -> Iterable[int]:
    """The message is about its recipient."""
    return [bruker.person_id]


def varsle(
    mottakere: Iterable,
    tekster: Callable[[], tuple[str, str]],
    lenke: str = "",
    *,
    om: Callable[[Any], Iterable[int]] = ingen,
    frist: dt.date | None = None,
    vedlegg: str = "",
) -> list[Varsel]:
    """Tell each user once, inside the transaction of what they are told about, so that both are kept or none.

    `tekster` is called in each language that a recipient reads, and returns the subject and the text: a finished string
    would be in the sender's. `lenke` is a path in the product. `om` gives the keys of the people whose data the message to
    this recipient tells of, so that it can be destroyed with them. Mail goes out after commit, when a mail server is set up:
    at once, or gathered as the recipient has chosen, but no later than the morning of `frist`, the day that something must
    be done by. `vedlegg` is «app.modul.funksjon nøkkel»: called as the mail is sent, with the key as text, it gives a
    `Vedlegg`, or None when there is nothing to send any more.
    """
    if not callable(tekster):
        raise TypeError("Give a function that makes the texts, so that they are in the recipient's language.")
    if lenke and not lenke.startswith("/"):
        raise ValueError(f"A message may link to the product only, not to {lenke!r}")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A message is written in the transaction of what it tells.")
    mottakere = {bruker.pk: bruker for bruker in mottakere if bruker.is_active and bruker.kommune_id}.values()
    varsler = Varsel.objects.bulk_create(_varsler(mottakere, tekster, om, frist, lenke=lenke, vedlegg=vedlegg))
    if varsler:
        _be_om_sending()
    return varsler


def besvart(*lenker: str) -> None:
    """What people were asked on these pages of the product is answered, or asked no more: the unread messages that lead
    there are no news. Call it inside the transaction of the answer, before anyone is told of that."""
    Varsel.objects.filter(lenke__in=lenker, lest__isnull=True).update(lest=timezone.now())


def send_engangslenke(mottaker, lag: str) -> None:
    """Mail a link that gives its reader the account, when a mail server is set up. Call it inside the transaction.

    `lag` is the dotted path of a function that gets the user and returns (emne, tekst, lenke), or None when the link is
    no longer needed. It is called when the mail is sent, so that the link is stored nowhere. Asked again, one mail goes.
    """
    if settings.EMAIL_HOST:
        nytt = {"opprettet": timezone.now(), "forsok": 0, "siste_feil": ""}
        Engangslenke.objects.update_or_create(mottaker=mottaker, lag=lag, defaults=nytt)
        _be_om_sending()


def slipp_ventende(bruker) -> None:
    """What waits to be gathered for this user goes at once, each message by itself. Call it when that is chosen."""
    ventende = Varsel.objects.usendte().filter(mottaker=bruker, samles=True)
    if ventende.update(samles=False, sendes=timezone.now()):
        _be_om_sending()


def _varsler(mottakere, tekster, om, frist, **felt):
    kommuner, paa_spraaket, varsler = {}, {}, []
    for bruker in mottakere:
        # Few have chosen a language or a rhythm of their own: read the kommune once, not once a person.
        kommune = kommuner.setdefault(bruker.kommune_id, bruker).kommune
        spraak = bruker.malform or kommune.malform
        if spraak not in paa_spraaket:
            with translation.override(spraak):
                paa_spraaket[spraak] = [str(tekst) for tekst in tekster()]
        samles = samles_til(bruker.varselrytme or kommune.varselrytme, frist)
        varsler.append(_varsel(bruker, *paa_spraaket[spraak], om, samles, **felt))
    return varsler


def _varsel(bruker, emne, tekst, om, samles, **felt):
    return Varsel(
        kommune_id=bruker.kommune_id,
        mottaker=bruker,
        # Without a mail server nothing waits, so that one set up later does not send last year's mail.
        med_epost=bool(settings.EMAIL_HOST),
        sendes=samles or timezone.now(),
        samles=samles is not None,
        emne=enkle_sitater(rens_tekst(emne, flere_linjer=False))[:200],
        tekst=enkle_sitater(rens_tekst(tekst)),
        om_personer=list(om(bruker)),
        **felt,
    )


def _be_om_sending():
    """Ask the job worker once per transaction, however many are told in it."""
    if settings.EMAIL_HOST and not any(
        funksjon is _send_i_bakgrunnen for _sids, funksjon, _robust in connection.run_on_commit
    ):
        transaction.on_commit(_send_i_bakgrunnen)


def _send_i_bakgrunnen():
    async_task("kompetanse.felles.varsler.send_usendte", task_name="send varsler")


# --- The mail ---------------------------------------------------------------------------------------


def send_usendte() -> int:
    """Send the mail that waits and return how many went out. Runs each minute, and after each new message.

    One connection for all, one transaction per mail. A row is locked while it is sent, and others pass it by, so
    parallel senders never send the same mail. When the server is away the rows wait for the next minute. Any fault with
    one message is that message's own: it is tried again after 2, 4, 8 … minutes, ten times in all, and the others go out.
    """
    if not settings.EMAIL_HOST:
        return 0
    antall = 0
    with vegg.alle_kommuner():
        if not any(utboks.objects.klare().exists() for utboks in (Engangslenke, Varsel)):
            return 0
        try:
            with get_connection() as server:
                runde = _Runde(server)
                for utboks in (Engangslenke, Varsel):
                    while (gikk := runde.send_neste(utboks)) is not None:
                        antall += gikk
        except OSError as feil:
            logger.warning("Mail server %s: %s. The mail waits.", settings.EMAIL_HOST, feil)
    return antall


class _Runde:
    """One round over one connection."""

    def __init__(self, server):
        self.server, self.brudd = server, 0

    @transaction.atomic
    def send_neste(self, utboks):
        """Send the oldest that is ready: True when it went out, False when not, None when none is ready.

        Raises OSError when the trouble is the server's own; the message is then as it was.
        """
        forste = utboks.objects.klare().select_for_update(skip_locked=True).first()
        if forste is None:
            return None
        poster = forste.sammen()
        try:
            # A fault in the database while the text is made must leave the row's own transaction whole.
            with transaction.atomic():
                brev = _brev(poster, self.server)
            if brev is not None:
                brev.send()
        except Exception as feil:
            if self._er_serverens(feil):
                raise
            _mislyktes(poster, feil)
            return False
        for post in poster:
            post.dropp() if brev is None else post.merk_sendt()
        self.brudd = 0
        return brev is not None

    def _er_serverens(self, feil):
        """The server refuses our own sender, is closing, or does not answer when it is asked anew.

        One that answers anew has broken off for this message, which must not stop the others; unless it goes on so.
        """
        if isinstance(feil, smtplib.SMTPSenderRefused) or SERVICE_CLOSING in _svarkoder(feil):
            return True
        if isinstance(feil, REFUSED) or not isinstance(feil, OSError):
            return False
        self.brudd += 1
        with suppress(OSError):
            self.server.close()
        if self.brudd < MAX_BREAKS:
            with suppress(OSError):
                self.server.open()
                return False
        return True


def _mislyktes(poster, feil):
    """Each is tried again; with the others whose turn comes then."""
    for post in poster:
        post.forsok += 1
        post.siste_feil = rens_tekst(str(feil))[:1000]
        post.save(update_fields=["forsok", "siste_feil"])
    logger.warning("Mail %r not sent (attempt %s): %s", poster[0], poster[0].forsok, feil)


def _svarkoder(feil):
    """What the server answered with."""
    if isinstance(feil, smtplib.SMTPRecipientsRefused):
        return [kode for kode, _tekst in feil.recipients.values()]
    return [getattr(feil, "smtp_code", None)]


def _brev(poster, server):
    """The mail as it is to be sent now; None when there is nobody to send it to any more, or nothing new to tell."""
    mottaker = poster[0].mottaker
    adresse = mottaker and _adresse(poster[0])
    if not adresse:
        return None
    with translation.override(mottaker.malform or (mottaker.kommune and mottaker.kommune.malform)):
        innhold, vedlegg = _innhold(poster), _vedleggene(poster)
    if innhold is None:
        return None
    emne, tekst = innhold
    domene = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" <>") or "localhost"
    return EmailMessage(
        subject=emne,
        body=f"{tekst}\n",
        to=[adresse],
        attachments=vedlegg,
        connection=server,
        # A fixed id: should the same mail go out again after a crash, the receiving server knows it.
        headers={"Message-ID": f"<{_kjennetegn(poster)}@{domene}>", "Auto-Submitted": "auto-generated"},
    )


def _vedleggene(poster):
    """The files of the messages, each once."""
    oppskrifter = dict.fromkeys(post.vedlegg for post in poster if isinstance(post, Varsel) and post.vedlegg)
    laget = (import_string(sti)(nokkel) for sti, _skille, nokkel in (ett.partition(" ") for ett in oppskrifter))
    return [tuple(vedlegg) for vedlegg in laget if vedlegg]


def _adresse(post):
    """A link to an account goes to the address that the account signs in with."""
    return post.mottaker.varseladresse() if isinstance(post, Varsel) else post.mottaker.epost


def _kjennetegn(poster):
    """Of several the same for the same ones alone, so that none is taken for one that has come before."""
    slag, nokler = poster[0]._meta.model_name, "-".join(str(post.pk) for post in poster)
    if len(poster) == 1:
        return f"{slag}-{nokler}"
    return f"{slag}-samlet-{hashlib.sha256(nokler.encode()).hexdigest()[:32]}"


def _innhold(poster):
    """The subject and the text of the mail, in the language that is active; None when there is nothing to tell."""
    if not isinstance(poster[0], Varsel):
        lenken = import_string(poster[0].lag)(poster[0].mottaker)
        return lenken and (lenken[0], _med_lenke(*lenken[1:]))
    # What has been read in the product is no news, when it has waited; and the same is told once.
    nye = [post for post in poster if not (post.samles and post.lest)]
    varsler = list(dict.fromkeys((post.emne, post.tekst, post.lenke) for post in nye))
    if not varsler:
        return None
    emne = varsler[0][0]
    if len(varsler) > 1:
        emne = _("%(antall)s varsler fra Kompetanse") % {"antall": len(varsler)}
        deler = [f"{ett}\n{_med_lenke(tekst, lenke)}" for ett, tekst, lenke in varsler]
    else:
        deler = [_med_lenke(*varsler[0][1:])]
    hvor_ofte = (
        _("Velg hvor ofte du vil ha varsler på e-post: %s") % f"{settings.NETTADRESSE}{reverse('mfa_index')}#varsler"
    )
    return emne, "\n\n\n".join([*deler, hvor_ofte])


def _med_lenke(tekst, lenke):
    return f"{tekst}\n\n{settings.NETTADRESSE}{lenke}" if lenke else tekst
