"""The matrix of a unit: its people, the competences that the work there asks for, and how the two meet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from kartlegging import paa_vei
from kartlegging.models import Kompetanse, Stillingskategori
from kartlegging.oppfylling import Besittelse, Oppfylling, besittelse
from kartlegging.tabell.bilde import Kartlegging, Kravrad
from kompetanse.organisasjon.models import Person, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor


@dataclass(frozen=True)
class Kolonne:
    """One competence, with the requirements on it, the thinnest first; none when people have it and nothing asks."""

    kompetanse: Kompetanse
    gruppe: str
    krav: list[Kravrad]

    @property
    def mangler(self) -> int:
        return sum(rad.mangler for rad in self.krav)

    def etter(self, tabell: Kartlegging) -> "Kolonne":
        """The same with the answers of another table."""
        return replace(self, krav=[rad for rad in tabell.rader if rad.krav.kompetanse_id == self.kompetanse.pk])


@dataclass
class Rad:
    """One person: what they have, and how they stand to what is asked of each competence."""

    person: Person
    kategori: str
    har: dict[int, Besittelse] = field(default_factory=dict)
    svar: dict[int, list[Oppfylling]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def egne(self) -> list[Oppfylling]:
        """The answers to the requirements that concern this person by name."""
        return [svar for alle in self.svar.values() for svar in alle if svar.berort]

    @property
    def moter(self) -> int:
        return sum(svar.moter for svar in self.egne)

    def mangler(self, kompetanse_id: int, dag: dt.date) -> bool:
        return any(svar.mangler(dag) for svar in self.svar.get(kompetanse_id, ()))


@dataclass(frozen=True)
class Matrise:
    """The columns in their groups, and the people in theirs."""

    tabell: Kartlegging
    kolonner: list[Kolonne]
    rader: list[Rad]

    @property
    def dag(self) -> dt.date:
        return self.tabell.dag

    @property
    def grupper(self) -> list[tuple[str, list[Kolonne]]]:
        return _i_grupper(self.kolonner, lambda kolonne: kolonne.gruppe)

    @property
    def kategorier(self) -> list[tuple[str, list[Rad]]]:
        return _i_grupper(self.rader, lambda rad: rad.kategori)

    @property
    def skala(self) -> list:
        """The levels of the first scale in use, for the legend."""
        return next(filter(None, (kolonne.kompetanse.trinn for kolonne in self.kolonner)), [])

    @property
    def egne_krav(self) -> tuple[int, int]:
        """What those who are shown are to meet by name: (met, in all)."""
        return sum(rad.moter for rad in self.rader), sum(len(rad.egne) for rad in self.rader)

    def utvalg(self, kolonner: Callable, rader: Callable) -> "Matrise":
        """Those columns and people of whom the functions say yes."""
        return replace(self, kolonner=[*filter(kolonner, self.kolonner)], rader=[*filter(rader, self.rader)])

    def har_hull(self, rad: Rad) -> bool:
        return any(rad.mangler(kolonne.kompetanse.pk, self.dag) for kolonne in self.kolonner)

    def er_hull(self, kolonne: Kolonne) -> bool:
        return any(rad.mangler(kolonne.kompetanse.pk, self.dag) for rad in self.rader)


def matrise(tabell: Kartlegging, *, alt: bool = False) -> Matrise:
    """The matrix of a unit whose table is fetched, in four statements more. `alt`: also what people there have or are on
    the way to and nothing asks for, in one more."""
    krav = defaultdict(list)
    for rad in tabell.rader:
        krav[rad.krav.kompetanse_id].append(rad)
    folk = Person.objects.i_enhet(tabell.enhet)
    rader = _rader(tabell)
    for kompetanse_id, kravrader in krav.items():
        for _person, svar in (par for rad in kravrader for par in rad.svar):
            rader[svar.person_id].svar[kompetanse_id].append(svar)
    valgt = Q(pk__in=list(krav))
    if alt:
        valgt |= Q(pk__in=folk.order_by().values("kompetanser__kompetanse")) | Q(pk__in=paa_vei.kompetanser_hos(folk))
    kompetanser = Kompetanse.objects.filter(valgt)
    for har in besittelse(folk, kompetanser, tabell.dag):
        rader[har.person_id].har[har.kompetanse_id] = har
    med_skala = kompetanser.select_related("skala", "gruppe__forelder").prefetch_related("skala__trinn")
    kolonner = [Kolonne(kompetanse, _gruppe(kompetanse), krav[kompetanse.pk]) for kompetanse in med_skala]
    return Matrise(tabell, sorted(kolonner, key=_kolonneorden), sorted(rader.values(), key=_radorden))


def sortert(matrise: Matrise, orden: str) -> Matrise:
    """The people of each category by `navn`, by `sum` (the share of their own requirements that they meet) or by a
    column (`k12`: the competence with that key), with «-» in front for falling; else as they stand."""
    felt, fallende = orden.removeprefix("-"), orden.startswith("-")
    rader = list(reversed(matrise.rader)) if orden == "-navn" else matrise.rader
    if felt == "sum":
        rader = sorted(rader, key=lambda rad: rad.moter / (len(rad.egne) or 1), reverse=fallende)
    elif kompetanse_id := {f"k{ett.kompetanse.pk}": ett.kompetanse.pk for ett in matrise.kolonner}.get(felt):
        rader = sorted(rader, key=lambda rad: _styrke(rad.har.get(kompetanse_id)), reverse=fallende)
    return replace(matrise, rader=sorted(rader, key=_radorden))


def _styrke(har):
    return (har.gyldig, har.nivaa or 0, har.bekreftet) if har else (False, 0, False)


def _rader(tabell):
    """The people, each in the category of the largest position there."""
    stillinger = Stilling.objects.gjeldende(tabell.dag).filter(sti_innenfor(tabell.enhet.path, "enhet__path"))
    i_enheten = stillinger.order_by("prosent", "-pk").values_list("person_id", "kategorien__kategori_id")
    kategori_av = dict(i_enheten)
    navn = dict(Stillingskategori.objects.filter(pk__in=set(kategori_av.values())).values_list("pk", "navn"))
    return {person.pk: Rad(person, navn.get(kategori_av.get(person.pk), "")) for person in tabell.folk}


def _gruppe(kompetanse):
    """Proofs stand together; the others by the area of the catalogue."""
    if kompetanse.skala is None:
        return _("Bevis")
    return str(kompetanse.gruppe.forelder or kompetanse.gruppe)


def _kolonneorden(kolonne):
    omraade = kolonne.kompetanse.gruppe.forelder or kolonne.kompetanse.gruppe
    bevis = kolonne.kompetanse.skala is None
    return not bevis, () if bevis else (omraade.rekkefolge, omraade.navn), kolonne.kompetanse.navn


def _radorden(rad):
    return not rad.kategori, rad.kategori


def _i_grupper(ting, navn):
    """In the order they come, those of one name together."""
    grupper = defaultdict(list)
    for en in ting:
        grupper[navn(en)].append(en)
    return list(grupper.items())
