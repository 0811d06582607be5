"""What every change of the catalogue does first and last: lock, ask for the right, write the audit line."""

from django.db.models import Model

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.endring import laas_kommune
from kompetanse.organisasjon.models import Bruker, Kommune

RETT = "kartlegging.change_katalog"


def laas_katalogen(bruker: Bruker) -> Kommune:
    """One change of the catalogue at a time, by one who has the right. Must run inside a transaction."""
    return laas_kommune(bruker.kommune_id, bruker=bruker, rettighet=RETT)


def logg(objekt: Model, handling: str, *, bruker: Bruker, **data) -> Hendelse:
    return tilgang.logg(objekt, handling, *tilgang.HR, bruker=bruker, **data)
