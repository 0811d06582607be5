"""What waits for a person in the plans: what each room has."""

from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer.aaret import oppgaver as aaret
from planer.aarshjul import oppgaver as aarshjul
from planer.aarsmote import oppgaver as aarsmote
from planer.drofting import oppgaver as drofting
from planer.innstilling import oppgaver as innstilling
from planer.person import oppgaver as person
from planer.plan import oppgaver as plan
from planer.samtale import oppgaver as samtale
from planer.tilskudd import oppgaver as tilskudd
from planer.tiltak import oppgaver as tiltak
from planer.vedtak import oppgaver as vedtak

ROM = (
    plan.oppgaver_for,
    aaret.oppgaver_for,
    tiltak.oppgaver_for,
    tilskudd.oppgaver_for,
    vedtak.oppgaver_for,
    person.oppgaver_for,
    samtale.oppgaver_for,
    drofting.oppgaver_for,
    aarsmote.oppgaver_for,
    innstilling.oppgaver_for,
    aarshjul.oppgaver_for,
)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [oppgave for rom in ROM for oppgave in rom(bruker)]
