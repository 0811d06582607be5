"""What waits for a person in the evaluations: what each room has."""

from evaluering.bruk import oppgaver as bruk
from evaluering.svar import oppgaver as svar
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker

ROM = (svar.oppgaver_for, bruk.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [oppgave for rom in ROM for oppgave in rom(bruker)]
