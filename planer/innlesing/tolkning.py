"""What a cell of a plan that people wrote for each other says: understood where it can only mean one thing, else not.

Nothing is guessed: each function gives None for what it is not sure of, and the caller keeps the words.
"""

import calendar
import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from kompetanse.felles.fields import BelopField, DatoField
from planer.models import Tiltak

# «eks. mva.» and the like say what the amount is of, and leave it the amount that it is.
MVA = re.compile(
    r"\s*\(?\b(eks|ekskl|ekskludert|eksklusive|inkl|inkludert|inklusive|uten|med)\.?\s*(mva|moms)\b\.?\)?\s*$", re.I
)
KRONER = re.compile(r"^kr\.?\s*|\s*(kr\.?|kroner|nok)$", re.I)
INNEN = re.compile(r"^(innen|i løpet av|før utgangen av|frist:?|senest)\s+", re.I)
UKE = re.compile(r"^ukes?\s*(?:\d{1,2}\s*[-–—]\s*)?(\d{1,2})(?:[,\s]+(\d{4}))?$", re.I)
KVARTAL = re.compile(r"^(\d)\.?\s*kvartal(?:\s+(\d{4}))?$", re.I)
HALVAAR = re.compile(r"^(\d)\.?\s*halvår(?:\s+(\d{4}))?$", re.I)
DAG_UTEN_AAR = re.compile(r"^(\d{1,2})\.\s*([a-zæøå]+)$", re.I)
MAANED = re.compile(r"^([a-zæøå]+)(?:\s+(\d{4}))?$", re.I)
BARE_AAR = re.compile(r"^(20\d\d)$")
ANTALL = re.compile(r"^(\d{1,6})(?:\s*(stk\.?|personer|pers\.?|deltakere|ansatte|medarbeidere))?$", re.I)
MAANEDER = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
MAANEDSNAVN = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
STATUSORD = {
    Tiltak.Status.PLANLAGT: {"planlagt", "planlegges", "ikke startet", "ikke begynt", "ikke påbegynt"},
    Tiltak.Status.I_GANG: {"i gang", "pågår", "påbegynt", "startet", "under arbeid", "igangsatt"},
    Tiltak.Status.FERDIG: {"ferdig", "gjennomført", "utført", "fullført", "avsluttet", "ok", "levert"},
    Tiltak.Status.STOPPET: {"stoppet", "avlyst", "utgår", "utgått", "avbrutt"},
}


def belop(tekst: str) -> Decimal | None:
    """One amount in kroner: «Kr. 93.000 eks. mva.», «35.000,-», «93 000». None for «ca. 10 000 pr. stk.»."""
    tekst = " ".join(MVA.sub("", " ".join(tekst.split())).split())
    try:
        return BelopField(required=False).clean(KRONER.sub("", tekst))
    except ValidationError:
        return None


def antall(tekst: str) -> int | None:
    """How many: «90», «12 personer». None for «Alle prosjektledere», and for «0», which nobody plans for."""
    treff = ANTALL.match(" ".join(tekst.split()))
    return int(treff[1]) or None if treff else None


def frist(tekst: str, aar: int | None) -> dt.date | None:
    """The last day that the words name: «15. juni 2027», «innen 2. kvartal», «uke 12–14», «august».

    What names no year is in `aar`, the only year of the plan; None when the plan has several. A season or «hele året»
    names no day.
    """
    tekst = INNEN.sub("", " ".join(tekst.split())).rstrip(".")
    if treff := BARE_AAR.match(tekst):
        return dt.date(int(treff[1]), 12, 31)
    for monster, slutt in ((UKE, _uke), (KVARTAL, _kvartal), (HALVAAR, _halvaar), (MAANED, _maaned)):
        if treff := monster.match(tekst):
            hvilket = int(treff[2]) if treff[2] else aar
            return slutt(treff[1], hvilket) if hvilket else None
    if treff := DAG_UTEN_AAR.match(tekst):
        return _dag(f"{tekst} {aar}") if aar else None
    return _dag(tekst)


def status(tekst: str) -> str | None:
    """The status that the word is, or None."""
    ord_ = " ".join(tekst.split()).casefold().rstrip(".")
    return next(
        (verdi for verdi, kjente in STATUSORD.items() if ord_ in kjente or ord_ == verdi.label.casefold()), None
    )


def _dag(tekst):
    try:
        return DatoField(required=False).clean(tekst)
    except ValidationError:
        return None


def _uke(uke, aar):
    try:
        return dt.date.fromisocalendar(aar, int(uke), 7)
    except ValueError:
        return None


def _kvartal(nummer, aar):
    return _siste_dag(aar, 3 * int(nummer)) if nummer in "1234" else None


def _halvaar(nummer, aar):
    return _siste_dag(aar, 6 * int(nummer)) if nummer in "12" else None


def _maaned(navn, aar):
    navn = navn.casefold()
    if navn in MAANEDSNAVN:
        return _siste_dag(aar, MAANEDSNAVN.index(navn) + 1)
    return _siste_dag(aar, MAANEDER.index(navn) + 1) if navn in MAANEDER else None


def _siste_dag(aar, maaned):
    return dt.date(aar, maaned, calendar.monthrange(aar, maaned)[1])
