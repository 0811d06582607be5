"""The PDFs of a meeting: the agenda, the minutes, and the letter of each decision.

They are owed from the moment the meeting is closed. They are made at once, in a job when there are many, and again by the
clock and by a button until none is missing: what is made already is left alone.
"""

import logging
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.jobber import Framdrift, Resultat, naa_eller_jobb, uten_framdrift
from kompetanse.felles.models import Dokument, Jobb
from kompetanse.felles.pdf import vis_tegn
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Vedtak
from soknader.mote.documents import protokoll_context, saksliste_context
from soknader.sak.brev import VEDTAKSBREV

logger = logging.getLogger(__name__)

# Above this many letters nobody should wait for the page.
BREV_I_EN_FORESPORSEL = 5


def _avsluttede_moter():
    return Mote.objects.filter(status=Mote.Status.AVSLUTTET)


SAKSLISTE = Dokumentslag(
    "saksliste", "pdf/saksliste.html", saksliste_context, lambda mote: f"saksliste-{mote.dato}.pdf", _avsluttede_moter
)
PROTOKOLL = Dokumentslag(
    "protokoll", "pdf/protokoll.html", protokoll_context, lambda mote: f"protokoll-{mote.dato}.pdf", _avsluttede_moter
)
MOTETS_SLAG = (SAKSLISTE, PROTOKOLL)


def uten_skrift(mote: Mote) -> str:
    """The characters of the meeting's cases that no font has, as text; told before the documents are owed."""
    return vis_tegn(set().union(*(slag.uten_skrift(mote) for slag in MOTETS_SLAG)))


def bestill_motedokumenter(mote: Mote, bruker: Bruker) -> None:
    """Order the documents of a meeting that is being closed; they are made when the transaction is through."""
    transaction.on_commit(partial(_lag_uten_aa_stanse, mote, bruker))


def start_motejobb(mote: Mote, bruker: Bruker, *, stor: bool = True) -> Jobb | None:
    """Make what is missing of a meeting's documents, in the background unless it is little. Returns the `Jobb` then."""
    return naa_eller_jobb(
        _("Dokumenter fra %(mote)s") % {"mote": mote.tittel},
        motejobb,
        stor=stor,
        bruker=bruker,
        kommune_id=mote.kommune_id,
        mote_id=mote.pk,
    )


def motejobb(*, framdrift: Framdrift, mote_id: int) -> Resultat:
    mote = Mote.objects.get(pk=mote_id)
    lag_motedokumenter(mote, framdrift=framdrift)
    return Resultat(mote.get_absolute_url(), _("Protokollen og brevene er klare."))


def lag_motedokumenter(mote: Mote, *, framdrift: Framdrift = uten_framdrift) -> None:
    """Make what is missing of a closed meeting's documents, one transaction each. Raises `PdfMangler`."""
    manglende = manglende_dokumenter(mote)
    for gjort, (objekt, slag) in enumerate(manglende, start=1):
        slag.lag(objekt, bruker=mote.avsluttet_av)
        framdrift(gjort, len(manglende))


def motets_dokumenter(mote: Mote) -> tuple[dict[str, Dokument], dict[int, Dokument]]:
    """Documents of a meeting by the name of their kind, and its letters by decision: one statement."""
    av_motet = Q(innholdstype=ContentType.objects.get_for_model(Mote), objekt_id=mote.pk)
    brev = Q(
        innholdstype=ContentType.objects.get_for_model(Vedtak),
        slag=VEDTAKSBREV.slag,
        objekt_id__in=Vedtak.objects.filter(motesak__mote=mote).order_by().values("pk"),
    )
    rader = list(Dokument.objects.filter(av_motet | brev))
    return (
        {rad.slag: rad for rad in rader if rad.slag != VEDTAKSBREV.slag},
        {rad.objekt_id: rad for rad in rader if rad.slag == VEDTAKSBREV.slag},
    )


def manglende_dokumenter(mote: Mote) -> list[tuple[Model, Dokumentslag]]:
    """What a closed meeting still owes: (object, kind) pairs."""
    har, brev = motets_dokumenter(mote)
    vedtak = Vedtak.objects.filter(motesak__mote=mote).order_by("motesak__rekkefolge")
    return [
        *((mote, slag) for slag in MOTETS_SLAG if slag.slag not in har),
        *((rad, VEDTAKSBREV) for rad in vedtak if rad.pk not in brev),
    ]


def _lag_uten_aa_stanse(mote, bruker):
    """After the close: the meeting is closed whatever happens here, and what is missing is made later."""
    brev = mote.saker.filter(vedtak__isnull=False).count()
    try:
        start_motejobb(mote, bruker, stor=brev > BREV_I_EN_FORESPORSEL)
    except Exception:  # whatever it was, it must not look as if the meeting were not closed
        logger.exception("Documents of meeting %s are not made yet", mote.pk)
        start_motejobb(mote, bruker)
