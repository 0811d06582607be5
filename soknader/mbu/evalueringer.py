"""What the board is told of earlier grants: a line for each that has been evaluated since the last case."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, sitat
from kompetanse.felles.riktekst import som_tekst
from planer.tiltak.laerdom import SISTE_AAR, Laerdom
from soknader.mbu.telling import forrige
from soknader.models import MbuSak, Soknad


def evaluerte(sak: MbuSak) -> list[Soknad]:
    """The grants whose measure an evaluation has concluded of since the case before, up to the date of this one, oldest
    number first. The first case tells of the last three years."""
    sist = forrige(sak)
    siden = sist.per_dato if sist else sak.per_dato - dt.timedelta(days=365 * SISTE_AAR)
    gitt = Soknad.objects.filter(kommune_id=sak.kommune_id, status__in=Soknad.Status.gitt_penger())
    nye = gitt.filter(tiltak__evaluert__range=(siden, sak.per_dato)).select_related("tiltak", "vedtak")
    # What was concluded on the very day of the last case stands in that one when it came before it.
    fortalt = som_tekst(sist.evaluering_tekst).split() if sist else []
    return [ett for ett in nye.order_by("nummeraar", "lopenummer") if ett.nummer not in fortalt]


def om_evalueringene(soknader: Iterable[Soknad]) -> str:
    """«- 26/014 «Smidig dag», innvilget 35 000 kr: Øv mer på egne saker. Neste gang: …», or nothing."""
    return "\n".join(_linje(soknad) for soknad in soknader)


def _linje(soknad):
    deler = {
        "nummer": soknad.nummer,
        "tittel": sitat(soknad.tittel),
        "belop": kr(soknad.vedtak.belop),
        "laert": Laerdom(soknad.tiltak).i_ord,
    }
    return _("- %(nummer)s %(tittel)s, innvilget %(belop)s: %(laert)s") % deler
