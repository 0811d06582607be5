"""What waits for a person today, gathered from every app."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from evaluering import oppgaver as evaluering
from kartlegging import oppgaver as kartlegging
from kompetanse.felles.oppgaver import Oppgave, oppgavene
from kompetanse.organisasjon.models import Bruker
from kurs import oppgaver as kurs
from planer import oppgaver as planer
from soknader import oppgaver as soknader

KILDER = (
    (_("Søknader og midler"), soknader.slag_for),
    (_("Planer og samtaler"), planer.slag_for),
    (_("Kurs"), kurs.slag_for),
    (_("Kompetanse"), kartlegging.slag_for),
    (_("Evaluering"), evaluering.slag_for),
)
# So many stand in one list. More are gathered by what they are about: the urgent ones and some more, the rest folded.
FAA, FREMME = 7, 3


@dataclass(frozen=True)
class Gruppe:
    """Tasks about the same, the most urgent first; without a name when they are all there is."""

    navn: str
    oppgaver: list[Oppgave]

    @cached_property
    def antall_fremme(self) -> int:
        haster = sum(oppgave.haster for oppgave in self.oppgaver)
        return max(haster, FREMME) if self.navn else len(self.oppgaver)

    @property
    def fremme(self) -> list[Oppgave]:
        return self.oppgaver[: self.antall_fremme]

    @property
    def foldet(self) -> list[Oppgave]:
        return self.oppgaver[self.antall_fremme :]


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Everything that waits for the user, the most urgent first; without a deadline last."""
    alle = (replace(slag, om=om) for om, kilde in KILDER for slag in kilde(bruker))
    return sorted(oppgavene(alle), key=lambda oppgave: oppgave.frist_dato or dt.date.max)


def gruppert(oppgaver: list[Oppgave]) -> list[Gruppe]:
    """As Min side shows what `oppgaver_for` gave: the group with the nearest deadline first."""
    if len(oppgaver) <= FAA:
        return [Gruppe("", oppgaver)]
    om = dict.fromkeys(oppgave.om for oppgave in oppgaver)
    return [Gruppe(navn, [oppgave for oppgave in oppgaver if oppgave.om == navn]) for navn in om]
