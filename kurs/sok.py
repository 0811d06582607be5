"""What the search across everything finds of courses."""

from django.utils.translation import gettext as _

from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kurs


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits): courses by their name, or by a competence that they give."""
    if not bruker.has_perm("kurs.view_kurs"):
        return []
    kurs = Kurs.objects.visible_to(bruker).search(uttrykk).filter(i_bruk=True)
    treff = [
        Treff(ett.navn, str(ett.enhet), ett.get_absolute_url()) for ett in kurs.select_related("enhet")[:PER_GRUPPE]
    ]
    return [(_("Kurs"), treff)]
