"""One cell changed in place. What is compared is what the cell held when it was opened: two who change each their cell of
a row do not meet."""

from django.db import transaction

from kompetanse.organisasjon.models import Bruker
from planer.endring import laas_plan, logg
from planer.handlingsplan.redigering import Redigering
from planer.models import Tiltak
from planer.tiltak.styring import RETT


class Konflikt(Exception):
    """Someone else has changed the cell since it was opened; `naa` is what it holds now, as the field has it."""

    def __init__(self, naa: str):
        super().__init__(naa)
        self.naa = naa


@transaction.atomic
def endre(tiltak: Tiltak, redigering: Redigering, skrevet: str, sett: str, *, kolonne: str, bruker: Bruker) -> Tiltak:
    """Put what was typed in the cell. `sett` is what stood there when it was opened.

    Raises ValidationError for what the cell cannot hold, and Konflikt when another has changed it to something else than
    what was typed: then nothing is written.
    """
    plan = laas_plan(tiltak.plan, bruker=bruker, rett=RETT)
    tiltak = Tiltak.objects.select_related("plan").get(pk=tiltak.pk)
    naa, sett, skrevet = (_linjer(tekst) for tekst in (redigering.skrevet(tiltak), sett, skrevet))
    if skrevet == naa:
        return tiltak
    if sett != naa or not redigering.kan(tiltak):
        raise Konflikt(naa)
    redigering.sett(tiltak, redigering.felt(tiltak).clean(skrevet))
    tiltak.validate_constraints()
    tiltak.save()
    logg(plan, "tiltak.celle", bruker=bruker, objekt=tiltak, navn=tiltak.navn, kolonne=kolonne, fra=naa, til=skrevet)
    return tiltak


def _linjer(tekst):
    return "\n".join(tekst.strip().splitlines())
