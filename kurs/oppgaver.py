"""What waits for a person in the courses: what each room has."""

from kompetanse.felles.oppgaver import Slag
from kompetanse.organisasjon.models import Bruker
from kurs.oppmote import oppgaver as oppmote
from kurs.paamelding import oppgaver as paamelding

ROM = (paamelding.slag_for, oppmote.slag_for)


def slag_for(bruker: Bruker) -> list[Slag]:
    """What may wait for this user, in no order."""
    return [slag for rom in ROM for slag in rom(bruker)]
