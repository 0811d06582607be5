"""Who is called to the decision group's meeting: the holders of the group's roles that day, and their deputies."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person, Rollekode, Stedfortreder, Stilling

GRUPPENS_ROLLER = (Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)


class Innkalt(NamedTuple):
    """One person to call. `kommer` is False for a holder who has a deputy that day."""

    person: Person
    i_rolle: str
    kommer: bool = True


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
    for vikar in stedfortredere:
        i_rolle = _("stedfortreder for %(person)s") % {"person": vikar.rolle.person}
        kalt.setdefault(vikar.person_id, Innkalt(vikar.person, i_rolle))
    return list(kalt.values())


def _stillinger(personer, dato):
    """«Avdelingsdirektør, IKT-tjenester» per person, the main position first."""
    rader = (
        Stilling.objects.gjeldende(dato)
        .filter(person__in=personer)
        .select_related("enhet")
        .order_by("hovedstilling", "prosent", "pk")
    )
    return {stilling.person_id: str(stilling) for stilling in rader}
