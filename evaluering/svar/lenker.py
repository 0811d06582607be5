"""The links that let one person answer once, without login.

The key of a link is random. The database holds it encrypted, as a mark to find the link by, and as another mark when the
link is used up: with the database alone nobody can open a link, or tell which of them have been used.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from evaluering.models import BruktLenke, Innsamling, Lenke, Svarer
from kompetanse.organisasjon.models import Person


class Spurt(NamedTuple):
    """One who is asked, as what, and about whom."""

    person: Person
    som: Svarer
    om: Person


def lag(innsamling: Innsamling, spurte: Iterable[Spurt]) -> list[Lenke]:
    """A link to each, once. In the order of their random keys, not in that of the names."""
    lenker = []
    for spurt in spurte:
        nokkel = secrets.token_urlsafe(15)
        lenker.append(Lenke(innsamling=innsamling, nokkel=nokkel, avtrykk=avtrykk(nokkel), **spurt._asdict()))
    return Lenke.objects.bulk_create(sorted(lenker, key=lambda lenke: lenke.pk), ignore_conflicts=True)


def sti(lenke: Lenke) -> str:
    """The address of the form, as it is sent to the one who is asked."""
    return reverse("svar:skjema", args=[lenke.nokkel])


def avtrykk(nokkel: str) -> str:
    """The mark that a link is found by."""
    return _merke("lenke", nokkel)


def bruktmerke(nokkel: str) -> str:
    """The mark that says that this key, of a link or of a phone, has been answered by."""
    return _merke("brukt", nokkel)


def ubrukte(lenker: Iterable[Lenke]) -> list[Lenke]:
    """Those that nobody has answered by. One statement."""
    per_merke = {bruktmerke(lenke.nokkel): lenke for lenke in lenker}
    brukte = set(BruktLenke.objects.filter(pk__in=per_merke).values_list("pk", flat=True))
    return [lenke for merke, lenke in per_merke.items() if merke not in brukte]


def _merke(slag, nokkel):
    return hashlib.sha256(f"evaluering.{slag}:{nokkel}".encode()).hexdigest()
