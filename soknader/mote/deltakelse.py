"""Who is called to the decision group's meeting: the holders of the group's roles that day, and their deputies; how many
must be there; and who of them steps aside in a case."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import og_liste, tallord
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person, Rollekode, Stedfortreder, Stilling
from soknader.models import Mote, Motedeltaker, Motesak

# What `Motedeltaker` keeps of an `Innkalt`, besides the person.
FELT = ("i_rolle", "paa_vegne_av", "medlem", "i_stedet_for")
GRUPPENS_ROLLER = (Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)


class Innkalt(NamedTuple):
    """One person to call. `kommer` is False for a holder who has a deputy that day; `i_stedet_for` are the people whose
    seats a deputy takes, `medlem` says that one has a seat of one's own."""

    person: Person
    i_rolle: str
    medlem: bool = True
    kommer: bool = True
    i_stedet_for: tuple[Person, ...] = ()

    @property
    def felt(self) -> dict:
        """What `Motedeltaker` keeps of it."""
        return {
            "i_rolle": self.i_rolle[:200],
            "paa_vegne_av": og_liste(map(str, self.i_stedet_for))[:200],
            "medlem": self.medlem,
            "i_stedet_for": [person.pk for person in self.i_stedet_for],
        }


class Oppmote(NamedTuple):
    """How many are there, of how many seats, and how many there must be."""

    til_stede: int
    plasser: int
    kreves: int

    @classmethod
    def av(cls, mote: Mote, deltakere: Sequence[Motedeltaker]) -> "Oppmote":
        medlemmer = {deltaker.person_id for deltaker in deltakere if deltaker.medlem}
        # Who is on leave is not on the list, and the deputy has the seat.
        plasser = len(medlemmer.union(*(deltaker.i_stedet_for for deltaker in deltakere)))
        kreves = math.ceil(plasser * mote.kommune.soknadsoppsett.til_stede_prosent / 100)
        return cls(sum(deltaker.til_stede for deltaker in deltakere), plasser, kreves)

    @property
    def regel(self):
        """«Minst fire av sju må være til stede for at gruppen skal kunne avgjøre saker.»"""
        return _("Minst %(antall)s av %(alle)s må være til stede for at gruppen skal kunne avgjøre saker.") % {
            "antall": tallord(self.kreves),
            "alle": tallord(self.plasser),
        }

    @property
    def for_faa(self):
        """The warning in words when fewer are there, or nothing."""
        if self.til_stede >= self.kreves:
            return ""
        return f"{_('Bare %(antall)s er til stede.') % {'antall': tallord(self.til_stede)}} {self.regel}"


def innkalte(kommune_id: int, dato: dt.date) -> list[Innkalt]:
    """The people to call on a date, each once: four statements, whatever the size of the group. In the place of a holder
    who is on leave that day only a deputy is called."""
    roller = [rolle for kode in GRUPPENS_ROLLER for rolle in tilgang.innehavere(kommune_id, kode, paa_dato=dato)]
    stedfortredere = list(
        Stedfortreder.objects.filter(rolle__in=roller, fra__lte=dato, til__gte=dato)
        .select_related("person", "rolle__person")
        .order_by("pk")
    )
    stillinger = _stillinger({rolle.person_id for rolle in roller}, dato)
    borte = {vikar.rolle.person_id for vikar in stedfortredere}
    kalt = {}
    for rolle in (rolle for rolle in roller if not rolle.person.er_i_permisjon(dato)):
        i_rolle = stillinger.get(rolle.person_id, rolle.type.navn)
        kalt.setdefault(rolle.person_id, Innkalt(rolle.person, i_rolle, kommer=rolle.person_id not in borte))
    for vikar, innehavere in _per_vikar(stedfortredere).items():
        som = _("stedfortreder for %(person)s") % {"person": og_liste(map(str, innehavere))}
        egen = kalt.get(vikar.pk, Innkalt(vikar, "", medlem=False))
        i_rolle = ", ".join(filter(None, [egen.i_rolle, som]))
        kalt[vikar.pk] = egen._replace(i_rolle=i_rolle, i_stedet_for=tuple(innehavere))
    return list(kalt.values())


def _per_vikar(stedfortredere):
    """Deputy → those whose roles the deputy acts in, each once."""
    svar = defaultdict(dict)
    for rad in stedfortredere:
        svar[rad.person][rad.rolle.person] = True
    return svar


def inhabile_i(sak: Motesak, deltakere: Iterable[Motedeltaker]) -> set[int]:
    """Ids of the people who step aside in a case: those who are down as inhabile, and a deputy who is there only in their
    place (in the line too, nobody answers for one who has stepped aside)."""
    inhabile = {person.pk for person in sak.inhabile.all()}
    vikarer = {rad.person_id: rad.i_stedet_for for rad in deltakere if rad.i_stedet_for and not rad.medlem}
    return inhabile | {vikar for vikar, innehavere in vikarer.items() if inhabile.issuperset(innehavere)}


def _stillinger(personer, dato):
    """«Avdelingsdirektør, IKT-tjenester» per person, the main position first."""
    rader = (
        Stilling.objects.gjeldende(dato)
        .filter(person__in=personer)
        .select_related("enhet")
        .order_by("hovedstilling", "prosent", "pk")
    )
    return {stilling.person_id: str(stilling) for stilling in rader}
