"""Two versions of a plan side by side: what came, what went, and which words changed."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, tall
from kompetanse.felles.riktekst import som_tekst
from planer.vedtak.documents import innen
from planer.vedtak.innhold import Innhold

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
    """A part of the plan with its rows; those that are the same are left out."""

    tittel: str
    rader: list[Rad]


def sammenlikn(foer: Innhold, etter: Innhold) -> list[Del]:
    """The parts of the plan in which something has changed."""
    deler = [
        Del(tittel, _rader(_linjer(rader_foer), _linjer(rader_etter)))
        for (tittel, rader_foer), (_tittel, rader_etter) in zip(_innholdet(foer), _innholdet(etter), strict=True)
    ]
    return [en for en in deler if en.rader]


def _innholdet(en: Innhold) -> list[tuple[str, dict]]:
    """Heading → the rows of a part, by the key that they are known by in two versions."""
    return [
        (_("Tekster"), {f"{ett.kode}{ett.tittel}": f"{ett.tittel}: {som_tekst(ett.tekst)}" for ett in en.deler}),
        (_("Mål"), {ett.nokkel: _ord(ett.navn, ett.indikator, _tall(ett.maaltall), ett.bidrag) for ett in en.maal}),
        (
            _("Behov"),
            {
                ett.nokkel: _ord(ett.navn, ett.kategori, _har(ett), innen(ett, en), _("kritisk") if ett.kritisk else "")
                for ett in en.behov
            },
        ),
        (
            _("Tiltak"),
            {
                ett.nokkel: _ord(ett.navn, ett.hvordan, ett.ansvarlig, innen(ett, en), _pris(ett), ett.evaluering)
                for ett in en.tiltak
            },
        ),
    ]


def _ord(*deler):
    return " · ".join(filter(None, deler))


def _tall(verdi):
    return "" if verdi is None else _("mål %(tall)s") % {"tall": tall(verdi, 2 if verdi % 1 else 0)}


def _har(ett):
    if ett.trenger is None:
        return ""
    return _("har %(har)s, trenger %(trenger)s") % {"har": tall(ett.har), "trenger": tall(ett.trenger)}


def _pris(ett):
    return kr(ett.belop) if ett.kostnader else ett.kostnad_tekst


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
