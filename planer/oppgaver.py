"""What waits for a person in the plans: what each room has."""

from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer.aaret import oppgaver as aaret
from planer.person import oppgaver as person
from planer.tiltak import oppgaver as tiltak
from planer.vedtak import oppgaver as vedtak

ROM = (aaret.oppgaver_for, tiltak.oppgaver_for, vedtak.oppgaver_for, person.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [oppgave for rom in ROM for oppgave in rom(bruker)]
