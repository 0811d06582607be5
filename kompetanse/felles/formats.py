"""How numbers, money and dates are written for people. One place for pages, PDFs and mails."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
EMPTY = "\N{EN DASH}"

NUMERALS = {
    "nb": ["null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"],
    "nn": ["null", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"],
}
NEUTER_ONE = {"nb": "ett", "nn": "eitt"}
# Marks inside others.
ENKLE = str.maketrans("«»“”", "‘’‘’")
FILE_UNITS = ("B", "kB", "MB", "GB")
MAX_DIGITS = 20


def _language():
    return "nn" if (get_language() or "nb").startswith("nn") else "nb"


def _decimal(value):
    """The value as a Decimal, or None when it is no number that can be written (empty, text, NaN, 1e99)."""
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and number.adjusted() < MAX_DIGITS else None


def _grouped(number, decimals):
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{digits}" if rounded < 0 else digits


def tall(value: Any, decimals: int = 0) -> str:
    """`1 234` or `48,6`; a dash when there is no number."""
    number = _decimal(value)
    return EMPTY if number is None else _grouped(number, int(decimals))


def kr(value: Any) -> str:
    """`93 000 kr`, with øre only when there are some: `93 000,50 kr`."""
    number = _decimal(value)
    if number is None:
        return EMPTY
    has_oere = number != number.to_integral_value()
    return f"{_grouped(number, 2 if has_oere else 0)}{NBSP}kr"


def kr_oere(value: Any) -> str:
    """`93 000,00 kr`: always two decimals, for columns that must be exact to the øre."""
    number = _decimal(value)
    return EMPTY if number is None else f"{_grouped(number, 2)}{NBSP}kr"


def prosent(value: Any, decimals: int = 0) -> str:
    """`61 %` from 61 (not from 0.61)."""
    number = _decimal(value)
    return EMPTY if number is None else f"{_grouped(number, int(decimals))}{NBSP}%"


def tallord(value: Any, kjonn: str = "m") -> str:
    """`tre` for 3, digits above twelve. `kjonn="n"` gives «ett» for one."""
    number = _decimal(value)
    if number is None:
        return EMPTY
    if number != number.to_integral_value() or not 0 <= number <= 12:
        return tall(number)
    if number == 1 and kjonn == "n":
        return NEUTER_ONE[_language()]
    return NUMERALS[_language()][int(number)]


def _local_date(value):
    """The date in Oslo, or None."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, date) else None


def _day_month(day):
    return f"{day.day}.{NBSP}{MONTHS[day.month]}"


def dato(value: date | None) -> str:
    """`5. mars 2026`."""
    day = _local_date(value)
    return EMPTY if day is None else f"{_day_month(day)} {day.year}"


def dato_kort(value: date | None, today: date | None = None) -> str:
    """`5. mars`, with the year when it is not this year."""
    day = _local_date(value)
    if day is None:
        return EMPTY
    return _day_month(day) if day.year == (today or timezone.localdate()).year else dato(day)


def klokkeslett(value: datetime | time | None) -> str:
    """`14.05`."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02d}.{value.minute:02d}" if hasattr(value, "hour") else EMPTY


def dato_tid(value: date | None) -> str:
    """`5. mars 2026 kl. 14.05`."""
    if not isinstance(value, datetime):
        return dato(value)
    return _("%(dato)s kl. %(tid)s") % {"dato": dato(value), "tid": klokkeslett(value)}


def ukedag(value: date | None) -> str:
    """`torsdag 5. mars`."""
    day = _local_date(value)
    return EMPTY if day is None else f"{WEEKDAYS[day.weekday()]} {_day_month(day)}"


def uke(value: date | None) -> str:
    """`uke 10`, by ISO 8601, which is the Norwegian way."""
    day = _local_date(value)
    return EMPTY if day is None else _("uke") + f"{NBSP}{day.isocalendar().week}"


def periode(fra: date | None, til: date | None) -> str:
    """`5.–7. mars 2026`; says «fra» or «til» when one end is open."""
    start, end = _local_date(fra), _local_date(til)
    if start is None and end is None:
        return EMPTY
    if end is None:
        return _("fra %(dato)s") % {"dato": dato(start)}
    if start is None:
        return _("til %(dato)s") % {"dato": dato(end)}
    if start == end:
        return dato(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}.{DASH}{dato(end)}"
    first = _day_month(start) if start.year == end.year else dato(start)
    return f"{first} {DASH} {dato(end)}"


def frist(value: date | None, today: date | None = None) -> str:
    """A deadline as people say it: `i dag`, `i morgen`, `12. desember`, `3 dager over fristen`."""
    day = _local_date(value)
    if day is None:
        return ""
    today = today or timezone.localdate()
    left = (day - today).days
    if left == 0:
        return _("i dag")
    if left == 1:
        return _("i morgen")
    if left == -1:
        return _("1 dag over fristen")
    if left < 0:
        return _("%(antall)s dager over fristen") % {"antall": tall(-left)}
    return dato_kort(day, today)


def haster(value: date | None, today: date | None = None) -> bool:
    """True for a deadline that is today or has passed."""
    day = _local_date(value)
    return day is not None and day <= (today or timezone.localdate())


def initialer(navn: object) -> str:
    """`RS` for Randi Solvang; first and last name only."""
    parts = str(navn or "").replace("-", " ").split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def og_liste(deler: Iterable) -> str:
    """`a, b og c`."""
    parts = [str(part) for part in deler]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(forste)s og %(siste)s") % {"forste": ", ".join(parts[:-1]), "siste": parts[-1]}


def i_setning(tekst: object) -> str:
    """A title as it stands inside a sentence: `avdelingsdirektør` and `i gang`, but `HR-rådgiver`."""
    text = str(tekst or "")
    er_ord = text[1:2].islower() or text.startswith(("I ", "Å "))
    return text[:1].lower() + text[1:] if er_ord else text


def filstorrelse(antall_byte: int | None) -> str:
    """`1,2 MB`."""
    size = _decimal(antall_byte)
    if size is None:
        return EMPTY
    step = 0
    while size >= 1000 and step < len(FILE_UNITS) - 1:
        size, step = size / 1000, step + 1
    decimals = 1 if step and size < 10 else 0
    return f"{_grouped(size, decimals)}{NBSP}{FILE_UNITS[step]}"


def sitat(tekst: object) -> str:
    """«Text in quotation marks»; marks inside it become single ones."""
    return f"«{str(tekst).translate(ENKLE)}»"


def enkle_sitater(tekst: object) -> str:
    """A finished sentence, in which quotation marks inside others become single: «Workshop ‘Smidig dag’»."""
    tekst, dybde, tegnene = str(tekst), 0, []
    if tekst.count("«") < 2:
        return tekst
    for tegn in tekst:
        dybde = max(dybde - (tegn == "»"), 0)
        tegnene.append({"«": "‘", "»": "’"}.get(tegn, tegn) if dybde > 0 else tegn)
        dybde += tegn == "«"
    return "".join(tegnene)
