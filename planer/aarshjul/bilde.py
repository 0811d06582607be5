"""What the page of the wheel shows: the activities of a unit and those above it in a year, and where each stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import i_setning, og_liste, sitat
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.aarshjul import hjul
from planer.models import Aarsaktivitet, Aarsutforelse, Ring
from planer.naar import Periode
from planer.sider import Side, side_for

RINGER = list(Ring)


@dataclass(frozen=True)
class Sted:
    """Where a reader stands: the unit whose wheel it is, those above it, and where the reader works."""

    enhet: Enhet
    over: list[Enhet]
    bruker: Bruker

    @cached_property
    def nivaaer(self) -> int:
        return len(self.bruker.kommune.nivaanavn)

    @cached_property
    def arbeidssteder(self) -> list[str]:
        stillinger = Stilling.objects.filter(person=self.bruker.person_id).gjeldende()
        return list(stillinger.values_list("enhet__path", flat=True))

    def utforende(self, aktivitet: Aarsaktivitet) -> Enhet | None:
        """The unit on the way down to this one that does the activity; None when it is done further down, or by each."""
        dybder = aktivitet.gjores_paa(self.nivaaer)
        mulige = [enhet for enhet in (*self.over, self.enhet) if enhet.depth in dybder]
        return mulige[-1] if mulige else None

    def er_min(self, aktivitet: Aarsaktivitet) -> bool:
        """It is for the reader to do, by a role on the way down to the unit or below it, or as everyone does it."""
        if aktivitet.ring == Ring.ANSATT:
            return any(sti.startswith(aktivitet.enhet.path) for sti in self.arbeidssteder)
        return any(
            aktivitet.gjores_av(rolle.sti, rolle.kode, self.nivaaer)
            for rolle in tilgang.aktive_roller(self.bruker)
            if rolle.sti.startswith(self.enhet.path) or self.enhet.path.startswith(rolle.sti)
        )


class Stand:
    """What is done of some activities in a year, and by whom it is to be done. Three statements."""

    def __init__(self, sted: Sted, aktiviteter: Iterable[Aarsaktivitet], aar: int):
        self.sted, enhet = sted, sted.enhet
        her_og_under = sti_innenfor(enhet.path, "enhet__path")
        her = Q(enhet__in=[*sted.over, enhet]) | her_og_under
        utforelser = Aarsutforelse.objects.filter(aktivitet__in=aktiviteter, aar=aar)
        self._egne = set(utforelser.filter(person=sted.bruker.person_id).values_list("aktivitet", flat=True))
        self._gjort = defaultdict(set)
        for aktivitet_id, sti in utforelser.filter(her).values_list("aktivitet", "enhet__path"):
            self._gjort[aktivitet_id].add(sti)
        koder = {kode for aktivitet in aktiviteter for kode in aktivitet.koder}
        roller = Rolle.objects.gjeldende().filter(her, type__kode__in=koder).order_by()
        stier = defaultdict(set)
        for sti, kode in roller.values_list("enhet__path", "type__kode"):
            stier[kode].add(sti)
        # Once for all that are alike: a kommune has a leader in each of thousands of units.
        like = {ett.hvem_og_hvor(sted.nivaaer): ett for ett in aktiviteter}
        steder = {likt: ett.som_gjor(stier, sted.nivaaer) for likt, ett in like.items()}
        self._steder = {ett.pk: steder[ett.hvem_og_hvor(sted.nivaaer)] for ett in aktiviteter}

    def _skal(self, aktivitet):
        """The paths of the units that are to do it, and have someone to."""
        return self._steder[aktivitet.pk]

    def antall(self, aktivitet: Aarsaktivitet) -> tuple[int, int] | None:
        """Of an activity that is done further down: how many units have done it, of how many."""
        if aktivitet.ring == Ring.ANSATT or self.sted.utforende(aktivitet):
            return None
        skal = self._skal(aktivitet)
        return len(skal & self._gjort[aktivitet.pk]), len(skal)

    def er_gjort(self, aktivitet: Aarsaktivitet) -> bool:
        if aktivitet.ring == Ring.ANSATT:
            return aktivitet.pk in self._egne
        if antall := self.antall(aktivitet):
            return antall[1] > 0 and antall[0] == antall[1]
        return self._er_gjort_over(aktivitet)

    def _er_gjort_over(self, aktivitet):
        """By the unit; where nobody has the role there, by the nearest above that has someone."""
        skal, dybder = self._skal(aktivitet), aktivitet.gjores_paa(self.sted.nivaaer)
        for enhet in reversed([*self.sted.over, self.sted.enhet]):
            if enhet.depth in dybder and enhet.path in self._gjort[aktivitet.pk]:
                return True
            if enhet.path in skal:
                return False
        return False

    def mangler_folk(self, aktivitet: Aarsaktivitet) -> bool:
        """Nobody has the role that is to do it."""
        return aktivitet.ring != Ring.ANSATT and not self._skal(aktivitet)


@dataclass(frozen=True)
class Rad:
    """One activity in a year, as one reader sees it."""

    nummer: int
    aktivitet: Aarsaktivitet
    periode: Periode
    er_gjort: bool
    er_min: bool
    kan_merke: bool
    mangler_folk: bool
    antall: tuple[int, int] | None
    side: Side | None

    @property
    def hvem(self) -> str:
        """Whose it is, where it is taken up, and how many have done it."""
        return " · ".join(filter(None, [hvem(self.aktivitet), self.aktivitet.fora, self.stand]))

    @property
    def stand(self) -> str:
        if self.antall is None or not self.antall[1]:
            return ""
        tekst = ngettext("%(gjort)s av %(alle)s enhet", "%(gjort)s av %(alle)s enheter", self.antall[1])
        return tekst % {"gjort": self.antall[0], "alle": self.antall[1]}

    @property
    def ringklasse(self) -> str:
        return f"r{RINGER.index(self.aktivitet.ring) + 1}"


def hvem(aktivitet: Aarsaktivitet) -> str:
    """Whose it is, in words."""
    if navn := [rolle.navn for rolle in aktivitet.roller.all()]:
        return og_liste([navn[0], *map(i_setning, navn[1:])])
    return {
        Ring.KOMMUNE: _("HR"),
        Ring.SEKTOR: _("Lederen for hver sektor"),
        Ring.ENHET: _("Lederen for hver enhet"),
        Ring.ANSATT: _("Alle"),
    }[aktivitet.ring]


def kan_merke(sted: Sted, aktivitet: Aarsaktivitet) -> bool:
    """The reader may say that it is done where the wheel stands."""
    if aktivitet.ring == Ring.ANSATT:
        return sted.er_min(aktivitet)
    enhet = sted.utforende(aktivitet)
    return enhet is not None and sted.bruker.has_perm("planer.mark_aarsaktivitet", (aktivitet, enhet))


@dataclass(frozen=True)
class Aarshjul:
    """The wheel of a unit in a year."""

    sted: Sted
    aar: int
    dag: dt.date
    rader: list[Rad]
    bare_mine: bool = False

    @cached_property
    def neste(self) -> Rad | None:
        """The first that is not done and not over: one's own, else anyone's."""
        venter = [rad for rad in self.kommer if not rad.antall or rad.er_min]
        return next((rad for rad in venter if rad.er_min), None) or next(iter(venter), None)

    @property
    def ingress(self) -> str:
        if self.neste is None:
            return ""
        tekst = (
            _("Det neste for deg er %(hva)s, %(naar)s.") if self.neste.er_min else _("Det neste er %(hva)s, %(naar)s.")
        )
        return tekst % {"hva": sitat(self.neste.aktivitet), "naar": i_setning(self.neste.aktivitet.naar)}

    @cached_property
    def kommer(self) -> list[Rad]:
        return [rad for rad in self.rader if not rad.er_gjort and rad.periode.til >= self.dag]

    @cached_property
    def tidligere(self) -> list[Rad]:
        """What is done, and what the year has gone past."""
        return [rad for rad in self.rader if rad not in self.kommer]

    @cached_property
    def gjort(self) -> int:
        return sum(rad.er_gjort for rad in self.rader)

    @property
    def aarene(self) -> list[int]:
        return sorted({self.dag.year - 1, self.dag.year, self.dag.year + 1, self.aar})

    @property
    def merknader(self) -> list[str]:
        """What the year does not have."""
        return [f"{rad.aktivitet}: {rad.periode.merknad}" for rad in self.rader if rad.periode.merknad]

    @property
    def ringer(self) -> list[tuple[str, str]]:
        """The legend: class and name of each ring, from the outermost."""
        sektor = self.sted.bruker.kommune.nivaa(2)
        return [
            (f"r{nummer}", sektor if ring == Ring.SEKTOR else ring.label) for nummer, ring in enumerate(RINGER, start=1)
        ]

    @property
    def svg(self) -> SafeString:
        antall = len(self.rader)
        tekst = ngettext("Årshjul for %(aar)s med %(n)s aktivitet", "Årshjul for %(aar)s med %(n)s aktiviteter", antall)
        return hjul.tegn(
            [self._bue(rad) for rad in self.rader], self.aar, self.dag, tekst % {"aar": self.aar, "n": antall}
        )

    def _bue(self, rad):
        status = "ferdig" if rad.er_gjort else "neste" if rad is self.neste else ""
        ord_ = {"ferdig": _("gjort"), "neste": _("neste")}.get(status, "")
        return hjul.Bue(
            nummer=rad.nummer,
            ring=RINGER.index(rad.aktivitet.ring),
            fra=rad.periode.fra,
            til=rad.periode.til,
            tekst=", ".join(filter(None, [f"{rad.nummer} {rad.aktivitet}", i_setning(rad.aktivitet.naar), ord_])),
            lenke=f"#{rad.aktivitet.anker}",
            klasser=f"{rad.ringklasse} {status}".strip(),
        )


def aarshjul(enhet: Enhet, bruker: Bruker, aar: int, dag: dt.date, *, bare_mine: bool = False) -> Aarshjul:
    """The number of statements is the same whatever the size."""
    sted = Sted(enhet, list(Enhet.objects.filter(path__in=enhet.stier_over).order_by("depth")), bruker)
    aktiviteter = list(Aarsaktivitet.objects.for_enhet(enhet).i_aaret(aar).for_list())
    stand = Stand(sted, aktiviteter, aar)
    rader = [
        _rad(sted, stand, nummer, aktivitet, aar) for nummer, aktivitet in enumerate(i_rekkefolge(aktiviteter, aar), 1)
    ]
    if bare_mine:
        rader = [rad for rad in rader if rad.er_min]
    return Aarshjul(sted, aar, dag, rader, bare_mine)


def i_rekkefolge(aktiviteter: Iterable[Aarsaktivitet], aar: int) -> list[Aarsaktivitet]:
    """As the year goes; of those that begin together, the one that ends first, and then as they were made."""

    def nokkel(aktivitet) -> tuple[Any, ...]:
        periode = aktivitet.i(aar)
        return periode.fra, periode.til, aktivitet.pk

    return sorted(aktiviteter, key=nokkel)


def _rad(sted, stand, nummer, aktivitet, aar):
    return Rad(
        nummer=nummer,
        aktivitet=aktivitet,
        periode=aktivitet.i(aar),
        er_gjort=stand.er_gjort(aktivitet),
        er_min=sted.er_min(aktivitet),
        kan_merke=kan_merke(sted, aktivitet),
        mangler_folk=stand.mangler_folk(aktivitet),
        antall=stand.antall(aktivitet),
        side=side_for(aktivitet.side, sted.bruker),
    )
