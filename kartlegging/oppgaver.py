"""What waits for a person in the registry: what each room has."""

from kartlegging.dekning import oppgaver as dekning
from kartlegging.finn import oppgaver as finn
from kartlegging.katalog import oppgaver as katalog
from kartlegging.krav import oppgaver as krav
from kartlegging.profil import oppgaver as profil
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.models import Bruker

ROM = (krav.oppgaver_for, profil.oppgaver_for, dekning.oppgaver_for, katalog.oppgaver_for, finn.oppgaver_for)


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [oppgave for rom in ROM for oppgave in rom(bruker)]
