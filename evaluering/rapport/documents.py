"""The report as a PDF: as it is now, and as it was each time that somebody concluded. That one is kept, and never changes.

What is kept says what all together answered. One who sees so many answers one by one that the rest could be worked out from
that, does not get it (`svar.resultater.rester`).
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering
from evaluering.rapport.bilde import rapport
from kompetanse.felles.dokumenter import Dokumentslag, lagre_dokument
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Dokument, Hendelse
from kompetanse.felles.pdf import PdfMangler, brevhode
from kompetanse.felles.tekst import trygt_filnavn
from kompetanse.organisasjon.models import Bruker
from planer.models import Maaling

# What an audit line of the evaluation tells of, that the report shows.
NYTT = {
    "innsamling.lukket": gettext_lazy("Svar er telt"),
    "niva.rakk_ikke": gettext_lazy("Et nivå ble ikke gjort"),
    "indikator.maalt": gettext_lazy("Indikatorer er målt"),
    "indikator.maalinger_lest": gettext_lazy("Indikatorer er målt"),
    "indikator.maaling_slettet": gettext_lazy("Målinger er slettet"),
    "nytte.foreslatt": gettext_lazy("Kostnader er endret"),
    "nytte.lagt_til": gettext_lazy("Kostnad eller nytte er endret"),
    "nytte.endret": gettext_lazy("Kostnad eller nytte er endret"),
    "nytte.slettet": gettext_lazy("Kostnad eller nytte er endret"),
    "nytte.ord": gettext_lazy("Ordene om nytten er endret"),
    "evaluering.endret": gettext_lazy("Planen er endret"),
}


def rapport_context(evaluering: Evaluering, bruker: Bruker | None = None) -> dict:
    """What the PDF says: the same as the page; without a reader, what everybody may see."""
    fakta = [(_("Enhet"), evaluering.enhet.navn), (_("Skrevet ut"), dato(timezone.localdate()))]
    if evaluering.evaluator:
        fakta.insert(1, (_("Evaluert av"), str(evaluering.evaluator)))
    return brevhode(evaluering.kommune, fakta=fakta) | {
        "tittel": _("Evaluering: %s") % evaluering,
        "rapport": rapport(evaluering, bruker),
        "evaluering": evaluering,
        "tegnforklaring": _(
            "Prikken er det deltakerne sier, eller det som er målt. Ruten er lederne. Den lyse streken er 95 %-intervallet, "
            "og den stiplede er det som er lovet."
        ),
    }


# Kept with the conclusion; where no PDF could be drawn then, it is made by the clock.
RAPPORT = Dokumentslag(
    "evalueringsrapport",
    "pdf/evalueringsrapport.html",
    rapport_context,
    lambda evaluering: trygt_filnavn(f"evaluering {evaluering} {evaluering.avsluttet}.pdf".lower()),
    lambda: Evaluering.objects.filter(avsluttet__isnull=False),
)


def ta_vare_paa(evaluering: Evaluering, *, bruker: Bruker) -> Dokument | None:
    """Keep the report as it is now, inside the transaction of the conclusion; None where no PDF can be drawn.

    Characters that no font has do not stop it: they may stand in an answer that nobody can change.
    """
    try:
        pdf = RAPPORT.tegn(evaluering)
    except PdfMangler:
        return None
    tittel = _("Evaluering: %s") % evaluering
    return lagre_dokument(evaluering, RAPPORT.slag, tittel, RAPPORT.navngi(evaluering), pdf, bruker=bruker)


class Utgaver(NamedTuple):
    """The reports that were kept, the newest first, and what is new after the newest of them."""

    alle: list[Dokument]
    nytt: list[str]


def utgavene(evaluering: Evaluering, utelatt: list[int]) -> Utgaver:
    """Of one that is concluded; none for another. As many statements whatever the number."""
    alle = list(lagrede(evaluering, utelatt).order_by("-laget", "-pk")) if evaluering.avsluttet else []
    return Utgaver(alle, _nytt_siden(evaluering, alle[0].laget) if alle else [])


def lagrede(evaluering: Evaluering, utelatt: list[int]) -> QuerySet[Dokument]:
    """The kept reports; none for one from whom something is left out (`svar.resultater.rester_av`)."""
    alle = RAPPORT.dokumenter(Evaluering).filter(objekt_id=evaluering.pk)
    return alle.none() if utelatt else alle


def _nytt_siden(evaluering, tidspunkt: dt.datetime) -> list[str]:
    hendelser = Hendelse.objects.for_objekt(evaluering).filter(tidspunkt__gt=tidspunkt, handling__in=NYTT)
    nytt = [str(NYTT[handling]) for handling in hendelser.order_by("tidspunkt").values_list("handling", flat=True)]
    maal = evaluering.indikatorer.filter(maal__isnull=False).order_by().values("maal")
    if Maaling.objects.filter(maal__in=maal, dato__gt=timezone.localdate(tidspunkt)).exists():
        nytt.append(str(NYTT["indikator.maalt"]))
    return list(dict.fromkeys(nytt))
