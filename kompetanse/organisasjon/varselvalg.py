"""How often a person has chosen to be mailed."""

from django.db import transaction

from kompetanse.felles.varselrytme import Rytme
from kompetanse.felles.varsler import slipp_ventende
from kompetanse.organisasjon.models import Bruker


@transaction.atomic
def velg(bruker: Bruker, rytme: Rytme) -> None:
    """From now on. What waits to be gathered goes at once when that is chosen, else when it was to go."""
    Bruker.objects.filter(pk=bruker.pk).update(varselrytme=rytme)
    if rytme == Rytme.STRAKS:
        slipp_ventende(bruker)
