"""The thread of one object: its links from the top down, what stands in each, where it breaks, and how it goes on."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import i_setning, og_liste, tallord
from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.rodtraad import etter, poster
from kompetanse.oversikt.rodtraad.bruddslag import FRA_KODE
from kompetanse.oversikt.rodtraad.delene import Delt, delt
from kompetanse.oversikt.rodtraad.ledd import Brudd, Ledd, Slag, Tilstand
from kompetanse.oversikt.rodtraad.personer import Knyttet, knyttet
from kompetanse.oversikt.rodtraad.rader import VISES, Rader
from kompetanse.oversikt.rodtraad.samling import Samling, Utsnitt
from kompetanse.oversikt.rodtraad.utfall import utfallet
from planer.models import Kompetanseplan, Maal, Plannivaa

MAALLEDD = {
    Plannivaa.KOMMUNE: Slag.KOMMUNEMAAL,
    Plannivaa.SEKTOR: Slag.SEKTORMAAL,
    Plannivaa.ENHET: Slag.ENHETSMAAL,
}
OVER = {Slag.KOMMUNEMAAL: Slag.DOKUMENT, Slag.SEKTORMAAL: Slag.KOMMUNEMAAL, Slag.ENHETSMAAL: Slag.SEKTORMAAL}
# Where a break stands: at the link that is missing. That of a goal's anchor is the link above the goal's own.
STED = {
    "maal": Slag.TILTAK,
    "behov-maal": Slag.ENHETSMAAL,
    "behov": Slag.TILTAK,
    "tiltak": Slag.BEHOV,
    "frist": Slag.DELTAKERE,
    "midler": Slag.SOKNAD,
    "tilskudd": Slag.TILTAK,
    "rapport": Slag.EVALUERING,
    "evaluering": Slag.EVALUERING,
    "ikke-evaluert": Slag.EVALUERING,
}


@dataclass(frozen=True)
class Traad:
    """The links of one object's thread; `knyttet` are the plans of people that hang below it, as a number alone. `utsnitt`
    is the part of the kommune that it is shown in, and `delt` its parts, when there is too much of it for a list."""

    fokus: Any
    dag: dt.date
    ledd: list[Ledd]
    knyttet: Knyttet
    utsnitt: Utsnitt | None = None
    delt: Delt | None = None

    @cached_property
    def brudd(self) -> list[Brudd]:
        return [brudd for ledd in self.ledd for brudd in ledd.brudd]

    @property
    def viktigst(self) -> Brudd | None:
        """The break to mend first: the highest one that this reader can mend."""
        return next((brudd for brudd in self.brudd if brudd.bot), None)

    def _antall(self, tilstand):
        return sum(ledd.tilstand == tilstand for ledd in self.ledd)

    @property
    def oppsummert(self) -> str:
        """«Åtte av ti ledd holder. Ett er hoppet over. Tråden brytes ved evaluering.»"""
        holder, hoppet = self._antall(Tilstand.HOLDER), self._antall(Tilstand.HOPPET)
        forst = _("%(holder)s av %(alle)s ledd holder.") % {
            "holder": tallord(holder, "n").capitalize(),
            "alle": tallord(len(self.ledd), "n"),
        }
        over = ngettext("%s er hoppet over.", "%s er hoppet over.", hoppet) % tallord(hoppet, "n").capitalize()
        ved = [i_setning(ledd.slag.label) for ledd in self.ledd if ledd.tilstand == Tilstand.BRUDD]
        brytes = _("Tråden brytes ved %s.") % og_liste(ved) if ved else _("Ingen brudd.")
        return " ".join(filter(None, [forst, over if hoppet else "", brytes]))


def traad(fokus: Any, bruker: Bruker, dag: dt.date | None = None, utsnitt: Utsnitt | None = None) -> Traad:
    """The thread of a document, plan, goal, need, measure or application, as this user may see it; of a part of the kommune
    alone when it is given."""
    samling = Samling(fokus, bruker, _i_perioden(fokus, dag or timezone.localdate()), utsnitt)
    ledd = {slag: Ledd(slag) for slag in Slag}
    _fyll(ledd, samling)
    alle, per_del = utfallet(samling)
    etter.fyll(ledd, samling, alle)
    _bryt(ledd, samling)
    rekke = _uten_dypere(list(ledd.values()), samling)
    _still(rekke)
    delene = delt(samling, alle, per_del) if samling.er_stor else None
    # The plans of people are tied to the object itself, and lie in no part.
    personer = Knyttet(gjelder=False) if utsnitt else knyttet(fokus, bruker)
    return Traad(fokus, samling.dag, rekke, personer, utsnitt, delene)


def _i_perioden(fokus, dag):
    """The day, or the nearest that the object's own plan covers."""
    plan = fokus if isinstance(fokus, Kompetanseplan) else getattr(fokus, "plan", None)
    return min(max(dag, plan.fra), plan.til) if plan else dag


def _fyll(ledd, samling):
    """What stands in the links down to the application."""
    _sett(ledd[Slag.DOKUMENT], samling.dokumenter, samling, poster.dokument)
    for nivaa, slag in MAALLEDD.items():
        _sett_maal(ledd[slag], samling, nivaa)
    _sett(ledd[Slag.BEHOV], samling.behov, samling, poster.behov)
    _sett(ledd[Slag.TILTAK], samling.tiltak, samling, poster.tiltak)
    _sett(ledd[Slag.SOKNAD], samling.soknader, samling, poster.soknad)


def _sett(ledd: Ledd, rader: Rader, samling: Samling, som_post, nokler=None):
    nokler = rader.nokler if nokler is None else nokler
    ledd.antall = len(nokler)
    ledd.poster = [som_post(rader.vist[pk], samling.fokus) for pk in nokler if pk in rader.vist][:VISES]


def _sett_maal(ledd, samling, nivaa):
    """The goals of one level. One that the plan of the same level has answered, stands there as the answer."""
    rader, nivaaer = samling.maal, samling.nivaaer
    her = [pk for pk in rader.nokler if nivaaer[pk] == nivaa]
    svart = {ett.over_id for ett in rader.vist.values() if ett.er_arvet and nivaaer[ett.pk] == nivaa}
    if samling.er(Maal):
        svart.discard(samling.fokus.pk)
    _sett(ledd, rader, samling, poster.maal, [pk for pk in her if pk not in svart])
    ledd.skjult = sum(ett == nivaa for ett in nivaaer.values()) - len(her)


def _bryt(ledd, samling):
    """Put each break at the link that is missing."""
    for slag in (Slag.DOKUMENT, Slag.BEHOV, Slag.TILTAK, Slag.SOKNAD):
        ledd[slag].skjult = getattr(samling, RADER[slag]).skjult
    for rader in (samling.maal, samling.behov, samling.tiltak, samling.soknader):
        for kode, nokler in rader.brutt.items():
            for slag, her in _per_sted(kode, nokler, samling).items():
                if her:
                    ledd[slag].brudd_per_slag.append((FRA_KODE[kode], len(her)))
                ledd[slag].antall_brudd += len(her)
                vises = [rader.vist[pk] for pk in her if pk in rader.vist]
                ledd[slag].brudd += [
                    _brudd(kode, rad, samling.bruker) for rad in vises[: VISES - len(ledd[slag].brudd)]
                ]


RADER = {Slag.DOKUMENT: "dokumenter", Slag.BEHOV: "behov", Slag.TILTAK: "tiltak", Slag.SOKNAD: "soknader"}


def _per_sted(kode, nokler, samling):
    """The link that each of the broken rows is broken at, with those of it."""
    if kode != "anker":
        return {STED[kode]: nokler}
    per_sted = defaultdict(list)
    for pk in nokler:
        per_sted[OVER[MAALLEDD[samling.nivaaer[pk]]]].append(pk)
    return per_sted


def _brudd(kode, rad, bruker):
    slag = FRA_KODE[kode]
    return Brudd(str(rad), str(slag.sier), slag.bot(rad, bruker), kode)


def _uten_dypere(rekke, samling):
    """Without the levels of goals below the deepest plan of the thread: nothing is to stand there."""
    rader = [*samling.behov.vist.values(), *samling.tiltak.vist.values()]
    nivaaer = {*samling.nivaaer.values(), *(rad.plan.nivaa for rad in rader)}
    if samling.plan:
        nivaaer.add(samling.plan.nivaa)
    dypest = max((list(MAALLEDD).index(nivaa) for nivaa in nivaaer), default=len(MAALLEDD))
    utelatt = list(MAALLEDD.values())[dypest + 1 :]
    return [ledd for ledd in rekke if ledd.slag not in utelatt or ledd.har or ledd.antall_brudd]


def _still(rekke: list[Ledd]) -> None:
    """Say how each link stands."""
    fylt = [plass for plass, ledd in enumerate(rekke) if ledd.har]
    for plass, ledd in enumerate(rekke):
        if ledd.antall_brudd:
            ledd.tilstand = Tilstand.BRUDD
        elif ledd.har:
            ledd.tilstand = Tilstand.HOLDER
        elif fylt and fylt[0] < plass < fylt[-1]:
            ledd.tilstand = Tilstand.HOPPET
