"""What waits for a person in the registry: what each room has."""

from collections.abc import Iterator

from kartlegging.dekning import oppgaver as dekning
from kartlegging.finn import oppgaver as finn
from kartlegging.katalog import oppgaver as katalog
from kartlegging.krav import oppgaver as krav
from kartlegging.profil import oppgaver as profil
from kompetanse.felles.oppgaver import Slag
from kompetanse.organisasjon.ledelse import ledede_enheter, naermeste_folk
from kompetanse.organisasjon.models import Bruker


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user, in no order. Two statements, for those who lead a unit, to find whom they lead."""
    if bruker.person_id is None:
        return
    folk = {rolle: folk - {bruker.person_id} for rolle, folk in naermeste_folk(ledede_enheter(bruker)).items()}
    yield krav.slag(bruker.person_id, folk)
    yield from profil.slag_for(bruker.person_id, folk)
    yield dekning.slag(bruker.person_id, folk)
    yield from katalog.slag_for(bruker)
    yield from finn.slag_for(bruker)
