"""The tree as it was on a date, with head-counts and leaders: what the pages read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, F, Func, Q, QuerySet, TextField

from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Rolle, Rollekode, Stilling, Treversjon


class NbSort(Func):
    """Norwegian sort order (æ ø å last, accents folded)."""

    function = "nb_sort"
    output_field = TextField()

    def __init__(self, expression, **extra):
        super().__init__(F(expression) if isinstance(expression, str) else expression, **extra)


@dataclass
class Trenode:
    """One unit on a date. `antall` counts the people here and below, each once; `egne` those who belong here."""

    pk: int
    navn: str
    forelder: "Trenode | None" = None
    barn: list = field(default_factory=list)
    antall: int = 0
    egne: int = 0

    @property
    def over(self):
        """The units above, the municipality first."""
        return [*self.forelder.over, self.forelder] if self.forelder else []

    @property
    def alle(self):
        """This unit and all below it."""
        noder = [self]
        for node in noder:
            noder.extend(node.barn)
        return noder


@dataclass
class Tre:
    """All units of a kommune on a date. `rot` is None before the kommune was set up."""

    rot: Trenode | None
    noder: dict

    def __contains__(self, enhet_id):
        return enhet_id in self.noder

    def __getitem__(self, enhet_id):
        return self.noder[enhet_id]


def treet_paa(kommune_id: int, dato: dt.date) -> Tre:
    """The tree as it was on a date, siblings in Norwegian order, with head-counts. For reading only: everyone who asks
    gets the same one. One statement; three more when a unit or a position has changed since it was last read."""
    versjon = Treversjon.objects.filter(kommune_id=kommune_id).values_list("versjon", flat=True).first()
    return _les_treet(kommune_id, dato, versjon) if versjon else Tre(None, {})


@lru_cache(maxsize=32)
def _les_treet(kommune_id, dato, versjon):
    """`versjon` is there to be remembered by. It must be read before the tree, so that an old tree is never kept
    under a new number."""
    tre = _bygg_treet(kommune_id, dato)
    _tell_ansatte(kommune_id, tre, dato)
    return tre


def _bygg_treet(kommune_id, dato):
    perioder = Enhetsperiode.objects.filter(
        Q(til__isnull=True) | Q(til__gte=dato), kommune_id=kommune_id, fra__lte=dato
    )
    rader = list(perioder.order_by(NbSort("navn"), "enhet_id").values_list("enhet_id", "navn", "forelder_id"))
    noder = {pk: Trenode(pk, navn) for pk, navn, _forelder in rader}
    rot = None
    for pk, _navn, forelder_id in rader:
        if forelder_id in noder:
            noder[pk].forelder = noder[forelder_id]
            noder[forelder_id].barn.append(noder[pk])
        elif forelder_id is None:
            rot = noder[pk]
    return Tre(rot, noder)


def ansatte_i(enhet: Enhet, dato: dt.date, *, med_underliggende: bool = False) -> QuerySet[Stilling]:
    """Positions in the unit (and below it) on a date, with people, as the tree was then."""
    enheter = [enhet.pk]
    if med_underliggende:
        tre = treet_paa(enhet.kommune_id, dato)
        enheter = [node.pk for node in tre[enhet.pk].alle] if enhet.pk in tre else []
    stillinger = Stilling.objects.gjeldende(dato).filter(enhet__in=enheter, kommune_id=enhet.kommune_id)
    return stillinger.select_related("person", "enhet").order_by(
        NbSort("person__etternavn"), NbSort("person__fornavn"), "person_id", "-prosent", "pk"
    )


def _tell_ansatte(kommune_id, tre, dato):
    """Fill in the head-counts. Two queries.

    A head-count is people with a position on the date; someone who works in several units counts once in each unit
    above them.
    """
    stillinger = Stilling.objects.gjeldende(dato).filter(kommune_id=kommune_id).order_by()
    for enhet_id, antall in stillinger.values_list("enhet_id").annotate(antall=Count("*")):
        if enhet_id in tre:
            tre[enhet_id].egne = antall
            for node in [*tre[enhet_id].over, tre[enhet_id]]:
                node.antall += antall
    # Positions are counted first, since that needs no sorting; the few who hold several are put right afterwards.
    med_flere = stillinger.values("person").annotate(antall=Count("*")).filter(antall__gt=1).values("person")
    enheter = defaultdict(list)
    for person_id, enhet_id in stillinger.filter(person__in=med_flere).values_list("person_id", "enhet_id"):
        enheter[person_id].append(enhet_id)
    for en_persons in enheter.values():
        _tell_en_gang([tre[enhet_id] for enhet_id in en_persons if enhet_id in tre])


def _tell_en_gang(noder):
    """Someone who holds several positions is counted once in each of the units, and once in each unit above them."""
    egne, sett = set(), set()
    for node in noder:
        if node.pk in egne:
            node.egne -= 1
        egne.add(node.pk)
        for over in [*node.over, node]:
            if over.pk in sett:
                over.antall -= 1
            sett.add(over.pk)


def ledere(enhet_ider: Iterable[int], dato: dt.date) -> dict[int, list[str]]:
    """Unit → names of its leaders on a date. One query."""
    roller = Rolle.objects.gjeldende(dato).filter(enhet__in=enhet_ider, type__kode__in=Rollekode.ledere())
    navn = {}
    for enhet_id, fornavn, etternavn in roller.order_by("type__rekkefolge", "pk").values_list(
        "enhet_id", "person__fornavn", "person__etternavn"
    ):
        lederne = navn.setdefault(enhet_id, [])
        if (leder := f"{fornavn} {etternavn}".strip()) not in lederne:
            lederne.append(leder)
    return navn
