"""What waits for a person in the evaluations: what each room has."""

from evaluering.bruk import oppgaver as bruk
from evaluering.svar import oppgaver as svar
from kompetanse.felles.oppgaver import Slag
from kompetanse.organisasjon.models import Bruker

ROM = (svar.slag_for, bruk.slag_for)


def slag_for(bruker: Bruker) -> list[Slag]:
    """What may wait for this user, in no order."""
    return [slag for rom in ROM for slag in rom(bruker)]
