"""Who is called to the decision group's meeting: the holders of the group's roles that day, and their deputies."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.formats import og_liste
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person, Rollekode, Stedfortreder, Stilling

GRUPPENS_ROLLER = (Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)


class Innkalt(NamedTuple):
    """One person to call. `kommer` is False for a holder who has a deputy that day; `i_stedet_for` are the ids of the
    people whose seats a deputy takes, none for one who is a member too."""

    person: Person
    i_rolle: str
    kommer: bool = True
    i_stedet_for: frozenset[int] = frozenset()


def innkalte(kommune_id: int, dato: dt.date) -> list[Innkalt]:
    """The people to call on a date, each once: four statements, whatever the size of the group."""
    roller = [rolle for kode in GRUPPENS_ROLLER for rolle in tilgang.innehavere(kommune_id, kode, paa_dato=dato)]
    stedfortredere = list(
        Stedfortreder.objects.filter(rolle__in=roller, fra__lte=dato, til__gte=dato)
        .select_related("person", "rolle__person")
        .order_by("pk")
    )
    stillinger = _stillinger({rolle.person_id for rolle in roller}, dato)
    borte = {vikar.rolle.person_id for vikar in stedfortredere}
    kalt = {}
    for rolle in roller:
        i_rolle = stillinger.get(rolle.person_id, rolle.type.navn)
        kalt.setdefault(rolle.person_id, Innkalt(rolle.person, i_rolle[:200], rolle.person_id not in borte))
    for vikar, innehavere in _per_vikar(stedfortredere).items():
        egen = kalt.get(vikar.pk)
        i_rolle = _("stedfortreder for %(person)s") % {"person": og_liste(map(str, innehavere))}
        kalt[vikar.pk] = (
            egen._replace(i_rolle=f"{egen.i_rolle}, {i_rolle}"[:200])
            if egen
            else Innkalt(vikar, i_rolle[:200], i_stedet_for=frozenset(person.pk for person in innehavere))
        )
    return list(kalt.values())


def _per_vikar(stedfortredere):
    """Deputy → those whose roles the deputy acts in, each once."""
    svar = defaultdict(dict)
    for rad in stedfortredere:
        svar[rad.person][rad.rolle.person] = True
    return svar


def _stillinger(personer, dato):
    """«Avdelingsdirektør, IKT-tjenester» per person, the main position first."""
    rader = (
        Stilling.objects.gjeldende(dato)
        .filter(person__in=personer)
        .select_related("enhet")
        .order_by("hovedstilling", "prosent", "pk")
    )
    return {stilling.person_id: str(stilling) for stilling in rader}
