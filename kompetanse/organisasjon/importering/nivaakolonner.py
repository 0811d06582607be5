"""Which columns are levels of the tree, and in which order: the kommune's own words and common ones on one scale."""

import re

from kompetanse.felles.innlesing.felt import normal
from kompetanse.organisasjon.importering.felter import NIVAAER, OVER_NIVAA

# Ranked from the top of the tree; words on a line may mean the same.
NIVAAORD = (
    ("kommunalområde", "sektor", "etat", "tjenestesektor"),
    ("tjenesteområde", "område", "virksomhetsområde"),
    ("virksomhet", "resultatenhet"),
    ("avdeling",),
    ("seksjon",),
    ("team", "gruppe"),
)
RANG = {ord_: rang for rang, ordene in enumerate(NIVAAORD) for ord_ in ordene}
NUMMERERT = re.compile(r"^(?:org|organisasjons?|enhets?|enhet)?(?:nivå|niva|level)([1-9])(?:navn)?$")


def gjenkjenn_nivaaer(kolonner, nivaanavn):
    """Give the columns named after levels their place from the top, in place. A single one is the unit's name.

    Columns that the tree has no room for are marked as such, so that what stands in them is not lost without a word.
    """
    skala = _Skala(nivaanavn)
    treff = []
    for nummer, overskrift in enumerate(kolonner):
        plass = skala.plass(normal(overskrift))
        if not kolonner[overskrift] and plass is not None:
            treff.append((*plass, nummer, overskrift))
    if len(treff) == 1 and not {"enhet_navn", "enhet_kode"} & set(kolonner.values()):
        kolonner[treff[0][-1]] = "enhet_navn"
        return
    for nummer, (*_plass, overskrift) in enumerate(sorted(treff)):
        kolonner[overskrift] = NIVAAER[nummer] if nummer < len(NIVAAER) else OVER_NIVAA


class _Skala:
    """Places words from the top down. Level 1 of the kommune is 1, level 2 is 2; other words come between."""

    def __init__(self, nivaanavn):
        self.egne = {normal(navn): nummer for nummer, navn in enumerate(nivaanavn) if nummer}
        self.fester = [(RANG[ord_], nummer) for ord_, nummer in self.egne.items() if ord_ in RANG]

    def plass(self, ord_):
        """(place, rank among common words) of a heading in normal form, or None when it is no level."""
        if ord_ in self.egne:
            return self.egne[ord_], RANG.get(ord_, 0)
        if nummerert := NUMMERERT.match(ord_):
            return int(nummerert[1]), 0
        if ord_ in RANG:
            return self._mellom(RANG[ord_]), RANG[ord_]
        return None

    def _mellom(self, rang):
        """Beside the kommune's word for the same, else just below its nearest one above, else just over the top."""
        like = [nummer for feste, nummer in self.fester if feste == rang]
        over = [nummer for feste, nummer in self.fester if feste < rang]
        under = [nummer for feste, nummer in self.fester if feste > rang]
        if like:
            return like[0]
        if over:
            return max(over) + 0.5
        return min(under) - 0.5 if under else rang + 1
