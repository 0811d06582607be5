"""What waits for a person today, gathered from every app."""

import datetime as dt

from kartlegging import oppgaver as kartlegging
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from planer import oppgaver as planer
from soknader import oppgaver as soknader

KILDER = (soknader.oppgaver_for, planer.oppgaver_for, kartlegging.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Everything that waits for the user, the most urgent first; without a deadline last."""
    alle = [oppgave for kilde in KILDER for oppgave in kilde(bruker)]
    return sorted(alle, key=lambda oppgave: oppgave.frist_dato or dt.date.max)
