"""What somebody asks for, made out of what was typed: words of the catalogue first, one part for each thing asked for.

Only the catalogue is read here, which all may see: neither a correction nor anything else depends on what people have.
"""

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from django.db import connection

from kartlegging.katalog.inkludering import begge_veier
from kartlegging.katalog.sok import brettet, naermeste, ordtreff
from kartlegging.models import Kompetanse
from kompetanse.organisasjon.sok import ryddet

FLEST_ORD = 6
FLEST_KOMPETANSER = 60
# Several words are taken for a misspelt name only when they are nearer to one than a single word must be.
NAER_NOK_HELE = 0.75
# Of several near spellings, those that are as good as the best.
NESTEN_BEST = 0.9
FYLLORD = {
    *("og", "eller", "i", "på", "med", "til", "for", "som", "kan", "av", "de", "det", "den", "har", "vi", "jeg"),
    *("en", "et", "ei", "å", "noen", "hvem"),
}


@dataclass(frozen=True)
class Ledd:
    """One thing asked for, the competences that it names, and the word of each that it is.

    `over`: for each of them those that include it (whoever has such a one, can it), and itself; `under`: those that it
    includes, and itself.
    """

    uttrykk: str
    ordene: dict[Kompetanse, str]
    rettet_til: str
    over: dict[int, set[int]] = field(default_factory=dict)
    under: dict[int, set[int]] = field(default_factory=dict)

    @cached_property
    def kompetanser(self) -> set[int]:
        return {kompetanse.pk for kompetanse in self.ordene}

    @cached_property
    def gir(self) -> set[int]:
        """Whoever has one of these, can it."""
        return set().union(*self.over.values())

    @cached_property
    def inngaar(self) -> dict[int, Kompetanse]:
        """What is only a part of it, with the competence that it is a part of."""
        deler = {pk: hele for hele in self.ordene for pk in self.under[hele.pk]}
        return {pk: hele for pk, hele in deler.items() if pk not in self.kompetanser}

    @property
    def soekes_i_tekst(self) -> list[str]:
        """The words to look for in what people have written."""
        return (self.rettet_til or self.uttrykk).split()


@dataclass(frozen=True)
class Sporring:
    uttrykk: str
    ledd: list[Ledd]

    @property
    def rettet_til(self) -> str:
        """What was searched for instead, when something was corrected; else empty."""
        if not any(ledd.rettet_til for ledd in self.ledd):
            return ""
        return " ".join(ledd.rettet_til or ledd.uttrykk for ledd in self.ledd)

    @property
    def kompetanser(self) -> list[Kompetanse]:
        return [kompetanse for ledd in self.ledd for kompetanse in ledd.ordene]


def tolk(uttrykk: str, *, noyaktig: bool = False) -> Sporring:
    """The question in what was typed: one competence if all of it names one, or else one for each word.

    `noyaktig`: as it is spelt. The number of statements grows with the words, of which the first six count.
    """
    uttrykk = " ".join(ryddet(uttrykk).split())
    if not uttrykk:
        return Sporring("", [])
    ordene = [ord_ for ord_ in uttrykk.split() if ord_.lower() not in FYLLORD][:FLEST_ORD]
    ledd = [_for_ordet(uttrykk, noyaktig)] if ordene == [uttrykk] else _for_flere(uttrykk, ordene, noyaktig)
    return Sporring(uttrykk, _med_inkludering(ledd))


def _for_flere(uttrykk, ordene, noyaktig):
    hele = _ledd(uttrykk, list(_med_navn(ordtreff(uttrykk))), rettet=False)
    if not hele.ordene and not noyaktig:
        hele = _rettet(uttrykk, NAER_NOK_HELE)
    return [hele] if hele.ordene or not ordene else [_for_ordet(ord_, noyaktig) for ord_ in ordene]


def _for_ordet(ord_, noyaktig):
    ledd = _ledd(ord_, list(_med_navn(ordtreff(ord_))), rettet=False)
    return ledd if ledd.ordene or noyaktig else _rettet(ord_)


def _rettet(uttrykk, *naer_nok):
    naere = list(_med_navn(naermeste(uttrykk, None, *naer_nok)))
    beste = [ett for ett in naere if ett.likhet >= naere[0].likhet * NESTEN_BEST]
    return _ledd(uttrykk, beste, rettet=bool(beste))


def _med_navn(kompetanser):
    utvalg = kompetanser.filter(kun_fremvises=False).select_related("skala")
    return utvalg.prefetch_related("synonymer", "skala__trinn")[:FLEST_KOMPETANSER]


def _ledd(uttrykk, kompetanser, *, rettet):
    ordene = {kompetanse: _ordet(kompetanse, uttrykk) for kompetanse in kompetanser}
    return Ledd(uttrykk, ordene, next(iter(ordene.values())).lower() if rettet else "")


def _ordet(kompetanse, uttrykk):
    """The name or the synonym that was meant: the nearest to what was typed, the name before a synonym."""
    navn = [kompetanse.navn, *(synonym.ord for synonym in kompetanse.synonymer.all())]
    return max(navn, key=lambda ord_: _likhet(brettet(ord_), brettet(uttrykk)))


def _likhet(ord_, uttrykk):
    alle_med = all(del_ in ord_ for del_ in uttrykk.split())
    return alle_med, SequenceMatcher(None, ord_, uttrykk).ratio()


def _med_inkludering(ledd):
    alle = {pk for ett in ledd for pk in ett.kompetanser}
    over, under = begge_veier(alle)
    return [
        replace(
            ett, **{navn: {pk: alt[pk] for pk in ett.kompetanser} for navn, alt in (("over", over), ("under", under))}
        )
        for ett in ledd
    ]


def stammer(ordene: list[str]) -> list[str]:
    """The stem of each word, as Norwegian inflects it; the word itself where there is none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce((ts_lexize('norwegian_stem', ord))[1], ord) from unnest(%s) with ordinality as o (ord, nr)"
            " order by nr",
            [[ord_.lower() for ord_ in ordene]],
        )
        return [stamme for (stamme,) in cursor.fetchall()]
