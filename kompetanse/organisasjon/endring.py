"""What every change of the organisation does first and last: lock, ask for the right, write the audit line."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Kommune


def laas_kommune(kommune_id: int, *, bruker: Bruker | None, rettighet: str, om: Model | None = None) -> Kommune:
    """One change at a time per kommune, by one who has the right (`om`: over this object). `bruker=None`: the system
    itself acts. Must run inside a transaction."""
    # NO KEY UPDATE lets other rows that point to the kommune be written meanwhile.
    kommune = Kommune.objects.select_for_update(no_key=True).get(pk=kommune_id)
    if bruker is not None and not bruker.has_perm(rettighet, om):
        raise PermissionDenied
    return kommune


def logg(objekt: Model, handling: str, *, bruker: Bruker | None, **data) -> Hendelse:
    """The audit line, in the role that gave the right (HR before system administrator)."""
    return tilgang.logg(objekt, handling, *tilgang.FORVALTERE, bruker=bruker, **data)
