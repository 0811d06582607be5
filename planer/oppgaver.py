"""What waits for a person in the plans: what each room has."""

from collections.abc import Iterator

from kompetanse.felles.oppgaver import Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.aaret import oppgaver as aaret
from planer.aarshjul import oppgaver as aarshjul
from planer.aarsmote import oppgaver as aarsmote
from planer.drofting import oppgaver as drofting
from planer.innstilling import oppgaver as innstilling
from planer.models import Planoppsett
from planer.person import oppgaver as person
from planer.plan import oppgaver as plan
from planer.samtale import oppgaver as samtale
from planer.tilskudd import oppgaver as tilskudd
from planer.tiltak import oppgaver as tiltak
from planer.vedtak import oppgaver as vedtak

ROM = (
    tiltak.slag_for,
    tilskudd.slag_for,
    vedtak.slag_for,
    person.slag_for,
    samtale.slag_for,
    drofting.slag_for,
    aarsmote.slag_for,
    innstilling.slag_for,
    aarshjul.slag_for,
)


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user, in no order. One statement, for leaders and HR, for what is decided of the year."""
    if bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER):
        oppsett = Planoppsett.for_kommunen()
        yield from plan.slag_for(bruker, oppsett)
        yield from aaret.slag_for(bruker, oppsett)
    for rom in ROM:
        yield from rom(bruker)
