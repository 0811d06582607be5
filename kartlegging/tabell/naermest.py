"""Who is nearest to meet a requirement, and why. Said once, for every page that names a twin to be."""

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from kartlegging.oppfylling import Grunn, Oppfylling
from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Person


class Slag(IntEnum):
    """What is left, the least first."""

    UBEKREFTET = 1
    PAA_VEI = 2
    GAATT_UT = 3
    FOR_LAVT = 4


# Of those who have not begun on anything.
AV_GRUNN = {Grunn.GAATT_UT: Slag.GAATT_UT, Grunn.FOR_LAVT: Slag.FOR_LAVT}


class Naer(NamedTuple):
    """Someone who does not meet a requirement, and is on the way to it."""

    person: Person
    svar: Oppfylling
    slag: Slag

    @property
    def kort(self) -> str:
        """«Mehmet Kaya (nivå 2, 9. februar)», under a heading that says what is left."""
        tillegg = ", ".join(filter(None, [_nivaa(self.svar), _naar(self), _vil(self.svar)]))
        return f"{self.person} ({tillegg})" if tillegg else str(self.person)

    @property
    def hvorfor(self) -> str:
        """«Mehmet Kaya, nivå 2, på vei til 9. februar»."""
        ord = {
            Slag.UBEKREFTET: _("venter på bekreftelse"),
            Slag.PAA_VEI: _("på vei til %s") % _naar(self),
            Slag.GAATT_UT: _("gikk ut %s") % _naar(self),
            Slag.FOR_LAVT: "" if self.svar.nivaa else _("for lavt nivå"),
        }[self.slag]
        return ", ".join(filter(None, [str(self.person), _nivaa(self.svar), ord, _vil(self.svar)]))


def naermest(svar: Iterable[tuple[Person, Oppfylling]]) -> list[Naer]:
    """Those who do not meet the requirement that these are the answers to, and who have something of it or have begun;
    the nearest first: only to be confirmed, on the way by day, to be renewed, then by level. Who wants to use it more
    goes before one who is as near."""
    naere = [Naer(person, ett, slag) for person, ett in svar if (slag := _slag(ett))]
    return sorted(naere, key=_avstand)


def _slag(svar):
    if svar.moter:
        return None
    if svar.grunn == Grunn.UBEKREFTET:
        return Slag.UBEKREFTET
    if svar.forventet:
        return Slag.PAA_VEI
    return AV_GRUNN.get(svar.grunn)


def _avstand(naer):
    dag = naer.svar.forventet if naer.slag == Slag.PAA_VEI else dt.date.max
    return naer.slag, dag, -(naer.svar.nivaa or 0), not naer.svar.vil_bruke_mer, str(naer.person)


def _naar(naer):
    """The day that belongs to what is left, if any."""
    if naer.slag == Slag.PAA_VEI:
        return dato_kort(naer.svar.forventet)
    return dato_kort(naer.svar.gikk_ut) if naer.slag == Slag.GAATT_UT else ""


def _nivaa(svar):
    return _("nivå %s") % svar.nivaa if svar.nivaa else ""


def _vil(svar):
    return _("vil bruke det mer") if svar.vil_bruke_mer else ""
