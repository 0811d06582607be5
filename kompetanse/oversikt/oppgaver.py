"""What waits for a person today, gathered from every app."""

import datetime as dt

from kartlegging.dekning import oppgaver as dekning
from kartlegging.krav import oppgaver as krav
from kartlegging.profil import oppgaver as profil
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker
from soknader import oppgaver as soknader

KILDER = (soknader.oppgaver_for, krav.oppgaver_for, profil.oppgaver_for, dekning.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Everything that waits for the user, the most urgent first; without a deadline last."""
    alle = [oppgave for kilde in KILDER for oppgave in kilde(bruker)]
    return sorted(alle, key=lambda oppgave: oppgave.frist_dato or dt.date.max)
