"""Makes and keeps the PDFs of meetings and decisions: each is made once, and stored under its sha256.

A document is owed from the moment a meeting is closed or the line has refused. It is made at once, in a job when there
are many, and again each ten minutes and by a button until none is missing: what is made already is left alone.
"""

import logging
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.dokumenter import lagre_dokument
from kompetanse.felles.jobber import Resultat, start_jobb
from kompetanse.felles.models import Dokument
from kompetanse.felles.pdf import render_pdf
from soknader.documents_mote import protokoll_context, saksliste_context, vedtaksbrev_context
from soknader.models import Mote, Vedtak

logger = logging.getLogger(__name__)

SAKSLISTE, PROTOKOLL, BREV = "saksliste", "protokoll", "vedtaksbrev"
MOTETS_SLAG = (SAKSLISTE, PROTOKOLL)
# Above this many letters nobody should wait for the page.
BREV_I_EN_FORESPORSEL = 5


def bestill_motedokumenter(mote, bruker):
    """Order the documents of a meeting that is being closed, in the same transaction."""
    if mote.saker.filter(vedtak__isnull=False).count() > BREV_I_EN_FORESPORSEL:
        start_motejobb(mote, bruker)
    else:
        transaction.on_commit(partial(_lag_uten_aa_stanse, mote, bruker))


def start_motejobb(mote, bruker):
    """Make what is missing of a meeting's documents in the background. Returns the `Jobb`."""
    return start_jobb(
        _("Dokumenter fra %(mote)s") % {"mote": mote.tittel},
        "soknader.motedokumenter.motejobb",
        bruker=bruker,
        kommune_id=mote.kommune_id,
        mote_id=mote.pk,
    )


def bestill_brev(vedtak, bruker):
    """Order the letter of a refusal in the line, in the same transaction."""
    return start_jobb(
        _("Vedtaksbrev %(nummer)s") % {"nummer": vedtak.soknad.nummer},
        "soknader.motedokumenter.brevjobb",
        bruker=bruker,
        kommune_id=vedtak.kommune_id,
        vedtak_id=vedtak.pk,
    )


def motejobb(*, framdrift, mote_id):
    mote = Mote.objects.get(pk=mote_id)
    lag_motedokumenter(mote, framdrift=framdrift)
    return Resultat(mote.get_absolute_url(), _("Protokollen og brevene er klare."))


def brevjobb(*, framdrift, vedtak_id):
    vedtak = Vedtak.objects.select_related("soknad").get(pk=vedtak_id)
    lag_dokument(vedtak, BREV, bruker=vedtak.fattet_av)
    framdrift(1, 1)
    return Resultat(vedtak.soknad.get_absolute_url(), _("Vedtaksbrevet er klart."))


def lag_motedokumenter(mote, *, framdrift=None):
    """Make what is missing of a closed meeting's documents, one transaction each. Raises `PdfMangler`."""
    manglende = manglende_dokumenter(mote)
    for gjort, (objekt, slag) in enumerate(manglende, start=1):
        lag_dokument(objekt, slag, bruker=mote.avsluttet_av)
        if framdrift:
            framdrift(gjort, len(manglende))


def lag_dokument(objekt, slag, *, bruker):
    """Make one document unless it is there already; two who try at once make one. Returns the `Dokument`."""
    with transaction.atomic():
        objekt = type(objekt).objects.select_for_update(of=("self",)).select_related("kommune").get(pk=objekt.pk)
        return dokument_for(objekt, slag) or _lag(objekt, slag, bruker)


def tegn(objekt, slag):
    """The PDF as it would be now, in the kommune's language: the agenda before the meeting is closed."""
    mal, context, _filnavn = _MALER[slag]
    with translation.override(objekt.kommune.malform):
        return render_pdf(mal, context(objekt))


def filnavn(objekt, slag):
    return _MALER[slag][2](objekt)


def _lag(objekt, slag, bruker):
    mal, context, navngi = _MALER[slag]
    with translation.override(objekt.kommune.malform):
        innhold = context(objekt)
        return lagre_dokument(objekt, slag, innhold["tittel"], navngi(objekt), render_pdf(mal, innhold), bruker=bruker)


_MALER = {
    SAKSLISTE: ("pdf/saksliste.html", saksliste_context, lambda mote: f"saksliste-{mote.dato}.pdf"),
    PROTOKOLL: ("pdf/protokoll.html", protokoll_context, lambda mote: f"protokoll-{mote.dato}.pdf"),
    BREV: (
        "pdf/vedtaksbrev.html",
        vedtaksbrev_context,
        lambda vedtak: f"vedtak-{vedtak.soknad.nummer.replace('/', '-')}.pdf",
    ),
}


def dokument_for(objekt, slag):
    """The stored document, or None."""
    return _dokumenter(type(objekt), slag).filter(objekt_id=objekt.pk).first()


def skal_ha_dokument(objekt):
    """The meeting is closed, or the decision is to be sent: what is not made yet will be."""
    skyldige = _avsluttede_moter() if isinstance(objekt, Mote) else _vedtak_som_skal_ha_brev()
    return skyldige.filter(pk=objekt.pk).exists()


def motets_dokumenter(mote):
    """Documents of a meeting by kind, and its letters by decision: one statement."""
    av_motet = Q(innholdstype=_innholdstype(Mote), objekt_id=mote.pk)
    brev = Q(
        innholdstype=_innholdstype(Vedtak),
        slag=BREV,
        objekt_id__in=Vedtak.objects.filter(motesak__mote=mote).order_by().values("pk"),
    )
    rader = list(Dokument.objects.filter(av_motet | brev))
    return (
        {rad.slag: rad for rad in rader if rad.slag != BREV},
        {rad.objekt_id: rad for rad in rader if rad.slag == BREV},
    )


def manglende_dokumenter(mote):
    """What a closed meeting still owes: (object, kind) pairs."""
    har, brev = motets_dokumenter(mote)
    vedtak = Vedtak.objects.filter(motesak__mote=mote).order_by("motesak__rekkefolge")
    return [
        *((mote, slag) for slag in MOTETS_SLAG if slag not in har),
        *((rad, BREV) for rad in vedtak if rad.pk not in brev),
    ]


def lag_manglende():
    """Each ten minutes, across kommuner: make what a stopped server or a missing library left owing."""
    with vegg.alle_kommuner():
        skyldige = [
            *((mote, slag) for slag in MOTETS_SLAG for mote in _uten_dokument(Mote, slag, _avsluttede_moter())),
            *((vedtak, BREV) for vedtak in _uten_dokument(Vedtak, BREV, _vedtak_som_skal_ha_brev())),
        ]
    return sum(_lag_i_sin_kommune(objekt, slag) for objekt, slag in skyldige)


def _lag_i_sin_kommune(objekt, slag):
    """True when the document was made. One that cannot be made does not stop the others."""
    try:
        with vegg.innenfor(objekt.kommune_id):
            lag_dokument(objekt, slag, bruker=None)
    except Exception:
        logger.exception("%s of %s %s is still missing", slag, objekt._meta.label, objekt.pk)
        return False
    return True


def _avsluttede_moter():
    return Mote.objects.filter(status=Mote.Status.AVSLUTTET)


def _vedtak_som_skal_ha_brev():
    """Decisions of closed meetings, and those made outside a meeting."""
    return Vedtak.objects.filter(Q(motesak=None) | Q(motesak__mote__status=Mote.Status.AVSLUTTET))


def _uten_dokument(modell, slag, rader):
    return rader.exclude(Exists(_dokumenter(modell, slag).filter(objekt_id=OuterRef("pk"))))


def _dokumenter(modell, slag):
    return Dokument.objects.filter(innholdstype=_innholdstype(modell), slag=slag)


def _innholdstype(modell):
    return ContentType.objects.get_for_model(modell)


def _lag_uten_aa_stanse(mote, bruker):
    """After the close: the meeting is closed whatever happens here, and what is missing is made later."""
    try:
        lag_motedokumenter(mote)
    except Exception:  # whatever it was, it must not look as if the meeting were not closed
        logger.exception("Documents of meeting %s are not made yet", mote.pk)
        start_motejobb(mote, bruker)
