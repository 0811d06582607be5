"""What the search across everything finds of evaluations. `visible_to` decides what shows."""

from django.db.models import Q
from django.utils.translation import gettext as _

from evaluering.models import Evaluering
from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.organisasjon.models import Bruker


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits): by the name of what is evaluated, or by what was learnt; the newest first."""
    if not bruker.has_perm("evaluering.view_evalueringer"):
        return []
    navn = Q(kjoring__kurs__navn__icontains=uttrykk) | Q(tiltak__navn__icontains=uttrykk)
    funnet = Evaluering.objects.visible_to(bruker).filter(navn | Q(laering__icontains=uttrykk))
    rader = funnet.select_related("tiltak", "kjoring__kurs", "midler", "enhet")[:PER_GRUPPE]
    return [(_("Evalueringer"), [Treff(str(ett), f"{ett.hva} · {ett.enhet}", ett.get_absolute_url()) for ett in rader])]
