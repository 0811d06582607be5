"""What the search across everything finds in the registry: competences, and the way to those who have them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.katalog.sok import finn_kompetanser
from kompetanse.felles.sok import PER_GRUPPE, Treff
from kompetanse.organisasjon.models import Bruker


def finn(uttrykk: str, bruker: Bruker) -> list[tuple[str, list[Treff]]]:
    """Groups of hits as (heading, hits). That the catalogue has the word is all that is told here, never of people."""
    if not bruker.has_perm("kartlegging.search"):
        return []
    kompetanser = list(finn_kompetanser(uttrykk).select_related("gruppe")[:PER_GRUPPE])
    hvem = [Treff(_("Hvem kan «%s»?") % uttrykk, "", _finn(uttrykk))] if kompetanser else []
    return [
        (_("Kompetanser"), [Treff(str(ett), str(ett.gruppe), ett.get_absolute_url()) for ett in kompetanser]),
        (_("Finn kompetanse"), hvem),
    ]


def _finn(uttrykk):
    return f"{reverse('kartlegging:finn')}?{urlencode({'q': uttrykk})}"
