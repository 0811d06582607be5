"""Where a unit is thin: what hangs on one, what too few can, who is below their own requirements, what runs out."""

import datetime as dt
from collections import Counter
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.tabell.bilde import Kartlegging, Kravrad
from kompetanse.felles.formats import tall, tallord

# So many points of each kind are shown before the rest become a number.
PUNKTER = 6


class Punkt(NamedTuple):
    """One point: what, why, and the requirement that it is about, if it is one."""

    hva: str
    hvorfor: str
    krav_id: int | None = None


class Del(NamedTuple):
    """The points of one kind, the worst first; `flere` are those that are not shown."""

    navn: str
    tone: str
    ikon: str
    punkter: list[Punkt]
    flere: int


def tynt(tabell: Kartlegging) -> list[Del]:
    """What the panel shows, of a table whose rows stand with the thinnest first. Asks the database for nothing."""
    alene = [rad for rad in tabell.rader if rad.alene]
    for_faa = [rad for rad in tabell.rader if rad.krav.antall and rad.mangler and not rad.alene]
    deler = (
        (_("Bare én kan det"), "fare", "Person", [Punkt(*_alene(rad)) for rad in alene]),
        (_("For få"), "varsel", "Minus", [Punkt(*_for_faa(rad)) for rad in for_faa]),
        (_("Egne krav"), "varsel", "PersonGroup", _egne_krav(tabell)),
        (_("Går ut innen 90 dager"), "varsel", "Clock", _gaar_ut(tabell)),
    )
    return [
        Del(navn, tone, ikon, punkter[:PUNKTER], max(len(punkter) - PUNKTER, 0))
        for navn, tone, ikon, punkter in deler
        if punkter
    ]


def naermest_tekst(rad: Kravrad) -> str:
    """«Nærmest: Mehmet Kaya, nivå 2, på vei til 9. februar», or that nobody is."""
    naer = next(iter(rad.naermest), None)
    return _("Nærmest: %s") % naer.hvorfor if naer else _("Ingen er nær")


def _alene(rad):
    ((holder, _svar),) = rad.moter
    deler = [str(holder), _("trenger %s") % tall(rad.trengs), naermest_tekst(rad)]
    return str(rad.krav.kompetanse), " · ".join(deler), rad.krav.pk


def _for_faa(rad):
    antall = _("%(har)s av %(trengs)s") % {"har": tall(rad.antall_dekket), "trengs": tall(rad.trengs)}
    return str(rad.krav.kompetanse), f"{antall} · {naermest_tekst(rad)}", rad.krav.pk


def _egne_krav(tabell):
    mangler = Counter(person.pk for rad in tabell.rader for person, svar in rad.svar if svar.mangler(tabell.dag))
    if not mangler:
        return []
    folk, krav = len(mangler), sum(mangler.values())
    hvem = ngettext("%s medarbeider", "%s medarbeidere", folk) % tallord(folk).capitalize()
    return [Punkt(hvem, _("mangler til sammen %s krav") % tallord(krav, "n"))]


def _gaar_ut(tabell):
    """One point for each person and competence, by the last day."""
    siste = {}
    for rad in tabell.rader:
        for person, svar in rad.gaar_ut:
            nokkel = (person.pk, rad.krav.kompetanse_id)
            siste[nokkel] = min(
                siste.get(nokkel, (dt.date.max,)), (svar.holder_til, str(person), rad), key=itemgetter(0)
            )
    return [
        Punkt(navn, f"{rad.krav.kompetanse}, {_om_dager((dag - tabell.dag).days)}", rad.krav.pk)
        for dag, navn, rad in sorted(siste.values(), key=lambda en: en[:2])
    ]


def _om_dager(dager):
    return ngettext("om %s dag", "om %s dager", dager) % tall(dager) if dager else _("siste dag i dag")
