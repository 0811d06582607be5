"""How many took part in learning in a year and in three, among leaders and others and by the size of the position.

Held against those who work in the kommune on the last day of the year, or today. The size of a position is that of all the
positions of a person together.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from kartlegging.dekning.skjerming import uten_smaa_forskjeller
from kompetanse.felles.formats import prosent, tall
from kompetanse.organisasjon.models import Enhet, Rolle, Rollekode, Stilling
from kurs.dager.bilde import Aaret
from kurs.dager.telling import Dagtelling, Periode
from kurs.models import Kursoppsett

AAR_TILBAKE = 3


@dataclass(frozen=True)
class Gruppe:
    """Some of the employees: what they are grouped by, what they are called, and who they are."""

    deling: str
    navn: str
    folk: frozenset[int]


@dataclass(frozen=True)
class Andelsrad:
    """So many of a group took part in the year, and in the three years that end with it."""

    deling: str
    navn: str
    ansatte: int
    i_aaret: int
    i_tre_aar: int

    @property
    def prosent_i_aaret(self) -> Decimal | None:
        return _prosent(self.i_aaret, self.ansatte)

    @property
    def prosent_i_tre_aar(self) -> Decimal | None:
        return _prosent(self.i_tre_aar, self.ansatte)

    @property
    def deler_i_aaret(self) -> list[tuple[str, int, str]]:
        """As `_maaler.html` draws them."""
        return [(self.navn, self.i_aaret, "hel")]

    @property
    def deler_i_tre_aar(self) -> list[tuple[str, int, str]]:
        return [(self.navn, self.i_tre_aar, "lys")]


def _prosent(antall, av):
    return Decimal(100 * antall) / av if av else None


def andeler(aar: int, *, med_smaa: bool) -> list[Andelsrad]:
    """A row for all, for each group of leaders and others, and for each size of position. Without `med_smaa`, for readers
    who may not see names, groups that would tell of fewer than five are left out, by themselves or by subtraction."""
    oppsett, dag = Kursoppsett.for_kommunen(), Aaret.hittil(aar).dag
    gruppene = grupper(dag, oppsett)
    if not med_smaa:
        vises = uten_smaa_forskjeller({gruppe.navn: gruppe.folk for gruppe in gruppene})
        gruppene = [gruppe for gruppe in gruppene if gruppe.navn in vises]
    i_aaret = Dagtelling(Periode.aar(aar), oppsett).deltakere()
    i_tre_aar = Dagtelling(Periode.aar(aar, AAR_TILBAKE), oppsett).deltakere()
    return [
        Andelsrad(
            gruppe.deling, gruppe.navn, len(gruppe.folk), len(gruppe.folk & i_aaret), len(gruppe.folk & i_tre_aar)
        )
        for gruppe in gruppene
    ]


def grupper(dag: dt.date, oppsett: Kursoppsett) -> list[Gruppe]:
    """All who work in the kommune on a day, and the parts of them."""
    per_person = Stilling.objects.gjeldende(dag).order_by().values_list("person_id").annotate(prosent=Sum("prosent"))
    prosenter = dict(per_person)
    alle = frozenset(prosenter)
    return [
        Gruppe(_("Alle"), _("Alle ansatte"), alle),
        *_ledergrupper(dag, alle),
        *_storrelser(prosenter, oppsett.storrelser),
    ]


def _ledergrupper(dag, alle):
    topp, ledere = lederlag(dag)
    deling = _("Lederansvar")
    return [
        Gruppe(deling, _("Toppledere og mellomledere"), alle & topp),
        Gruppe(deling, _("Førstelinjeledere"), alle & ledere - topp),
        Gruppe(deling, _("Uten lederansvar"), alle - ledere),
    ]


def lederlag(dag: dt.date) -> tuple[set[int], set[int]]:
    """Those who lead other leaders (a unit below theirs has a leader of its own), and all who lead. Deputies do not."""
    roller = Rolle.objects.gjeldende(dag).filter(type__kode__in=Rollekode.ledere())
    paa_sti = defaultdict(set)
    for sti, person in roller.values_list("enhet__path", "person_id"):
        paa_sti[sti].add(person)
    topp = set()
    for sti, ledere in paa_sti.items():
        for lengde in range(Enhet.steplen, len(sti), Enhet.steplen):
            topp |= {over for over in paa_sti.get(sti[:lengde], ()) if ledere - {over}}
    return topp, set().union(*paa_sti.values())


def _storrelser(prosenter: Mapping[int, Decimal], grenser: Iterable[int]):
    grenser = sorted(grenser)
    folk = defaultdict(set)
    for person, prosenten in prosenter.items():
        folk[sum(prosenten >= grense for grense in grenser)].add(person)
    return [
        Gruppe(_("Stillingsstørrelse"), navn, frozenset(folk[nummer]))
        for nummer, navn in enumerate(storrelsesnavn(grenser))
    ]


def storrelsesnavn(grenser: list[int]) -> list[str]:
    """«Under 50 %», «50–99 %», «100 %»."""
    if not grenser:
        return [_("Alle stillinger")]
    mellom = [
        f"{tall(fra)}–{prosent(til - 1)}" if til - fra > 1 else prosent(fra)
        for fra, til in zip(grenser, grenser[1:], strict=False)
    ]
    sist = prosent(grenser[-1]) if grenser[-1] == 100 else _("%(fra)s og mer") % {"fra": prosent(grenser[-1])}
    return [_("Under %(til)s") % {"til": prosent(grenser[0])}, *mellom, sist]
