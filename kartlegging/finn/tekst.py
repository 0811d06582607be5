"""What people have written of themselves, searched among those who share it with the reader, and the words marked."""

import re
from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kartlegging.finn.sporring import Ledd, stammer
from kartlegging.models import Erfaring, MiniCv

# So much is quoted on each side of the word.
RUNDT = 45
KORTESTE_STAMME = 3


def monstre(ledd: list[Ledd]) -> list[str]:
    """For each part of a question, what its words look like in a text, inflected or in compounds. One statement.

    The same pattern is understood by Python and by PostgreSQL.
    """
    ordene = [ord_ for ett in ledd for ord_ in ett.soekes_i_tekst]
    stamme = dict(zip(ordene, stammer(ordene), strict=True))
    return ["|".join(_monster(ord_, stamme[ord_]) for ord_ in ett.soekes_i_tekst) or r"(?!)" for ett in ledd]


def _monster(ord_, stamme):
    begynner = stamme if len(stamme) >= KORTESTE_STAMME else ord_
    foran = r"(?<!\w)" if begynner[:1].isalnum() else ""
    etter = r"\w*" if len(begynner) >= KORTESTE_STAMME else r"(?!\w)"
    return f"{foran}{re.escape(begynner)}{etter}"


def marker(tekst: str, monster: str) -> SafeString:
    """The text, escaped, with what matches in a `mark`."""
    deler = re.split(f"({monster})", tekst, flags=re.IGNORECASE)
    return format_html_join(
        "",
        "{}",
        (((format_html("<mark>{}</mark>", del_) if nummer % 2 else del_),) for nummer, del_ in enumerate(deler)),
    )


def sitat(tekst: str, monster: str) -> SafeString:
    """The first place where it matches, with some words on both sides."""
    treff = re.search(monster, tekst, flags=re.IGNORECASE)
    fra, til = max(treff.start() - RUNDT, 0), min(treff.end() + RUNDT, len(tekst))
    # Whole words only.
    fra = fra and tekst.find(" ", fra, treff.start()) + 1 or fra
    til = til if til == len(tekst) else max(tekst.rfind(" ", treff.end(), til), treff.end())
    utdrag = " ".join(tekst[fra:til].split())
    return marker(f"{'… ' if fra else ''}{utdrag}{' …' if til < len(tekst) else ''}", monster)


def skrevet(minicver: QuerySet[MiniCv], monster: list[str], flest: int) -> dict[int, dict[int, str]]:
    """Person → {number of the pattern: the text in which it stands}; at most so many people. Two statements a pattern."""
    svar = defaultdict(dict)
    for nummer, ett in enumerate(monster):
        for person, tekst in _tekster(minicver, ett, flest):
            svar[person].setdefault(nummer, tekst)
    return dict(list(svar.items())[:flest])


def _tekster(minicver, monster, flest):
    yield from minicver.filter(tekst__iregex=monster).order_by("person").values_list("person", "tekst")[:flest]
    erfaringer = Erfaring.objects.filter(
        Q(hva__iregex=monster) | Q(hvor__iregex=monster), minicv__in=minicver.order_by().values("pk")
    ).order_by("minicv__person", "pk")
    for person, hva, hvor in erfaringer.values_list("minicv__person", "hva", "hvor")[:flest]:
        yield person, ", ".join(filter(None, (hva, hvor)))
