"""Two versions of the same side by side: what came, what went, and which words changed."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

ORD = re.compile(r"\s+|[^\s]+")
LIKT, BORTE, NYTT = "likt", "borte", "nytt"


class Bit(NamedTuple):
    """Some words, and whether they are in both, gone or new."""

    slag: str
    tekst: str


class Rad(NamedTuple):
    """A row of both versions: the words on either side. `slag` says what became of it: likt, borte, nytt or endret."""

    slag: str
    foer: list[Bit]
    etter: list[Bit]


class Del(NamedTuple):
    """A part of the versions with its rows; those that are the same are left out."""

    tittel: str
    rader: list[Rad]


def sammenlikn_deler(deler: Iterable[tuple[str, Mapping, Mapping]]) -> list[Del]:
    """The parts in which something has changed. Each comes as its heading and the rows of both versions, by the key that a
    row is known by in both."""
    alle = [Del(tittel, _rader(_linjer(foer), _linjer(etter))) for tittel, foer, etter in deler]
    return [en for en in alle if en.rader]


def _linjer(rader):
    return {str(nokkel): " ".join(tekst.split()) for nokkel, tekst in rader.items()}


def _rader(foer: dict[str, str], etter: dict[str, str]) -> list[Rad]:
    """The rows that differ, in the order of the later version; what is gone stands last."""
    rader = [_rad(foer.get(nokkel), tekst) for nokkel, tekst in etter.items() if foer.get(nokkel) != tekst]
    return rader + [Rad(BORTE, [Bit(BORTE, tekst)], []) for nokkel, tekst in foer.items() if nokkel not in etter]


def _rad(foer: str | None, etter: str) -> Rad:
    if foer is None:
        return Rad(NYTT, [], [Bit(NYTT, etter)])
    fra, til = ORD.findall(foer), ORD.findall(etter)
    venstre, hoyre = [], []
    for hva, a, b, c, d in SequenceMatcher(None, fra, til, autojunk=False).get_opcodes():
        _legg_til(venstre, LIKT if hva == "equal" else BORTE, fra[a:b])
        _legg_til(hoyre, LIKT if hva == "equal" else NYTT, til[c:d])
    return Rad("endret", venstre, hoyre)


def _legg_til(biter: list[Bit], slag: str, ordene: Iterable[str]) -> None:
    if tekst := "".join(ordene):
        biter.append(Bit(slag, tekst))
