"""How a requirement stands in a unit: how many must hold it, how many do, and how many are missing.

Counted from the answers of `oppfylling` about the people of the unit, and nowhere else.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kartlegging import labels
from kartlegging.models import Kompetansekrav
from kartlegging.oppfylling import Oppfylling
from kompetanse.felles.formats import tall
from kompetanse.organisasjon.models import Enhet, Person

# With more people than this no page names each of them.
STOR = 500


@dataclass
class Kravtelling:
    """One requirement in one unit, and how the people there stand to it: (who, Oppfylling) pairs."""

    krav: Kompetansekrav
    dag: dt.date
    svar: list[tuple[Any, Oppfylling]] = field(default_factory=list)

    @cached_property
    def moter(self):
        return [(person, svar) for person, svar in self.svar if svar.moter]

    @cached_property
    def trengs(self):
        """How many must hold it: so many as the requirement says, or each one whom it concerns."""
        return self.krav.antall or sum(svar.berort for _person, svar in self.svar)

    @cached_property
    def mangler(self):
        """How many are missing. Who has a deadline that has not passed is not yet missing."""
        if self.krav.antall:
            return max(0, self.krav.antall - len(self.moter))
        return sum(svar.mangler(self.dag) for _person, svar in self.svar)

    @property
    def alene(self):
        """Exactly one can do what several should be able to, so that all hangs on that one."""
        return bool(self.krav.antall) and len(self.moter) == 1

    @property
    def tvilling(self):
        return bool(self.krav.antall) and not self.mangler and len(self.moter) > 1

    @property
    def antall_dekket(self):
        return self.trengs - self.mangler if not self.krav.antall else len(self.moter)

    @property
    def gjelder(self):
        return labels.gjelder(self.krav)

    @property
    def svaret(self):
        """«Mangler 1 · én alene», «Dekket · tvilling»."""
        svar = _("Mangler %s") % tall(self.mangler) if self.mangler else _("Dekket")
        tillegg = _("én alene") if self.alene else _("tvilling") if self.tvilling else ""
        return f"{svar} · {tillegg}" if tillegg else svar


def er_stor(enhet: Enhet) -> bool:
    """Whether a unit is too large to name each one in, before its table is fetched."""
    return Person.objects.i_enhet(enhet).order_by()[: STOR + 1].count() > STOR
