"""A thread with thousands of rows, told by the parts of the kommune: what each carries of it, where it breaks, what came of
it. A part is opened as the same thread, of that part alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import tall
from kompetanse.felles.liste import Celle, Kolonne
from kompetanse.oversikt.deler import deler
from kompetanse.oversikt.rodtraad.rader import Rader
from kompetanse.oversikt.rodtraad.samling import Samling, Utsnitt
from kompetanse.oversikt.rodtraad.utfall import Utfall


class Del(NamedTuple):
    """One part: how many the reader sees of each kind, and how many breaks there are in it. `utsnitt` is None for what lies
    outside the unit of the object itself."""

    navn: str
    utsnitt: Utsnitt | None
    maal: int
    behov: int
    tiltak: int
    soknader: int
    brudd: int
    utfall: Utfall


def _penger(utfall):
    """In short: who pays is told of the thread as a whole."""
    if not utfall.penger:
        return ""
    tekst, under, *_mer = utfall.penger
    return Celle(tekst, under=under if utfall.innvilget else "")


def _deltakere(utfall):
    return utfall.tok_del[0] if utfall.tok_del else ""


def _antall(navn, felt):
    return Kolonne(navn, felt, felt, form=tall, sum=felt)


@dataclass(frozen=True)
class Delt:
    """The parts in the order of the tree, as `{% listerader %}` and `{% listesum %}` write them."""

    rader: list[Del]
    utfall: Utfall
    aar: int
    lenker: bool = True

    @cached_property
    def kolonner(self) -> list[Kolonne]:
        return [
            Kolonne(gettext_lazy("Del av kommunen"), celle=self._navn, sumcelle=lambda summer: _("Til sammen")),
            _antall(gettext_lazy("Mål"), "maal"),
            _antall(gettext_lazy("Behov"), "behov"),
            _antall(gettext_lazy("Tiltak"), "tiltak"),
            _antall(gettext_lazy("Søknader"), "soknader"),
            self._utfall(gettext_lazy("Penger"), _penger),
            self._utfall(gettext_lazy("Deltakere"), _deltakere),
            self._utfall(gettext_lazy("Evaluerte tiltak"), lambda utfall: tall(utfall.evaluert), form=tall),
            _antall(gettext_lazy("Brudd"), "brudd"),
        ]

    @cached_property
    def summer(self) -> dict[str, int]:
        return {k.felt: sum(map(k.verdi, self.rader)) for k in self.kolonner if k.er_summert}

    def _navn(self, rad):
        aapnes = self.lenker and rad.utsnitt
        return Celle(rad.navn, lenke=f"?{adressevalg(self.aar, rad.utsnitt)}" if aapnes else "")

    def _utfall(self, navn, celle, **valg):
        return Kolonne(navn, celle=lambda rad: celle(rad.utfall), sumcelle=lambda summer: celle(self.utfall), **valg)


def adressevalg(aar: int, utsnitt: Utsnitt | None = None) -> str:
    """The query string of a thread in a year, of one part of the kommune alone."""
    del_ = {"enhet": utsnitt.enhet.pk} if utsnitt else {}
    return urlencode({"aar": aar, **del_, **({"egen": 1} if utsnitt and utsnitt.bare_egen else {})})


def delt(samling: Samling, alle: Utfall, utfall: Mapping[str | None, Utfall]) -> Delt:
    """The parts of a thread, of which this came. One statement."""
    antall, brudd = {}, Counter()
    for navn, nokler in _nokler(samling).items():
        rader: Rader = getattr(samling, navn)
        antall[navn] = _per_del(rader.nokler, nokler)
        for brutte in rader.brutt.values():
            brudd += _per_del(brutte, nokler)

    def del_(navn, sti, utsnitt=None):
        tallene = {slag: per_del[sti] for slag, per_del in antall.items()}
        return Del(navn, utsnitt, **tallene, brudd=brudd[sti], utfall=utfall.get(sti, Utfall()))

    stier, topp = set(chain(*antall.values())), samling.topp
    rader = [del_(navn, enhet.path, Utsnitt(enhet, enhet == topp)) for enhet, navn in deler([topp], stier - {None})]
    utenfor = [del_(_("Andre deler av kommunen"), None)] if None in stier else []
    return Delt([*rader, *utenfor], alle, samling.dag.year)


def _nokler(samling):
    """What is counted, by key with its part. The goals of the object itself are those of its own unit."""
    egne = {} if samling.utsnitt else dict.fromkeys(samling.egne_maal, samling.topp.path)
    return {
        "maal": {**egne, **samling.maal_under},
        "behov": samling.nokler_behov,
        "tiltak": samling.nokler_tiltak,
        "soknader": samling.nokler_soknader,
    }


def _per_del(sett, nokler):
    return Counter(map(nokler.get, nokler.keys() & set(sett)))
