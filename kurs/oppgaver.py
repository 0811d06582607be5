"""What waits for a person in the courses: what each room has."""

from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from kurs.oppmote import oppgaver as oppmote
from kurs.paamelding import oppgaver as paamelding

ROM = (paamelding.oppgaver_for, oppmote.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [oppgave for rom in ROM for oppgave in rom(bruker)]
